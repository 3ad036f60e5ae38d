"""Two sites on one address: each proves its own name, whoever was there before."""

import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from integrations.http import guard, wire
from tenants import clock

OWNER, OTHER = "owner.example", "other.example"


def certified(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate of one name, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), clock.now()
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "site.pem", folder / "site.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    encryption = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, encryption))
    return certificate, private


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    heard: list[str] = []

    def do_GET(self) -> None:
        Site.heard.append(self.headers["Host"])
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@pytest.fixture
def port(tmp_path, monkeypatch) -> Iterator[int]:
    """A site of one name, which every name leads to."""
    certificate, key = certified(tmp_path, OWNER)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    terms = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    terms.load_cert_chain(certificate, key)
    server.socket = terms.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    trust, real, number = ssl.create_default_context(cafile=str(certificate)), httpx.Client, server.server_address[1]
    monkeypatch.setattr(httpx, "Client", lambda **given: real(**{**given, "verify": trust}))
    monkeypatch.setattr(guard, "PORTS", frozenset({number}))
    monkeypatch.setattr(guard, "is_public", lambda _address: True)
    monkeypatch.setattr(guard, "lookup", lambda _host, port, type: [(0, 0, 0, "", ("127.0.0.1", port))])
    wire._client.cache_clear()
    Site.heard = []
    yield number
    wire._client.cache_clear()
    server.shutdown()
    server.server_close()


def asked(host: str, port: int) -> int | str:
    try:
        return wire.send(httpx.Request("GET", f"https://{host}:{port}/"), timeout_s=5, guarded=True).status
    except wire.Failed as failed:
        return failed.cause


def test_a_name_without_a_certificate_gets_nothing_also_after_one_that_has_it(port):
    assert [asked(OTHER, port), asked(OWNER, port), asked(OTHER, port)] == ["unreachable", 200, "unreachable"]
    assert Site.heard == [f"{OWNER}:{port}"]
