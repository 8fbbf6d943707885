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

_MOST_REMEMBERED: Final = 400_000
_LONG: Final = 7
_TIE: Final = re.compile("[-'’ʼ‐‑]")
_DIGIT_EDGE: Final = re.compile(r"\d[^\W\d_]|[^\W\d_]\d")
_APOSTROPHE: Final = re.compile("['’ʼ]")


class Candidate(NamedTuple):
    """A split that the lexicon alone does not rule out, with its static features."""

    split: Split
    static: tuple[float, ...]


class Suspect(NamedTuple):
    """A word inside a chunk that may be two: ``offset`` in the chunk, spelling, candidates."""

    offset: int
    word: str
    candidates: tuple[Candidate, ...]
    joined: bool
    markup: int  # width of the inline markup at the only possible cut, 0 without


class Screen:
    """Remembers, for one language, which chunks of text need no second look."""

    def __init__(self, lexicon: Lexicon, model: Model) -> None:
        self.lexicon = lexicon
        self.model = model
        self._harmless: set[str] = set()
        self._suspects: dict[str, tuple[Suspect, ...]] = {}
        self._unexplained: dict[str, tuple[tuple[int, str], ...]] = {}
        self._numeric: set[str] = set()

    def suspects(self, chunks: Iterable[str]) -> dict[str, tuple[Suspect, ...]]:
        """Return the chunks (whitespace-free stretches of text) that hold a suspect, with their suspects."""
        fresh = set(chunks)
        fresh -= self._harmless
        found = {}
        for chunk in fresh:
            suspects = self._suspects.get(chunk)
            if suspects is None:
                suspects = tuple(self._inspect(chunk))
                if suspects or chunk in self._unexplained:
                    self._suspects[chunk] = suspects
                else:
                    self._harmless.add(chunk)
                    continue
            if suspects:
                found[chunk] = suspects
        if len(self._harmless) + len(self._suspects) > _MOST_REMEMBERED:
            self._harmless.clear()
            self._suspects.clear()
            self._unexplained.clear()
            self._numeric.clear()
        return found

    def numeric(self, chunks: Iterable[str]) -> set[str]:
        """Return the chunks in which a digit stands beside a letter, of those screened."""
        return self._numeric.intersection(chunks)

    def unexplained(self, chunks: Iterable[str]) -> dict[str, tuple[tuple[int, str], ...]]:
        """Return the chunks with long lower-case words (offset, word) that no source knows, of those screened."""
        return {chunk: self._unexplained[chunk] for chunk in self._unexplained.keys() & set(chunks)}

    def _inspect(self, chunk: str) -> Iterable[Suspect]:
        if _DIGIT_EDGE.search(chunk):
            self._numeric.add(chunk)
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
                self._unexplained[chunk] = (*self._unexplained.get(chunk, ()), (piece.start(), word))
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
            static = static_vector(word, way, ways, self.lexicon)
            if self.model.static.score(static) >= self.model.static_floor:
                yield Candidate(way, tuple(static))

    def _across_markup(self, offset: int, left: str, width: int, right: str) -> Iterable[Suspect]:
        word = left + right
        if shape(word) < 0 or not right.islower() or len(right) < 2 or len(left) < 2:
            return
        language = self.lexicon.language
        folded = fold(word, language)
        if self.lexicon.find(folded) >= 0 or self.lexicon.is_form(folded):
            return
        first, second = fold(left, language), fold(right, language)
        weight = self.lexicon.zipf(first) + self.lexicon.zipf(second)
        if not self.lexicon.zipf(second):
            return
        way = Split(len(left), first, second, weight, "" if self.lexicon.zipf(first) else first)
        static = static_vector(word, way, splits(word, self.lexicon), self.lexicon)
        yield Suspect(offset, word, (Candidate(way, tuple(static)),), False, width)


@lru_cache(maxsize=64)
def screen(language: str) -> Screen | None:
    """Return the screen of a language (BCP 47), or ``None`` without a lexicon for it."""
    lexicon = load_lexicon(language)
    return Screen(lexicon, load_model("fused")) if lexicon else None
