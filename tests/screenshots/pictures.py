"""Small pictures: a screenshot as a PNG with a palette of 256 colours, without an imaging library."""

import base64
import struct
import zlib
from typing import Any

import numpy as np
from playwright.sync_api import Page

COLOURS = 256
PIXELS = """async shot => {
    const image = new Image()
    image.src = "data:image/png;base64," + shot
    await image.decode()
    const canvas = Object.assign(document.createElement("canvas"), {width: image.width, height: image.height})
    const pen = canvas.getContext("2d")
    pen.drawImage(image, 0, 0)
    const rgba = pen.getImageData(0, 0, image.width, image.height).data
    let text = ""
    for (let at = 0; at < rgba.length; at += 32768) text += String.fromCharCode(...rgba.subarray(at, at + 32768))
    return [image.width, image.height, btoa(text)]
}"""


def small_picture(page: Page) -> bytes:
    """What the window shows now."""
    shot = base64.b64encode(page.screenshot()).decode()
    browser = page.context.browser
    assert browser is not None
    reader = browser.new_page()  # a page of ours would refuse the picture by its own policy
    width, height, pixels = reader.evaluate(PIXELS, shot)
    reader.close()
    rgb = np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(-1, 4)[:, :3]
    palette, indices = quantised(rgb)
    rows = indices.reshape(height, width)
    return png(width, height, palette.tobytes(), b"".join(b"\0" + row.tobytes() for row in rows))


def quantised(rgb: "np.ndarray[Any, Any]") -> "tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]":
    """(palette, index of each pixel): the commonest colours, and those that would be missed most.

    Half of the palette follows how often a colour occurs, half how far it lies from what is there
    already: a small icon keeps its colour.
    """
    packed = rgb.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    colours, inverse, counts = np.unique(packed, return_inverse=True, return_counts=True)
    known = np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=1).astype(np.int32)
    chosen = list(np.argsort(-counts)[: COLOURS // 2])
    gap = np.min([((known - known[each]) ** 2).sum(axis=1) for each in chosen], axis=0)
    while len(chosen) < min(COLOURS, len(known)):
        chosen.append(int(gap.argmax()))
        gap = np.minimum(gap, ((known - known[chosen[-1]]) ** 2).sum(axis=1))
    palette = known[chosen]
    nearest = np.array([((palette - colour) ** 2).sum(axis=1).argmin() for colour in known], np.uint8)
    return palette.astype(np.uint8), nearest[inverse]


def png(width: int, height: int, palette: bytes, rows: bytes) -> bytes:
    """Source: the PNG specification (ISO/IEC 15948), colour type 3, filter 0."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"PLTE", palette) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
