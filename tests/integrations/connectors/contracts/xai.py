"""xAI: OpenAI's document for chat; docs.x.ai/docs/guides/voice for the realtime secret."""

from pathlib import Path

from tests.fakes.calls import Call, Mismatch, Operation
from tests.fakes.documented import documented
from tests.integrations.connectors.chat import CASES, PROOF, REPLIES, document
from tests.integrations.connectors.contracts import Contracted, Host

SECRET = documented({"POST /realtime/client_secrets": {"body": {"expires_after": {"seconds": int}}}})


class Both:
    def __init__(self, specs: Path) -> None:
        self._chat = document(specs)

    def check(self, call: Call) -> Operation:
        if call.path.startswith("/realtime"):
            return SECRET.check(call)
        if not call.path.startswith(("/chat", "/models")):
            raise Mismatch(f"{call.path} is not known to be offered")
        return self._chat.check(call)


def contracted(specs: Path) -> Contracted:
    return Contracted(
        values={"XAI_API_KEY": "canary-1"},
        main=Host(Both(specs), REPLIES | {"POST /realtime/client_secrets": {"value": "s"}}, PROOF),
        cases=CASES | {"realtime_secret": (lambda c: c.realtime_secret()["value"], "s")},
    )
