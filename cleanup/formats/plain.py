"""Plain text: everything is prose. Each line is a paragraph, as in web articles, unless the text is hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.formats.fillers import BLANKS, NEWLINE, overlay, scrub, without_mark
from cleanup.model import Kind, Segment, View

_Line = tuple[int, str]
"""Offset of the first character that is not blank, and the line from there without the blanks at its end."""

_SENTENCE_END = re.compile(r"[.!?…。！？｡।॥۔؟։።၊။។៕;:；：,，、،؛]['\"’”'»›“„」』）)\]\s*]*$")
_RUNNING_ON = frozenset(",;:，；：、،؛-–")
_MARKER = re.compile(r"(?:[-*•‣◦▪·–+]|\d{1,3}[.)])[ \t]+(?=\S)")
_HEADING_LENGTH = 80
_WRAPPED_LENGTH = range(45, 121)


def parse(text: str) -> View:
    """Return the text as it is, with its list markers and the blanks around lines masked."""
    source = without_mark(scrub(text))
    shown: list[str] = []
    segments: list[Segment] = []
    markers: list[tuple[int, int, str]] = []
    block: list[_Line] = []
    at = 0
    for line in source.split(NEWLINE):
        bare = line.strip(BLANKS)
        if not bare or bare.isspace():
            segments += _segments(block, markers)
            block = []
            shown.append(NEWLINE * len(line))
        elif len(bare) == len(line):
            block.append((at, line))
            shown.append(line)
        else:
            indent = line.index(bare)
            block.append((at + indent, bare))
            shown.append(NEWLINE * indent + bare + NEWLINE * (len(line) - indent - len(bare)))
        at += len(line) + 1
    segments += _segments(block, markers)
    masked = NEWLINE.join(shown)
    return View(overlay(masked, markers) if markers else masked, tuple(segments))


def skeleton(text: str) -> None:
    """Return nothing: plain text has no structure that an edit could harm."""


def _segments(block: list[_Line], markers: list[tuple[int, int, str]]) -> Iterator[Segment]:
    """Yield the segments of lines between two blank ones; note the markers of a list in ``markers``."""
    if len(block) > 1:
        if _is_wrapped(block):
            yield Segment(block[0][0], block[-1][0] + len(block[-1][1]), Kind.PARAGRAPH)
            return
        if _is_list(block):
            yield from _items(block, markers)
            return
    for start, line in block:
        yield Segment(start, start + len(line), Kind.HEADING if _is_heading(line) else Kind.PARAGRAPH)


def _items(block: list[_Line], markers: list[tuple[int, int, str]]) -> Iterator[Segment]:
    for start, line in block:
        end = start + len(line)
        marker = _MARKER.match(line)
        if marker is None:
            yield Segment(start, end, Kind.PARAGRAPH)
        else:
            markers.append((start, start + marker.end(), NEWLINE))
            yield Segment(start + marker.end(), end, Kind.LIST_ITEM)


def _is_heading(line: str) -> bool:
    return len(line) <= _HEADING_LENGTH and _SENTENCE_END.search(line, max(0, len(line) - 40)) is None


def _is_list(block: list[_Line]) -> bool:
    """Tell whether two lines or more, and most of them, begin with a marker. The dash of a dialogue is none."""
    return 2 <= sum(_MARKER.match(line) is not None for _, line in block) >= len(block) / 2


def _is_wrapped(block: list[_Line]) -> bool:
    """Tell whether sentences run on over the line ends of a block whose lines are of similar length."""
    full = sorted(len(line) for _, line in block[:-1])
    longest, median = full[-1], full[len(full) // 2]
    if longest not in _WRAPPED_LENGTH or len(block[-1][1]) > longest + 1 or median < 0.75 * longest:
        return False
    running = sum(line[-1] in _RUNNING_ON or _SENTENCE_END.search(line[-40:]) is None for _, line in block[:-1])
    return running >= len(full) / 2
