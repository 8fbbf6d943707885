"""Which stretches of text can be half of a broken word, and which neighbours make a word that someone knows."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from cleanup.words.document import DocumentWords
from cleanup.words.lexicon import Lexicon
from cleanup.words.tokens import fold, word_pattern

LEAST_GAIN: Final = 2.5  # log10: how much likelier the joined word is than the two side by side
FORM_ZIPF: Final = 1.5  # assumed of a dictionary form without a frequency
_LEAST_BREAKABLE: Final = 3.5
_MOST_REMEMBERED: Final = 400_000
_UNKNOWN_GAIN: Final = 9  # breakability of a word that no source knows
_UNKNOWN_JOINED: Final = 12 - LEAST_GAIN  # Zipf of both halves, for a joined word that only the document knows

LEFT, RIGHT, UNKNOWN_HALF, WEAK_LEFT, WEAK_RIGHT = 8, 16, 32, 64, 128
"""Flags of a chunk: it can be the first, the second half; no source knows it; beside an unknown half only."""
_STRONG: Final = (LEFT, RIGHT)
_WEAK: Final = (WEAK_LEFT, WEAK_RIGHT)


class BreakScreen:
    """Tells, for one language, which chunks can be half of a broken word."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._folded: dict[str, tuple[str, str]] = {}  # as a left and as a right half
        self._verdicts: dict[tuple[str, str], bool | None] = {}
        word = word_pattern(lexicon.language).pattern
        self._left = re.compile(rf"[\"'(\[«„“‘‚‹\x01]*({word})")
        self._right = re.compile(rf"({word})[\W_]*")

    def forget(self) -> None:
        """Drop what is known of single chunks."""
        self._folded.clear()
        self._verdicts.clear()

    def inspect(self, chunk: str) -> int:
        """Return the flags of a chunk."""
        left, right = self._left.fullmatch(chunk), self._right.fullmatch(chunk)
        flags = self._half(chunk, left[1], fold(left[1], self.lexicon.language), 0) if left else 0
        return flags | self._half(chunk, right[1], fold(right[1], self.lexicon.language), 1) if right else flags

    def inspect_word(self, chunk: str, word: str, folded: str) -> int:
        """Return the flags of a chunk that is a word of letters, perhaps before a mark."""
        flags = self._half(chunk, word, folded, 1)
        return flags | self._half(chunk, word, folded, 0) if chunk == word else flags

    def _half(self, chunk: str, word: str, folded: str, side: int) -> int:
        """Return what a word can be on one side (0 left, 1 right) of a break."""
        if len(word) < 2 or not (word.islower() or (not side and word[1:].islower())):
            return 0
        before = self._folded.get(chunk, ("", ""))
        self._folded[chunk] = (before[0], folded) if side else (folded, before[1])
        gains = self.lexicon.breakability(folded)
        if gains[0] >= _UNKNOWN_GAIN:
            return UNKNOWN_HALF | _STRONG[side]
        return _STRONG[side] if gains[side] >= _LEAST_BREAKABLE else _WEAK[side]

    def joinable(self, pairs: set[tuple[str, str]], words: DocumentWords) -> set[tuple[str, str]]:
        """Return the pairs of neighbouring chunks that make a word that a source or the document knows."""
        found = set()
        verdicts = self._verdicts
        for pair in pairs:
            if pair not in verdicts:
                verdicts[pair] = self._joins(*pair)
            likely = verdicts[pair]
            if likely or (likely is None and "".join(self._halves(*pair)) in words.lower_chunks):
                found.add(pair)
        if len(verdicts) > _MOST_REMEMBERED:
            verdicts.clear()
        return found

    def _halves(self, first: str, second: str) -> tuple[str, str]:
        for chunk in (first, second):
            if chunk not in self._folded:  # forgotten
                self.inspect(chunk)
        return self._folded[first][0], self._folded[second][1]

    def _joins(self, first: str, second: str) -> bool | None:
        """Whether the lexicon alone says that a pair is one word; ``None``: that is for the document to say."""
        left, right = self._halves(first, second)
        lexicon = self.lexicon
        both = lexicon.zipf(left) + lexicon.zipf(right)
        known = lexicon.zipf(left + right)
        if not known and lexicon.is_form(left + right):
            known = FORM_ZIPF
        if known:
            return known - (both - 9) >= LEAST_GAIN
        return None if both <= _UNKNOWN_JOINED else False

    def halves(self, first: str, second: str) -> tuple[str, str] | None:
        """Return the halves of two neighbouring chunks as spelt, ``None`` when they are not bare words."""
        left, right = self._left.fullmatch(first), self._right.fullmatch(second)
        return (left[1], right[1]) if left and right else None


@lru_cache(maxsize=64)
def break_screen(lexicon: Lexicon) -> BreakScreen:
    """Return the screen that goes with a lexicon."""
    return BreakScreen(lexicon)
