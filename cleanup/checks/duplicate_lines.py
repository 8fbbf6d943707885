"""Adjacent lines or paragraphs that are equal to the letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Edit, Segment, Violation

_WORDS = 4
_CHARACTERS = 16
_LETTERS = 25
"""Length from which a spaced line of two words is no longer a refrain or a label."""


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        text, spaced = document.text, document.profile.spaces
        before: Segment | None = None
        copies: list[Segment] = []
        for segment in (*document.segments, None):
            if before and segment and _is_copy(text, before, segment, spaced=spaced):
                copies.append(segment)
                continue
            if before and copies:  # one fix for all copies: fixes that touch each other do not land together
                start, end = _line_end(text, before.end), _line_end(text, copies[-1].end)
                yield Violation(copies[0].start, copies[-1].end, edits=(Edit(start, end, ""),))
            before, copies = segment, []

    return check


def _is_copy(text: str, first: Segment, second: Segment, *, spaced: bool) -> bool:
    if first.kind != second.kind or first.end - first.start != second.end - second.start:
        return False
    line = text[second.start : second.end]
    return line == text[first.start : first.end] and _is_long(line, spaced=spaced)


def _is_long(line: str, *, spaced: bool) -> bool:
    if not spaced:
        return len(line) >= _CHARACTERS
    words = len(line.split())
    return words >= _WORDS or (words > 1 and len(line) > _LETTERS)


def _line_end(text: str, offset: int) -> int:
    """Return the offset of the line end at or after ``offset``, which only blanks may precede."""
    while offset < len(text) and text[offset] in " \t":
        offset += 1
    return offset
