"""Spaces inside brackets, at their edges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import INLINE, OBJECT, Applicability, Document, Edit, Line, LineCheck, Violation

TRIGGER = r"[(\[][ \xa0\u202f][^\s]|[^\s][ \xa0\u202f][)\]]"
LINES = True

_BRACKET = re.compile(r"[()\[\]]")
_SPACES = " \t\xa0\u202f"
_CLOSING = {"(": ")", "[": "]"}
_WORD = re.compile(r"[^\W_]{2}|[^\W\d_]")
_EYES_OR_CODE = frozenset(":;=8xX-^$%#@")
_FACE = re.compile(r"[:;=8]['-]?[)(|DPpO/\\]\Z|[:;]\Z")
_MARKUP = frozenset((INLINE, OBJECT))
_LONGEST = 600


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. It has no options."""

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        masked = document.masked
        for start, end in _pairs(document, lines):
            inner = masked[start + 1 : end]
            left = len(inner) - len(inner.lstrip(_SPACES))
            right = len(inner) - len(inner.rstrip(_SPACES))
            if right and _FACE.search(document.text[max(start, end - right - 4) : end - right]):
                right = 0
            if not left and not right:
                continue
            if not _is_prose(masked, start, inner):
                continue
            edits = []
            if left:
                edits.append(Edit(start + 1, start + 1 + left, ""))
            if right:
                edits.append(Edit(end - right, end, ""))
            doubtful = masked[start] == "[" and document.format == "markdown"
            strength = Applicability.UNSAFE if doubtful else None
            yield Violation(start, end + 1, edits=tuple(edits), applicability=strength)

    return check


def _pairs(document: Document, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the offsets of matching brackets in the segments of the lines."""
    done = -1
    for offset, line in lines:
        if offset < done:
            continue
        segment = document.segment_at(offset)
        start, done = (segment.start, segment.end) if segment else (offset, offset + len(line))
        yield from _pairs_between(document.masked, start, max(done, offset + len(line)))


def _pairs_between(masked: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    stack: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(masked, low, high):
        mark, at = match[0], match.start()
        if mark in _CLOSING:
            stack.append((mark, at))
            if len(stack) > 50:
                del stack[0]
        elif stack and _CLOSING[stack[-1][0]] == mark:
            start = stack.pop()[1]
            if at - start <= _LONGEST:
                yield start, at
        else:
            stack.clear()


def _is_prose(masked: str, start: int, inner: str) -> bool:
    """Tell whether a bracket encloses words of a sentence: no check box, no face, no lone edge of a line."""
    if start and masked[start - 1] in _EYES_OR_CODE:
        return False
    if "\n\n" in inner or inner.strip(_SPACES).startswith("\n") or inner.strip(_SPACES).endswith("\n"):
        return False
    words = inner.strip(_SPACES)
    if masked[start] == "[" and len(words) < 3:
        return False
    return len(words) > 1 and (words[0] in _MARKUP or bool(_WORD.search(words)))
