"""Quotations that are code without its markup: a value, an argument, a command, the name of an event in its heading.

Their marks are part of what a reader types or looks up, so no typography is set there.
"""

from __future__ import annotations

import re

from cleanup.model import INLINE, OBJECT, Document, Segment
from cleanup.words.english import english_beside

_REACH = 80
_LONGEST = 80
_TOKEN = re.compile(r"\S*(?:[a-z][A-Z]|[_:/=<>{}\\]|\w\.\w)\S*|v?\d[\d.]*|[a-zA-Z]{2}(?:[-_][a-zA-Z]{2,4})?")
"""One word that no prose has: ``blockUpdate``, ``a:b``, ``3.1``, ``en-US``."""
_COMMAND = re.compile(r"/\w|(?:\S+ ){1,3}[-/]{1,2}\w|[^{}\n]{0,80}\{[^{}\n]{0,40}\}")
"""How something begins that is typed, or filled in: ``/tell <name>``, ``ls /opt``, ``Region/{City}``."""
_BEFORE = re.compile(r"\w\([^()\s]{0,40}\Z|\x02 ?\([^()\n]{0,60}\Z|=[ \xa0]?\Z|\x02[)\]\x01]{0,3} ?[:：][ \x01]{0,3}\Z")
"""What stands before an argument (``call("``) and a value (``x = "``, a name in code and a colon)."""
_SIGNATURE = re.compile(r'(?:[\w.]{1,40} )?"[^\s"]{1,60}(?:\([^()"\n]{0,60}\))?"(?: ?\([^()\n]{0,200}\))?')
_WORD = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PHRASE = 4


def is_literal(document: Document, start: int, end: int) -> bool:
    """Tell whether the quotation whose text is ``document.text[start:end]``, marks aside, is code without markup."""
    text = document.text[start:end].strip(" \xa0*")
    if not document.masked[start:end].strip(f"{OBJECT}{INLINE} ") or is_value(document, start):
        return True
    if _COMMAND.match(text) or (len(text) <= _LONGEST and _TOKEN.fullmatch(text)):
        return True
    words = text.split(" ")
    if len(words) > _PHRASE or len(text) > _LONGEST or not all(map(_WORD.fullmatch, words)):
        return False
    if len(words) == 1 and document.masked[start - 2 : start - 1] == INLINE == document.masked[end + 1 : end + 2]:
        return True  # **"apple"**
    return all(_is_foreign(document, word) for word in words)


def is_value(document: Document, start: int) -> bool:
    """Tell whether the quotation whose text begins at ``start`` is an argument, or the value of something in code."""
    return _BEFORE.search(document.masked, max(0, start - 1 - _REACH), start - 1) is not None


def is_signature(document: Document, segment: Segment) -> bool:
    """Tell whether a heading or item is a quoted name alone, perhaps with its arguments: ``"chat" (name, text)``."""
    text = document.masked[segment.start : segment.end].replace(INLINE, "").strip(" .:*")
    return _SIGNATURE.fullmatch(text) is not None


def _is_foreign(document: Document, word: str) -> bool:
    """Tell whether a word in small ASCII letters is none of the language: manuals quote the values they name."""
    if document.profile.script != "Latn":
        return True
    english = english_beside(document.language)
    if document.language.partition("-")[0] == "en":
        return False
    if english.is_english(word):
        return True
    lexicon = english.lexicon
    return lexicon is not None and not lexicon.zipf(word) and not lexicon.is_form(word)
