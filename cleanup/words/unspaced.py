"""Tell whether a gap in Chinese or Japanese text, which has no spaces between words, stands inside a word.

A stretch of text is cut into the words of a frequency list in the likeliest way, once with a cut at the gap and
once without; how much likelier the second is says how surely the gap splits a word.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import marisa_trie

from cleanup.words.lexicon import DATA

REACH: Final = 10
"""Characters on each side of a gap that are looked at: no word is longer."""
_UNLISTED = -9.5
"""log10 of the probability given to a character that is no word of the list."""
_BILLION = 9.0
_NEVER = -1e6


class Gap(NamedTuple):
    """What the words say about a gap.

    ``margin`` is log10 of how much likelier the text is without a cut at the gap, very negative when no word
    crosses it. ``left`` and ``right`` are the words beside the gap when it is cut, ``following`` the one after
    ``right`` (may be empty), ``across`` the word over the gap.
    """

    margin: float
    left: str
    right: str
    following: str
    across: str

    @property
    def is_compound(self) -> bool:
        """Whether the word over the gap is put together of the two beside it, which may also stand apart."""
        return min(len(self.left), len(self.right)) > 1 and self.across == self.left + self.right


class Units:
    """The words of one language with their frequencies. Memory-mapped, loaded when first asked for."""

    def __init__(self, language: str) -> None:
        self._trie = marisa_trie.Trie()
        self._trie.mmap(str(DATA / f"{language}.units"))
        self._values = (DATA / f"{language}.units-values").read_bytes()
        self._plain = str.maketrans(simplified()) if language == "zh" else {}

    def gap(self, before: str, after: str) -> Gap:
        """Judge the gap between two stretches of text without spaces or marks, of which ``REACH`` characters count."""
        before, after = before[-REACH:].translate(self._plain), after[:REACH].translate(self._plain)
        left, right = self._words(before), self._words(after)
        score, across = self._joined(before, after)
        apart = sum(map(self._weight, left)) + sum(map(self._weight, right))
        return Gap(score - apart, left[-1], right[0], right[1] if len(right) > 1 else "", across)

    def __contains__(self, word: str) -> bool:
        return word.translate(self._plain) in self._trie

    def _weight(self, word: str) -> float:
        found: int = self._trie.get(word, -1)
        return _UNLISTED if found < 0 else self._values[found] / 10 - _BILLION

    def _begin(self, text: str, start: int) -> list[str]:
        """Return the words that begin at an offset; the one character there is always among them."""
        found: list[str] = self._trie.prefixes(text[start : start + REACH])
        return found if found and len(found[0]) == 1 else [text[start], *found]

    def _words(self, text: str) -> list[str]:
        """Cut a stretch into its likeliest words."""
        best = [(0.0, "")] + [(_NEVER, "")] * len(text)
        for start in range(len(text)):
            for word in self._begin(text, start):
                score = best[start][0] + self._weight(word)
                if score > best[start + len(word)][0]:
                    best[start + len(word)] = (score, word)
        words, end = [], len(text)
        while end:
            words.append(best[end][1])
            end -= len(best[end][1])
        return words[::-1]

    def _joined(self, before: str, after: str) -> tuple[float, str]:
        """Return log10 of the probability of the likeliest words of which one crosses the gap, and that one."""
        text, gap = before + after, len(before)
        heads = self._scores(before)
        tails = self._scores(after, backwards=True)
        best = (_NEVER, "")
        for start in range(gap):
            for word in self._trie.prefixes(text[start : start + REACH]):
                end = start + len(word)
                if end > gap:
                    best = max(best, (heads[start] + self._weight(word) + tails[end - gap], word))
        return best

    def _scores(self, text: str, *, backwards: bool = False) -> list[float]:
        """Return for each offset log10 of the probability of what lies before it, or of what follows it."""
        size = len(text)
        scores = [_NEVER] * (size + 1)
        scores[size if backwards else 0] = 0.0
        for start in reversed(range(size)) if backwards else range(size):
            for word in self._begin(text, start):
                end, weight = start + len(word), self._weight(word)
                if backwards:
                    scores[start] = max(scores[start], weight + scores[end])
                else:
                    scores[end] = max(scores[end], scores[start] + weight)
        return scores


@lru_cache(maxsize=1)
def simplified() -> dict[str, str]:
    """Return the simplified form of each traditional character."""
    traditional, plain = (DATA / "simplified.txt").read_text(encoding="utf-8").split("\n")[:2]
    return dict(zip(traditional, plain, strict=True))


@lru_cache(maxsize=4)
def units(language: str) -> Units | None:
    """Return the words of a BCP 47 tag (its base language decides), or ``None`` when there is no list."""
    base = language.partition("-")[0].lower()
    return Units(base) if (DATA / f"{base}.units").exists() else None
