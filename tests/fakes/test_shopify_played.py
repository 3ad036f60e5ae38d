"""The played shop keeps Shopify's rules, asked by hand and never through our own client."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pytest

from tests.fakes.shopify_consent import APP, SECRET
from tests.fakes.shopify_counter import STORE, PlayedShop
from tests.integrations.connectors.conftest import specs

AT = datetime(2026, 11, 18, 11, tzinfo=UTC)
BACK = "http://localhost:8000/oauth/callback/"
ASK = {"client_id": APP, "redirect_uri": BACK, "state": "s 1", "scope": "read_orders,write_products"}


@pytest.fixture(scope="module")
def shop() -> Iterator[PlayedShop]:
    if not specs().is_dir():
        pytest.skip("SHARED_DIR is absent: the vendors' specifications are not part of the product")
    played = PlayedShop(specs(), orders=40, now=lambda: AT).start()
    played.deliveries.waits_s = (0.01,) * 3
    yield played
    played.stop()


def pressed(shop: PlayedShop, answer: str = "allow", **asked: str) -> httpx.Response:
    """Read the page, press one of its buttons."""
    url = f"{shop.shop.fake.url}/admin/oauth/authorize"
    page = httpx.get(url, params={**ASK, **asked})
    assert page.headers["content-type"].startswith("text/html")
    hidden = re.search(r'name="asked" value="([^"]*)"', page.text)
    kept = hidden[1].replace("&amp;", "&") if hidden else ""
    return httpx.post(url, data={"asked": kept, "answer": answer})


def code(shop: PlayedShop) -> dict[str, str]:
    location = pressed(shop).headers["Location"]
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def token(shop: PlayedShop, **form: str) -> httpx.Response:
    proof = {"client_id": APP, "client_secret": SECRET, **form}
    return httpx.post(f"{shop.shop.fake.url}/admin/oauth/access_token", data=proof)


def orders_with(shop: PlayedShop, key: str) -> int:
    body = {"query": "{ordersCount{count}}"}
    return httpx.post(f"{shop.shop.base}/graphql.json", json=body, headers={"X-Shopify-Access-Token": key}).status_code


def test_installing_leads_back_signed_as_shopify_documents(shop):
    told = code(shop)
    assert told["state"] == "s 1" and told["shop"] == STORE and told["timestamp"].isdigit()
    text = "&".join(f"{name}={quote(told[name], safe='')}" for name in sorted(told) if name != "hmac")
    assert told["hmac"] == hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()


def test_cancelling_leads_nowhere(shop):
    answer = pressed(shop, "cancel")
    assert answer.status_code == 200 and "not installed" in answer.text


@pytest.mark.parametrize("wrong", [
    {"client_id": "other"}, {"redirect_uri": "https://evil.example/"}, {"state": ""}, {"scope": "read_everything"},
    {"redirect_uri": "http://localhost.evil.example/"},
])  # fmt: skip
def test_what_shopify_would_not_ask_is_not_asked(shop, wrong):
    page = httpx.get(f"{shop.shop.fake.url}/admin/oauth/authorize", params={**ASK, **wrong})
    assert page.status_code == 400 and "Install app" not in page.text
    assert pressed(shop, **wrong).status_code == 400


def test_a_code_is_good_once_and_its_token_opens_the_shop(shop):
    told = code(shop)
    first = token(shop, code=told["code"], expiring="1").json()
    assert first["expires_in"] == 3600 and first["scope"] == ASK["scope"]
    assert orders_with(shop, first["access_token"]) == 200 and orders_with(shop, "shpat_other") == 401
    assert token(shop, code=told["code"]).status_code == 400
    assert token(shop, code=code(shop)["code"], client_secret="wrong").status_code == 401


def test_a_refresh_token_is_good_once_and_without_expiring_there_is_none(shop):
    first = token(shop, code=code(shop)["code"], expiring="1").json()
    renewing = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = token(shop, **renewing).json()
    assert second["refresh_token"] != first["refresh_token"] and orders_with(shop, second["access_token"]) == 200
    assert token(shop, **renewing).json() == {"error": "invalid_grant"}
    assert "refresh_token" not in token(shop, code=code(shop)["code"]).json()


def test_a_query_beside_the_schema_is_refused(shop):
    key = token(shop, code=code(shop)["code"]).json()["access_token"]
    answer = httpx.post(
        f"{shop.shop.base}/graphql.json", json={"query": "{ordersOfMine{id}}"}, headers={"X-Shopify-Access-Token": key}
    )
    assert answer.status_code == 400 and "ordersOfMine" in answer.text


class Listener:
    """Takes deliveries, after refusing the first few."""

    def __init__(self, refusing: int = 0) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.left, self.enough = refusing, Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                outer.left -= 1
                self.send_response(500 if outer.left >= 0 else 200)
                self.end_headers()
                if outer.left < 0:
                    outer.enough.set()

            def log_message(self, format: str, *arguments: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.uri = f"http://a.localhost:{self.server.server_address[1]}/hooks/shopify/1/"


def subscribed(shop: PlayedShop, listener: Listener, topic: str) -> None:
    shop.shop.subscribed[:] = [{"id": "gid://shopify/WebhookSubscription/1", "topic": topic, "uri": listener.uri}]


def test_an_order_is_told_signed_and_told_again_until_it_is_taken(shop):
    listener = Listener(refusing=2)
    subscribed(shop, listener, "ORDERS_CREATE")
    node = shop.order()
    assert listener.enough.wait(5)
    headers, body = listener.got[-1]
    mark = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()
    assert headers["x-shopify-hmac-sha256"] == mark and headers["x-shopify-shop-domain"] == STORE
    assert headers["x-shopify-topic"] == "orders/create" and headers["host"].startswith("a.localhost")
    assert json.loads(body)["name"] == node["name"] and len(listener.got) == 3
    assert len({each["x-shopify-webhook-id"] for each, _body in listener.got}) == 1, "one message, told three times"


def test_a_cart_that_is_left_is_told_as_a_checkout(shop):
    listener = Listener()
    subscribed(shop, listener, "CHECKOUTS_CREATE")
    httpx.post(f"{shop.counter.url}/cart")
    assert listener.enough.wait(5)
    said = json.loads(listener.got[0][1])
    assert (
        said["completed_at"] is None and said["abandoned_checkout_url"] and said["customer"]["email"] == said["email"]
    )


def test_who_never_answers_is_not_told_any_more(shop):
    listener = Listener(refusing=99)
    subscribed(shop, listener, "ORDERS_CREATE")
    shop.order()
    for _look in range(500):
        if not shop.shop.subscribed:
            break
        Event().wait(0.01)
    assert shop.shop.subscribed == [] and len(listener.got) == 4


def test_unplugged_nobody_is_there_and_the_counter_still_is(shop):
    answer = httpx.post(f"{shop.counter.url}/down", follow_redirects=True)
    assert "unplugged" in answer.text
    with pytest.raises(httpx.ConnectError):
        orders_with(shop, "x")
    assert "is open" in httpx.post(f"{shop.counter.url}/up", follow_redirects=True).text
    assert orders_with(shop, "x") == 401


def test_a_later_playing_sells_under_new_numbers(shop):
    later = PlayedShop(specs(), orders=5, numbers_from=7_000_000, now=lambda: AT)
    assert later.order()["name"] == "#7000000" and later.cart()["id"].endswith("/7000001")


def test_the_past_is_the_same_each_time_and_ends_before_now(shop):
    again = PlayedShop(specs(), orders=40, now=lambda: AT)
    names = [each["customer"]["lastName"] for each in again.shop.held["orders"].values()]
    assert names == [each["customer"]["lastName"] for each in list(shop.shop.held["orders"].values())[:40]]
    assert len(names) == 40 and all(
        datetime.fromisoformat(each["createdAt"]) < AT for each in again.shop.held["orders"].values()
    )
