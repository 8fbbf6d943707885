"""The numbers by which the model judges a split of a token in two words.

The first group depends on the lexicon alone and is kept for as long as the process lives; the second
is read off the document, for the few candidates that the first group does not rule out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from cleanup.words.document import DocumentWords
from cleanup.words.kinds import across_mark, around, pair_odds
from cleanup.words.lexicon import UNKNOWN, Case, Lexicon, bigram_weight
from cleanup.words.splits import Split, shape
from cleanup.words.tokens import fold

STATIC: Final = (
    "zipf_left", "zipf_right", "zipf_token", "length_left", "length_right", "left_begins", "left_ends",
    "right_begins", "right_ends", "case_left", "case_right", "case_token", "form_left", "form_right",
    "shape", "reach", "margin", "zipf_sum", "lexicon_size", "longest_word", "bigram", "rivals", "needs",
    "compounding", "rarer_half", "building", "kinds",
)  # fmt: skip
IN_DOCUMENT: Final = (
    "count_left", "count_right", "count_pair", "count_token", "count_left_spelling", "count_right_spelling",
    "count_previous_left", "count_right_next", "shared_prefix", "starts_sentence", "zipf_previous", "zipf_next",
    "mark_before", "mark_after", "hyphen", "previous_capital", "next_capital",
    "halves_here", "kinds_before_left", "kinds_right_after", "kinds_before_whole", "kinds_whole_after", "kinds_gain",
    "kinds_mark", "kinds_best",
)  # fmt: skip
_CAP = 8
_COMMON, _LONG, _FEW = 3.0, 4, 3
FUNCTION: Final = 5.5
"""Zipf frequency from which on a word counts as a function word."""
_ENDINGS = frozenset({"fi", "hu", "tr"})
_RARE_WEIGHT = 8.0  # sum of Zipf frequencies below which a capitalised token may be a name


def never_safe(features: Sequence[float], language: str) -> bool:
    """Whether a split stays an unsafe fix at any score.

    A token with an inner capital may be a brand or an identifier. A capitalised one may be a name that
    happens to end in a word (Easter|con), unless it opens a sentence, its first half is a word of this
    document, or the language writes its nouns with capitals. Where compounds are made freely only a function word
    parts from its neighbour, and where endings look like short words (Finnish ``ja``) not even that.
    """
    named = dict(zip(STATIC + IN_DOCUMENT, features, strict=True))
    if named["compounding"] == 3 and named["zipf_right"] < FUNCTION:
        return True
    if language in _ENDINGS and named["length_right"] <= _FEW:
        return True
    if named["shape"] != 1:
        return named["shape"] > 1
    if named["zipf_sum"] < _RARE_WEIGHT:
        return True
    if language == "de" or named["starts_sentence"]:
        return False
    # "the Sciencealert site": two plain words with a capital are a name; beside a function word they are not.
    plain = named["case_left"] == Case.COMMON and named["zipf_right"] < FUNCTION and not named["previous_capital"]
    return bool(plain or not named["count_left_spelling"])


_RARELY: Final = frozenset({"es", "fr", "it", "pt", "ca", "ro"})
_FREELY: Final = frozenset({"de", "nl", "sv", "da", "nb", "fi", "hu"})


def compounding(language: str) -> int:
    """Return how freely a language writes new compounds as one word: 0 hardly, 1 English, 2 between, 3 freely."""
    if language in _RARELY:
        return 0
    if language == "en":
        return 1
    return 3 if language in _FREELY else 2


class Context(NamedTuple):
    """What stands around a token: the words before and after (as spelt, may be empty) and the marks between."""

    previous: str
    next: str
    mark_before: str  # text between the previous word and the token, without spaces
    mark_after: str
    joined: bool  # a hyphen or an apostrophe ties the token to a neighbour


def is_plain(features: Sequence[float]) -> bool:
    """Whether a split gives two common words of which no compounds are built, in a token that is nowhere else.

    Clean text of languages that hardly compound all but lacks such tokens: in two million words there were two. So
    their safe threshold is measured apart.
    """
    named = dict(zip(STATIC + IN_DOCUMENT, features, strict=True))
    if named["compounding"] > 1 or named["shape"] or named["needs"] or named["count_token"] > 1:
        return False
    common = min(named["zipf_left"], named["zipf_right"]) >= _COMMON
    long = min(named["length_left"], named["length_right"]) >= _LONG
    building = named["left_begins"] or named["right_ends"] > _FEW or named["reach"] or named["shared_prefix"] > 0
    lower = named["case_left"] in (0, 1) and named["case_right"] in (0, 1) and named["case_token"] == UNKNOWN
    return bool(common and long and lower and not building)


def _reach(folded: str, cut: int, lexicon: Lexicon) -> int:
    """Return how many letters past the cut some listed word still follows the token (at most 6)."""
    depth = 0
    while depth < 6 and cut + depth < len(folded) and lexicon.reaches(folded[: cut + depth + 1]):
        depth += 1
    return depth


def static_vector(word: str, split: Split, others: list[Split], lexicon: Lexicon) -> list[float]:
    """Return the features of one candidate that need no document, in the order of ``STATIC``."""
    folded = fold(word, lexicon.language)
    left, right = split.left, split.right
    rivals = [other.weight for other in others if other.cut != split.cut and not other.needs]
    longest = max((len(prefix) for prefix in lexicon.prefixes(folded) if len(prefix) < len(folded)), default=0)
    return [
        lexicon.zipf(left),
        lexicon.zipf(right),
        lexicon.zipf(folded),
        len(left),
        len(right),
        *lexicon.propensity(left),
        *lexicon.propensity(right),
        lexicon.case(left),
        lexicon.case(right),
        lexicon.case(folded),
        lexicon.is_form(left),
        lexicon.is_form(right),
        shape(word),
        _reach(folded, len(left), lexicon),
        split.weight - max(rivals, default=0.0),
        split.weight,
        len(lexicon) / 100_000,
        longest - len(left),
        bigram_weight(lexicon.language, left, right),
        len(rivals),
        0 if not split.needs else 1 if split.needs == left else 2,
        compounding(lexicon.language),
        min(lexicon.zipf(left), lexicon.zipf(right)),
        max(lexicon.propensity(left)[0], lexicon.propensity(right)[1]),
        pair_odds(lexicon.language, left, right),
    ]


def _neighbour(word: str, lexicon: Lexicon) -> float:
    return lexicon.zipf(word) if word else -1.0


def document_vector(word: str, split: Split, context: Context, lexicon: Lexicon, words: DocumentWords) -> list[float]:
    """Return the features that the document gives, in the order of ``IN_DOCUMENT``.

    Counts are capped, so that long documents read like short ones.
    """
    language = lexicon.language
    folded = fold(word, language)
    left, right = split.left, split.right
    before, after = fold(context.previous, language), fold(context.next, language)
    return [
        min(_CAP, words.counts[left]),
        min(_CAP, words.counts[right]),
        min(_CAP, words.pairs[left, right]),
        min(_CAP, words.counts[folded]),
        min(_CAP, words.spellings[word[: split.cut]]),
        min(_CAP, words.spellings[word[split.cut :]]),
        min(_CAP, words.pairs[before, left]) if before else 0,
        min(_CAP, words.pairs[right, after]) if after else 0,
        words.shared_prefix(folded) - len(left),
        not before or any(mark in ".!?:…\n" for mark in context.mark_before),
        _neighbour(before, lexicon),
        _neighbour(after, lexicon),
        bool(context.mark_before),
        bool(context.mark_after),
        context.joined,
        context.previous[:1].isupper(),
        context.next[:1].isupper(),
        min(_CAP, words.spellings[word[: split.cut]] + words.spellings[word[split.cut :]]),
        *around(language, "" if context.mark_before else before, (left, right), "" if context.mark_after else after),
        *across_mark(language, left, right),
    ]
