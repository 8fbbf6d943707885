"""Adjacent lines or paragraphs that are equal to the letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Applicability, Check, Document, Edit, Segment, Violation

_WORDS = 4
_CHARACTERS = 16
_LETTERS = 25
"""Length from which a spaced line of two words is no longer a refrain or a label."""

_SAID = 100


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
                weaker = Applicability.UNSAFE if _may_be_said_twice(document, before) else None
                yield Violation(copies[0].start, copies[-1].end, edits=(Edit(start, end, ""),), applicability=weaker)
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


def _may_be_said_twice(document: Document, segment: Segment) -> bool:
    """Tell whether a line may be a text of its own, which two people wrote: a review, a line of a chat.

    Such lists have no blank lines; captions, which extraction doubles, have no final mark, and people rarely write
    the same at length.
    """
    line = document.text[segment.start : segment.end]
    return "\n\n" not in document.text and len(line) < _SAID and line[-1] in document.profile.sentence_end


def _line_end(text: str, offset: int) -> int:
    """Return the offset of the line end at or after ``offset``, which only blanks may precede."""
    while offset < len(text) and text[offset] in " \t":
        offset += 1
    return offset
