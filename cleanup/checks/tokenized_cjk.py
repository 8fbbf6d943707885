"""Chinese or Japanese that was left cut into words: a space between all of them and before every mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.scripts import CJK, CLOSERS, OPENERS, WIDE_MARKS
from cleanup.model import Applicability, Check, Document, Edit, Segment, Violation

TRIGGER = rf"[{CJK}] [{WIDE_MARKS}]"

_WIDE = f"{CJK}{WIDE_MARKS}{OPENERS}{CLOSERS}…—"
_GAP = re.compile(rf"(?<=[{_WIDE}]) (?=[{_WIDE}])")
_CHARACTER = re.compile(f"[{CJK}]")
_MARK = re.compile(f"[{CJK}{CLOSERS}] ?[{WIDE_MARKS}]")
_LEAST = 6
_LONGEST_WORD = 3
"""Characters to a gap: words of the two languages have one or two, so that spaces set by hand are much rarer."""


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        for segment in document.segments:
            yield from _tokenized(document.masked, segment)

    return check


def _tokenized(text: str, segment: Segment) -> Iterator[Violation]:
    marks = _MARK.findall(text, segment.start, segment.end)
    spaced = sum(" " in mark for mark in marks)
    if not spaced or spaced * 2 < len(marks):
        return
    edits = tuple(Edit(*match.span(), "") for match in _GAP.finditer(text, segment.start, segment.end))
    if len(edits) < _LEAST or len(_CHARACTER.findall(text, segment.start, segment.end)) > _LONGEST_WORD * len(edits):
        return
    weaker = Applicability.UNSAFE if spaced == 1 else None
    yield Violation(segment.start, segment.end, edits=edits, applicability=weaker)
