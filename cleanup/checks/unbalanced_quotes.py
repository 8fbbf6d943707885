"""A quotation that is opened and never closed, or closed and never opened, in the whole document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.quote_pairs import Mark, habits_of, quoted
from cleanup.model import Check, Document, Violation

TRIGGER = "[“”„«»「」『』]"
_REACH = 12
"""Paragraphs over which a speech may run on."""
_MOST = 3


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options.

    A speech may run over paragraphs, each of which opens again, and a document whose marks are out of step in many
    places follows a habit of its own: neither is reported.
    """
    del options

    def check(document: Document) -> Iterator[Violation]:
        habits = habits_of(document.profile)
        openers, closers = habits.openers - habits.closers, habits.closers - habits.openers
        text = document.masked
        if not openers or all(
            text.count(first) == text.count(last) for first, last in _sure(habits.kinds, openers, closers)
        ):
            return
        found = list(_unmatched(document, openers, closers))
        if len(found) <= _MOST:
            for mark in found:
                yield Violation(mark.start, mark.end, values={"mark": mark.text})

    return check


def _sure(kinds: frozenset[str], openers: frozenset[str], closers: frozenset[str]) -> list[tuple[str, str]]:
    return [(kind[0], kind[1]) for kind in kinds if len(kind) == 2 and kind[0] in openers and kind[1] in closers]


def _unmatched(document: Document, openers: frozenset[str], closers: frozenset[str]) -> Iterator[Mark]:
    """Yield the marks left over when speeches that run over paragraphs are matched."""
    waiting: tuple[int, Mark] | None = None
    for index, item in enumerate(quoted(document)):
        first = item.marks[0]
        if waiting and first.text == waiting[1].text and first.start == item.segment.start:
            waiting = None
        for mark in item.lone:
            if mark.text in openers:
                if waiting and index - waiting[0] > 1:
                    yield waiting[1]
                waiting = (index, mark)
            elif mark.text in closers:
                if waiting is None or index - waiting[0] > _REACH:
                    yield mark
                waiting = None
    if waiting:
        yield waiting[1]
