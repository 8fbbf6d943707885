"""Find words that a stray space breaks in two ("inter national")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from cleanup.words.document import DocumentWords
from cleanup.words.features import Context
from cleanup.words.fused import context_of
from cleanup.words.lexicon import Lexicon, bigram_weight
from cleanup.words.model import Boosted
from cleanup.words.stream import chunks_of
from cleanup.words.tokens import fold, word_pattern

BROKEN: Final = (
    "zipf_left", "zipf_right", "zipf_joined", "gain", "length_left", "length_right", "case_left", "case_right",
    "case_joined", "form_left", "form_right", "form_joined", "left_begins", "left_ends", "right_begins",
    "right_ends", "count_joined", "count_left", "count_right", "count_pair", "previous_left", "right_next",
    "zipf_previous", "zipf_next", "mark_before", "mark_after", "starts_sentence", "left_capital", "unknown_rate",
    "lexicon_size", "bigram",
)  # fmt: skip
# Prepositions, negations and the like that stand before a word which, joined to them, would be another word.
_LEADERS: Final = {
    "ru": "на за по со от из до не под при про без об как все", "uk": "на за по зі від із до не під при про без пів як",
    "bg": "на за по от из до не под при без", "cs": "na za po se od do ne pod při pro bez je ve ze",
    "sk": "na za po so od do ne pod pri pre bez je vo zo", "pl": "na za po ze od do nie pod przy bez we",
    "hr": "na za po od do ne pod pri bez iz", "sl": "na za po od do ne pod pri brez iz", "en": "on any some every a per",
    "lt": "ne be per pa su už", "lv": "ne no pa uz pie", "de": "zu auf an in on", "fr": "la le de par",
    "es": "me te se le lo la nos no si de en con por que", "it": "mi ti si lo la le ne di in con per",
    "pt": "me te se lhe de em com por não", "ca": "em et es se de en amb per no", "ro": "se de în cu pe nu",
}  # fmt: skip
_LEADER_SETS: Final = {language: frozenset(words.split()) for language, words in _LEADERS.items()}
_LEAST_GAIN: Final = 2.5  # log10: how much likelier the joined word is than the two side by side
_LEAST_BREAKABLE: Final = 3.5
_CAP: Final = 8
_MOST_REMEMBERED: Final = 400_000
_FORM_ZIPF: Final = 1.5  # assumed of a dictionary form without a frequency

_UNKNOWN_JOINED: Final = 12 - _LEAST_GAIN  # Zipf of both halves, for a joined word that only the document knows

LEFT, RIGHT, UNKNOWN_WORD = 1, 2, 4
_PHRASE_ZIPF: Final = 2.0
_WORD_ZIPF: Final = 3.0  # from here on a half is a word that can stand alone

# Enclitics and particles that follow a verb as words of their own and read as its ending when joined to it.
_PARTICLES: Final = {
    "pl": {"ją", "je", "go", "mu", "mi", "by", "no"}, "ru": {"ли", "же", "бы", "ка", "то"},
    "uk": {"ж", "би", "то"},
    "hr": {"li", "je", "su", "mu", "ga", "na"}, "sl": {"li", "je", "mu", "ga", "na"}, "cs": {"li", "je", "mu", "ho"},
    "sk": {"li", "je", "mu", "ho"}, "bg": {"ли", "се", "то", "та"}, "tr": {"da", "de", "ki", "mi", "mı", "mu", "mü"},
    "es": {"me", "te", "se", "la", "lo", "los", "las", "le", "les", "nos"}, "ro": {"o", "le", "se", "ne", "va"},
    "de": {"den", "der", "dem", "des", "er", "es", "en"}, "nl": {"de", "en", "er"}, "sv": {"en", "er", "na", "as"},
    "da": {"et", "en", "er", "de"}, "nb": {"et", "en", "er", "de"}, "hu": {"is", "e", "ne"}, "fi": {"ja", "en"},
    "it": {"mi", "ti", "si", "ci", "vi", "la", "lo", "le", "li", "ne"}, "lt": {"si", "ne"},
}  # fmt: skip


def never_safe(features: list[float]) -> bool:
    """Whether a join stays an unsafe fix at any score: two words that may stand apart, or a word no source has."""
    named = dict(zip(BROKEN, features, strict=True))
    both_words = min(named["zipf_left"], named["zipf_right"]) >= _WORD_ZIPF
    return both_words or not (named["zipf_joined"] or named["form_joined"])


class Pair(NamedTuple):
    """Two halves with one space between: offsets, and the halves and the joined word folded."""

    start: int
    gap: int  # offset of the space
    end: int
    left: str
    right: str
    context: Context

    @property
    def joined(self) -> str:
        """The word without the space."""
        return self.left + self.right


class BreakScreen:
    """Remembers, for one language, which chunks can be half of a broken word."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._classes: dict[str, int] = {}
        self._folded: dict[str, tuple[str, str]] = {}  # as a left and as a right half
        self._apart: set[tuple[str, str]] = set()
        self._harmless: set[str] = set()
        word = word_pattern(lexicon.language).pattern
        self._left = re.compile(rf"[\"'(\[«„“‘‚‹\x01]*({word})")
        self._right = re.compile(rf"({word})[\W_]*")

    def classes(self, chunks: Iterable[str]) -> dict[str, int]:
        """Return the chunks that can be half of a broken word, each with its flags."""
        fresh = set(chunks)
        fresh -= self._harmless
        found = {}
        for chunk in fresh:
            flags = self._classes.get(chunk)
            if flags is None:
                flags = self._inspect(chunk)
                if not flags:
                    self._harmless.add(chunk)
                    continue
                self._classes[chunk] = flags
            found[chunk] = flags
        if len(self._harmless) + len(self._classes) > _MOST_REMEMBERED:
            self._harmless.clear()
            self._classes.clear()
            self._folded.clear()
        return found

    def _inspect(self, chunk: str) -> int:
        left, right = self._left.fullmatch(chunk), self._right.fullmatch(chunk)
        flags = 0
        for match, flag in ((left, LEFT), (right, RIGHT)):
            if match is None:
                continue
            word = match[1]
            if len(word) < 2 or (flag == RIGHT and not word.islower()) or not (word.islower() or word[1:].islower()):
                continue
            folded = fold(word, self.lexicon.language)
            before = self._folded.get(chunk, ("", ""))
            self._folded[chunk] = (folded, before[1]) if flag == LEFT else (before[0], folded)
            gains = self.lexicon.breakability(folded)
            if gains[0] >= 9:
                flags |= UNKNOWN_WORD | flag
            elif gains[0 if flag == LEFT else 1] >= _LEAST_BREAKABLE:
                flags |= flag
            else:
                flags |= flag << 3  # plausible beside an unknown half only
        return flags

    def joinable(self, pairs: set[tuple[str, str]], words: DocumentWords) -> list[tuple[str, str]]:
        """Return the pairs of neighbouring chunks that make a word that a source or the document knows."""
        found = []
        for pair in pairs - self._apart:
            likely = self._joins(*pair)
            if likely is False:
                self._apart.add(pair)
            elif likely or "".join(self._halves(*pair)) in words.lower_chunks:
                found.append(pair)
        if len(self._apart) > _MOST_REMEMBERED:
            self._apart.clear()
        return sorted(found)

    def _halves(self, first: str, second: str) -> tuple[str, str]:
        return self._folded[first][0], self._folded[second][1]

    def _joins(self, first: str, second: str) -> bool | None:
        """Whether the lexicon alone says that a pair is one word; ``None``: that is for the document to say."""
        left, right = self._halves(first, second)
        lexicon = self.lexicon
        both = lexicon.zipf(left) + lexicon.zipf(right)
        known = lexicon.zipf(left + right)
        if not known and lexicon.is_form(left + right):
            known = _FORM_ZIPF
        if known:
            return known - (both - 9) >= _LEAST_GAIN
        return None if both <= _UNKNOWN_JOINED else False

    def halves(self, first: str, second: str) -> tuple[str, str] | None:
        """Return the halves of two neighbouring chunks as spelt, ``None`` when they are not bare words."""
        left, right = self._left.fullmatch(first), self._right.fullmatch(second)
        return (left[1], right[1]) if left and right else None


@lru_cache(maxsize=64)
def break_screen(lexicon: Lexicon) -> BreakScreen:
    """Return the screen that goes with a lexicon."""
    return BreakScreen(lexicon)


def is_phrase(left: str, right: str, lexicon: Lexicon) -> bool:
    """Whether two words may well stand side by side although joined they are a word too ("не докаже")."""
    if right in _PARTICLES.get(lexicon.language, ()):
        return True
    return left in _LEADER_SETS.get(lexicon.language, ()) and lexicon.zipf(right) >= _PHRASE_ZIPF


def _gain(left: str, right: str, lexicon: Lexicon, words: DocumentWords) -> float:
    joined = left + right
    if is_phrase(left, right, lexicon):
        return 0.0
    value = lexicon.zipf(joined)
    if not value and lexicon.is_form(joined):
        value = _FORM_ZIPF
    if not value:
        value = 3.0 if words.counts[joined] > 1 else 0.0
    return value - (lexicon.zipf(left) + lexicon.zipf(right) - 9) if value else 0.0


def _hot_pairs(chunks: list[str], screen: BreakScreen) -> set[tuple[str, str]]:
    hot = screen.classes(chunks)
    seen: set[tuple[str, str]] = set()
    last = len(chunks) - 1
    strong = {chunk for chunk, flags in hot.items() if flags & (LEFT | RIGHT | UNKNOWN_WORD)}
    for index in [index for index, chunk in enumerate(chunks) if chunk in strong]:
        flags = hot[chunks[index]]
        if flags & LEFT and index < last:
            other = hot.get(chunks[index + 1], 0)
            if other & RIGHT or (flags & UNKNOWN_WORD and other & RIGHT << 3):
                seen.add((chunks[index], chunks[index + 1]))
        if flags & RIGHT and flags & UNKNOWN_WORD and index:
            other = hot.get(chunks[index - 1], 0)
            if other & (LEFT | LEFT << 3):
                seen.add((chunks[index - 1], chunks[index]))
    return seen


def _vector(pair: Pair, gain: float, lexicon: Lexicon, words: DocumentWords, *, capital: bool) -> list[float]:
    left, right, joined = pair.left, pair.right, pair.joined
    context = pair.context
    before, after = fold(context.previous, lexicon.language), fold(context.next, lexicon.language)
    return [
        lexicon.zipf(left),
        lexicon.zipf(right),
        lexicon.zipf(joined),
        gain,
        len(left),
        len(right),
        lexicon.case(left),
        lexicon.case(right),
        lexicon.case(joined),
        lexicon.is_form(left),
        lexicon.is_form(right),
        lexicon.is_form(joined),
        *lexicon.propensity(left),
        *lexicon.propensity(right),
        min(_CAP, words.counts[joined]),
        min(_CAP, words.counts[left]),
        min(_CAP, words.counts[right]),
        min(_CAP, words.pairs[left, right]),
        min(_CAP, words.pairs[before, left]) if before else 0,
        min(_CAP, words.pairs[right, after]) if after else 0,
        lexicon.zipf(before) if before else -1.0,
        lexicon.zipf(after) if after else -1.0,
        bool(context.mark_before),
        bool(context.mark_after),
        not before or any(mark in ".!?:…\n" for mark in context.mark_before),
        capital,
        words.unknown_rate,
        len(lexicon) / 100_000,
        bigram_weight(lexicon.language, left, right),
    ]


def candidates(masked: str, lexicon: Lexicon, words: DocumentWords) -> Iterator[tuple[Pair, list[float]]]:
    """Yield each pair of neighbouring words that could be one, with its features (see ``BROKEN``)."""
    screen = break_screen(lexicon)
    for first, second in screen.joinable(_hot_pairs(chunks_of(masked), screen), words):
        halves = screen.halves(first, second)
        if halves is None:
            continue
        left, right = (fold(half, lexicon.language) for half in halves)
        gain = _gain(left, right, lexicon, words)
        if gain < _LEAST_GAIN:
            continue
        for match in re.finditer(rf"(?<!\S){re.escape(first)} {re.escape(second)}(?!\S)", masked):
            gap = match.start() + len(first)
            start, end = gap - len(halves[0]), gap + 1 + len(halves[1])
            context = context_of(masked, start, end, lexicon.language, joined=False)
            pair = Pair(start, gap, end, left, right, context)
            yield pair, _vector(pair, gain, lexicon, words, capital=masked[start].isupper())


def find(
    masked: str, lexicon: Lexicon, words: DocumentWords, model: Boosted, floor: float
) -> Iterator[tuple[Pair, float, bool]]:
    """Yield the broken words whose score is at least ``floor``, with scores and whether a fix can be safe."""
    for pair, vector in candidates(masked, lexicon, words):
        value = model.score(vector, floor)
        if value >= floor:
            yield pair, value, not never_safe(vector)
