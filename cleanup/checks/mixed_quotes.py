"""A quotation that opens with one kind of mark and closes with another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.quote_pairs import SPACES, STRAIGHT, Pair, Quoted, habits_of, house_pair, quoted
from cleanup.model import Applicability, Check, Document, Edit, Violation
from cleanup.profile import Profile

TRIGGER = "[“”„‟«»「」『』〝〟]"
_USUAL = {"“": "”", "„": "“", "‟": "”", "«": "»", "「": "」", "『": "』", "〝": "〟", "»": "«"}
_TURNED = re.compile(r"“(?<=[^\s(\[“].)(?![\w¿¡(\x01\x02'‘])")
_ALIKE = re.compile("“[^„“”»«\n]{1,300}“")
_FEW = 2
_SHORT = 80


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""
    del options

    def check(document: Document) -> Iterator[Violation]:
        text = document.masked
        if STRAIGHT not in text and "''" not in text and not _may_end_turned(document):
            return
        items = quoted(document)
        kinds = Counter(pair.kind for item in items for pair in item.pairs if not pair.matches)
        if not kinds:
            return
        count = sum(kinds.values())
        known = document.profile.straight_quotes == "never" and any(STRAIGHT in kind for kind in kinds)
        careless = count > _FEW and not known
        straight = any(pair.kind == STRAIGHT * 2 for item in items for pair in item.pairs)
        alone = count == 1 and not straight and house_pair(document)[2]
        for item in items:
            for pair in item.pairs:
                if pair.matches:
                    continue
                edit = _edit(document, item, pair)
                if edit is None:
                    continue
                edits = () if careless else (edit,)
                weaker = None if alone and edit.start == pair.close.start else Applicability.UNSAFE
                values = {"open": pair.open.text, "close": pair.close.text}
                yield Violation(edit.start, edit.end, edits=edits, applicability=weaker, values=values)

    return check


def _may_end_turned(document: Document) -> bool:
    """Tell whether “ may stand at both ends: where a closing mark belongs, or an opening one if the language closes so."""
    if document.masked.count("“") < 2:
        return False
    if "“" in habits_of(document.profile).closers:
        return _ALIKE.search(document.masked) is not None
    return _TURNED.search(document.masked) is not None


def _edit(document: Document, item: Quoted, pair: Pair) -> Edit | None:
    """Return what makes the pair one: the closing mark after the opening one, or the reverse for a straight opener."""
    if not _stands_well(pair) or (item.lone and not _is_short(pair)):
        return None
    first, last, count = house_pair(document)
    if pair.kind == "““" and (opener := _opener_for(document.profile)):
        return Edit(pair.open.start, pair.open.end, opener)
    if pair.open.text in _USUAL and pair.close.text in (STRAIGHT, "''", "“"):
        if pair.close.before.isdigit() and pair.close.text != "“":
            return None
        closer = closer_for(document.profile, pair.open.text, (first, last))
        if pair.close.before in SPACES or pair.open.after not in SPACES:
            closer = closer.strip()
        return Edit(pair.close.start, pair.close.end, closer)
    if pair.open.text == STRAIGHT and count and pair.close.text == last.strip():
        return Edit(pair.open.start, pair.open.end, first)
    return None


def _stands_well(pair: Pair) -> bool:
    spaced = pair.open.text in "«„" or pair.open.after not in SPACES
    return spaced and pair.open.before not in "0123456789" and pair.close.fits_closing


def _is_short(pair: Pair) -> bool:
    """Tell whether the marks follow each other so closely that a mark left over elsewhere casts no doubt on them."""
    return pair.close.index == pair.open.index + 1 and pair.close.start - pair.open.end <= _SHORT


def _opener_for(profile: Profile) -> str | None:
    """Return the mark that “ closes in this language, if it does: there an English one stands before the quotation."""
    return next((first for first, last in profile.quote_pairs if last == "“" and first != "“"), None)


def closer_for(profile: Profile, opener: str, house: tuple[str, str]) -> str:
    """Return the mark that closes ``opener``, with its inner space: as in the document, the language, or usually."""
    for first, last in (house, *profile.quote_pairs):
        if first.strip() == opener:
            return last
    return _USUAL[opener]
