"""Headings, list items, rows, code, images, links and paragraphs that a source has and its translation does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from cleanup.alignment import COUNTED, OFTEN_ADDED, Section, sections_of
from cleanup.model import Check, Document, Violation

_ALIKE = 0.85
"""Likeness of two outlines below which the pages come from different versions of the source."""
_LEAST_SECTIONS = 6
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]{1,100}\}\}|\{%[^{}\n]{1,200}%\}|(?<!\w)\$\{\w{1,60}\}")


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
                yield from _lost_tags(document, here, there)
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
                if _differs(kind, mine.counts, source.counts):
                    yield _violation(mine.start, COUNTED[kind], mine.counts[kind], source.counts[kind])


def _lost_tags(document: Document, here: tuple[Section, ...], there: tuple[Section, ...]) -> Iterator[Violation]:
    """Yield the sections that have fewer placeholders and template tags than those of the source."""
    assert document.source is not None
    if not _PLACEHOLDER.search(document.source.text):
        return
    for section, mine, theirs in zip(here, _tags(document, here), _tags(document.source, there), strict=True):
        if mine < theirs:
            yield _violation(section.start, "placeholders", mine, theirs)


def _tags(document: Document, sections: tuple[Section, ...]) -> list[int]:
    ends = [section.start for section in sections[1:]]
    return [
        len(_PLACEHOLDER.findall(document.text, s.start, e))
        for s, e in zip(sections, [*ends, len(document.text)], strict=True)
    ]


def _lost_headings(document: Document, here: tuple[Section, ...], there: tuple[Section, ...]) -> Iterator[Violation]:
    """Yield where the outlines differ first, and in total what else differs in number."""
    first = next((i for i, pair in enumerate(zip(here, there, strict=False)) if pair[0].level != pair[1].level), -1)
    place = here[first].start if first >= 0 else here[-1].start
    mine, source = (sum((s.counts for s in sections), Counter[str]()) for sections in (here, there))
    for kind in COUNTED:
        if _differs(kind, mine, source):
            yield _violation(place, COUNTED[kind], mine[kind], source[kind])


def _differs(kind: str, mine: Counter[str], source: Counter[str]) -> bool:
    return mine[kind] < source[kind] or (mine[kind] > source[kind] and kind not in OFTEN_ADDED)


def _violation(place: int, what: str, mine: int, source: int) -> Violation:
    return Violation(place, place + 1, values={"what": what, "here": str(mine), "there": str(source)})


def _first_line(text: str, start: int) -> tuple[int, int]:
    end = text.find("\n", start)
    return start, end if end > start else min(len(text), start + 1)
