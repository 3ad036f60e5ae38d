"""fal, from docs.fal.ai (queue; platform pricing)."""

from pathlib import Path

from tests.fakes.documented import ANY, documented
from tests.integrations.connectors.contracts import Contracted, Host

ROUTES = {
    "POST /fal-ai/flux/schnell": {"body": {"prompt": str, "image_size?": ANY}},
    "GET /fal-ai/flux/requests/{id}/status": {},
    "GET /fal-ai/flux/requests/{id}": {},
    "PUT /fal-ai/flux/requests/{id}/cancel": {},
}
REPLIES = {
    "POST /fal-ai/flux/schnell": {"request_id": "r1"},
    "GET /fal-ai/flux/requests/{id}/status": {"status": "COMPLETED"},
    "GET /fal-ai/flux/requests/{id}": {"images": []},
}
MODEL = "fal-ai/flux/schnell"


def contracted(_specs: Path) -> Contracted:
    proof = {"Authorization": "Key canary-1"}
    prices = documented({"GET /models/pricing": {"query": {"endpoint_id": str}}})
    return Contracted(
        values={"FAL_KEY": "canary-1"},
        main=Host(documented(ROUTES), REPLIES, proof),
        others={"platform": Host(prices, {"GET /models/pricing": {"prices": []}}, proof)},
        cases={
            "probe": (lambda c: c.probe(), {"prices": []}),
            "submit": (lambda c: c.submit(MODEL, {"prompt": "A lamp"}, price=None), "r1"),
            "status": (lambda c: c.status(MODEL, "r1"), "COMPLETED"),
            "result": (lambda c: c.result(MODEL, "r1"), {"images": []}),
            "cancel": (lambda c: c.cancel(MODEL, "r1"), None),
        },
    )
