"""Two periods in a row, where one is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Applicability, Document, Kind, Line, LineCheck, Violation

TRIGGER = r"[^.]\.\.(?:[^.]|$)"
LINES = True

_PAIR = re.compile(r"(?<=[^\W\d_]|[\u0300-\u036f\u0900-\u0963\u0966-\u0dff)”»])\.\.(?![.\w/\\?!])")
_WORD = re.compile(r"[\w.]{1,40}\Z")
_NEXT = re.compile(r"[ \t\xa0]{1,2}[\"“„«‘'(]?(?P<letter>[^\W\d_])")
_PROSE = frozenset((Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.TITLE, Kind.CAPTION))


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. It has no options."""

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        masked = document.masked
        found = [m.start() for offset, line in lines for m in _PAIR.finditer(masked, offset, offset + len(line))]
        habit = len(found) > 2 and 400 * len(found) > masked.count(" ") * 3
        for at in found:
            place = _place(document, at)
            if place is None:
                continue
            word = _WORD.search(masked, max(0, at - 40), at)
            doubtful = habit or not document.profile.spaces or not place or word is None or _is_short(word[0], document)
            yield Violation(at, at + 2, replacement=".", applicability=Applicability.UNSAFE if doubtful else None)

    return check


def _place(document: Document, at: int) -> bool | None:
    """Tell whether a sentence surely ends here: True and False; ``None`` where dots mean something else."""
    segment = document.segment_at(at)
    if segment is None:
        return None
    if at + 2 >= segment.end:
        return segment.kind in _PROSE
    following = _NEXT.match(document.masked, at + 2, segment.end)
    if following is None:
        return False
    return following["letter"].isupper() or (None if following["letter"].islower() else False)


def _is_short(word: str, document: Document) -> bool:
    """Tell whether a word may be an abbreviation, so that the writer may have cut an ellipsis short."""
    last = word.rpartition(".")[2]
    return len(last) < 3 or "." in word or last in document.profile.abbreviations
