"""Words in a script that the language does not write, left in the sentence by a machine translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import INLINE, Check, Document, Kind, Segment, Violation

_SCRIPTS = (
    "\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u0904-\u0939\u0985-\u09b9\u0b85-\u0bb9\u0e01-\u0e2e\u0e40-\u0e44"
    "\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3"
)
_ALPHABETS = "\u0400-\u052f\u0386\u0388-\u03ce"

TRIGGER = f"[{_SCRIPTS}]"

_MARKS = "\u0300-\u036f\u064b-\u0655\u093a-\u094f\u09bc-\u09cd\u0bbe-\u0bcd\u0e30-\u0e4e\u30fb\u30fc"
_QUOTING = frozenset("\"'“”‘’„«»‹›「」『』《》()（）[]【】`/=:：|")
_LISTING = frozenset(",:;、،-–—•·+|")
"""After one of these a name of a language or a firm may stand in its own script."""
_REACH = 40
_SHARE = 0.3
_FEW = 6


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. ``alphabets``: look for words in Cyrillic and Greek, not for those in other scripts."""
    foreign = _ALPHABETS if options.get("alphabets") else _SCRIPTS
    word = re.compile(rf"[{foreign}](?:[{foreign}{_MARKS}]|[ ](?=[{foreign}]))*")

    def check(document: Document) -> Iterator[Violation]:
        for segment in document.segments:
            if segment.kind is Kind.PARAGRAPH and segment.language is None:
                yield from _words(document.masked, segment, word)

    return check


def _words(text: str, segment: Segment, word: re.Pattern[str]) -> Iterator[Violation]:
    found = list(word.finditer(text, segment.start, segment.end))
    if not found or len(found) > _FEW:
        return
    letters = sum(len(m[0]) for m in found)
    if letters > _SHARE * (segment.end - segment.start):
        return
    for match in found:
        if _is_in_sentence(text, segment, match):
            yield Violation(*match.span(), values={"word": match[0]})


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _is_in_sentence(text: str, segment: Segment, match: re.Match[str]) -> bool:
    """Tell whether a word stands among others as one of them: no name in brackets, quotation, title or label."""
    start, end = match.span()
    if end - start == 1 and (match[0] < "\u0530" or match[0] == "丨"):
        return False  # β, a look-alike in a formula, a stroke used as a bar
    before, after = text[max(segment.start, start - _REACH) : start], text[end : min(segment.end, end + _REACH)]
    if before[-1:] == INLINE and after[:1] == INLINE:
        return False  # a link to the page in another language, a term that is spoken of
    if _is_ascii_word(before[-1:]) or _is_ascii_word(after[:1]) or before.rstrip()[-1:] in _LISTING:
        return False
    if _QUOTING & set(before[-2:]) or _QUOTING & set(after[:2]):
        return False
    if (_QUOTING & set(before)) and (_QUOTING & set(after)):
        return False
    return bool(before.strip()) and bool(after.strip(" .!?…。"))
