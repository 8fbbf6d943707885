"""Adjacent lines or paragraphs that are equal to the letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from cleanup.model import Check, Document, Edit, Violation

_WORDS = 4
_CHARACTERS = 16
_LETTERS = 25
"""Length from which a spaced line of two words is no longer a refrain or a label."""


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        text = document.text
        for first, second in pairwise(document.segments):
            if first.kind != second.kind or first.end - first.start != second.end - second.start:
                continue
            line = text[second.start : second.end]
            if line == text[first.start : first.end] and _is_long(line, spaced=document.profile.spaces):
                edit = Edit(_line_end(text, first.end), _line_end(text, second.end), "")
                yield Violation(second.start, second.end, edits=(edit,))

    return check


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
