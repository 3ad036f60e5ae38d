"""One digest for everything a person decides about."""

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID

from reviews.models import Review


def of_plan(review: Review, actions: Mapping[str, str]) -> str:
    """SHA-256, hex, over client, kind, subject, automation, version and each action's digest.

    The order of the actions changes nothing; any changed, added or missing action does.
    """
    plan = [review.client_id, review.kind, str(review.subject_id), review.automation, review.version]
    text = json.dumps([plan, sorted(actions.items())], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def as_stored(digests: Mapping[UUID, str]) -> dict[str, str]:
    """Action digests the way the review's row keeps them: text keys, fixed order."""
    return {str(key): digests[key] for key in sorted(digests)}
