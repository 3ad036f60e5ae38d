"""The mirror of a connected shop: webhooks first, reading fills what was missed.

`payloads` and `rows` turn what the shop says into the importers' batches; `taking` writes them;
`pulling` reads page by page; `news` answers webhooks; `privacy` answers for people.
"""
