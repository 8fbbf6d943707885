"""Fillers: replacing text by placeholders of the same length, with line ends in place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleanup.model import INLINE, OBJECT

NEWLINE = "\n"
"""Filler for block structure: in the masked view it is an edge of prose, like a real line end."""

BLANKS = " \t\r\n"
"""What may not begin or end a segment, besides inline markup."""

FILLERS = INLINE + OBJECT + BLANKS

_LONE_RETURN = re.compile(r"\r(?!\n)")


def scrub(text: str) -> str:
    """Return ``text`` of the same length, ready to be parsed.

    Filler characters of the source are replaced, and lone carriage returns become line ends.
    """
    if "\x00" in text or INLINE in text or OBJECT in text:
        text = text.replace("\x00", "\x03").replace(INLINE, "\x03").replace(OBJECT, "\x03")
    if "\r" in text:
        text = _LONE_RETURN.sub(NEWLINE, text)
    return text


def without_mark(text: str) -> str:
    """Return ``text`` with a leading byte order mark turned into a line end."""
    return NEWLINE + text[1:] if text.startswith("\ufeff") else text


def fill(text: str, filler: str) -> str:
    r"""Return as many fillers as ``text`` has code points, line ends kept as they are.

    >>> fill("ab\nc\r\n", "#")
    '##\n#\r\n'
    """
    if NEWLINE not in text:
        return filler * len(text)
    lines = text.split(NEWLINE)
    return NEWLINE.join(
        [filler * (len(line) - 1) + "\r" if line.endswith("\r") else filler * len(line) for line in lines]
    )


def as_edges(match: re.Match[str]) -> str:
    """Replace a match by block structure; for ``re.sub``."""
    return NEWLINE * len(match[0])


def as_object(match: re.Match[str]) -> str:
    """Replace a match by an opaque object; for ``re.sub``."""
    return fill(match[0], OBJECT)


def overlay(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Return ``text`` with each (start, end, filler) filled. Spans ascend and do not overlap.

    >>> overlay("a <b> c", [(2, 5, "#")])
    'a ### c'
    """
    parts: list[str] = []
    at = 0
    for start, end, filler in spans:
        parts += (text[at:start], fill(text[start:end], filler))
        at = end
    parts.append(text[at:])
    return "".join(parts)


def trim(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span without blanks at its edges, or ``None`` when it holds no prose at all."""
    part = masked[start:end]
    if not part.strip(FILLERS):
        return None
    stripped = part.lstrip(BLANKS)
    return end - len(stripped), start + len(part.rstrip(BLANKS))
