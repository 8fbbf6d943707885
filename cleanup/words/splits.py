"""Where a token could be two words run together. Candidates only; the model judges them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from cleanup.words.affixes import is_compound, is_inflection, is_prefixed_verb, name_stem
from cleanup.words.lexicon import Case, Lexicon
from cleanup.words.tokens import fold

SHORTEST: Final = 4
LONGEST: Final = 40
_MOST = 4
_SHORT_ZIPF = 4.0  # of a half of two or three letters
_COMPANION_ZIPF = 5.0  # of the half beside one of unknown frequency
_LONG_COMPANION_ZIPF = 3.0
_BUILDING = 6  # log2 of the words that such a companion may begin or end
_LEAST_WEIGHT = 6.0
_COMMON_ZIPF = 3.3
_CHANCE = 10.3  # a listed token stays a word unless its halves are this much more frequent

# Words of one letter. Zipf lists are full of initials and units, so these are written out.
ONE_LETTER: Final[Mapping[str, str]] = {
    "en": "ai", "fr": "aày", "es": "yaoeu", "it": "eaèoi", "pt": "eaoéà", "ca": "aioe", "ro": "ao",
    "pl": "iwzaou", "cs": "aiksvzou", "sk": "aiksvzou", "hr": "iusaok", "sl": "szvkao", "ru": "ивскоуая",
    "uk": "ійвузоаяє", "bg": "ивсаео", "el": "ηο", "hu": "as", "da": "i", "sv": "iå", "nb": "iå", "tr": "o",
    "lt": "oį", "nl": "u",
}  # fmt: skip


class Split(NamedTuple):
    """A way to cut a token: ``cut`` code points from its start, and the folded halves.

    ``needs`` is empty, or the half that no lexicon knows: the split counts only in a document that
    has it as a word of its own. ``weight`` is the sum of the halves' Zipf frequencies.
    """

    cut: int
    left: str
    right: str
    weight: float
    needs: str = ""


def shape(word: str) -> int:
    """Return 0 lower case, 1 Capitalised, 2 one inner capital, 3 ACRONYMword, 4 wordACRONYM, -1 anything else."""
    if word.islower():
        return 0
    if word[1:].islower():
        return 1
    capitals = [index for index, letter in enumerate(word) if letter.isupper()]
    if not capitals:
        return -1
    inner = [index for index in capitals if index]
    if len(inner) == 1:
        return 2
    if capitals == list(range(len(capitals))) and 2 <= len(capitals) < len(word):
        return 3
    if capitals[-1] == len(word) - 1 and capitals == list(range(capitals[0], len(word))) and capitals[0] > 1:
        return 4
    return -1


def fixed_cut(word: str, form: int) -> int | None:
    """Return the only place where a word of mixed case can be cut, or ``None`` when any place can."""
    if form in (2, 4):
        return next(index for index, letter in enumerate(word) if index and letter.isupper())
    return sum(1 for letter in word if letter.isupper()) if form == 3 else None


def is_settled(folded: str, lexicon: Lexicon) -> bool:
    """Whether the lexicon alone says that a token is one word."""
    found = lexicon.find(folded)
    if found < 0:
        return lexicon.is_form(folded)
    return lexicon.zipf(folded) >= _COMMON_ZIPF or lexicon.case(folded) == Case.COMMON


class Half(NamedTuple):
    """One half of a split: its Zipf frequency (0.0: dictionary form only), words it begins and ends (log2)."""

    zipf: float
    begins: int
    ends: int


_NO_LIST: Final = Half(0.0, 0, 0)


def pair_weight(left: str, right: str, first: Half | None, second: Half | None, language: str) -> float | None:
    """Return the sum of the halves' Zipf frequencies, or ``None`` when they cannot be two words.

    ``None`` for a half means that no source knows it. Halves of one letter come from ``ONE_LETTER``,
    those of two or three must be frequent. A half known only as a form needs a frequent companion
    that does not build words (not ``ne``, ``über`` or ``-ban``).
    """
    if first is None or second is None:
        return None
    for half, found in ((left, first), (right, second)):
        if len(half) == 1 and half not in ONE_LETTER.get(language, ""):
            return None
        if 1 < len(half) <= 3 and found.zipf < _SHORT_ZIPF:
            return None
    weight = first.zipf + second.zipf
    if not first.zipf or not second.zipf:
        frequent = max(first.zipf, second.zipf) >= _COMPANION_ZIPF
        building = second.ends if not first.zipf else first.begins
        return weight if frequent and building <= _BUILDING else None
    return weight if weight >= _LEAST_WEIGHT else None


def _half(part: str, lexicon: Lexicon) -> Half | None:
    found = lexicon.half(part)
    if found is not None:
        return Half(*found)
    return _NO_LIST if len(part) >= SHORTEST and lexicon.is_form(part) else None


def splits(word: str, lexicon: Lexicon) -> list[Split]:
    """Return the ways to cut ``word`` in two words, most frequent halves first.

    At most four whose halves are both known; besides, those in which one half is a frequent word
    and the other would have to be a word of the document.
    """
    form = shape(word)
    if form < 0 or not SHORTEST <= len(word) <= LONGEST:
        return []
    only = fixed_cut(word, form)
    folded = fold(word, lexicon.language)
    if is_compound(folded, lexicon):
        return []
    known = lexicon.zipf(folded)
    found, pending = [], []
    stem = name_stem(folded, lexicon) if form == 1 else 0
    for cut in range(1, len(word)) if only is None else (only,):
        if len(folded) == len(word):  # letters are folded one by one
            left, right = folded[:cut], folded[cut:]
        else:
            left, right = fold(word[:cut], lexicon.language), fold(word[cut:], lexicon.language)
        first, second = _half(left, lexicon), _half(right, lexicon)
        if cut < stem or (first is None and second is None) or is_inflection(left, right, lexicon.language):
            continue
        if is_prefixed_verb(left, right, lexicon):
            continue
        weight = pair_weight(left, right, first, second, lexicon.language)
        if weight is not None:
            if not known or known < weight - _CHANCE:
                found.append(Split(cut, left, right, weight))
        elif not known and (unseen := _unseen(left, right, first, second)):
            pending.append(Split(cut, left, right, (first or second or _NO_LIST).zipf, unseen))
    found.sort(key=lambda split: (-split.weight, split.cut))
    return found[:_MOST] + pending


def _unseen(left: str, right: str, first: Half | None, second: Half | None) -> str:
    """Return the half that no source knows beside a word that is frequent, or long enough; else nothing."""
    if second is None and len(right) >= SHORTEST and _accompanies(left, first):
        return right
    return left if first is None and len(left) >= SHORTEST and _accompanies(right, second) else ""


def _accompanies(half: str, found: Half | None) -> bool:
    if found is None:
        return False
    return found.zipf >= (_COMPANION_ZIPF if len(half) < SHORTEST else _LONG_COMPANION_ZIPF)
