"""Words in a script that the language does not write, left in the sentence by a machine translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from cleanup.model import INLINE, Check, Document, Kind, Segment, Violation

_LETTERS = {
    "Hebr": "\u05d0-\u05ea",
    "Arab": "\u0620-\u064a\u066e-\u06d3",
    "Deva": "\u0904-\u0939",
    "Beng": "\u0985-\u09b9",
    "Guru": "\u0a05-\u0a39",
    "Gujr": "\u0a85-\u0ab9",
    "Orya": "\u0b05-\u0b39",
    "Taml": "\u0b85-\u0bb9",
    "Telu": "\u0c05-\u0c39",
    "Knda": "\u0c85-\u0cb9",
    "Mlym": "\u0d05-\u0d39",
    "Sinh": "\u0d85-\u0dc6",
    "Thai": "\u0e01-\u0e2e\u0e40-\u0e44",
    "Laoo": "\u0e81-\u0eae\u0ec0-\u0ec4",
    "Mymr": "\u1000-\u102a",
    "Ethi": "\u1200-\u135a",
    "Khmr": "\u1780-\u17b3",
    "Kana": "\u3041-\u3096\u30a1-\u30fa",
    "Hani": "\u4e00-\u9fff",
    "Hang": "\uac00-\ud7a3",
}
_WRITES = {
    "Hans": ("Hani",),
    "Hant": ("Hani",),
    "Jpan": ("Hani", "Kana"),
    "Kore": ("Hang", "Hani"),
}
"""What a script holds when it is not named as its letters are."""

_SCRIPTS = "".join(_LETTERS.values())
_ALPHABETS = "\u0400-\u052f\u0386\u0388-\u03ce"

TRIGGER = f"[{_SCRIPTS}]"

_MARKS = (
    "\u0300-\u036f\u064b-\u0655\u093a-\u094f\u09bc-\u09cd\u0a3c-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbc-\u0ccd"
    "\u0d3e-\u0d4d\u0dca-\u0ddf\u0e30-\u0e4e\u0eb0-\u0ecd\u102b-\u103e\u17b4-\u17d3\u30fb\u30fc"
)
_QUOTING = frozenset("\"'“”‘’„«»‹›「」『』《》()（）[]【】`/=:：|")
_LISTING = frozenset(",:;、،-–—•·+|")
"""After one of these a name of a language or a firm may stand in its own script."""
_REACH = 40
_SHARE = 0.3
_FEW = 6


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. ``alphabets``: look for words in Cyrillic and Greek, not for those in other scripts."""
    alphabets = bool(options.get("alphabets"))

    def check(document: Document) -> Iterator[Violation]:
        word = _foreign_word("" if alphabets else document.profile.script)
        for segment in document.segments:
            if segment.kind is Kind.PARAGRAPH and segment.language is None:
                yield from _words(document.masked, segment, word)

    return check


@lru_cache(maxsize=64)
def _foreign_word(script: str) -> re.Pattern[str]:
    """Return the pattern of words that a script does not write; for none, of words in Cyrillic and Greek."""
    own = _WRITES.get(script, (script,))
    foreign = "".join(letters for name, letters in _LETTERS.items() if name not in own) if script else _ALPHABETS
    return re.compile(rf"[{foreign}](?:[{foreign}{_MARKS}]|[ ](?=[{foreign}]))*")


def _words(text: str, segment: Segment, word: re.Pattern[str]) -> Iterator[Violation]:
    found = list(word.finditer(text, segment.start, segment.end))
    if not found or len(found) > _FEW:
        return
    letters = sum(len(m[0]) for m in found)
    if letters > _SHARE * (segment.end - segment.start):
        return
    for match in found:
        if is_in_sentence(text, segment, match):
            yield Violation(*match.span(), values={"word": match[0]})


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def is_in_sentence(text: str, segment: Segment, match: re.Match[str]) -> bool:
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
