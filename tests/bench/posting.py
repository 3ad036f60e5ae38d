"""Posting many requests over a few kept connections, as a service's senders do; nothing but sockets.

A full HTTP client would take more of the machine than the door it knocks at.
"""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Request = tuple[Mapping[str, str], bytes]


@dataclass(frozen=True)
class Posted:
    """`latencies_s` of the answered ones in rising order; `refused` counts answers other than 200."""

    seconds: float
    latencies_s: Sequence[float]
    refused: int

    def at(self, share: float) -> float:
        """Seconds within which this share (0 to 1) was answered."""
        return self.latencies_s[min(int(share * len(self.latencies_s)), len(self.latencies_s) - 1)]


def post(port: int, host: str, path: str, requests: Sequence[Request], *, together: int) -> Posted:
    """Post all, `together` at a time."""
    latencies: list[float] = []
    refused = [0]
    queue = iter(requests)
    begun = time.perf_counter()

    async def all_of_them() -> None:
        await asyncio.gather(*(_sender(port, host, path, queue, latencies, refused) for _ in range(together)))

    asyncio.run(all_of_them())
    return Posted(time.perf_counter() - begun, sorted(latencies), refused[0])


async def _sender(
    port: int, host: str, path: str, queue: Iterator[Request], latencies: list[float], refused: list[int]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for headers, body in queue:
        said = {"Host": host, "Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        begun = time.perf_counter()
        writer.write(f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = next(line for line in answer.split("\r\n") if line.startswith("content-length:"))
        await reader.readexactly(int(length.partition(":")[2]))
        latencies.append(time.perf_counter() - begun)
        refused[0] += not answer.startswith("http/1.1 200")
    writer.close()
