"""Characters that nobody sees and that no reader, search or spelling checker expects inside a word.

Zero-width joiners, non-joiners and spaces are letters' companions in Arabic, Indic and South-East Asian scripts
and in emoji; there they are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.scripts import ARMENIAN, CJK, CYRILLIC, GREEK, LATIN
from cleanup.model import INLINE, Applicability, Check, Document, Violation

_JOINERS = "\u200c\u200d"
_OTHERS = "\u00ad\u180e\u200b\u2060-\u2064\ufeff"
_LETTERS = f"{LATIN}{GREEK}{CYRILLIC}{ARMENIAN}\u05d0-\u05ea\u10a0-\u10ff\u1200-\u137f\uac00-\ud7a3"

TRIGGER = f"[{_OTHERS}]|[{_LETTERS}][{_JOINERS}]"

_RUN = re.compile(f"[{_OTHERS}{_JOINERS}]+")
_PLAIN = re.compile(rf"[{_LETTERS}\u0300-\u036f0-9]")
# Letters of scripts in which joiners and zero-width spaces may be wanted, but soft hyphens and word joiners are not.
_JOINING = re.compile(r"[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u0900-\u0963\u0966-\u0ddf\u0e01-\u0e4e]")
_VIRAMA = re.compile(r"[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca]")
_UNSPACED = re.compile(f"[{CJK}\u3001-\u3015\uff01-\uff1f\u0e81-\u0eff\u1000-\u109f\u1780-\u17ff]")
_BEFORE_NON_JOINER = re.compile("(?:^|[^\u0620-\u06ff])ن?می$")
_AFTER_NON_JOINER = re.compile("(?:ها|های|هایی|هایم|هایش|تر|ترین|ام|ات|اش|ای|اند|اید|ایم)(?![\u0620-\u06ff])")
_NO_BREAK = frozenset("\u2060\ufeff")
_SOFT_HYPHEN = "\u00ad"
_MISREAD = frozenset("ÃÂÐÑ")
"""Letters that the first byte of another becomes; a soft hyphen behind them is its second: ``Ã\\xad`` is í."""
_HYPHENATED = 3
"""Soft hyphens from which on an author must have set them on purpose."""
_NAMES = {
    "\u00ad": "soft hyphen",
    "\u180e": "vowel separator",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
}


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    ``breaking``: languages in which a zero-width space may be meant inside a word, as a break or for a non-joiner.
    """
    languages = frozenset(options.get("breaking", ()))

    def check(document: Document) -> Iterator[Violation]:
        text = document.masked
        breaking = document.language.partition("-")[0] in languages or not document.profile.spaces
        hyphenated = text.count(_SOFT_HYPHEN) >= _HYPHENATED
        for match in _RUN.finditer(text):
            start, end = match.span()
            if start == 0 and match[0] == "\ufeff":
                continue
            if breaking and _may_be_non_joiner(text, start, end):
                continue
            before, after = _visible(text, start - 1, -1), _visible(text, end, 1)
            found = _verdict(match[0], before, after, hyphenated=hyphenated, breaking=breaking)
            if found is not None:
                name = _NAMES.get(match[0][0], "invisible operator")
                yield Violation(start, end, "", values={"name": name}, applicability=found)

    return check


def _may_be_non_joiner(text: str, start: int, end: int) -> bool:
    """Tell whether the run keeps a Persian verb prefix or ending apart, as a non-joiner should."""
    if not text[start - 1 : start].isalpha():
        return False
    return bool(_BEFORE_NON_JOINER.search(text[max(0, start - 4) : start]) or _AFTER_NON_JOINER.match(text, end))


def _visible(text: str, at: int, step: int) -> str:
    """Return the next character that is not inline markup; a line end at the edges of the text."""
    while 0 <= at < len(text) and text[at] == INLINE:
        at += step
    return text[at] if 0 <= at < len(text) else "\n"


def _verdict(run: str, before: str, after: str, *, hyphenated: bool, breaking: bool) -> Applicability | None:
    """Return who may delete the run between two characters; ``None`` when it may be wanted."""
    plain = _PLAIN.match(before) is not None and _PLAIN.match(after) is not None
    if set(run) <= _NO_BREAK and (_UNSPACED.match(before) or _UNSPACED.match(after)):
        return Applicability.SAFE
    if _JOINING.match(before) and _JOINING.match(after):
        return _verdict_joining(run, before, breaking=breaking)
    if set(run) == {"\ufeff"}:
        return Applicability.SAFE if before.isalnum() and after.isalnum() else Applicability.UNSAFE
    if plain:
        return _verdict_plain(run, before, after, hyphenated=hyphenated)
    return Applicability.UNSAFE if set(run) == {"\u200b"} and _beside_space(before, after) else None


def _verdict_plain(run: str, before: str, after: str, *, hyphenated: bool) -> Applicability | None:
    if _SOFT_HYPHEN in run and (hyphenated or before in _MISREAD or before.isdigit() or after.isdigit()):
        return None
    if "\u200b" in run and before.islower() and after.isupper():
        return None
    return Applicability.SAFE


def _verdict_joining(run: str, before: str, *, breaking: bool) -> Applicability | None:
    if set(run) <= {"\ufeff", "\u2060", _SOFT_HYPHEN}:
        return Applicability.SAFE
    if set(run) != {"\u200b"} or _VIRAMA.match(before) or before >= "\u0e01":
        return None
    return Applicability.UNSAFE if breaking else Applicability.SAFE


def _beside_space(before: str, after: str) -> bool:
    """Tell whether a plain letter stands on one side and a space or an edge on the other."""
    first, second = (after, before) if before in " \n" else (before, after)
    return second in " \n" and _PLAIN.match(first) is not None
