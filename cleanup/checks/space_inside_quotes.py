"""Spaces inside a pair of quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.quote_pairs import SPACES, STRAIGHT, Pair, quoted
from cleanup.model import Applicability, Check, Document, Edit, Violation
from cleanup.profile import fallbacks

TRIGGER = "(?:^|[ \xa0\x01(\\[—–“„«])[“„«”»][ \xa0\u202f\u2009]|[ \xa0\u202f\u2009][”“»«](?:\\W|$)"
_MARKS = "“”„«»"
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
    for item in quoted(document):
        for pair in item.pairs:
            if pair.open.text in spaced or not pair.matches or pair.open.text == STRAIGHT:
                continue
            edits = tuple(_inner_edits(text, pair))
            if edits and _is_certain(pair):
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


def _is_certain(pair: Pair) -> bool:
    """Tell whether two different marks stand apart from the words outside."""
    outside_before = pair.open.before in " \n\xa0([—–" or pair.open.before in _MARKS
    outside_after = pair.close.clings or not pair.close.after.isalnum()
    return pair.open.text != pair.close.text and outside_before and outside_after
