"""Featherless: OpenAI's document, whose form it takes over."""

from pathlib import Path

from tests.integrations.connectors.chat import CASES, PROOF, REPLIES, document
from tests.integrations.connectors.contracts import Contracted, Host


def contracted(specs: Path) -> Contracted:
    return Contracted(
        values={"FEATHERLESS_API_KEY": "canary-1"}, main=Host(document(specs), REPLIES, PROOF), cases=CASES
    )
