"""The words of a document as one list, made once and read by every check that looks at words in their order."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, lru_cache

BREAK = "\x04"
"""Stands in the list between the lines of a document."""

_LINE = re.compile(r"[^\n]+")
_TOKEN = re.compile(r"\S+")
_BLOCK_SIZE = 64
_BLOCK = re.compile(rf"\S+(?:\s+\S+){{0,{_BLOCK_SIZE - 1}}}")
_ZEROS = re.compile(rb"\x00+")


class Stream:
    """The words of a masked text.

    ``words`` are cut at white space only and in lower case, marks still on them, with ``BREAK`` between lines
    that are not empty.
    """

    def __init__(self, masked: str) -> None:
        self._masked = masked
        self._by_line: dict[int, list[tuple[int, int]]] = {}
        self.words = f" {BREAK} ".join(filter(None, masked.lower().split("\n"))).split()

    def span(self, index: int) -> tuple[int, int]:
        """Return the place of a word in the masked text; of a break, the end of the line before it.

        Only its line is looked at: the few words that are asked for should not cost a look at all the others.
        """
        line = bisect_left(self._breaks, index)
        if line < len(self._breaks) and self._breaks[line] == index:
            end = self._line_end(line)
            return end, end
        return self._tokens(line)[index - (self._breaks[line - 1] + 1 if line else 0)]

    def _tokens(self, line: int) -> list[tuple[int, int]]:
        if line not in self._by_line:
            found = _TOKEN.finditer(self._masked, self.line_starts[line], self._line_end(line))
            self._by_line[line] = [match.span() for match in found]
        return self._by_line[line]

    def _line_end(self, line: int) -> int:
        end = self._masked.find("\n", self.line_starts[line])
        return len(self._masked) if end < 0 else end

    @cached_property
    def _breaks(self) -> list[int]:
        """The indices of the breaks."""
        found, at = [], -1
        for _ in range(self.words.count(BREAK)):
            at = self.words.index(BREAK, at + 1)
            found.append(at)
        return found

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each line begins that is not empty, in the order of the breaks."""
        return [match.start() for match in _LINE.finditer(self._masked)]

    @cached_property
    def _codes(self) -> int:
        """The words as digits of a long integer: one byte of each word's hash."""
        return int.from_bytes(array("q", map(hash, self.words)).tobytes()[::8], "little")

    def repeats(self, lag: int, least: int) -> Iterator[tuple[int, int]]:
        """Yield (index, length) of the runs of at least ``least`` words that equal those ``lag`` words later.

        Comparing all words with a shifted list is one operation on two long integers: equal words leave
        zeros behind. One word in 256 does so by chance, and is told apart by comparing the words themselves.
        """
        end = len(self.words) - lag
        if end < least:
            return
        difference = (self._codes ^ (self._codes >> (8 * lag))).to_bytes(end + lag, "little")
        zeros = bytes(least)
        at = difference.find(zeros, 0, end)
        while at >= 0:
            run = _ZEROS.match(difference, at, end)
            stop = run.end() if run else at
            yield from self._equal(at, stop, lag, least)
            at = difference.find(zeros, stop + 1, end)

    def _equal(self, start: int, stop: int, lag: int, least: int) -> Iterator[tuple[int, int]]:
        """Yield the runs of words between two indices that do equal those ``lag`` words later."""
        words, first = self.words, start
        for index in range(start, stop + 1):
            if index == stop or words[index] != words[index + lag]:
                if index - first >= least:
                    yield first, index - first
                first = index + 1


@lru_cache(maxsize=1)
def chunks_of(masked: str) -> list[str]:
    """Return the whitespace-free stretches of a masked text; of the last text asked for they are kept."""
    return masked.split()


class ChunkStarts:
    """Where each of the stretches that ``chunks_of`` gives begins, found when it is asked for.

    Few are. The text is cut into blocks of so many stretches, and only the blocks with one of those are looked at.
    """

    def __init__(self, masked: str) -> None:
        self._masked = masked
        self._blocks = [match.start() for match in _BLOCK.finditer(masked)]
        self._known: dict[int, list[int]] = {}

    def __getitem__(self, index: int) -> int:
        block, at = divmod(index, _BLOCK_SIZE)
        if block not in self._known:
            end = self._blocks[block + 1] if block + 1 < len(self._blocks) else len(self._masked)
            found = _TOKEN.finditer(self._masked, self._blocks[block], end)
            self._known[block] = [match.start() for match in found]
        return self._known[block][at]


@lru_cache(maxsize=1)
def chunk_starts(masked: str) -> ChunkStarts:
    """Return where the stretches that ``chunks_of`` gives begin."""
    return ChunkStarts(masked)


@lru_cache(maxsize=1)
def stream_of(masked: str) -> Stream:
    """Return the words of a masked text; of the last text asked for they are kept."""
    return Stream(masked)
