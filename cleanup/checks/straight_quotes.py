"""Straight double quotation marks where the language, or the document, sets typographic ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.literals import is_code, is_literal
from cleanup.checks.quote_pairs import SPACES, STRAIGHT, Pair, Quoted, habits_of, house_pair, quoted
from cleanup.model import Check, Document, Edit, Violation

TRIGGER = STRAIGHT
_SINGLE_OPEN = re.compile(r"(?<![\w'])'(?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?])'(?![\w'])")
_ENUMERATED = re.compile(r"[\x01 \xa0]*[,;/|]?[\x01 \xa0]{0,4}(?:[^\W\d_]{1,5}[\x01 \xa0]{1,4})?")
_LEAST = 3
_TIMES = 4
_ENGLISH = ("“", "”")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    Options: ``when`` is ``never`` (the language's print never has straight marks) or ``document`` (they are the
    exception in this document).

    Raises:
        ValueError: ``when`` is not one of these.
    """
    when = options.get("when")
    if when not in ("never", "document"):
        raise ValueError(f"when: never or document is expected, not {when!r}")

    def check(document: Document) -> Iterator[Violation]:
        if document.style.get("quotes") in ("straight", "document"):
            return  # the house style decides
        if (document.profile.straight_quotes == "never") != (when == "never"):
            return
        if when == "document" and not _may_prevail(document):
            return
        straight = list(_straight(document))
        first, last, count = house_pair(document)
        if not straight or (when == "document" and count < max(_LEAST, _TIMES * len(straight))):
            return
        if when == "never":
            first, last = _house(document, first, last, count, len(straight))
        for item, pair in straight:
            marks = _marks(document, item, pair, first, last) if _is_quotation(document, item, pair) else None
            if marks:
                opening = Edit(pair.open.start, pair.open.end, marks[0])
                closing = Edit(pair.close.start, pair.close.end, marks[1])
                quote = "…".join(marks)
                yield Violation(pair.open.start, pair.close.end, edits=(opening, closing), values={"quote": quote})

    return check


def _house(document: Document, first: str, last: str, count: int, straight: int) -> tuple[str, str]:
    """Return the marks to set: the document's only where they are its habit, not a few among many straight ones.

    Marks that the language keeps for quotations inside others are no habit for the outer ones, nor are English ones.
    """
    own, inner = document.profile.quotes, document.profile.quotes_secondary
    marks = first.strip(), last.strip()
    if marks == (own[0].strip(), own[1].strip()):
        return first, last
    foreign = marks in ((inner[0].strip(), inner[1].strip()), _ENGLISH)
    return own if foreign or count * _TIMES < straight else (first, last)


def _straight(document: Document) -> Iterator[tuple[Quoted, Pair]]:
    """Yield the pairs of straight marks in the segments in which each mark has its fellow.

    Between two marks that went astray may stand what is outside of quotations; what they enclose is left out.
    """
    for item in quoted(document):
        if any(mark.text == STRAIGHT for mark in item.lone):
            continue
        astray, literals = -1, _literals(document, item)
        for pair in item.pairs:
            if pair.kind != STRAIGHT * 2:
                continue
            if pair.open.index > astray and pair.open.start not in literals:
                yield item, pair
            if not (pair.open.fits_opening and pair.close.fits_closing):
                astray = max(astray, pair.close.index)


def _may_prevail(document: Document) -> bool:
    """Tell, by counting alone, whether typographic marks may prevail far enough."""
    text, closers = document.masked, habits_of(document.profile).closers
    most = max((text.count(mark) for mark in closers if mark not in "'’‘"), default=0)
    return most >= max(_LEAST, _TIMES * (text.count(STRAIGHT) // 2) // 2)


def _is_quotation(document: Document, item: Quoted, pair: Pair) -> bool:
    """Tell whether both marks stand as those of a quotation, and no mark between them is left over.

    Between two marks that stand apart from what they quote, they more likely end one quotation and begin another.
    """
    around = item.marks[pair.open.index - 1 : pair.open.index] + item.marks[pair.close.index + 1 : pair.close.index + 2]
    if len(around) == 2 and around[0].after in SPACES and around[1].before in SPACES:
        return False
    if pair.open.before in "=+*#" or not (pair.open.fits_opening and pair.close.fits_closing):
        return False
    if any(mark.pair is None for mark in item.inside(pair)):
        return False
    content = document.masked[pair.open.end : pair.close.start]
    return not ("'" in content and _is_torn(content))


def _literals(document: Document, item: Quoted) -> frozenset[int]:
    """Return where straight pairs open that enclose code, or stand in one enumeration with such a pair."""
    straight = [pair for pair in item.pairs if pair.kind == STRAIGHT * 2]
    if not straight or not document.is_manual:
        return frozenset()
    if is_code(document, item.segment):
        return frozenset(pair.open.start for pair in straight)
    found: set[int] = set()
    chain: list[Pair] = []
    for pair in straight:
        if chain and not _ENUMERATED.fullmatch(document.masked, chain[-1].close.end, pair.open.start):
            chain = []
        chain.append(pair)
        if chain[0].open.start in found or is_literal(document, pair.open.end, pair.close.start):
            found.update(one.open.start for one in chain)
    return frozenset(found)


def _is_torn(content: str) -> bool:
    """Tell whether a single quotation opens inside that does not close there."""
    return len(_SINGLE_OPEN.findall(content)) > len(_SINGLE_CLOSE.findall(content))


def _marks(document: Document, item: Quoted, pair: Pair, first: str, last: str) -> tuple[str, str] | None:
    """Return the marks for a quotation: those of the second level inside another one."""
    if pair.depth == 0:
        own = {first.strip(), last.strip()}
        clash = any(mark.text in own for mark in item.inside(pair))
        return None if clash else (first, last)
    return document.profile.quotes_secondary if pair.depth == 1 else None
