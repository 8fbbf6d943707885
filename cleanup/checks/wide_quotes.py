"""Quotation marks around Chinese and Japanese text: straight pairs, and pairs whose ends are of different kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cleanup.checks.literals import is_value
from cleanup.checks.scripts import CJK, WIDE_MARKS
from cleanup.model import Applicability, Check, Document, Edit, Segment, Violation

TRIGGER = '["＂]|「[^「」『』“”]{1,80}”|“[^“”「」『』]{1,80}」'
TRIGGER += f"|“[^“”]{{1,80}}“(?:$|[{WIDE_MARKS}])|(?:^|[{WIDE_MARKS}])”[^“”]{{1,80}}”"

_QUOTE = re.compile('["＂“”「」『』]')
_STRAIGHT = frozenset('"＂')
_PARTNERS = {"“": "”", "「": "」", "『": "』"}
_OPENERS = {closer: opener for opener, closer in _PARTNERS.items()}
_WIDE = re.compile(f"[{CJK}{WIDE_MARKS}（）《》]")
_ENDS = re.compile(f"[{WIDE_MARKS}\n]|\\Z")
_WORD = re.compile(r"[^\W_]")
_NEVER_FIRST = frozenset("、，。；！？）」』》”")
_NEVER_LAST = frozenset("、：（「『《“")
_KINDS = ("straight", "mixed")


class _Pair(NamedTuple):
    start: int
    end: int


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    ``pair``: ``straight`` or ``mixed``. ``careful``: languages whose writers mix kinds themselves; there a change
    is only shown where the document has typographic marks as well.

    Raises:
        ValueError: ``pair`` is neither.
    """
    if (kind := options.get("pair")) not in _KINDS:
        raise ValueError(f"pair: one of {', '.join(_KINDS)} is expected, not {kind!r}")
    careful = frozenset(options.get("careful", ()))

    def check(document: Document) -> Iterator[Violation]:
        text = document.masked
        typographic = any(mark in text for mark in "“”「")
        doubt = typographic and document.language.partition("-")[0] in careful
        for segment in document.segments:
            if not _is_worth_looking(text, segment):
                continue
            pairs = _pairs(text, segment)
            if kind == "straight" and _are_doubtful(document, pairs):
                continue
            for pair in pairs:
                opener, closer = text[pair.start], text[pair.end]
                straight = opener in _STRAIGHT and closer in _STRAIGHT
                if straight != (kind == "straight") or not _is_wide(text, pair):
                    continue
                edits = tuple(_edits(document, pair, opener, closer))
                if edits:
                    turned = {opener, closer} <= {"“", "”"}
                    loose = straight and (text[pair.start + 1] == " ") != (text[pair.end - 1] == " ")
                    weaker = Applicability.DISPLAY_ONLY if (doubt and not turned) or loose else None
                    yield Violation(pair.start, pair.end + 1, edits=edits, applicability=weaker)

    return check


def _is_worth_looking(text: str, segment: Segment) -> bool:
    start, end = segment.start, segment.end
    if any(text.find(mark, start, end) >= 0 for mark in _STRAIGHT):
        return True
    return any(text.count(a, start, end) != text.count(b, start, end) for a, b in (("「", "」"), ("“", "”")))


def _pairs(text: str, segment: Segment) -> list[_Pair]:
    """Return the pairs of a segment whose marks open and close in turn; none when they do not."""
    pairs: list[_Pair] = []
    opened = -1
    found = list(_QUOTE.finditer(text, segment.start, segment.end))
    if _is_nested("".join(match[0] for match in found)):
        return []
    for match in found:
        mark = match[0]
        if (
            mark in _STRAIGHT
            and text[max(0, match.start() - 1)].isascii()
            and text[match.start() - 1 : match.start()].isdigit()
        ):
            return []  # inches
        opens = opened < 0 if mark in _STRAIGHT else (mark in _PARTNERS) != _is_turned(text, match, opened)
        if opens != (opened < 0):
            return []
        if opens:
            opened = match.start()
        else:
            pairs.append(_Pair(opened, match.start()))
            opened = -1
    return pairs if opened < 0 else []


def _is_turned(text: str, match: re.Match[str], opened: int) -> bool:
    """Tell whether a mark is the one of the other end: “a“ before a mark or the end of a line, ”a” behind one."""
    if match[0] == "“":
        return opened >= 0 and text[opened] in "“”" and _ENDS.match(text, match.end()) is not None
    if match[0] == "”" and opened < 0:
        return match.start() == 0 or _ENDS.match(text, match.start() - 1) is not None
    return False


def _are_doubtful(document: Document, pairs: list[_Pair]) -> bool:
    """Tell whether a mark stands where its counterpart would, so that a mark before it was lost, or holds code."""
    text = document.masked
    for pair in pairs:
        if text[pair.start] not in _STRAIGHT:
            continue
        first, last = text[pair.start + 1], text[pair.end - 1]
        if first in _NEVER_FIRST or last in _NEVER_LAST:
            return True
        if last in ",，" and _WORD.match(text[pair.start - 1 : pair.start]):
            return True
        if document.is_manual and is_value(document, pair.start + 1):
            return True
    return False


def _is_nested(marks: str) -> bool:
    """Tell whether straight pairs may stand inside typographic ones, so that no pair need be mixed."""
    straight = sum(map(marks.count, _STRAIGHT))
    typographic = len(marks) > straight
    return typographic and straight % 2 == 0 and all(marks.count(a) == marks.count(b) for a, b in _PARTNERS.items())


def _is_wide(text: str, pair: _Pair) -> bool:
    """Tell whether one of the marks touches a wide character."""
    touched = (pair.start - 1, pair.start + 1, pair.end - 1, pair.end + 1)
    return any(0 <= at < len(text) and _WIDE.match(text[at]) for at in touched)


def _edits(document: Document, pair: _Pair, opener: str, closer: str) -> Iterator[Edit]:
    if opener in _STRAIGHT and closer in _STRAIGHT:
        own = document.profile.quotes
        if len(own[0]) == len(own[1]) == 1:
            yield Edit(pair.start, pair.start + 1, own[0])
            yield Edit(pair.end, pair.end + 1, own[1])
        return
    opening = opener if opener in _PARTNERS else _OPENERS.get(closer, "“")
    if opener != opening:
        yield Edit(pair.start, pair.start + 1, opening)
    if closer != _PARTNERS[opening]:
        yield Edit(pair.end, pair.end + 1, _PARTNERS[opening])
