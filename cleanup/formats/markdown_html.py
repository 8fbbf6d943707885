"""HTML in Markdown: what is decided without reading it with the HTML parser."""

from __future__ import annotations

import re

from cleanup.formats.html_tags import OPAQUE_ELEMENTS, RAW_ELEMENTS

_HIDING_TAG = re.compile(
    rb"<(" + "|".join(sorted(OPAQUE_ELEMENTS | RAW_ELEMENTS)).encode() + rb")\b[^>]*+>(?<!/>)\Z"
    rb"|<(\w++)\b(?=[^>]*?(?:\blang[ \t]*=|translate[ \t]*=[ \t]*[\"']?no\b|\bnotranslate\b))[^>]*+>(?<!/>)\Z",
    re.I,
)
_BARE_TAG = re.compile(
    rb"[ \t\r\n]*+<(?![^>]*(?:alt|title)[ \t\r\n]*=)/?[A-Za-z][^<>\"']*+(?:\"[^\"]*+\"[^<>\"']*+)*+>[ \t\r\n]*+\Z", re.I
)
_LONGEST = 4000
"""Bytes in which the closing tag is looked for; it also keeps a line of opening tags linear."""


def hidden_end(data: bytes, start: int, end: int) -> tuple[int, bool] | None:
    """Return where the element ends whose opening tag is ``data[start:end]``, if its content is to be hidden.

    That is code (the flag is true), or text that is not to be translated or is in another language. The
    closing tag has to stand in the same paragraph.
    """
    tag = _HIDING_TAG.match(data, start, end)
    if tag is None:
        return None
    blank = data.find(b"\n\n", end, end + _LONGEST)
    chunk = data[end : blank if blank >= 0 else end + _LONGEST]
    close = re.search(rb"</" + re.escape(tag[1] or tag[2]) + rb"[ \t]*>", chunk, re.I)
    return (end + close.end(), tag[1] is not None) if close else None


def is_bare_tag(data: bytes, start: int, end: int) -> bool:
    """Tell whether an HTML block is one tag and no text, which is what most are."""
    return _BARE_TAG.match(data, start, end) is not None


def fragment(data: bytes, edges: bytes, lines: list[tuple[int, int]]) -> str:
    """Return the lines of an HTML block, with the markers of the quote or list around it replaced by ``edges``."""
    parts: list[bytes] = []
    at = lines[0][0]
    for start, end in lines:
        parts += (edges[at:start], data[start:end])
        at = end
    return b"".join(parts).decode()
