"""A service that is never silent and never done: it sends its answer byte by byte, without end."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

GAP_S = 0.02
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def in_the_head() -> Iterator[bytes]:
    """Header lines that never end."""
    yield HEAD + b"X-Slow: "
    while True:
        yield b"y"


def in_the_body() -> Iterator[bytes]:
    """A body of a million bytes, one at a time."""
    yield HEAD + b"Content-Length: 1000000\r\n\r\n"
    while True:
        yield b" "


def in_packed_bytes() -> Iterator[bytes]:
    """A packed body of which nothing can be unpacked yet: no piece of it ever arrives at the reader."""
    yield HEAD + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    # The head of a gzip file whose name never ends (RFC 1952, 2.3).
    yield b"a\r\n\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03\r\n"
    while True:
        yield b"1\r\nn\r\n"


WAYS: dict[str, Callable[[], Iterator[bytes]]] = {
    "head": in_the_head,
    "body": in_the_body,
    "packed": in_packed_bytes,
}


@contextmanager
def dripping(way: str) -> Iterator[str]:
    """The address of such a service."""
    listener, over = socket.create_server(("127.0.0.1", 0)), Event()

    def serve() -> None:
        with suppress(OSError):
            while True:
                peer, _address = listener.accept()
                with suppress(OSError), peer:
                    peer.recv(65536)
                    for piece in WAYS[way]():
                        peer.sendall(piece)
                        if over.wait(GAP_S):
                            return

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
