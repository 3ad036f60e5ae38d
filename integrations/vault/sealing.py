"""Sealing and opening bytes: AES-256-GCM with a context that must match.

Source: NIST SP 800-38D; a fresh random 96-bit nonce per message, far below 2^32 messages per key.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


class Forged(Exception):
    """What was to be opened is not what was sealed here, for this place, under this key."""


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=8 * KEY_BYTES)


def seal(key: bytes, plain: bytes, context: str) -> tuple[bytes, bytes]:
    """(nonce, ciphertext); it opens under the same key and context alone."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce, AESGCM(key).encrypt(nonce, plain, context.encode())


def open_sealed(key: bytes, nonce: bytes, ciphertext: bytes, context: str) -> bytes:
    """The bytes that were sealed. Raises Forged."""
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, context.encode())
    except (InvalidTag, ValueError):
        raise Forged from None
