"""Spaces inside a pair of quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.quote_pairs import SPACES, STRAIGHT, Pair, habits_of, quoted
from cleanup.model import Applicability, Check, Document, Edit, Violation
from cleanup.profile import fallbacks

TRIGGER = "[“„«”»][ \xa0\u202f\u2009]|[ \xa0\u202f\u2009][”“»«](?:[^ ]|$)"
_MARKS = "“”„«»"
_OUTSIDE = " \n\xa0([—–"
_QUOTES = _MARKS + "‘’‚'\""


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    Options: ``inner`` names languages that set a space inside some of their marks by a habit that profiles do not
    say; there the fix is unsafe.
    """
    inner = frozenset(options.get("inner", ()))

    def check(document: Document) -> Iterator[Violation]:
        return _inside(document, doubtful=not inner.isdisjoint(fallbacks(document.language)))

    return check


_INNER_SPACE = re.compile(f"[“„«»”][{SPACES}]|[{SPACES}][“”»«]")


def _inside(document: Document, *, doubtful: bool) -> Iterator[Violation]:
    text = document.masked
    if _INNER_SPACE.search(text) is None:
        return
    spaced = {first.strip() for first, _ in document.profile.quote_pairs if first != first.strip()}
    habits = habits_of(document.profile)
    only = habits.openers - habits.closers, habits.closers - habits.openers
    for item in quoted(document):
        whole = not item.lone and all(mark.text != STRAIGHT for mark in item.marks)
        for pair in item.pairs:
            if pair.open.text in spaced or not pair.matches or pair.open.text == STRAIGHT:
                continue
            edits = tuple(_inner_edits(text, pair))
            if len(edits) == 1 and whole and (moved := _turned(pair, edits[0], only)):
                weaker = Applicability.UNSAFE if doubtful else None
                yield Violation(pair.open.start, pair.close.end, edits=(*edits, moved), applicability=weaker)
            elif edits and _is_certain(pair):
                unsure = doubtful or (len(edits) == 1 and not (pair.open.fits_opening or pair.close.fits_closing))
                weaker = Applicability.UNSAFE if unsure else None
                yield Violation(pair.open.start, pair.close.end, edits=edits, applicability=weaker)


def _inner_edits(text: str, pair: Pair) -> Iterator[Edit]:
    first, last = pair.open.end, pair.close.start
    inner = text[first:last]
    content = inner.strip(SPACES)
    if not content or "\n" in inner:
        return
    left = len(inner) - len(inner.lstrip(SPACES))
    right = len(inner) - len(inner.rstrip(SPACES))
    if left and content[0] not in _QUOTES:
        yield Edit(first, first + left, "")
    if right and content[-1] not in _QUOTES:
        yield Edit(last - right, last, "")


def _turned(pair: Pair, inner: Edit, only: tuple[frozenset[str], frozenset[str]]) -> Edit | None:
    """Return the edit that sets the space outside where it stands inside: “it ”said, called“ it”; else ``None``.

    ``only`` are the marks that do nothing but open, and those that do nothing but close.
    """
    first, last = pair.open, pair.close
    well_before, well_after = first.before in _OUTSIDE, not last.after.isalnum()
    if last.text in only[1] and inner.end == last.start and last.after.islower() and well_before:
        return Edit(last.end, last.end, " ")
    if first.text in only[0] and inner.start == first.end and first.before.isalpha() and well_after:
        return Edit(first.start, first.start, " ")
    return None


def _is_certain(pair: Pair) -> bool:
    """Tell whether two different marks stand apart from the words outside."""
    outside_before = pair.open.before in _OUTSIDE or pair.open.before in _MARKS
    outside_after = pair.close.clings or not pair.close.after.isalnum()
    return pair.open.text != pair.close.text and outside_before and outside_after
