"""Telling a client's own systems what happened: signed webhooks, tried again, kept when they cannot be delivered.

Form and signature: Standard Webhooks 1.0 (github.com/standard-webhooks/standard-webhooks).
"""

TOPICS = (
    "review.opened",
    "review.approved",
    "review.rejected",
    "goal.reached",
    "connection.changed",
    "shop.imported",
    "contact.erased",
)
"""What a client's systems can be told; events carry ids, counts, money and states, never contact data."""
