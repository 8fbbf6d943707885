"""A space lost after a closing quotation mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.quote_pairs import SPACES, Mark, Quoted, habits_of, mark_at
from cleanup.model import Check, Document, Edit, Violation
from cleanup.profile import fallbacks

TRIGGER = r"(?:[^ \n\x01:=(\[{‘'’\"“„«][”“]|[^\n\x01:=(\[{“„«]»)[^\W\d_]"
_GLUED = re.compile(r"[”“»](?:(?<=[^ \n\x01:=(\[{‘'’\"“„«][”“])|(?<=[^\n\x01:=(\[{“„«]»))(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_STOPS = frozenset(",.!?…")
_PLURAL = frozenset("s")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    Options: ``suffixes`` gives by language the endings that may cling to a closing mark.
    """
    suffixes: Mapping[str, list[str]] = options.get("suffixes", {})

    def check(document: Document) -> Iterator[Violation]:
        return _after(document, _endings(document, suffixes))

    return check


def _after(document: Document, endings: frozenset[str]) -> Iterator[Violation]:
    if not document.profile.spaces:
        return
    habits = habits_of(document.profile)
    for match in _GLUED.finditer(document.masked):
        found = mark_at(document, match.start())
        if found is None:
            continue
        item, mark = found
        word = _WORD.match(document.masked, mark.end)
        if word is None or word[0].lower() in endings:
            continue
        if _closes(item, mark, only_closes=mark.text in habits.closers - habits.openers):
            yield Violation(mark.start, word.end(), edits=(Edit(mark.end, mark.end, " "),))


def _closes(item: Quoted, mark: Mark, *, only_closes: bool) -> bool:
    """Tell whether a mark between two letters closes a quotation: by its pair, its shape or what it follows."""
    if mark.pair is not None:
        ends_sentence = mark.before in _STOPS
        return mark.pair.close is mark and (mark.pair.matches or only_closes or ends_sentence)
    if mark.before in SPACES or item.lone != (mark,) or item.marks[0] is not mark:
        return False
    return only_closes or mark.before in _STOPS


def _endings(document: Document, table: Mapping[str, list[str]]) -> frozenset[str]:
    """Return what may follow a closing mark without a space: a plural of English, and the endings of a language."""
    return _PLURAL.union(*(table.get(tag, ()) for tag in fallbacks(document.language)))
