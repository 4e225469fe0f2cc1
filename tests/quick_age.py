"""Files closed with a passphrase in milliseconds: of the true age format, with little of the work that makes guessing slow.

The library lets nobody choose that work: it takes what keeps this machine busy for a second, and opening takes as long again.
What is written here it opens itself, unchanged: with the words, and with these only. See https://age-encryption.org/v1.
"""

import hashlib
import hmac
import os
import re
import struct
from base64 import b64decode, b64encode

from pyrage import encrypt as encrypt_for
from pyrage import x25519

#: The work of guessing one passphrase, as a power of two; the library itself comes to about 20.
WORK = 4

_V1 = b"age-encryption.org/v1"
#: Nobody, to whom the library closes the content first; the key that it takes for that is then put behind the words.
_SECRET = bytes(range(32))
_NOBODY = "age13aqvttdk3ujkyjh9kg2w5an6dmy5mq5a84a4uxk3hfhnugfc9p0sy5p2wh"
_PRIME = 2**255 - 19


def encrypt(plaintext: bytes, passphrase: str) -> bytes:
    """Close a content, as ``pyrage.passphrase.encrypt`` does."""
    own = _times(_SECRET, (9).to_bytes(32, "little"))
    header, found, payload = encrypt_for(plaintext, [x25519.Recipient.from_str(_NOBODY)]).partition(b"\n--- ")
    assert found
    share, body = (_decoded(part) for part in re.search(rb"-> X25519 (\S+)\n(\S+)", header).groups())
    wrapping = _derived(_times(_SECRET, share), share + own, _V1 + b"/X25519")
    key = _mixed(wrapping, body[:16])

    salt = os.urandom(16)
    wrapping = hashlib.scrypt(passphrase.encode(), salt=_V1 + b"/scrypt" + salt, n=2**WORK, r=8, p=1, dklen=32)
    wrapped = _mixed(wrapping, key)
    header = b"%b\n-> scrypt %b %d\n%b\n---" % (_V1, _encoded(salt), WORK, _encoded(wrapped + _tag(wrapping, wrapped)))
    seal = hmac.digest(_derived(key, b"", b"header"), header, "sha256")
    return header + b" " + _encoded(seal) + b"\n" + payload.partition(b"\n")[2]


def _encoded(content: bytes) -> bytes:
    return b64encode(content).rstrip(b"=")


def _decoded(text: bytes) -> bytes:
    return b64decode(text + b"=" * (-len(text) % 4))


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    """HKDF with SHA-256, of 32 bytes."""
    return hmac.digest(hmac.digest(salt, key, "sha256"), purpose + b"\1", "sha256")


def _times(secret: bytes, point: bytes) -> bytes:
    """X25519."""
    number = int.from_bytes(secret, "little") & ~7 & ~(1 << 255) | (1 << 254)
    base = int.from_bytes(point, "little") & ~(1 << 255)
    x2, z2, x3, z3 = 1, 0, base, 1
    for place in reversed(range(255)):
        bit = number >> place & 1
        if bit:
            x2, z2, x3, z3 = x3, z3, x2, z2
        plus, minus = x2 + z2, x2 - z2
        one, other = (x3 - z3) * plus, (x3 + z3) * minus
        x3, z3 = (one + other) ** 2 % _PRIME, base * (one - other) ** 2 % _PRIME
        plus, minus = plus * plus, minus * minus
        x2, z2 = plus * minus % _PRIME, (plus - minus) * (plus + 121665 * (plus - minus)) % _PRIME
        if bit:
            x2, z2, x3, z3 = x3, z3, x2, z2
    return (x2 * pow(z2, -1, _PRIME) % _PRIME).to_bytes(32, "little")


def _block(key: bytes, count: int) -> bytes:
    """One block of 64 bytes of ChaCha20, with a nonce of zeros."""
    start = struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<4I", count, 0, 0, 0))
    now = list(start)
    columns = [(place, place + 4, place + 8, place + 12) for place in range(4)]
    diagonals = [(place, (place + 1) % 4 + 4, (place + 2) % 4 + 8, (place + 3) % 4 + 12) for place in range(4)]
    for a, b, c, d in (columns + diagonals) * 10:
        for to, other, turned, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            now[to] = (now[to] + now[other]) & 0xFFFFFFFF
            mixed = now[turned] ^ now[to]
            now[turned] = (mixed << bits | mixed >> 32 - bits) & 0xFFFFFFFF
    return struct.pack("<16I", *((one + other) & 0xFFFFFFFF for one, other in zip(start, now, strict=True)))


def _mixed(key: bytes, content: bytes) -> bytes:
    """ChaCha20 of at most one block, there and back."""
    return bytes(one ^ other for one, other in zip(content, _block(key, 1), strict=False))


def _tag(key: bytes, content: bytes) -> bytes:
    """Poly1305 of 16 bytes that ``_mixed`` made."""
    first = _block(key, 0)
    factor = int.from_bytes(first[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for part in (content, struct.pack("<QQ", 0, len(content))):
        total = (total + int.from_bytes(part + b"\1", "little")) * factor % (2**130 - 5)
    return (total + int.from_bytes(first[16:32], "little")).to_bytes(17, "little")[:16]
