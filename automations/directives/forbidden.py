"""What is never planned, as rules over the word lists in `words`."""

from pathlib import Path

from automations.reading.word_lists import WordLists

WORDS = WordLists(Path(__file__).resolve().parent / "words")
RULES = [
    ("injection", "ignore", "instructions", 5, "", 0),
    ("injection", "takeover", "", 0, "", 0),
    ("destroys", "delete", "stores", 3, "harmless_delete", 2),
    ("bypasses_approval", "without", "control", 3, "harmless_without", 1),
    ("bypasses_approval", "approve", "everything", 3, "", 0),
    ("bypasses_approval", "approve", "approvable", 2, "", 0),
    ("no_consent", "send", "unwilling", 14, "", 0),
    ("no_consent", "in_spite_of", "consent", 4, "", 0),
    ("foreign_data", "see", "others", 8, "", 0),
    ("fakes", "fake", "fame", 4, "", 0),
    ("fakes", "buy", "bought_fame", 4, "", 0),
    ("secrets", "reveal", "secrets", 6, "harmless_secrets", 8),
    ("harmful", "crime", "", 0, "", 0),
    ("harmful", "spy", "", 0, "", 0),
    ("harmful", "deceive", "", 0, "", 0),
    ("harmful", "exclude", "people", 2, "", 0),
    ("foreign_data", "sell", "customer_lists", 4, "", 0),
    ("fakes", "hide", "bad_reviews", 3, "", 0),
    ("bypasses_approval", "no_review", "", 0, "", 0),
    ("spam", "spam", "", 0, "harmless_spam", 2),
    ("money_out", "move_money", "own_pocket", 8, "", 0),
    ("money_out", "refund", "everybody", 5, "", 0),
    ("unlimited", "unlimited", "spending", 5, "", 0),
]
"""(code, act, thing, words between them, what spares the act, within how many words behind it); the words by kind."""
