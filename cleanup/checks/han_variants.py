"""Simplified characters in traditional or Japanese text, and traditional ones in simplified text.

Which characters a script writes is told by its national standard: what GB/T 2312 (simplified) lacks is traditional, and
what Big5 with the Hong Kong supplement or JIS X 0213 lacks is simplified, if the table of characters knows it as such.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from cleanup.checks.scripts import KANA
from cleanup.model import INLINE, Check, Document, Segment, Violation
from cleanup.words.unspaced import simplified

TRIGGER = "[\u4e00-\u9fff]"

_STANDARDS = {"Hans": "gb2312", "Hant": "big5hkscs", "Jpan": "euc_jisx0213"}
_OPENERS, _CLOSERS = '「『“‘《〈（(【["', '」』”’》〉）)】]"'
_TITLE = 30
_NEAR = re.compile(f"{INLINE}[\u4e00-\u9fff]{{0,8}}\\Z")
_NEXT = re.compile(f"[\u4e00-\u9fff]{{0,8}}{INLINE}")
_BEGINS = re.compile(f"(?:[{KANA}、。]|^)[\u4e00-\u9fff]{{0,8}}\\Z", re.MULTILINE)
_PARTICLE = re.compile("[\u4e00-\u9fff]{0,8}[\u3041-\u3096]")
_OWN = 10
"""Characters that only the script has, for each foreign one: else the text is of the other script, or of both."""
_HABIT = 3
"""Times that the same two characters stand in a name, or as its author wants them."""


class _Foreign(NamedTuple):
    """Characters that a script does not write, each with its own form of it, empty where that is not certain."""

    forms: Mapping[str, str]
    run: re.Pattern[str]
    own: re.Pattern[str]


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        script = document.profile.script
        if script not in _STANDARDS:
            return
        foreign = _foreign(script)
        text = document.masked
        if foreign.forms.keys().isdisjoint(text):
            return
        found = list(foreign.run.finditer(text))
        if len(found) * _OWN > len(foreign.own.findall(text)):
            return
        words = [text[max(0, match.start() - 1) : match.end()] for match in found]
        counts = Counter(words)
        for match, word in zip(found, words, strict=True):
            segment = document.segment_at(match.start())
            if segment is None or counts[word] >= _HABIT:
                continue
            if script == "Jpan" and not _is_in_clause(text, match):
                continue
            if not _is_quoted(text, segment, match) and not _is_label(text, match):
                yield _violation(foreign, match)

    return check


@lru_cache(maxsize=4)
def _foreign(script: str) -> _Foreign:
    is_own = _membership(_STANDARDS[script])
    plain = simplified()
    own: str
    if script == "Hans":
        forms = {c: new for c, new in plain.items() if not is_own(c) and is_own(new)}
        own = "".join(set(plain.values()) - plain.keys())
    else:
        fuller: dict[str, list[str]] = {}
        for traditional, short in plain.items():
            fuller.setdefault(short, []).append(traditional)
        forms = {c: _only(wide) for c, wide in fuller.items() if not is_own(c) and c not in plain}
        if script == "Jpan":  # which of its own forms Japanese has for a traditional one is another question
            forms = dict.fromkeys(forms, "")
        own = KANA if script == "Jpan" else "".join(plain.keys() - plain.values())
    return _Foreign(forms, re.compile(f"[{''.join(forms)}]+"), re.compile(f"[{own}]"))


def _membership(encoding: str) -> Callable[[str], bool]:
    def holds(character: str) -> bool:
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            return False
        return True

    return holds


def _only(forms: list[str]) -> str:
    return forms[0] if len(forms) == 1 else ""


def _is_in_clause(text: str, match: re.Match[str]) -> bool:
    """Tell whether the characters are a word of a Japanese clause, with its particle, and no Chinese name."""
    return _BEGINS.search(text, max(0, match.start() - 9), match.start()) is not None and (
        _PARTICLE.match(text, match.end()) is not None
    )


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Tell whether the characters are in a link or emphasis of their own, as the names of languages are."""
    start, end = match.span()
    before, after = text[max(0, start - _TITLE) : start], text[end : end + _TITLE]
    return _NEAR.search(before) is not None and _NEXT.match(after) is not None


def _is_quoted(text: str, segment: Segment, match: re.Match[str]) -> bool:
    """Tell whether the characters stand in a quotation, title or brackets, where another script has its place."""
    start, end = match.span()
    before, after = text[max(segment.start, start - _TITLE) : start], text[end : min(segment.end, end + _TITLE)]
    opened, closed = (max(map(before.rfind, marks)) for marks in (_OPENERS, _CLOSERS))
    if opened < 0 or (opened < closed and before[opened] != before[closed]):
        return False
    return any(mark in after for mark in _CLOSERS)


def _violation(foreign: _Foreign, match: re.Match[str]) -> Violation:
    forms = [foreign.forms[c] for c in match[0]]
    return Violation(*match.span(), "".join(forms) if all(forms) else None, values={"characters": match[0]})
