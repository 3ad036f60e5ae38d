"""An address from a client never leads into our own networks, however it is written."""

import ipaddress
import socket

import pytest

from integrations.errors import Refused, Rejected, Temporary
from integrations.http import guard, wire
from integrations.manifest import Manifest
from tests.fakes.documented import documented
from tests.fakes.server import Fake, Reply
from tests.integrations.http.conftest import MANIFEST

PRIVATE_V4 = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "100.100.100.200"),
    *("127.0.0.1", "127.0.0.53", "127.1.2.3", "127.255.255.255", "168.63.129.16", "169.254.0.1", "169.254.169.254"),
    *("169.254.170.2", "172.16.0.1", "172.17.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1"),
    *("192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.7"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
]
CORE = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.0.1", "172.16.0.1", "0.0.0.0", "100.100.100.200"]


def disguises(text: str) -> list[str]:
    """The same address as decimal, octal, hexadecimal, shortened, mapped, translated and tunnelled."""
    number = int(ipaddress.IPv4Address(text))
    a, b, c, d = (number >> shift & 255 for shift in (24, 16, 8, 0))
    high, low = f"{number >> 16:x}", f"{number & 65535:x}"
    return [
        *(f"{number}", f"0x{number:x}", f"0{number:o}", f"0X{number:X}", f"{number}."),
        *(
            f"0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}",
            f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
            f"{a}.{b}.{c * 256 + d}",
            f"{a}.{number & 0xFFFFFF}",
        ),
        *(f"0x{a:x}.{b}.{c}.{d}", f"{a}.{b}.{c}.0x{d:x}", f"{a}.{b}.{c}.{d}."),
        *(
            f"[::ffff:{text}]",
            f"[::ffff:{high}:{low}]",
            f"[0:0:0:0:0:ffff:{text}]",
            f"[::{text}]",
            f"[::ffff:0:{text}]",
        ),
        *(f"[64:ff9b::{text}]", f"[64:ff9b:1::{text}]", f"[2002:{high}:{low}::1]", f"[2001:0:{high}:{low}::1]"),
        "".join(chr(0xFF10 + int(sign)) if sign.isdigit() else "。" for sign in text),
    ]


PRIVATE_V6 = [
    *("[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[fe80::1]", "[fe80::1%25eth0]", "[fec0::1]", "[fc00::1]"),
    *(
        "[fd00:ec2::254]",
        "[fd20:ce::254]",
        "[ff02::1]",
        "[ff0e::1]",
        "[100::1]",
        "[2001:db8::1]",
        "[3fff::1]",
        "[2001:10::1]",
        "[5f00::1]",
    ),
]
ODD = [
    *(
        "http://shop.example/",
        "ftp://shop.example/",
        "file:///etc/passwd",
        "gopher://shop.example/",
        "//shop.example/",
        "shop.example",
    ),
    *(
        "https://",
        "https:///path",
        "https://user@shop.example/",
        "https://shop.example:pass@10.0.0.1/",
        "https://shop.example@127.0.0.1/",
    ),
    *(
        "https://127.0.0.1\\@shop.example/",
        "https://shop.example\\.evil/",
        "https://shop.example:22/",
        "https://shop.example:6379/",
    ),
    *(
        "https://shop.example:99999/",
        "https://shop.example:0x1bb/",
        "https://shop.example /",
        "https://shop.example\r\nHost: x/",
        "https://%31%32%37.0.0.1/",
    ),
    *(
        "https://localhost/",
        "https://localhost./",
        "https://LOCALHOST/",
        "https://ip6-localhost/",
        "https://metadata.google.internal/",
        "https://①②⑦.⓪.⓪.①/",
    ),
]
REFUSED = [
    *(f"https://{host}/" for host in PRIVATE_V4),
    *(f"https://{host}/" for text in CORE for host in disguises(text)),
    *(f"https://{host}/" for host in PRIVATE_V6),
    *ODD,
]
NAMES = {
    "shop.example": ["93.184.215.14"],
    "six.example": ["2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
    "mixed.example": ["93.184.215.14", "10.0.0.1"],
    "inside.example": ["169.254.169.254"],
    "tunnel.example": ["::ffff:10.0.0.1"],
    "scoped.example": ["fe80::1%eth0"],
    **{key: ["127.0.0.1"] for key in ["localhost", "ip6-localhost"]},
    "metadata.google.internal": ["169.254.169.254"],
    "xn--caf-dma.example": ["93.184.215.14"],
}


@pytest.fixture(autouse=True)
def names(monkeypatch):
    """A name server of our own; the names asked for, in order."""
    asked: list[str] = []

    def lookup(host: str, port: int, **_options: object) -> list[tuple[object, ...]]:
        asked.append(host)
        if host not in NAMES:
            raise socket.gaierror("not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in NAMES[host]]

    monkeypatch.setattr(guard, "lookup", lookup)
    return asked


def test_the_list_is_long_enough():
    assert len(set(REFUSED)) >= 150


@pytest.mark.parametrize("url", sorted(set(REFUSED)))
def test_an_address_inside_is_refused(url):
    with pytest.raises(Refused) as caught:
        guard.pin(url)
    assert caught.value.code == "address_refused"


@pytest.mark.parametrize(
    "host", ["mixed.example", "inside.example", "tunnel.example", "scoped.example", "MIXED.example."]
)
def test_a_name_that_leads_inside_is_refused(host):
    with pytest.raises(Refused):
        guard.pin(f"https://{host}/")


def test_a_disguised_number_is_not_even_looked_up(names):
    with pytest.raises(Refused):
        guard.pin("https://2130706433/")
    assert names == []


@pytest.mark.parametrize(
    ("url", "target", "authority"),
    [
        ("https://shop.example/wp-json/?a=1#part", "https://93.184.215.14/wp-json/?a=1", "shop.example"),
        ("https://SHOP.example.:8443/", "https://93.184.215.14:8443/", "shop.example:8443"),
        ("https://six.example/", "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/", "six.example"),
        ("https://93.184.215.14/", "https://93.184.215.14/", "93.184.215.14"),
        (
            "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
            "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
            "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]",
        ),
        ("https://café.example/", "https://93.184.215.14/", "xn--caf-dma.example"),
    ],
)
def test_a_public_address_is_pinned_and_keeps_its_name(url, target, authority):
    pinned = guard.pin(url)
    assert (pinned.url, pinned.authority) == (target, authority)


def test_a_name_nobody_knows_may_be_tried_later():
    with pytest.raises(Temporary):
        guard.pin("https://nowhere.example/")


@pytest.fixture
def site(monkeypatch):
    """A client's own site on this machine, which these tests alone count as public."""
    monkeypatch.setattr(guard, "SCHEMES", frozenset({"http"}))
    monkeypatch.setattr(guard, "PORTS", range(1, 65_536))
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == "127.0.0.1")
    monkeypatch.setitem(NAMES, "site.example", ["127.0.0.1"])
    fake = Fake(documented({"GET /posts": {}, "GET /moved": {}, "POST /posts": {"body": {"title": str}}})).start()
    yield fake
    fake.stop()


def guarded(http, fake, monkeypatch, host="site.example"):
    monkeypatch.delenv("TESTING_API_BASE")
    base = fake.url.replace("127.0.0.1", host)
    return http(Manifest(**{**MANIFEST.__dict__, "base_url": base}), guarded=True)


def test_a_guarded_call_goes_to_the_checked_address_under_its_own_name(http, site, names, monkeypatch):
    assert guarded(http, site, monkeypatch).get("/posts").status == 200
    assert site.calls[0].headers["host"].startswith("site.example:")
    assert names == ["site.example"], "looked up once, so a second answer changes nothing"


def test_a_second_answer_of_the_name_server_is_checked_again(http, site, monkeypatch):
    client = guarded(http, site, monkeypatch)
    client.get("/posts")
    monkeypatch.setitem(NAMES, "site.example", ["10.0.0.1"])
    with pytest.raises(Refused) as caught:
        client.get("/posts")
    assert (caught.value.code, len(site.calls)) == ("address_refused", 1)


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "file:///etc/passwd",
        "http://2130706433/",
    ],
)
def test_a_redirect_inside_is_refused(http, site, monkeypatch, target):
    site.replies["GET /moved"] = Reply(302, None, {"Location": target})
    with pytest.raises(Refused) as caught:
        guarded(http, site, monkeypatch).get("/moved")
    assert caught.value.code == "address_refused"


HOSTILE = [
    "http://[::1",
    "https://e.example/\x00",
    "https://" + "a" * 70_000,
    "//[",
    "https://xn--/",
    "https://[v1.a]/",
]


@pytest.mark.parametrize("target", HOSTILE, ids=lambda target: target[:20])
def test_a_redirect_to_no_address_at_all_is_refused_and_recorded_so(http, site, monkeypatch, target):
    from integrations.http import calls, client

    told = []
    monkeypatch.setattr(calls, "_listeners", [told.append])
    monkeypatch.setattr(client, "send", lambda *_a, **_k: wire.Raw(302, {"location": target}, b"", False))
    with pytest.raises(Refused) as caught:
        guarded(http, site, monkeypatch).get("/moved")
    assert (caught.value.code, told[0].outcome) == ("address_refused", "refused")


@pytest.mark.parametrize("target", [each for each in HOSTILE[2:] if each[0] == "h"], ids=lambda target: target[:20])
def test_an_address_that_is_none_is_refused_before_the_first_call(http, monkeypatch, target):
    monkeypatch.delenv("TESTING_API_BASE")
    with pytest.raises(Refused) as caught:
        http(Manifest(**{**MANIFEST.__dict__, "base_url": target}), guarded=True)
    assert caught.value.code == "address_refused"


def test_a_redirect_on_the_same_site_is_followed_and_on_another_loses_the_proof(http, site, monkeypatch):
    monkeypatch.setitem(NAMES, "other.example", ["127.0.0.1"])
    site.replies["GET /moved"] = Reply(301, None, {"Location": "/posts"})
    client = guarded(http, site, monkeypatch)
    client.get("/moved")
    assert site.calls[1].headers["authorization"] == site.calls[0].headers["authorization"]
    elsewhere = site.url.replace("127.0.0.1", "other.example")
    site.replies["GET /moved"] = Reply(301, None, {"Location": f"{elsewhere}/posts"})
    client.get("/moved")
    assert "authorization" not in site.calls[3].headers
    assert site.calls[3].headers["host"].startswith("other.example:")


def test_circles_of_redirects_end_and_a_write_follows_none(http, site, monkeypatch):
    site.replies["GET /moved"] = Reply(302, None, {"Location": "/moved"})
    site.replies["POST /posts"] = Reply(307, None, {"Location": "/posts"})
    client = guarded(http, site, monkeypatch)
    for call in (lambda: client.get("/moved"), lambda: client.post("/posts", json={"title": "x"})):
        with pytest.raises(Rejected):
            call()
    assert len(site.calls) <= 5
