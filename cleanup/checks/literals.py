"""Quotations that are code without its markup: a value, an argument, a command, the name of an event in its heading.

Their marks are part of what a reader types or looks up, so no typography is set there.
"""

from __future__ import annotations

import re
from typing import cast

from cleanup.model import INLINE, OBJECT, Document, Segment
from cleanup.words.english import english_beside
from cleanup.words.lexicon import load

_REACH = 80
_LONGEST = 80
_PHRASE = 4
_RARER = 1.0
_TOKEN = re.compile(
    r"\S*(?:[a-z][A-Z]|[_:/=<>{}\\]|\w\.\w)\S*|v?\d[\d.]*|[A-Za-z]{2}[-_][A-Z]{2,4}|[a-z-]{2,40}\d{1,4}"
)
"""One word that no prose has: ``blockUpdate``, ``a:b``, ``3.1``, ``en-US``, ``west2``."""
_COMMAND = re.compile(r"/\w|(?:\S{1,40} ){1,3}[-/]{1,2}\w|[^{}\n]{0,80}\{[^{}\n]{0,40}\}")
"""How something begins that is typed, or filled in: ``/tell <name>``, ``ls /opt``, ``Region/{City}``."""
_BEFORE = re.compile(r"\w\([^()\s]{0,40}\Z|\x02 ?\([^()\n]{0,60}\Z|=[ \xa0]?\Z|\x02[)\]\x01]{0,3} ?[:：][ \x01]{0,3}\Z")
"""What stands before an argument (``call("``) and a value (``x = "``, a name in code and a colon)."""
_CODE = re.compile(r"[=!]==|\|\||&&|\(\) ?\{")
_SIGNATURE = re.compile(
    r'(?:(?P<owner>[A-Za-z_][\w.]{0,40}) )?"(?P<name>[^\s"]{1,60}(?:\([^()"\n]{0,60}\))?)"(?P<arguments> ?\([^()\n]{0,200}\))?'
)
_WORD = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_BACKTICKS = re.compile(r"`([^`\n]{1,80})`")
_PARTS = re.compile(r"[ -]")


def is_literal(document: Document, start: int, end: int) -> bool:
    """Tell whether the quotation whose text is ``document.text[start:end]``, marks aside, is code without markup."""
    text = document.text[start:end].strip(" \xa0*")
    if not document.masked[start:end].strip(f"{OBJECT}{INLINE} ") or is_value(document, start):
        return True
    if _COMMAND.match(text):
        return True
    if len(text) > _LONGEST:
        return False
    if _TOKEN.fullmatch(text) or text in _in_code(document):
        return True
    words = text.split(" ")
    if len(words) > _PHRASE or not all(map(_WORD.fullmatch, words)):
        return False
    if len(words) == 1 and document.masked[start - 2 : start - 1] == INLINE == document.masked[end + 1 : end + 2]:
        return True  # **"apple"**
    return _is_foreign(document, text)


def is_value(document: Document, start: int) -> bool:
    """Tell whether the quotation whose text begins at ``start`` is an argument, or the value of something in code."""
    return _BEFORE.search(document.masked, max(0, start - 1 - _REACH), start - 1) is not None


def is_code(document: Document, segment: Segment) -> bool:
    """Tell whether a segment is a condition in code, or a quoted name alone with its arguments: ``"chat" (name)``."""
    text = document.masked[segment.start : segment.end]
    if _CODE.search(text):
        return True
    found = _SIGNATURE.fullmatch(text.replace(INLINE, "").strip(" .:*"))
    if found is None or (found["owner"] and not _is_name(document, found["owner"])):
        return False
    return found["arguments"] is not None or _is_name(document, found["name"])


def _in_code(document: Document) -> frozenset[str]:
    """Return what stands between backticks anywhere in the document."""
    if __name__ not in document.memo:
        document.memo[__name__] = frozenset(_BACKTICKS.findall(document.text))
    return cast("frozenset[str]", document.memo[__name__])


def _is_name(document: Document, word: str) -> bool:
    return _TOKEN.fullmatch(word) is not None or (_WORD.fullmatch(word) is not None and _is_foreign(document, word))


def _is_foreign(document: Document, phrase: str) -> bool:
    """Tell whether words in small ASCII letters are none of the language: manuals quote the values they name.

    What English does not know either may be a new word of the language, unless it goes with an English one.
    """
    if document.profile.script != "Latn":
        return True
    beside, english = english_beside(document.language), load("en")
    if document.language.partition("-")[0] == "en" or beside.lexicon is None or english is None:
        return False
    some = False
    for word in _PARTS.split(phrase):
        own, there = beside.lexicon.zipf(word), english.zipf(word)
        known = beside.tells(word) or there > own + _RARER
        if not known and (own or beside.lexicon.is_form(word)):
            return False
        some = some or known
    return some
