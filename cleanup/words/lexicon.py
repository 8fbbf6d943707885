"""Lexicons: what is known of a word before any text is seen. Memory-mapped, loaded once a process.

Frequencies are on the Zipf scale: log10 of the occurrences in a billion words (7 = "the", 3 = rare).
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

import marisa_trie

DATA: Final = Path(__file__).parent / "data"
UNKNOWN: Final = -1
_LOWEST = 1.0
_GAIN_FLOOR = 2.0


class Case(IntEnum):
    """What a spelling dictionary says of a word of the frequency list."""

    NO_DICTIONARY = 0
    COMMON = 1
    NAME = 2  # only with a capital: a name or an abbreviation
    UNLISTED = 3


def pack(zipf: float, case: int, begins: int, ends: int, left_gain: float, right_gain: float) -> bytes:
    """Pack what is known of a word into three bytes.

    Byte 0: Zipf above 1.0 in tenths (6 bits), case (2 bits). Byte 1: log2 of the number of words it
    begins (4 bits) and ends (4 bits). Byte 2: the same room for ``breakability`` above 2 in halves.
    """
    quantised = max(0, min(63, round((zipf - _LOWEST) * 10)))
    gains = [max(0, min(15, round((gain - _GAIN_FLOOR) * 2))) for gain in (left_gain, right_gain)]
    return bytes((quantised | case << 6, begins | ends << 4, gains[0] | gains[1] << 4))


class Lexicon:
    """The words of one language. Words are looked up folded (see ``tokens.fold``)."""

    def __init__(self, language: str, folder: Path = DATA) -> None:
        self.language = language
        self._trie = marisa_trie.Trie()
        self._trie.mmap(str(folder / f"{language}.words"))
        self._values = (folder / f"{language}.values").read_bytes()
        self._forms = marisa_trie.Trie()
        self._forms.mmap(str(folder / f"{language}.forms"))
        self._get = self._trie.get

    def __len__(self) -> int:
        return len(self._trie)

    def find(self, word: str) -> int:
        """Return the id of a word of the frequency list, or ``UNKNOWN``."""
        found: int = self._get(word, UNKNOWN)
        return found

    def is_form(self, word: str) -> bool:
        """Whether ``word`` is a dictionary form that the frequency list lacks."""
        return word in self._forms

    def zipf(self, word: str) -> float:
        """Return the Zipf frequency, or 0.0 for a word that the frequency list lacks."""
        found = self.find(word)
        return 0.0 if found < 0 else _LOWEST + (self._values[3 * found] & 63) / 10

    def case(self, word: str) -> int:
        """Return the case evidence, ``UNKNOWN`` for a word that the frequency list lacks."""
        found = self.find(word)
        return UNKNOWN if found < 0 else self._values[3 * found] >> 6

    def propensity(self, word: str) -> tuple[int, int]:
        """Return log2 of the number of words that ``word`` begins, and that it ends (0 to 15)."""
        found = self.find(word)
        if found < 0:
            return 0, 0
        value = self._values[3 * found + 1]
        return value & 15, value >> 4

    def half(self, word: str) -> tuple[float, int, int] | None:
        """Return ``zipf`` and ``propensity`` of a word at once, ``None`` for one that the frequency list lacks."""
        found = self._get(word, UNKNOWN)
        if found < 0:
            return None
        value = self._values[3 * found + 1]
        return _LOWEST + (self._values[3 * found] & 63) / 10, value & 15, value >> 4

    def breakability(self, word: str) -> tuple[float, float]:
        """Return how likely ``word`` is the left, and the right, half of a broken word (log10, floor 2)."""
        found = self.find(word)
        if found < 0:
            return 9.0, 9.0
        value = self._values[3 * found + 2]
        return _GAIN_FLOOR + (value & 15) / 2, _GAIN_FLOOR + (value >> 4) / 2

    def prefixes(self, word: str) -> list[str]:
        """Return the words of the frequency list that ``word`` begins with, shortest first."""
        found: list[str] = self._trie.prefixes(word)
        return found

    def reaches(self, prefix: str) -> bool:
        """Whether some word of the frequency list begins with ``prefix``."""
        return next(self._trie.iterkeys(prefix), None) is not None


@lru_cache(maxsize=256)
def load(language: str) -> Lexicon | None:
    """Return the lexicon for a BCP 47 tag (its base language decides), or ``None`` when there is none."""
    base = language.split("-", maxsplit=1)[0].lower()
    base = _ALIASES.get(base, base)
    if base != language:
        return load(base)
    return Lexicon(base) if (DATA / f"{base}.words").exists() else None


@lru_cache(maxsize=1)
def _bigrams() -> tuple[marisa_trie.Trie, bytes]:
    trie = marisa_trie.Trie()
    trie.mmap(str(DATA / "en.bigrams"))
    return trie, (DATA / "en.bigram-values").read_bytes()


def bigram_weight(language: str, left: str, right: str) -> float:
    """Return log10 of the occurrences of an English word pair in books (5 to 11), 0.0 when not listed.

    Other languages have no list: always 0.0 there.
    """
    if language != "en":
        return 0.0
    trie, values = _bigrams()
    found: int = trie.get(f"{left} {right}", UNKNOWN)
    return 0.0 if found < 0 else values[found] / 10


_PLAIN_ENGLISH: Final = 3.3  # Zipf
_MORE_ENGLISH: Final = 1.0


def is_english_pair(left: str, right: str, lexicon: Lexicon) -> bool:
    """Whether two words are plain English ones in a text of another language, where names and code bring them in.

    They are when English has both clearly more often, summed, than the language of the text has.
    """
    english = load("en")
    if english is None or lexicon.language == "en":
        return False
    first, second = english.zipf(left), english.zipf(right)
    return (
        min(first, second) >= _PLAIN_ENGLISH
        and first + second > lexicon.zipf(left) + lexicon.zipf(right) + _MORE_ENGLISH
    )


_ALIASES = {"no": "nb", "bs": "hr", "sh": "hr"}
