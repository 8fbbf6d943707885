"""The screen that lets known words through: each distinct chunk of a language is looked at once a process."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from cleanup.model import INLINE
from cleanup.words.features import static_vector
from cleanup.words.lexicon import Lexicon
from cleanup.words.lexicon import load as load_lexicon
from cleanup.words.model import Model
from cleanup.words.model import load as load_model
from cleanup.words.splits import SHORTEST, Split, is_settled, shape, splits
from cleanup.words.tokens import WORD_BOUNDARY_APOSTROPHE, fold, is_prose, word_pattern

_LONG: Final = 7
_ALONE: Final = {"en": "a", "fr": "à", "es": "y"}
"""Words of one letter with which hardly a word of the language ends: after a link they stand alone."""
_FAR_RARER: Final = 3.0
_TIE: Final = re.compile("[-'’ʼ‐‑]")
_DIGIT_EDGE: Final = re.compile(r"\d[^\W\d_]|[^\W\d_]\d")
_APOSTROPHE: Final = re.compile("['’ʼ]")


class Candidate(NamedTuple):
    """A split that the lexicon alone does not rule out, with its static features.

    One that needs a word of the document gets them when a document has that word: next to none has.
    """

    split: Split
    static: tuple[float, ...] = ()


class Suspect(NamedTuple):
    """A word inside a chunk that may be two: ``offset`` in the chunk, spelling, candidates."""

    offset: int
    word: str
    candidates: tuple[Candidate, ...]
    joined: bool
    markup: int  # width of the inline markup at the only possible cut, 0 without


SUSPECT, NUMERIC, UNEXPLAINED = 1, 2, 4
"""Flags of a chunk: a word in it may be two; a digit stands beside a letter; a long word that no source knows."""


class Screen:
    """Tells, for one language, which chunks (whitespace-free stretches of text) need a second look."""

    def __init__(self, lexicon: Lexicon, model: Model) -> None:
        self.lexicon = lexicon
        self.model = model
        self.suspects: dict[str, tuple[Suspect, ...]] = {}
        self.unexplained: dict[str, tuple[tuple[int, str], ...]] = {}
        self._pending: dict[tuple[str, int], tuple[float, ...]] = {}

    def forget(self) -> None:
        """Drop what is known of single chunks."""
        self.suspects.clear()
        self.unexplained.clear()
        self._pending.clear()

    def is_harmless(self, word: str, folded: str) -> bool:
        """Tell whether a word needs no second look; it stands alone in its chunk, perhaps before a mark."""
        return len(word) < SHORTEST or is_settled(folded, self.lexicon)

    def inspect(self, chunk: str) -> int:
        """Return the flags of a chunk, and keep its suspects and long unknown words (offset, word)."""
        flags = NUMERIC if _DIGIT_EDGE.search(chunk) else 0
        suspects = tuple(self._inspect(chunk))
        if suspects:
            self.suspects[chunk] = suspects
            flags |= SUSPECT
        return flags | UNEXPLAINED if chunk in self.unexplained else flags

    def _inspect(self, chunk: str) -> Iterable[Suspect]:
        if len(chunk) < SHORTEST or not is_prose(chunk):
            return
        language = self.lexicon.language
        pieces = list(word_pattern(language).finditer(chunk))
        for index, piece in enumerate(pieces):
            word = piece[0]
            if index + 1 < len(pieces):
                gap = chunk[piece.end() : pieces[index + 1].start()]
                if gap.strip(INLINE) == "":
                    yield from self._across_markup(piece.start(), word, len(gap), pieces[index + 1][0])
            if len(word) < SHORTEST or is_settled(fold(word, language), self.lexicon):
                continue
            if self._is_ending(chunk, piece.start()):
                continue
            before, after = chunk[piece.start() - 1 : piece.start()], chunk[piece.end() : piece.end() + 1]
            joined = bool(_TIE.match(before) or _TIE.match(after))
            candidates = tuple(self._candidates(word))
            if len(word) >= _LONG and word.islower() and not joined and not self.lexicon.zipf(fold(word, language)):
                self.unexplained[chunk] = (*self.unexplained.get(chunk, ()), (piece.start(), word))
            if candidates:
                yield Suspect(piece.start(), word, candidates, joined, 0)

    def _is_ending(self, chunk: str, start: int) -> bool:
        """Whether a word at ``start`` is what follows an apostrophe in a language where that is an ending."""
        return (
            self.lexicon.language not in WORD_BOUNDARY_APOSTROPHE
            and start > 0
            and _APOSTROPHE.match(chunk[start - 1]) is not None
        )

    def _candidates(self, word: str) -> Iterable[Candidate]:
        ways = splits(word, self.lexicon)
        for way in ways:
            if way.needs:
                yield Candidate(way)
            elif static := self._static(word, way, ways):
                yield Candidate(way, static)

    def _static(self, word: str, way: Split, ways: list[Split]) -> tuple[float, ...]:
        """Return the static features of a split; none when they rule it out."""
        static = tuple(static_vector(word, way, ways, self.lexicon))
        return static if self.model.static.score(static) >= self.model.static_floor else ()

    def complete(self, word: str, candidate: Candidate) -> Candidate | None:
        """Return a candidate with its static features, ``None`` when they rule it out."""
        if candidate.static:
            return candidate
        key = word, candidate.split.cut
        if key not in self._pending:
            self._pending[key] = self._static(word, candidate.split, splits(word, self.lexicon))
        return candidate._replace(static=self._pending[key]) if self._pending[key] else None

    def _across_markup(self, offset: int, left: str, width: int, right: str) -> Iterable[Suspect]:
        word = left + right
        language = self.lexicon.language
        alone = len(right) > 1 or right in _ALONE.get(language, "")
        if shape(word) < 0 or not right.islower() or not alone or len(left) < 2:
            return
        folded = fold(word, language)
        first, second = fold(left, language), fold(right, language)
        # "Market" + "a" is far more often two words than a woman's name.
        rare = len(right) == 1 and self.lexicon.zipf(first) - self.lexicon.zipf(folded) >= _FAR_RARER
        if (self.lexicon.find(folded) >= 0 and not rare) or self.lexicon.is_form(folded):
            return
        weight = self.lexicon.zipf(first) + self.lexicon.zipf(second)
        if not self.lexicon.zipf(second):
            return
        way = Split(len(left), first, second, weight, "" if self.lexicon.zipf(first) else first)
        static = static_vector(word, way, splits(word, self.lexicon), self.lexicon)
        yield Suspect(offset, word, (Candidate(way, tuple(static)),), False, width)


def screen(language: str) -> Screen | None:
    """Return the screen of a language (BCP 47), or ``None`` without a lexicon for it."""
    lexicon = load_lexicon(language)
    return _screen(lexicon) if lexicon else None


@lru_cache(maxsize=64)
def _screen(lexicon: Lexicon) -> Screen:
    return Screen(lexicon, load_model("fused"))
