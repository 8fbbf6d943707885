"""Find words that a stray space breaks in two ("inter national")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from cleanup.words.breaks import FORM_ZIPF, LEAST_GAIN, break_screen
from cleanup.words.document import DocumentWords
from cleanup.words.features import Context
from cleanup.words.fused import context_of
from cleanup.words.glance import hot_pairs
from cleanup.words.kinds import around, pair_odds
from cleanup.words.lexicon import Lexicon, bigram_weight
from cleanup.words.model import Boosted
from cleanup.words.stream import chunk_starts, chunks_of
from cleanup.words.tokens import fold

BROKEN: Final = (
    "zipf_left", "zipf_right", "zipf_joined", "gain", "length_left", "length_right", "case_left", "case_right",
    "case_joined", "form_left", "form_right", "form_joined", "left_begins", "left_ends", "right_begins",
    "right_ends", "count_joined", "count_left", "count_right", "count_pair", "previous_left", "right_next",
    "zipf_previous", "zipf_next", "mark_before", "mark_after", "starts_sentence", "left_capital",
    "lexicon_size", "bigram", "kinds", "kinds_before_left", "kinds_right_after", "kinds_before_whole",
    "kinds_whole_after", "kinds_gain",
)  # fmt: skip
# Prepositions, negations and the like that stand before a word which, joined to them, would be another word.
_LEADERS: Final = {
    "ru": "на за по со от из до не под при про без об как все", "uk": "на за по зі від із до не під при про без пів як",
    "bg": "на за по от из до не под при без", "cs": "na za po se od do ne pod při pro bez je ve ze konec",
    "sk": "na za po so od do ne pod pri pre bez je vo zo", "pl": "na za po ze od do nie pod przy bez we",
    "hr": "na za po od do ne pod pri bez iz", "sl": "na za po od do ne pod pri brez iz", "en": "on any some every a per",
    "lt": "ne be per pa su už", "lv": "ne no pa uz pie", "de": "zu auf an in on", "fr": "la le de par",
    "es": "me te se le lo la nos no si de en con por que", "it": "mi ti si lo la le ne di in con per",
    "pt": "me te se lhe de em com por não", "ca": "em et es se de en amb per no", "ro": "se de în cu pe nu",
}  # fmt: skip
_LEADER_SETS: Final = {language: frozenset(words.split()) for language, words in _LEADERS.items()}
_CAP: Final = 8
_PHRASE_ZIPF: Final = 2.0
_WORD_ZIPF: Final = 3.0  # from here on a half is a word that can stand alone

# Enclitics and particles that follow a verb as words of their own and read as its ending when joined to it.
_PARTICLES: Final = {
    "pl": {"ją", "je", "go", "mu", "mi", "by", "no"}, "ru": {"ли", "же", "бы", "ка", "то", "не"},
    "uk": {"ж", "би", "то", "не", "ти", "те"},
    "hr": {"li", "je", "su", "mu", "ga", "na", "ne", "ti", "te"}, "sl": {"li", "je", "mu", "ga", "na", "ne", "ti", "te"}, "cs": {"li", "je", "mu", "ho"},
    "sk": {"li", "je", "mu", "ho"}, "bg": {"ли", "се", "то", "та", "не"}, "tr": {"da", "de", "ki", "mi", "mı", "mu", "mü"},
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
        value = FORM_ZIPF
    if not value:
        value = 3.0 if words.counts[joined] > 1 else 0.0
    return value - (lexicon.zipf(left) + lexicon.zipf(right) - 9) if value else 0.0


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
        len(lexicon) / 100_000,
        bigram_weight(lexicon.language, left, right),
        pair_odds(lexicon.language, left, right),
        *around(
            lexicon.language, "" if context.mark_before else before, (left, right), "" if context.mark_after else after
        ),
    ]


def candidates(masked: str, lexicon: Lexicon, words: DocumentWords) -> Iterator[tuple[Pair, list[float]]]:
    """Yield each pair of neighbouring words that could be one, with its features (see ``BROKEN``)."""
    chunks = chunks_of(masked)
    places = [(chunks[index], chunks[index + 1], index) for index in hot_pairs(masked, lexicon)]
    if not places:
        return
    screen = break_screen(lexicon)
    joinable = screen.joinable({(first, second) for first, second, _ in places}, words)
    for first, second, index in places if joinable else ():
        halves = screen.halves(first, second) if (first, second) in joinable else None
        if halves is None:
            continue
        gap = chunk_starts(masked)[index] + len(first)
        if masked[gap : gap + 1 + len(second)] != f" {second}":
            continue
        left, right = (fold(half, lexicon.language) for half in halves)
        if left == right:
            continue  # laughter and the like: "ha ha"
        gain = _gain(left, right, lexicon, words)
        if gain < LEAST_GAIN:
            continue
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
