"""German compounds of a foreign name and a noun that lost their hyphens: ``die Gallipoli Kampagne``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from cleanup.model import Document, Edit, Line, LineCheck, Violation
from cleanup.words.lexicon import Lexicon, load
from cleanup.words.tokens import fold

TRIGGER = r"(?:^|[a-zäöüß.!?] )(?:[A-ZÄÖÜ][\w’'-]+ ){1,3}[A-ZÄÖÜ][a-zäöüß]"
LINES = True

_POSSESSIVES: Final = ("ein", "kein", "mein", "dein", "sein", "ihr", "unser", "eur")
_POINTERS: Final = ("dies", "jed", "jen", "welch", "manch")
_MANY: Final = ("all", "viel", "wenig", "einig", "mehrer", "beid", "dies", "jen", "kein", *_POSSESSIVES[2:])
_NUMBERS: Final = ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_MOST_REMEMBERED: Final = 100_000
_SHORTEST_START: Final = 3
_SHORTEST_END: Final = 5
"""Letters of a noun that is found as the end of a longer one ("Rennschalen"), and of what stands before it."""
_FREQUENT: Final = 4.0  # Zipf: words from here on are judged more strictly
_MOST_FREQUENT: Final = 5.3
"""Zipf from which on a word is one of the grammar: "In Impfteams"."""
_ABBREVIATION: Final = 4
"""Letters of an abbreviation at most; longer words in capitals may be emphasised."""
_EMPHASISED: Final = 4.6  # Zipf
_LEANING: Final = -0.45
_FREQUENT_LEANING: Final = 0.05
"""Zipf by which English must have a name more often than German; below zero it may have it that much more rarely."""
_GERMAN_NOUN: Final = 0.35
"""Zipf by which German must have a noun more often than English."""
_FORMS: Final = ("e", "en")
_INFLECTED: Final = 2.5
"""Zipf from which on one of these forms says that a word is a German noun ("Agent": "Agenten")."""
_SOUNDS_GERMAN: Final = re.compile(r"(?:ung|heit|keit|schaft|innen|in|chen|lein|ismus|isten?|er|tät|tion)\Z")
_ADJECTIVE: Final = re.compile(r"[-’'][a-zäöü]\w+\Z|isch(?:e[nrms]?)?\Z|\A\w[-’']?te[nrs]?\Z")
"""What is no name: "GPG-artige", "Austro-Asiatische", "N-te"."""
_INFLECTED_WORD: Final = re.compile(r"[a-zäöüß]e[mnrs]?\Z")
"""At the start of a sentence an adjective has a capital too: "Relative Pfade"."""
_PART_ZIPF: Final = 3.0
_PART: Final = 5
"""Letters of a German word that ends a compound which no lexicon has ("Börsenabteilung")."""


def _with(stems: Sequence[str], *endings: str) -> list[str]:
    return [stem + ending for stem in stems for ending in endings]


_BOTH: Final = ("dem", "im", "am", "zum", "vom", "beim", *_with((*_POSSESSIVES, *_POINTERS), "em"))
_BARE: Final = _POSSESSIVES[:-1]
_CASES: Final = {
    "feminine": ("die", "der", "zur", *_with((*_POSSESSIVES, *_POINTERS), "e", "er")),
    "masculine": ("der", "den", *_BOTH, *_BARE, *_with(_POSSESSIVES, "en"), *_with(_POINTERS, "er", "en")),
    "neuter": ("das", "ins", "ans", "aufs", "fürs", *_BOTH, *_BARE, *_with(_POINTERS, "es")),
    "weak": ("der", *_BARE, *_with(_POINTERS, "er")),
}
_GENITIVE: Final = ("des", *_with((*_POSSESSIVES, *_POINTERS), "es"))
_PLURAL: Final = ("", "die", "der", *_with(_MANY, "e", "er"), *_NUMBERS)
_PLURAL_DATIVE: Final = ("den", *_with(_MANY, "en"), *_NUMBERS)
"""The determiners of each gender, case and number; an empty one is the start of a sentence."""

_NAME: Final = r"[A-ZÄÖÜ][\w’'-]*\w"
_PLAIN: Final = r"[A-ZÄÖÜ]\w+"
_DETERMINER: Final = "|".join(sorted({*_PLURAL[1:], *_PLURAL_DATIVE, *_GENITIVE}.union(*_CASES.values())))
_PHRASE: Final = re.compile(
    rf"(?:(?<![\w-])(?P<word>(?i:{_DETERMINER})) (?:[a-zäöüß-]{{2,30}}(?:e|e[nrms]) ){{0,2}}|(?:^|(?<=[.!?] )))"
    rf"(?:(?P<other>{_PLAIN}) (?:und|oder|bzw\.) )?(?P<name>{_NAME}(?: {_NAME}){{0,2}}) (?P<noun>[A-ZÄÖÜ][a-zäöüß]+)"
    r"(?![\w-])(?![ \xa0][A-ZÄÖÜ\d„“\"«»‚'’&])"
)
_PAIR: Final = re.compile(rf"{_NAME} (?=([A-ZÄÖÜ][a-zäöüß]+)(?![\w-]))")


@dataclass(slots=True)
class _Nouns:
    """Forms of nouns in lower case: ``agreeing`` by determiner, all in ``forms``; ``known`` is what was asked before."""

    agreeing: dict[str, set[str]] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)
    known: dict[str, bool] = field(default_factory=dict)

    def add(self, determiners: Sequence[str], forms: Sequence[str]) -> None:
        """Add forms that agree with each of some determiners."""
        self.forms.update(forms)
        for word in determiners:
            self.agreeing.setdefault(word, set()).update(forms)

    def agree(self, determiner: str, noun: str) -> bool:
        """Tell whether a noun is one of the list, or ends in one, in a form that agrees with the determiner."""
        return _ends(noun.lower(), self.agreeing.get(determiner.lower(), frozenset()))

    def are_in(self, line: str) -> bool:
        """Tell, at little cost, whether one of the nouns follows a word with a capital."""
        return any(map(self._is_known, _PAIR.findall(line)))

    def _is_known(self, noun: str) -> bool:
        if noun not in self.known:
            if len(self.known) > _MOST_REMEMBERED:
                self.known.clear()
            self.known[noun] = _ends(noun.lower(), self.forms)
        return self.known[noun]


def _ends(word: str, forms: Set[str]) -> bool:
    return word in forms or any(word[at:] in forms for at in range(_SHORTEST_START, len(word) - _SHORTEST_END + 1))


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check.

    Options: ``feminine``, ``masculine``, ``neuter`` and ``weak`` (masculine, with the plural in all cases but the
    nominative): nouns that make compounds with names, each with its plural behind a slash, the ending or, with a
    capital, the whole word; ``articled``, names that have an article themselves ("weil der Iran Truppen schickt").

    Raises:
        ValueError: an option is unknown.
    """
    if not set(options) <= {"feminine", "masculine", "neuter", "weak", "articled"}:
        raise ValueError(f"{', '.join(options)}: feminine, masculine, neuter, weak and articled are expected")
    nouns = _read(options)
    articled = frozenset(str(options.get("articled", "")).split())

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        german, english = load("de"), load("en")
        if german is None or english is None:
            return
        for offset, line in lines:
            for match in _PHRASE.finditer(line) if nouns.are_in(line) else ():
                agrees = match["name"] not in articled and nouns.agree(match["word"] or "", match["noun"])
                if agrees and _may_join(match, german, english):
                    yield _violation(offset, match)

    return check


def _may_join(match: re.Match[str], german: Lexicon, english: Lexicon) -> bool:
    """Tell whether the noun is a German one, and the name foreign and no adjective at the start of a sentence."""
    word, noun = match["word"] or "", match["noun"]
    if not word and _INFLECTED_WORD.search(match["name"].partition(" ")[0]):
        return False
    base = noun.removesuffix("s") if word.endswith("es") else noun
    if not match["other"] and not _is_german(base, german, english):
        return False
    names = [match["other"] or "", *match["name"].split(" ")]
    return all(_is_foreign(name, german, english) for name in names if name)


def _violation(offset: int, match: re.Match[str]) -> Violation:
    gaps = [offset + match.start("name") + at for at, character in enumerate(match["name"]) if character == " "]
    gaps.append(offset + match.end("name"))
    edits = [Edit(gap, gap + 1, "-") for gap in gaps]
    start = match.start("name")
    if match["other"]:
        start, end = match.start("other"), offset + match.end("other")
        edits.insert(0, Edit(end, end, "-"))
    text = match.string[start : match.end("noun")]
    return Violation(offset + start, offset + match.end("noun"), edits=tuple(edits), values={"text": text})


def _read(options: Mapping[str, Any]) -> _Nouns:
    nouns = _Nouns()
    for gender, determiners in _CASES.items():
        for entry in str(options.get(gender, "")).split():
            word, _, more = entry.lower().partition("/")
            plural = more if entry.partition("/")[2][:1].isupper() else word + more
            nouns.add(determiners, [word])
            if gender == "weak":
                nouns.add([*_CASES["masculine"][1:], *_GENITIVE], [plural])
            elif gender != "feminine":
                nouns.add(_GENITIVE, [word, word + "s", word + "es"])
            nouns.add(_PLURAL, [plural])
            nouns.add(_PLURAL_DATIVE, [plural if plural[-1] in "ns" else plural + "n"])
    return nouns


@lru_cache(maxsize=4096)
def _is_german(noun: str, german: Lexicon, english: Lexicon) -> bool:
    """Tell whether a noun is no English one, which would belong to the name ("die Penn Station")."""
    word = fold(noun, "de")
    return german.zipf(word) - english.zipf(word) >= _GERMAN_NOUN or german.zipf(word) == english.zipf(word) == 0.0


@lru_cache(maxsize=4096)
def _is_foreign(name: str, german: Lexicon, english: Lexicon) -> bool:
    """Tell whether a word with a capital is a foreign name and no German noun."""
    if _ADJECTIVE.search(name):
        return False
    word = fold(name, "de")
    here, there = german.zipf(word), english.zipf(word)
    if not name[1:].islower() and (len(name) <= _ABBREVIATION or not name.isupper()):
        return here < _EMPHASISED or there > here
    if not here and not there:
        return _SOUNDS_GERMAN.search(word) is None and not _is_compound(word, german)
    inflected = ((german.zipf(word + form), english.zipf(word + form)) for form in _FORMS)
    if any(own >= max(_INFLECTED, other + 1, here - 2) for own, other in inflected):
        return False
    return here < _MOST_FREQUENT and there - here >= (_LEANING if here < _FREQUENT else _FREQUENT_LEANING)


def _is_compound(word: str, german: Lexicon) -> bool:
    return any(german.zipf(word[at:]) >= _PART_ZIPF for at in range(3, len(word) - _PART + 1))
