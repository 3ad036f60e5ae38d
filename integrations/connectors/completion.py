"""What every text model gives back, whoever runs it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Completion:
    """`text` is JSON where a schema was asked for; `cut`: the model ran into its bound of tokens."""

    text: str
    model: str
    tokens_in: int
    tokens_out: int
    cut: bool = False
