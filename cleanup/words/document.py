"""What one document says about its own words: counts, neighbours and spellings, gathered on demand."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property, lru_cache

from cleanup.words.lexicon import Lexicon
from cleanup.words.stream import stream_of
from cleanup.words.tokens import fold, word_pattern

_SHORTEST_COUNTED = 4
_MOST_REMEMBERED = 400_000


_NOT_COUNTED, _KNOWN, _UNKNOWN = 0, 1, 2


class _Standing(dict[str, int]):
    """Whether a spelling is a lower-case word that some source knows."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, word: str) -> int:
        standing = _NOT_COUNTED
        if len(word) >= _SHORTEST_COUNTED and word.islower():
            folded = fold(word, self._lexicon.language)
            known = self._lexicon.find(folded) >= 0 or self._lexicon.is_form(folded)
            standing = _KNOWN if known else _UNKNOWN
        self[word] = standing
        return standing


@lru_cache(maxsize=64)
def _standing(lexicon: Lexicon) -> _Standing:
    return _Standing(lexicon)


class DocumentWords:
    """Word statistics of a masked text. Nothing is computed before it is asked for."""

    def __init__(self, masked: str, lexicon: Lexicon) -> None:
        self._masked = masked
        self._lexicon = lexicon

    @cached_property
    def _spelt(self) -> list[str]:
        return word_pattern(self._lexicon.language).findall(self._masked)

    @cached_property
    def _words(self) -> list[str]:
        language = self._lexicon.language
        return fold("\n".join(self._spelt), language).split("\n") if self._spelt else []

    @cached_property
    def lower_chunks(self) -> frozenset[str]:
        """Whitespace-free stretches of the text in lower case: a first look at what the document knows."""
        return frozenset(stream_of(self._masked).words)

    def may_hold(self, word: str) -> bool:
        """Tell, at little cost, whether the text has a folded word, alone or with a comma or a period after it."""
        chunks = self.lower_chunks
        return word in chunks or f"{word}," in chunks or f"{word}." in chunks

    @cached_property
    def counts(self) -> Counter[str]:
        """Occurrences of each folded word."""
        return Counter(self._words)

    @cached_property
    def spellings(self) -> Counter[str]:
        """Occurrences of each word as it is spelt."""
        return Counter(self._spelt)

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """Occurrences of each pair of neighbouring folded words."""
        return Counter(zip(self._words, self._words[1:], strict=False))

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.counts)

    @cached_property
    def unknown(self) -> tuple[int, int]:
        """Occurrences of lower-case words that no source knows, and of all lower-case words counted."""
        table = _standing(self._lexicon)
        if len(table) > _MOST_REMEMBERED:
            table.clear()
        standings = bytes(map(table.__getitem__, self._spelt))
        lost = standings.count(_UNKNOWN)
        return lost, lost + standings.count(_KNOWN)

    def shared_prefix(self, word: str) -> int:
        """Return how many first letters ``word`` shares with another word of the document, at best."""
        index = bisect_left(self._sorted, word)
        best = 0
        for other in self._sorted[max(0, index - 1) : index] + self._sorted[index : index + 2]:
            if other == word:
                continue
            length = 0
            for one, two in zip(word, other, strict=False):
                if one != two:
                    break
                length += 1
            best = max(best, length)
        return best
