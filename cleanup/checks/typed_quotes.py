"""Quotation marks doubled at both ends, or typed with two single marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.quote_pairs import STRAIGHT, house_pair
from cleanup.model import Applicability, Check, Document, Edit, Violation

TRIGGER = "\"\"|''|``|[“«„]{2}"
_BEFORE = r"(?<![\w\"'`’‘“”„«»=])"
_INSIDE = r"(?=[\w\x01\x02¿¡(\[])"
_END = r"(?<=[^\s\"'`’‘“”„«»(=])"
_AFTER = r"(?![\w\"'`’‘“”„«»=])"
_DOUBLED = re.compile(rf"(?P<open>{_BEFORE}(?:\"\"|“““?|««|„„){_INSIDE})|(?P<close>{_END}(?:\"\"|”””?|““|»»){_AFTER})")
_TYPED = re.compile(rf"(?P<open>{_BEFORE}(?:''|``){_INSIDE})|(?P<close>{_END}''{_AFTER})")
_TWO = re.compile(r"(?=\"\"|''|``|““|««|„„|””|»»)[\"'`“«„”»]")
_ENDS = {
    '""': ('""',),
    "““": ("””", "““"),
    "“““": ("”””",),
    "««": ("»»",),
    "„„": ("““", "””"),
    "''": ("''",),
    "``": ("''",),
}
_LONGEST = 1000


def build(options: Mapping[str, Any]) -> Check:
    """Return the check for one kind.

    Options: ``kind`` is ``doubled`` (``""word""``) or ``typed`` (two single marks, or two grave accents and two
    single marks as in TeX).

    Raises:
        ValueError: the kind is not one of these.
    """
    kind = options.get("kind")
    if kind not in ("doubled", "typed"):
        raise ValueError(f"kind: doubled or typed is expected, not {kind!r}")
    return _doubled if kind == "doubled" else _typed


def _doubled(document: Document) -> Iterator[Violation]:
    for first, last in _pairs(document, _DOUBLED):
        edits = (Edit(first.start(), first.end(), first[0][0]), Edit(last.start(), last.end(), last[0][0]))
        yield Violation(first.start(), last.end(), edits=edits)


def _typed(document: Document) -> Iterator[Violation]:
    opening, closing, count = house_pair(document)
    if not count and document.profile.straight_quotes == "common":
        opening = closing = STRAIGHT
    for first, last in _pairs(document, _TYPED):
        edits = (Edit(first.start(), first.end(), opening), Edit(last.start(), last.end(), closing))
        weaker = Applicability.UNSAFE if first[0] == "''" else None
        yield Violation(first.start(), last.end(), edits=edits, applicability=weaker)


def _marks(text: str, marks: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the matches of marks, looked for only where two stand side by side."""
    at = 0
    for two in _TWO.finditer(text):
        match = marks.match(text, two.start()) if two.start() >= at else None
        if match:
            at = match.end()
            yield match


def _pairs(document: Document, marks: re.Pattern[str]) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield an opening mark and the closing one after it in the segment, with no mark of the kind between."""
    waiting: re.Match[str] | None = None
    for match in _marks(document.masked, marks):
        if match["open"]:
            waiting = match
            continue
        if waiting is not None and match[0] in _ENDS[waiting[0]] and match.start() - waiting.end() <= _LONGEST:
            segment = document.segment_at(waiting.start())
            nested = document.masked.find(waiting[0][0], waiting.end(), match.start()) >= 0
            if segment is not None and match.end() <= segment.end and not nested:
                yield waiting, match
        waiting = None
