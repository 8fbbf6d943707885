"""One look at every word of a text: what each whitespace-free stretch can be is found out once a process.

The flags of all stretches of a text are one string of bytes, in which regular expressions find the few that
are worth a second look. So a word that no check wants costs one look-up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from operator import and_
from typing import Final

from cleanup.words.breaks import LEFT, RIGHT, UNKNOWN_HALF, WEAK_LEFT, WEAK_RIGHT, BreakScreen, break_screen
from cleanup.words.lexicon import Lexicon
from cleanup.words.screen import NUMERIC, SUSPECT, UNEXPLAINED, Screen, screen
from cleanup.words.stream import chunks_of
from cleanup.words.tokens import fold

_MOST_REMEMBERED: Final = 400_000
_MARKS: Final = ".,;:!?"


class _Flags(dict[str, int]):
    """The flags of every stretch that was ever asked for."""

    def __init__(self, words: Screen, breaks: BreakScreen) -> None:
        super().__init__()
        self._screens = words, breaks

    def __missing__(self, chunk: str) -> int:
        words, breaks = self._screens
        word = chunk if chunk.isalpha() else chunk[:-1] if chunk[-1] in _MARKS else ""
        if word.isalpha():  # so are nine of ten; what is not needs a closer look
            folded = fold(word, words.lexicon.language)
            fused = 0 if words.is_harmless(word, folded) else words.inspect(chunk)
            flags = fused | breaks.inspect_word(chunk, word, folded)
        else:
            flags = words.inspect(chunk) | breaks.inspect(chunk)
        self[chunk] = flags
        return flags

    def keep_small(self) -> None:
        """Start again when too much is remembered: a process that reads many texts must not grow for ever."""
        if len(self) > _MOST_REMEMBERED:
            self.clear()
            for kept in self._screens:
                kept.forget()


@lru_cache(maxsize=64)
def _table(words: Screen) -> _Flags:
    return _Flags(words, break_screen(words.lexicon))


@lru_cache(maxsize=1)
def flags_of(masked: str, words: Screen) -> bytes:
    """Return the flags of the stretches of a masked text, a byte each."""
    table = _table(words)
    table.keep_small()
    return bytes(map(table.__getitem__, chunks_of(masked)))


def _bytes(wanted: Callable[[int], object]) -> bytes:
    """Return a character class of the bytes whose flags are wanted."""
    return b"[" + b"".join(re.escape(bytes((flags,))) for flags in range(256) if wanted(flags)) + b"]"


_WORDS: Final = {flag: re.compile(_bytes(partial(and_, flag))) for flag in (SUSPECT, NUMERIC, UNEXPLAINED)}
_HOT: Final = re.compile(
    _bytes(lambda flags: flags & LEFT) + b"(?=" + _bytes(lambda flags: flags & RIGHT) + b")"
    b"|"
    + _bytes(lambda flags: flags & LEFT and flags & UNKNOWN_HALF)
    + b"(?="
    + _bytes(lambda flags: flags & WEAK_RIGHT)
    + b")"
    b"|"
    + _bytes(lambda flags: flags & (LEFT | WEAK_LEFT))
    + b"(?="
    + _bytes(lambda flags: flags & RIGHT and flags & UNKNOWN_HALF)
    + b")",
    re.DOTALL,
)


def flagged(masked: str, words: Screen, flag: int) -> Iterator[int]:
    """Yield the indices (in ``chunks_of``) of the stretches of a masked text with one of the flags of ``screen``."""
    return (match.start() for match in _WORDS[flag].finditer(flags_of(masked, words)))


def hot_pairs(masked: str, lexicon: Lexicon) -> Iterator[int]:
    """Yield the indices of the stretches that may be one word with the next."""
    words = screen(lexicon.language)
    return (match.start() for match in _HOT.finditer(flags_of(masked, words))) if words else iter(())
