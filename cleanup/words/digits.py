"""Numbers that run into a word: ``2023and``, ``in2023``. Endings, units and names with a number are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cleanup.words.glance import flagged
from cleanup.words.lexicon import Case, Lexicon
from cleanup.words.screen import NUMERIC, Screen
from cleanup.words.stream import chunk_starts, chunks_of
from cleanup.words.tokens import fold

_AFTER: Final = re.compile(
    r"(?<![\w.,:/\\'’#@&=+\-–°%$€£\x01\x02])(?:\d{1,3}(?:[.,]\d{3}){1,3}|\d{1,4})([^\W\d_]{2,12})(?![\w'’\-–/\\@=\x02]|\.\w)"
)
_BEFORE: Final = re.compile(
    r"(?<![\w.,:/\\'’#@&=+\-–°%$€£\x01\x02])([^\W\d_]{2,12})((?:1[89]|20)\d\d)(?![\w'’\-–/\\@=%°\x02]|[.,:]\w)"
)
_LEAST_ZIPF: Final = 5.9
_LEAST_ZIPF_SHORT: Final = 6.4

# Ordinal endings and the like, which are frequent words too in some language.
_ENDINGS: Final = {
    "nl": {"de", "ste", "er", "en"}, "sv": {"e", "a", "or"}, "da": {"er", "ere"}, "nb": {"er", "ere"},
    "de": {"er", "ten", "te", "ter", "tes", "stel", "mal", "fach"}, "en": {"st", "nd", "rd", "th", "pm", "am", "in"},
    "fr": {"er", "ers", "re", "es", "nd", "nde", "ème", "e", "ans"}, "es": {"er", "do", "ro", "to", "mo", "os", "as", "dos", "das", "no", "nos", "nas", "mas", "mos", "ros", "ras", "tos", "tas"},
    "pt": {"os", "as"}, "it": {"mila", "esimo"}, "ca": {"er", "on", "rt", "ns", "es"}, "fi": {"n", "ta", "tä", "na"},
    "ru": {"ми", "ти", "го", "му", "ом", "ой", "ая", "ые", "ых", "мм", "см", "км", "кг"}, "id": {"an", "kan", "nya"},
    "uk": {"ми", "ти", "го", "му", "ма", "та", "те", "ті"}, "bg": {"те", "та", "то", "ви", "ма", "ти"},
    "cs": {"ti", "mi", "letý", "krát"}, "sk": {"ti", "mi"}, "pl": {"tych", "cie"}, "hu": {"es", "as", "os", "ös"},
    "ro": {"lea", "ea", "a"}, "tr": {"de", "da", "te", "ta", "e", "a", "in", "den", "dan"}, "el": {"η", "ο"},
    "lt": {"oji", "asis"}, "lv": {"gadu"}, "hr": {"om", "og"}, "sl": {"ih", "im"},
}  # fmt: skip


def _is_function_word(word: str, lexicon: Lexicon) -> bool:
    if not word.islower():
        return False
    folded = fold(word, lexicon.language)
    least = _LEAST_ZIPF if len(word) > 2 else _LEAST_ZIPF_SHORT
    return lexicon.zipf(folded) >= least and lexicon.case(folded) in (Case.COMMON, Case.NO_DICTIONARY)


def find(masked: str, screen: Screen) -> Iterator[tuple[int, int, int, str, str]]:
    """Yield (start, end, cut, left, right) of each number that a frequent word sticks to."""
    chunks = chunks_of(masked)
    for index in flagged(masked, screen, NUMERIC):
        chunk = chunks[index]
        if _AFTER.search(f" {chunk} ") or _BEFORE.search(f" {chunk} "):
            start = chunk_starts(masked)[index]
            yield from _find(masked, screen.lexicon, start, start + len(chunk))


def _find(masked: str, lexicon: Lexicon, start: int, end: int) -> Iterator[tuple[int, int, int, str, str]]:
    for match in _AFTER.finditer(masked, start, end):
        if match[1] not in _ENDINGS.get(lexicon.language, ()) and _is_function_word(match[1], lexicon):
            cut = match.start(1)
            yield match.start(), match.end(), cut, masked[match.start() : cut], match[1]
    for match in _BEFORE.finditer(masked, start, end):
        if _is_function_word(match[1], lexicon):
            cut = match.start(2)
            yield match.start(), match.end(), cut, match[1], match[2]
