"""Quotation marks of another language around a quotation, the outermost only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.quote_pairs import SPACES, STRAIGHT, Mark, Pair, Quoted, habits_of, house_pair, quoted
from cleanup.model import Applicability, Check, Document, Edit, Violation
from cleanup.profile import UNDETERMINED, fallbacks

TRIGGER = "[“”„‟«»「]"
_ENGLISH = "“”"
_MANY = 2
_KINDS = frozenset({"“”", "„“", "„”", "«»", "»«"})
_TYPOGRAPHIC = frozenset("“”„‟«»「」")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    Options: ``nested-only`` gives by language the pairs that it uses inside other quotation marks alone.
    """
    nested_only: Mapping[str, list[str]] = options.get("nested-only", {})

    def check(document: Document) -> Iterator[Violation]:
        profile = document.profile
        if profile.language == UNDETERMINED or document.style.get("quotes") == "straight":
            return
        nested = {kind for tag in fallbacks(document.language) for kind in nested_only.get(tag, ())}
        own = habits_of(profile).kinds - nested
        own_marks = {mark for kind in own for mark in kind}
        present = {mark for mark in _TYPOGRAPHIC if mark in document.masked}
        if present <= own_marks and not any(set(kind) <= present for kind in _KINDS - own):
            return
        common = profile.straight_quotes == "common"
        items = quoted(document)
        pairs = [(item, pair) for item in items for pair in item.pairs if pair.depth == 0]
        foreign = [(item, pair) for item, pair in pairs if _is_foreign(pair, own, spaced=profile.spaces)]
        if not foreign:
            return
        first, last, count = _target(document, items, nested)
        alone = len(foreign) == 1 and count >= _MANY
        target = {first.strip(), last.strip()}
        torn = {item.segment.start for item in items if any(mark.text in target for mark in item.lone)}
        for item, pair in foreign:
            if item.segment.start in torn:
                continue  # a quotation that runs over paragraphs may be around this one
            if not (count or common or pair.kind == _ENGLISH):
                continue
            if common and pair.kind in nested and len(foreign) > max(count, 1):
                continue
            edits = _edits(document.masked, item, pair, first, last)
            sure = alone and not (common and pair.kind in nested)
            weaker = None if sure else Applicability.UNSAFE
            values = {"quote": first + "…" + last}
            if edits:
                yield Violation(pair.open.start, pair.close.end, edits=edits, values=values, applicability=weaker)

    return check


def _target(document: Document, items: tuple[Quoted, ...], nested: set[str]) -> tuple[str, str, int]:
    """Return the marks to set, and how often the document has them: typographic ones, else straight ones."""
    first, last, count = house_pair(document)
    if first.strip() + last.strip() in nested:
        first, last, count = *document.profile.quotes, 0
    if not count and document.profile.straight_quotes == "common":
        straight = sum(pair.kind == STRAIGHT * 2 for item in items for pair in item.pairs)
        if straight:
            return STRAIGHT, STRAIGHT, straight
    return first, last, count


def _is_foreign(pair: Pair, own: frozenset[str] | set[str], *, spaced: bool) -> bool:
    """Tell whether a pair of two typographic marks, each where such a mark stands, is not one of the language."""
    if not pair.matches or pair.kind in own or not set(pair.kind) <= _TYPOGRAPHIC:
        return False
    if not spaced:
        return True
    opens = pair.open.before in " \n\xa0\u202f([—–-/¿¡'’" and pair.open.after != "\n"
    return opens and not pair.close.after.isalnum()


def _closes(mark: Mark) -> bool:
    """Tell whether a straight mark ends a quotation that another kind of mark has opened."""
    return not mark.fits_opening


def _edits(text: str, item: Quoted, pair: Pair, first: str, last: str) -> tuple[Edit, ...]:
    """Return the marks exchanged, with the inner spaces of the new ones; nothing when the same marks stand inside."""
    target = {first.strip(), last.strip()}
    inside = item.inside(pair)
    if any(mark.text in target for mark in inside) or (inside and inside[0].text == STRAIGHT and _closes(inside[0])):
        return ()
    start, end = pair.open.end, pair.close.start
    while start < end and text[start] in SPACES:
        start += 1
    while start < end and text[end - 1] in SPACES:
        end -= 1
    if start == end:
        return ()
    edits = (Edit(pair.open.start, start, first), Edit(end, pair.close.end, last))
    return tuple(edit for edit in edits if text[edit.start : edit.end] != edit.replacement)
