"""Two times on every row: when it happened, and when it could first be known here."""

from datetime import datetime
from typing import Any, Self

from django.db import models


class KnownQuerySet(models.QuerySet[Any]):
    """Rows of a model with `happened_at` and `known_at`.

    An as-of view remembers its moment, so that a question about "the last 90 days" asked of a
    view of the past means the 90 days before that past moment.
    """

    as_of_moment: datetime | None = None

    def as_of(self, moment: datetime) -> Self:
        """Only what had happened, and was known, at `moment`."""
        found = self.filter(known_at__lte=moment, happened_at__lte=moment)
        found.as_of_moment = moment
        return found

    def _clone(self) -> Self:
        copy: Self = super()._clone()  # type: ignore[misc]  # not in the stubs: Django's own hook for attributes
        copy.as_of_moment = self.as_of_moment
        return copy
