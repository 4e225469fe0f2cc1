"""Ids of rows: 16 bytes, made on this device."""

import secrets
import uuid

#: Namespace of ids that two devices must make alike: content of the base package and memberships.
NAMESPACE = uuid.UUID("6b0a4a52-7d4e-5c53-9b62-0d2f3b1c9a10")


def new_id(milliseconds: int) -> bytes:
    """Return a new UUIDv7 (RFC 9562, section 5.7).

    Parameters:
        milliseconds: wall clock in milliseconds since 1970, UTC.
    """
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= secrets.randbits(12) << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return value.to_bytes(16, "big")


def member_id(kind: str, *parts: bytes | str) -> bytes:
    """Return the UUIDv5 (RFC 9562, section 5.5) of a member of a set, equal on every device.

    Parameters:
        kind: name of the set, for instance ``attendance``.
        parts: what identifies the member: ids of rows or keys of content.
    """
    name = "/".join([kind, *(p.hex() if isinstance(p, bytes) else p for p in parts)])
    return uuid.uuid5(NAMESPACE, name).bytes
