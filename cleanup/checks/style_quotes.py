"""House style of quotation marks and apostrophes: one kind throughout, as the configuration asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.quote_pairs import SPACES, STRAIGHT, Pair, Quoted, habits_of, house_pair, quoted
from cleanup.model import Check, Document, Edit, Violation

TRIGGER = "[\"'“”„«»‘’‚‹›「」『』]"
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
_SINGLE = re.compile(r"(?<![\w‘’'])[‘‚'](?=\S)(?:[^‘’‚'\n\x02]|['’](?=\w)){1,200}(?<=\S)[’‘'](?![\w‘’'])")
_SINGLE_MARKS = ("‘", "‚", "’")
_CORNER = frozenset("「」『』")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options; the style ``quotes`` says what is wanted.

    ``document``: the kind that prevails; ``profile``: the marks of the language; ``straight``: ASCII;
    ``curly``: typographic, of any kind that the language has.
    """
    del options

    def check(document: Document) -> Iterator[Violation]:
        wanted = document.style.get("quotes")
        by_majority = wanted == "document"
        if by_majority:
            wanted = _prevailing(document)
        for item in quoted(document) if wanted else ():
            for pair in item.pairs:
                if not _stands(item, pair):
                    continue
                marks = _marks(document, pair, wanted or "")
                edits = _edits(document.masked, pair, marks) if marks else ()
                if edits:
                    yield Violation(pair.open.start, pair.close.end, edits=edits)
        yield from _apostrophes(document, None if by_majority else wanted)

    return check


def _prevailing(document: Document) -> str | None:
    """Return the style of most quotations of the document, or ``None`` when neither prevails."""
    straight = sum(pair.kind == STRAIGHT * 2 for item in quoted(document) for pair in item.pairs)
    count = house_pair(document)[2]
    if straight == count:
        return None
    return "straight" if straight > count else "house"


def _stands(item: Quoted, pair: Pair) -> bool:
    """Tell whether a pair is a quotation beyond doubt."""
    if not pair.matches or pair.open.text in ("''", "``"):
        return False
    straight = pair.kind == STRAIGHT * 2
    if straight and not (pair.open.fits_opening and pair.close.fits_closing):
        return False
    return all(mark.pair is not None for mark in item.inside(pair))


def _marks(document: Document, pair: Pair, wanted: str) -> tuple[str, str] | None:
    """Return the marks that a pair should have; ``None`` when it may stay."""
    profile = document.profile
    if wanted == "straight":
        return None if set(pair.kind) & _CORNER else (STRAIGHT, STRAIGHT)
    first, last, _ = house_pair(document)
    if wanted == "profile":
        first, last = profile.quotes
    own = pair.kind in habits_of(profile).kinds
    if wanted == "curly" and own:
        return None
    if pair.depth == 0:
        return first, last
    return profile.quotes_secondary if pair.depth == 1 and not own else None


def _edits(text: str, pair: Pair, marks: tuple[str, str]) -> tuple[Edit, ...]:
    start, end = pair.open.end, pair.close.start
    while start < end and text[start] in SPACES:
        start += 1
    while start < end and text[end - 1] in SPACES:
        end -= 1
    if start == end or "\n" in text[pair.open.end : start] + text[end : pair.close.start]:
        return ()
    edits = (Edit(pair.open.start, start, marks[0]), Edit(end, pair.close.end, marks[1]))
    return tuple(edit for edit in edits if text[edit.start : edit.end] != edit.replacement)


def _apostrophes(document: Document, wanted: str | None) -> Iterator[Violation]:
    """Yield apostrophes between letters, and single quotation marks, that are of another kind.

    Without a wanted style the apostrophe that prevails in the document is the right one.
    """
    text, profile = document.masked, document.profile
    found = list(_APOSTROPHE.finditer(text))
    mark = "'" if wanted == "straight" else profile.apostrophe
    if wanted is None:
        curly = sum(match[0] == "’" for match in found)
        mark = "’" if 2 * curly > len(found) else "'" if 2 * curly < len(found) else ""
    for match in found if mark in ("'", "’") else ():
        if match[0] != mark:
            yield Violation(match.start(), match.end(), replacement=mark)
    if wanted is not None and profile.quotes_secondary[0] in _SINGLE_MARKS:
        yield from _single_quotes(text, ("'", "'") if wanted == "straight" else profile.quotes_secondary)


def _single_quotes(text: str, marks: tuple[str, str]) -> Iterator[Violation]:
    straight = marks[0] == "'"
    for match in _SINGLE.finditer(text):
        start, end = match.span()
        if not straight and not text[start] == text[end - 1] == "'":
            continue
        both = (Edit(start, start + 1, marks[0]), Edit(end - 1, end, marks[1]))
        edits = tuple(edit for edit in both if text[edit.start] != edit.replacement)
        if edits:
            yield Violation(start, end, edits=edits)
