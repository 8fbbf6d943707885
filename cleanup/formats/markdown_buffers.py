"""A Markdown body and its masked copies, as bytes with the same offsets.

A filler is one byte, so a masked character of several bytes would get shorter: instead its further
bytes become a byte that is no UTF-8 at all, and ``decoded`` drops it when all slices are joined.
"""

from __future__ import annotations

DROPPED = b"\xff"
"""Stands for the continuation bytes of masked characters."""

CUT = b"\x04"
"""Put before and after each segment, so that one split of the decoded text finds their offsets."""


def _table(filler: int) -> bytes:
    return bytes(10 if byte in {10, 13} else 0xFF if 0x80 <= byte < 0xC0 else filler for byte in range(256))


_EDGE, _INLINE, _OBJECT = _table(10), _table(1), _table(2)


class Buffers:
    """The body, and the body with every character replaced by one filler; line ends stay."""

    __slots__ = ("edges", "inlines", "objects", "text")

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.edges = text.translate(_EDGE)
        self.inlines = text.translate(_INLINE)
        self.objects = text.translate(_OBJECT)


def decoded(slices: list[bytes]) -> str:
    """Return joined slices of the buffers as text, with one code point for each one of the source."""
    return b"".join(slices).translate(None, DROPPED).decode()
