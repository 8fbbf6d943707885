"""What likes to stand beside what: every word has a kind, and every two kinds have log odds to be neighbours.

Kinds are classes of words with the same neighbours, learned from text by ``tools/build_kinds.py``. A word that the
text did not have often enough has the kind of the words with its ending.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import marisa_trie

from cleanup.words.lexicon import DATA

KINDS: Final = 40
MARK: Final = "."
"""Stands for every mark, and for the start and the end of a line."""
LONGEST_ENDING: Final = 3
LOST_MARK: Final = 1.5
"""Log odds against a mark that was lost with the space."""
SCALE: Final = 24
"""Steps of stored log odds in one unit (natural logarithm)."""
_MIDDLE: Final = 128


def endings(word: str) -> list[str]:
    """Return what stands for a rare word, the most telling first: its endings, and last an empty one."""
    return [f"-{word[-length:]}" for length in range(min(LONGEST_ENDING, len(word)), 0, -1)] + ["-"]


def pack(odds: float) -> int:
    """Pack log odds into a byte."""
    return max(0, min(255, round(odds * SCALE) + _MIDDLE))


class Kinds:
    """The kinds of the words of one language, looked up folded."""

    def __init__(self, language: str, folder: Path = DATA) -> None:
        trie = marisa_trie.Trie()
        trie.mmap(str(folder / f"{language}.kinds"))
        self._get = trie.get
        self._values = (folder / f"{language}.kind-values").read_bytes()

    def of(self, word: str) -> int:
        """Return the kind of a word."""
        found: int = self._get(word, -1)
        if found < 0:
            found = next((at for ending in endings(word) if (at := self._get(ending, -1)) >= 0), 0)
        return self._values[KINDS * KINDS + found]

    def odds(self, left: int, right: int) -> float:
        """Return the log odds of a kind to stand right before another, against chance."""
        return (self._values[left * KINDS + right] - _MIDDLE) / SCALE


@lru_cache(maxsize=64)
def load(language: str) -> Kinds | None:
    """Return the kinds of a base language, or ``None`` when no text was at hand to learn them from."""
    return Kinds(language) if (DATA / f"{language}.kinds").exists() else None


def pair_odds(language: str, left: str, right: str) -> float:
    """Return the log odds of two words to be neighbours, 0.0 in a language without kinds."""
    kinds = load(language)
    return kinds.odds(kinds.of(left), kinds.of(right)) if kinds else 0.0


def around(language: str, before: str, halves: tuple[str, str], after: str) -> tuple[float, ...]:
    """Return log odds that speak for two words or for one, between their neighbours (empty: a mark).

    They are: neighbour before and left half, right half and neighbour after, neighbour before and the whole,
    the whole and neighbour after, and the sum for two words less the sum for one.
    """
    kinds = load(language)
    if not kinds:
        return (0.0,) * 5
    left, right, whole = kinds.of(halves[0]), kinds.of(halves[1]), kinds.of(halves[0] + halves[1])
    first, last = kinds.of(before or MARK), kinds.of(after or MARK)
    two = kinds.odds(first, left), kinds.odds(right, last)
    one = kinds.odds(first, whole), kinds.odds(whole, last)
    return *two, *one, sum(two) + kinds.odds(left, right) - sum(one)


def across_mark(language: str, left: str, right: str) -> tuple[float, float]:
    """Return log odds of two words with a mark between them, which is often lost with the space, and of two at all."""
    kinds = load(language)
    if not kinds:
        return 0.0, 0.0
    first, mark, last = kinds.of(left), kinds.of(MARK), kinds.of(right)
    marked = kinds.odds(first, mark) + kinds.odds(mark, last)
    return marked, max(marked - LOST_MARK, kinds.odds(first, last))
