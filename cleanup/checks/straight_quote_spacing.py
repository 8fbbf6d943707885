"""A space on the wrong side of straight quotation marks, where it is certain which mark opens and which closes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from cleanup.checks.quote_pairs import SPACES, STRAIGHT, Mark, quoted
from cleanup.model import INLINE, Applicability, Check, Document, Edit, Violation
from cleanup.profile import fallbacks

TRIGGER = '"'
_BETWEEN = re.compile(r"[^\W\d_]{1,7}")
_STOPS = frozenset(".,;:!?…)")
_FIRST = frozenset("\x02¿¡(«„“‘'")
_OPENERS = frozenset(" \n\xa0([{—–-/¿¡'’")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    Options: ``glued`` names languages in which words cling to quotation marks; there no space is inserted.
    ``padded`` names languages that set a space inside quotation marks; there none is taken out.
    """
    glued, padded = frozenset(options.get("glued", ())), frozenset(options.get("padded", ()))

    def check(document: Document) -> Iterator[Violation]:
        clings = not document.profile.spaces or not glued.isdisjoint(fallbacks(document.language))
        pads = not padded.isdisjoint(fallbacks(document.language))
        for item in quoted(document):
            if any(mark.text != STRAIGHT for mark in item.marks):
                continue
            if len(item.marks) % 2:
                continue
            pairs = list(zip(item.marks[::2], item.marks[1::2], strict=True))
            if not clings:
                yield from _turned_pairs(document, pairs)
            if (len(pairs) > 1 or pads) and not all(_is_plain(*pair, alone=len(pairs) == 1) for pair in pairs):
                continue
            for pair in pairs:
                yield from _faults(document, *pair, clings=clings)

    return check


def _turned_pairs(document: Document, pairs: Sequence[tuple[Mark, Mark]]) -> Iterator[Violation]:
    """Yield two quotations with a word between them, all spaces of which stand on the wrong side: ``" a "or" b "``.

    Read from a closing mark on, healthy quotations look the same (``"a" or "b"``), so the ones before must be well.
    """
    mended = False
    for this, following in pairwise(pairs):
        if mended:
            mended = False
            continue
        if _is_turned(document, *this, *following):
            yield _turned(document, this, following)
            mended = True
        elif (_opening(this[0]), _closing(this[1])) != ("well", "well"):
            return


def _is_turned(document: Document, first: Mark, second: Mark, third: Mark, last: Mark) -> bool:
    apart = first.after in SPACES and second.before in SPACES and third.after in SPACES and last.before in SPACES
    if not apart or not _BETWEEN.fullmatch(document.masked, second.end, third.start):
        return False
    return "\n" not in document.masked[first.start : last.end] and not any(
        map(_is_measure, (first, second, third, last))
    )


def _turned(document: Document, this: tuple[Mark, Mark], following: tuple[Mark, Mark]) -> Violation:
    edits = []
    for opening, closing in (this, following):
        if opening.before.isalnum():
            edits.append(Edit(opening.start, opening.start, " "))
        edits.append(Edit(opening.end, opening.end + _run(document.masked, opening.end, 1), ""))
        edits.append(Edit(closing.start - _run(document.masked, closing.start - 1, -1), closing.start, ""))
        if closing.after.isalnum():
            edits.append(Edit(closing.end, closing.end, " "))
    return Violation(this[0].start, following[1].end, edits=tuple(edits))


def _is_plain(first: Mark, last: Mark, *, alone: bool) -> bool:
    """Tell whether two marks that follow each other stand as those of a quotation but for a space lost outside.

    Beside other quotations the end of a sentence must show that the second one closes.
    """
    if _closing(last) not in ("well", "glued"):
        return False
    if alone:
        return _opening(first) in ("well", "glued")
    return _opening(first) == "well" and (_closing(last) == "well" or last.before in _STOPS)


def _faults(document: Document, first: Mark, last: Mark, *, clings: bool) -> Iterator[Violation]:
    inner = document.masked[first.end : last.start]
    if not inner.strip() or "\n" in inner or _is_measure(first) or _is_measure(last):
        return
    if _is_beside_tag(document, first, last):
        return
    opens, closes = _opening(first), _closing(last)
    if opens == closes == "well":
        return
    if "well" not in (opens, closes) and not opens == closes == "spaced":
        return
    if opens == "turned" and last.after not in _STOPS and last.after != "\n":
        return
    edits: list[Edit] = []
    if opens != "well":
        edits += _mend_opening(document, first, opens, clings=clings)
    if closes != "well":
        edits += _mend_closing(document, last, closes, clings=clings)
    if edits:
        doubtful = "glued" in (opens, closes) or "turned" in (opens, closes)
        weaker = Applicability.UNSAFE if doubtful and len(edits) > 1 else None
        yield Violation(first.start, last.end, edits=tuple(edits), applicability=weaker)


def _is_beside_tag(document: Document, first: Mark, last: Mark) -> bool:
    """Tell whether a tag stands between a space and a mark: it may be a placeholder, and a word (``"/tell <name>"``)."""
    masked = document.masked
    return (masked[first.end] == INLINE and first.after in SPACES) or (
        masked[last.start - 1] == INLINE and last.before in SPACES
    )


def _is_measure(mark: Mark) -> bool:
    return mark.before.isdigit() and mark.after not in _STOPS


def _opening(mark: Mark) -> str:
    """Tell how the first mark stands: well, with a space on both sides, on none, or only inside."""
    outside, inside = mark.before in _OPENERS, mark.after in SPACES
    if outside:
        return "spaced" if inside else "well"
    return "turned" if inside else "glued"


def _closing(mark: Mark) -> str:
    inside, outside = mark.before in SPACES, not mark.after.isalnum() and mark.after != "("
    if outside:
        return "spaced" if inside else "well"
    return "turned" if inside else "glued"


def _mend_opening(document: Document, mark: Mark, state: str, *, clings: bool) -> Iterator[Edit]:
    letter = mark.before.isalpha() or mark.before in _STOPS
    if state in ("glued", "turned") and (clings or not letter or not _begins(mark, state)):
        return
    if mark.before.isupper() and not document.masked[mark.start - 2 : mark.start - 1].isalnum():
        return  # an initial, or a mark that stands too late
    if state in ("glued", "turned"):
        yield Edit(mark.start, mark.start, " ")
    if state in ("spaced", "turned"):
        yield Edit(mark.end, mark.end + _run(document.masked, mark.end, 1), "")


def _begins(mark: Mark, state: str) -> bool:
    """Tell whether a quotation may begin after a mark that stands close to the word before it."""
    return state == "turned" or mark.after.isalnum() or mark.after in _FIRST


def _mend_closing(document: Document, mark: Mark, state: str, *, clings: bool) -> Iterator[Edit]:
    if state == "turned" or (state == "glued" and (clings or not mark.after.isalpha())):
        return
    if state == "spaced":
        yield Edit(mark.start - _run(document.masked, mark.start - 1, -1), mark.start, "")
    else:
        yield Edit(mark.end, mark.end, " ")


def _run(text: str, at: int, step: int) -> int:
    """Return how many spaces stand from ``at`` on, in the direction of ``step``."""
    count = 0
    while 0 <= at < len(text) and text[at] in SPACES:
        at += step
        count += 1
    return count
