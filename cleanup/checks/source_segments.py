"""Segments that are much shorter or longer than their source, or that have another number in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from statistics import median
from typing import Any
from unicodedata import digit

from cleanup.alignment import segment_pairs
from cleanup.model import INLINE, OBJECT, Check, Document, Segment, Violation

_LEAST_CHARACTERS = 80
_LEAST_PAIRS = 6
_SHORT, _LONG = 0.4, 2.8
"""Share of the usual length, for this page, beyond which something was left out or added."""
_DENSE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_NUMBER = re.compile(r"(?<![\w.,\x02])\d{2,}(?:[.,\u00a0\u202f' ]\d{3})*(?:[.,]\d{1,2})?(?![\w\x02])")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. ``what``: "length" or "numbers".

    Raises:
        ValueError: ``what`` is neither.
    """
    kinds: dict[str, Callable[[Document], Iterator[Violation]]] = {"length": _lengths, "numbers": _numbers}
    if options.get("what") not in kinds:
        raise ValueError("what: length or numbers is expected")
    find = kinds[options["what"]]

    def check(document: Document) -> Iterator[Violation]:
        if document.source is not None:
            yield from find(document)

    return check


def _lengths(document: Document) -> Iterator[Violation]:
    """Compare with the usual ratio of this very page, so that no language needs a figure."""
    assert document.source is not None
    found = [
        (here, _length(document, here) / length)
        for here, there in segment_pairs(document)
        if (length := _length(document.source, there)) >= _LEAST_CHARACTERS
    ]
    if len(found) < _LEAST_PAIRS:
        return
    usual = median(ratio for _, ratio in found)
    for segment, ratio in found:
        if not _SHORT * usual <= ratio <= _LONG * usual:
            what = "shorter" if ratio < usual else "longer"
            yield Violation(segment.start, segment.end, values={"what": what})


def _numbers(document: Document) -> Iterator[Violation]:
    """Yield a number that stands in the place of exactly one other number of the source."""
    assert document.source is not None
    for here, there in segment_pairs(document):
        mine = list(_NUMBER.finditer(document.masked, here.start, here.end))
        if not mine:
            continue
        theirs = list(_NUMBER.finditer(document.source.masked, there.start, there.end))
        if len(mine) != len(theirs) or [m[0] for m in mine] == [m[0] for m in theirs]:
            continue
        extra = Counter(map(_digits, mine)) - Counter(map(_digits, theirs))
        missing = Counter(map(_digits, theirs)) - Counter(map(_digits, mine))
        if extra.total() == missing.total() == 1:
            match = next(m for m in mine if _digits(m) in extra)
            right = next(m for m in theirs if _digits(m) in missing)
            yield Violation(*match.span(), values={"here": match[0], "there": right[0]})


def _digits(match: re.Match[str]) -> str:
    return "".join(str(digit(char)) for char in match[0] if char.isdigit()).rstrip("0") or "0"


def _length(document: Document, segment: Segment) -> int:
    """Return how much a segment says: characters of scripts that need few of them count twice."""
    text = document.masked[segment.start : segment.end]
    return len(text) + len(_DENSE.findall(text)) - text.count(OBJECT) - text.count(INLINE)
