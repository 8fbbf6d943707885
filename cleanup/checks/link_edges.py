"""Spaces at the edges of a link text or of the alternative text of an image."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Document, Edit, Line, LineCheck, Violation

TRIGGER = r"\[[ \t\xa0]{1,3}[^\[\]\n]{1,400}\]\(|[ \t\xa0]\]\([^\s()]"
LINES = True

_LINK = re.compile(
    r"(!?)\[(?P<left>[ \t\xa0]{0,3})(?P<inner>[^\s\[\]](?:[^\[\]\n]{0,400}?[^\s\[\]])?)"
    r"(?P<right>[ \t\xa0]{0,3})\]\((?P<to>[^()\n]{1,600})\)"
)
_SPACES = " \t\xa0\u202f"


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. It has no options."""

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        spaced = document.profile.spaces
        for offset, line in lines:
            for match in _LINK.finditer(line):
                if match["left"] or match["right"]:
                    edits = tuple(_edits(match, line, offset, spaced))
                    if match.start() and line[match.start() - 1] == "\\":
                        continue
                    yield Violation(offset + match.start(), offset + match.end(), edits=edits)

    return check


def _edits(match: re.Match[str], line: str, offset: int, spaced: bool) -> Iterator[Edit]:
    """Yield the removal of each space; between words it moves to the outer side of the bracket."""
    before, after = line[: match.start()][-1:], line[match.end() : match.end() + 1]
    if match["left"]:
        start, end = match.span("left")
        if spaced and not match[1] and before.isalnum():
            yield Edit(offset + match.start(), offset + match.start(), " ")
        yield Edit(offset + start, offset + end, "")
    if match["right"]:
        start, end = match.span("right")
        yield Edit(offset + start, offset + end, "")
        if spaced and after.isalnum():
            yield Edit(offset + match.end(), offset + match.end(), " ")
