"""How good the rules are on labelled examples; one module per thing that is measured.

A module has `SLUG`, `FILE` (its name in a folder of development data), `predict(rows)` and
`summary(rows, predictions)`; a row is one line of the file, a prediction {"id", "pred"}.
"""
