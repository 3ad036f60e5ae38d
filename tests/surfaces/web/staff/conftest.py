"""The staff pages share their browser with the inbox."""

from tests.reviews.conftest import open_review, plans
from tests.reviews.staff.conftest import desk

__all__ = ["desk", "open_review", "plans"]
