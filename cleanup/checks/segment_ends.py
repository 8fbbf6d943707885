"""Marks that cannot end a segment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Applicability, Document, Line, LineCheck, Violation

_MARKS = r"\u0300-\u036f\u0900-\u0dff"
"""Signs on letters, which are no letters for an expression: vowels of Indian scripts and accents."""
TRIGGER = rf"(?:[^\W_]|[{_MARKS}])[.,;:?!][,.;:]$"
LINES = True

_LONG = 5
_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}]){{2,40}}\Z")
_GOES_ON = re.compile(r"[\s\x01]*(.)")


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. Option ``endings``: what stands at the end after a word -> what is meant.

    Raises:
        ValueError: ``endings`` is missing or not a mapping of texts.
    """
    endings = options.get("endings")
    if not isinstance(endings, dict) or not all(isinstance(x, str) and x for x in (*endings, *endings.values())):
        raise ValueError("endings: a mapping of texts is expected")
    forms = tuple(endings)

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        for offset, line in lines:
            end = offset + len(line)
            segment = document.segment_at(end - 1)
            if segment is None or segment.end != end:
                continue
            for form in forms:
                at = end - len(form)
                strength = _strength(document, at, end) if line.endswith(form) else None
                if strength is not None:
                    yield Violation(at, end, replacement=endings[form], applicability=strength)

    return check


def _strength(document: Document, at: int, end: int) -> Applicability | None:
    """Tell how sure it is that the mark before ``end`` is no abbreviation's, and that the sentence ends."""
    word = _WORD.search(document.masked, max(0, at - 40), at)
    following = _GOES_ON.match(document.masked, end)
    if word is None or word[0] in document.profile.abbreviations or (following and following[1].islower()):
        return None
    return Applicability.SAFE if len(word[0]) >= _LONG else Applicability.UNSAFE
