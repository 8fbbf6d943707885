"""How running text is cut into words, and how a word is spelt in a lexicon. Pure functions only."""

from __future__ import annotations

import re
from functools import lru_cache

WORD_BOUNDARY_APOSTROPHE = frozenset({"en", "fr", "it", "ca", "oc"})
"""Languages in which an apostrophe stands between two words (``l'eau``, ``it's``)."""

WORD_INTERNAL_APOSTROPHE = frozenset({"uk", "be"})
"""Languages in which an apostrophe is a letter of the word (``об'єкт``)."""

APOSTROPHES = "'’ʼ"

_PLAIN = re.compile(r"[^\W\d_]+")
_INTERNAL = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_MIDDLE_DOT = re.compile(r"[^\W\d_]+(?:[·‧][lL][^\W\d_]*)*")
_TURKIC = {"tr", "az"}
_CEDILLA = str.maketrans("șțȘȚ", "şţŞŢ")
_APOSTROPHE = str.maketrans("’ʼ", "''")

# Letters with no reader-visible space between them that are written as one only by some fonts.
_NOT_A_WORD = re.compile(r"[\d@#/\\_=<>|~^+*{}\[\]$%&]|\.(?=\w)|:(?=\w)")


@lru_cache(maxsize=64)
def word_pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of one word for a base language code such as ``"fr"``."""
    if language in WORD_INTERNAL_APOSTROPHE:
        return _INTERNAL
    return _MIDDLE_DOT if language == "ca" else _PLAIN


def fold(word: str, language: str) -> str:
    """Return ``word`` as lexicons spell it: casefolded, with one code point for each letter's variants.

    >>> fold("Straße", "de"), fold("ISPARTA", "tr"), fold("Ești", "ro")
    ('strasse', 'ısparta', 'eşti')
    """
    if language in _TURKIC:
        word = word.replace("I", "ı").replace("İ", "i")
    elif language == "ro":
        word = word.translate(_CEDILLA)
    elif language in WORD_INTERNAL_APOSTROPHE:
        word = word.translate(_APOSTROPHE)
    elif language == "ca":
        word = word.replace("‧", "·")
    return word.casefold()


def is_prose(chunk: str) -> bool:
    """Whether a whitespace-free chunk reads as words: no digits, no signs of code, address or formula."""
    return _NOT_A_WORD.search(chunk) is None


def inner_capitals(word: str) -> int:
    """Count the capitals after the first letter: ``YouTube`` has one, ``iPhone`` one, ``Market`` none."""
    return sum(1 for letter in word[1:] if letter.isupper())
