"""Headings, list items, rows, code blocks and images that the source has and its translation does not, or the reverse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from cleanup.alignment import COUNTED, Section, sections_of
from cleanup.model import Check, Document, Violation

_ALIKE = 0.85
"""Likeness of two outlines below which the pages come from different versions of the source."""
_LEAST_SECTIONS = 6


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. ``what``: "lost" reports each difference, "stale" once that the pages grew apart.

    Raises:
        ValueError: ``what`` is neither.
    """
    if options.get("what") not in ("lost", "stale"):
        raise ValueError("what: lost or stale is expected")
    stale = options["what"] == "stale"

    def check(document: Document) -> Iterator[Violation]:
        if document.source is None or document.format != "markdown":
            return
        here, there = sections_of(document.text), sections_of(document.source.text)
        if _outline(here) == _outline(there):
            if not stale:
                yield from _differences(here, there)
            return
        if _have_grown_apart(here, there):
            if stale:
                yield Violation(*_first_line(document.text, 0))
        elif not stale:
            yield from _lost_headings(document, here, there)

    return check


def _outline(sections: tuple[Section, ...]) -> list[str]:
    return [section.level for section in sections]


def _have_grown_apart(here: tuple[Section, ...], there: tuple[Section, ...]) -> bool:
    if min(len(here), len(there)) < _LEAST_SECTIONS or len(here) > len(there):
        return len(here) > len(there) + 1
    return SequenceMatcher(None, _outline(here), _outline(there), autojunk=False).ratio() < _ALIKE


def _differences(here: tuple[Section, ...], there: tuple[Section, ...]) -> Iterator[Violation]:
    """Yield what differs in number, once for each section and kind."""
    for mine, source in zip(here, there, strict=True):
        if mine.counts != source.counts:
            for kind in COUNTED:
                if mine.counts[kind] != source.counts[kind]:
                    yield _violation(mine.start, COUNTED[kind], mine.counts[kind], source.counts[kind])


def _lost_headings(document: Document, here: tuple[Section, ...], there: tuple[Section, ...]) -> Iterator[Violation]:
    """Yield where the outlines differ first, and in total what else differs in number."""
    first = next((i for i, pair in enumerate(zip(here, there, strict=False)) if pair[0].level != pair[1].level), -1)
    place = here[first].start if first >= 0 else here[-1].start
    mine, source = (sum((s.counts for s in sections), Counter[str]()) for sections in (here, there))
    for kind in COUNTED:
        if mine[kind] != source[kind]:
            yield _violation(place, COUNTED[kind], mine[kind], source[kind])


def _violation(place: int, what: str, mine: int, source: int) -> Violation:
    return Violation(place, place + 1, values={"what": what, "here": str(mine), "there": str(source)})


def _first_line(text: str, start: int) -> tuple[int, int]:
    end = text.find("\n", start)
    return start, end if end > start else min(len(text), start + 1)
