"""Three words run together: ``oneofthe``. Only frequent words, in tokens that nothing else explains."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from cleanup.words.affixes import is_compound
from cleanup.words.document import DocumentWords
from cleanup.words.glance import flagged
from cleanup.words.screen import UNEXPLAINED, Screen
from cleanup.words.splits import ONE_LETTER
from cleanup.words.stream import chunk_starts, chunks_of

_LEAST_LENGTH: Final = 7
_LEAST_ZIPF: Final = 4.6
_FUNCTION_ZIPF: Final = 5.8
_LEAST_SUM: Final = 16.5
_BUILDING: Final = 5  # log2 of the words that a part may begin or end


def find(masked: str, screen: Screen, words: DocumentWords) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Yield (start, end, the two cuts) of each lower-case token that is three frequent words."""
    chunks = chunks_of(masked)
    for index in flagged(masked, screen, UNEXPLAINED):
        for offset, word in screen.unexplained[chunks[index]]:
            cuts = _cuts(word, screen)
            if cuts and words.counts[word] < 2:
                start = chunk_starts(masked)[index] + offset
                yield start, start + len(word), (start + cuts[0], start + cuts[1])


@lru_cache(maxsize=4096)
def _cuts(word: str, screen: Screen) -> tuple[int, int] | None:
    lexicon = screen.lexicon
    if is_compound(word, lexicon):
        return None
    one_letter = ONE_LETTER.get(lexicon.language, "")

    def weight(part: str) -> float:
        if len(part) == 1 and part not in one_letter:
            return 0.0
        begins, ends = lexicon.propensity(part)
        value = lexicon.zipf(part)
        return value if value >= _LEAST_ZIPF and min(begins, ends) <= _BUILDING else 0.0

    best, where = _LEAST_SUM, None
    for first in range(2, len(word) - 2):
        left = weight(word[:first])
        if not left:
            continue
        for second in range(first + 2, len(word) - 1):
            middle, right = weight(word[first:second]), weight(word[second:])
            if not middle or not right or middle < _FUNCTION_ZIPF or max(left, right) < _FUNCTION_ZIPF:
                continue
            if left + middle + right > best:
                best, where = left + middle + right, (first, second)
    return where
