"""Hyphenated words with a space beside the hyphen: ``well- known``, ``Jean -Pierre``, ``self - esteem``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import Any

from cleanup.model import Applicability, Document, Line, LineCheck, Violation

TRIGGER = r"[^\W\d_]-[ \xa0][^\W\d_]|[^\W\d_][ \xa0]-[ \xa0]?[^\W\d_]|[^\W\d_](?:-[ \xa0]|[ \xa0]-[ \xa0]?)\d"
LINES = True

_BEYOND_LATIN = "\u0370"
_MARKS = "\u0300-\u036f\u064b-\u0652\u0900-\u0dff"
_BROKEN = re.compile(r"(?<=[^\W\d_])(?:(?P<left>[ \xa0])-(?P<right>[ \xa0]?)|-(?P<after>[ \xa0]))(?=[^\W_])")
_BEFORE = re.compile(rf"(?P<other>[,;/–-][ ])?(?P<word>[\w{_MARKS}'’]{{1,40}}(?:-[\w{_MARKS}'’]{{1,40}}){{0,3}})\Z")
_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+")
_AFTER = re.compile(rf"\w-\w{{1,40}}|[\w{_MARKS}'’]{{1,40}}")
_OPENS = re.compile(r"[ \xa0][-–—](?=[^\W_])")
_LONGEST_ASIDE = 400
_OPENERS = {"en": ("like",)}
"""Words that open an aside after a dash, and also end compounds: "shops - like those in the city" is no compound."""
_LATIN_WORD = re.compile(r"[a-z]{2}[ \xa0]")
_CLOSES = re.compile(r"(?<=[^\W_])[-–—](?=[ \xa0,.;:!?]|$)", re.M)


@dataclass(frozen=True, slots=True)
class _Words:
    """What is known of compounds; the mappings are language -> words."""

    bound: frozenset[str] = frozenset()
    doubling: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    compounding: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    first: Mapping[str, frozenset[str]] = field(default_factory=dict)
    last: Mapping[str, frozenset[str]] = field(default_factory=dict)
    conjunctions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    endings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def lists(self, left: str, right: str, base: str, *, both: bool) -> int:
        """Count what the lists know of two parts: 2 makes one word of them, 1 does where no dash can be meant."""
        start = left.rpartition("-")[2]
        if f"{left}-{right}".lower() in self.whole or (start if both else start.lower()) in self.bound:
            return 2
        if start in self.names and right[0].isupper():
            return 2
        if start.islower() and start.endswith(tuple(self.endings.get(base, ()))):
            return 2
        first, last = start.lower() in self.first.get(base, ()), right.lower() in self.last.get(base, ())
        if first and not last and right.lower() in self.apart.get(base, ()):
            return 0
        return first + last


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check.

    Options: ``bound``, parts of words in any language that never stand alone; ``doubling``, languages that
    form words by saying a word twice (anak-anak); ``leading``, languages that set a space before the hyphen
    after a name of several words (Azure CLI -komento); ``compounding``, languages that join a name to a common
    noun by a hyphen; ``whole``, compounds; ``names``, first parts of names; and,
    each a mapping of language -> words, ``first`` and ``last`` parts of compounds that are written with a
    hyphen, ``endings`` of first parts, ``apart``, words that open an aside rather than end a compound, and
    ``conjunctions`` before which a hyphen stands for a part left out.

    Raises:
        ValueError: an option is unknown or not a list or mapping of lists.
    """
    words = _read(options)

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        base = document.language.partition("-")[0]
        joining = words.conjunctions.get(base, frozenset())
        unbroken = _Unbroken(document.masked)
        for match in _matches(document.masked, lines):
            parts = _parts(document.masked, match)
            if parts is None:
                continue
            left, right = parts
            stands = unbroken.holds(left.rpartition("-")[2], right)
            if right[0].isdigit() and not stands and f"{left}-{right}".lower() not in words.whole:
                continue
            if match["left"] and not _right(match) and base in words.leading:
                continue
            if (right.lower() in joining and _right(match)) or (left.lower() in joining and match["left"]):
                continue
            both = bool(match["left"] and _right(match))
            if both and right.lower() in _OPENERS.get(base, ()):
                continue
            known = words.lists(left, right, base, both=both)
            listed = known > 1 or (known == 1 and not both and len(right) > 1)
            again = _is_doubled(left, right, both=both, doubling=base in words.doubling)
            sure = stands + listed + again
            joins = base in words.compounding
            strength = _strength(both=both, sure=sure) if sure else _guess(document, match, left, right, joins=joins)
            if strength is not None:
                yield Violation(match.start(), match.end(), replacement="-", applicability=strength)

    return check


def _read(options: Mapping[str, Any]) -> _Words:
    values: dict[str, Any] = {}
    for item in fields(_Words):
        given = options.get(item.name)
        if isinstance(given, list):
            values[item.name] = frozenset(given)
        elif isinstance(given, dict):
            values[item.name] = {language: frozenset(words) for language, words in given.items()}
    if set(values) != set(options):
        raise ValueError(f"{', '.join(options)}: lists or mappings of lists are expected")
    return _Words(**values)


def _right(match: re.Match[str]) -> str:
    """Return the space after the hyphen, if there is one."""
    return match["right"] or match["after"] or ""


def _parts(masked: str, match: re.Match[str]) -> tuple[str, str] | None:
    """Return the words around the hyphen; ``None`` in an enumeration of parts, as in ``day-, week- or``."""
    before = _BEFORE.search(masked, max(0, match.start() - 120), match.start())
    after = _AFTER.match(masked, match.end())
    if before is None or after is None or (before["other"] or "").startswith("-"):
        return None
    if masked[after.end() : after.end() + 1] == "-" and (
        (match["left"] and _right(match)) or masked[after.end() + 1 : after.end() + 2] in (" ", ",", "/")
    ):
        return None
    return before["word"], after[0]


def _matches(masked: str, lines: Sequence[Line]) -> Iterator[re.Match[str]]:
    for offset, line in lines:
        yield from _BROKEN.finditer(masked, offset, offset + len(line))


class _Unbroken:
    """The hyphenated words of a text, listed when they are first asked for."""

    def __init__(self, masked: str) -> None:
        self._masked = masked
        self._pairs: set[str] | None = None

    def holds(self, left: str, right: str) -> bool:
        """Tell whether two parts stand joined somewhere, in any case."""
        if self._pairs is None:
            self._pairs = set()
            for before, after in pairwise(self._masked.split("-")):
                if before[-1:].isalnum() and after[:1].isalnum():
                    joined = f"{_WORD.findall(before[-40:])[-1]}-{_WORD.findall(after[:40])[0]}"
                    self._pairs.add(joined.casefold())
        return f"{left}-{right}".casefold() in self._pairs


def _strength(*, both: bool, sure: int) -> Applicability:
    """Between two spaces the hyphen may be a dash, so one kind of evidence is not enough there."""
    return Applicability.UNSAFE if both and sure < 2 else Applicability.SAFE


def _is_doubled(left: str, right: str, *, both: bool, doubling: bool) -> bool:
    """Tell whether a word is said twice.

    Where words are made so, the second may take an ending (lakinya), the first a prefix (bertahun-tahun).
    """
    first, second = left.casefold(), right.casefold()
    if len(first) < 3 or (both and not doubling):
        return False
    if doubling and len(second) > 2 and first.endswith(second):
        return True
    return second.startswith(first) if doubling else second == first


def _guess(document: Document, match: re.Match[str], left: str, right: str, *, joins: bool) -> Applicability | None:
    """Join names and abbreviations; ``None`` where the mark may be a dash or stand for a part left out."""
    if (match["left"] and _right(match)) or len(left) < 3 or len(right) < 3:
        return None
    if document.masked[match.end() + len(right) : match.end() + len(right) + 1] == "/":
        return None  # "Night Cream- Normal/Dry Skin"
    names = left.rpartition("-")[2][0].isupper() and (joins or right[0].isupper())
    if not left.isupper() and (left[0] < _BEYOND_LATIN) != (right[0] < _BEYOND_LATIN):
        return None  # two alphabets: a name and the word after a dash
    if left.isupper() and right[0] == left[0]:
        return None  # what an abbreviation stands for, after a dash
    if left[0] < _BEYOND_LATIN <= right[0] and _LATIN_WORD.match(
        document.masked, max(0, match.start() - len(left) - 3)
    ):
        return None  # a phrase and its translation
    if not left.isupper() and (not names or _starts_segment(document, match.start() - len(left))):
        return None
    return None if _is_aside(document, match) else Applicability.UNSAFE


def _starts_segment(document: Document, at: int) -> bool:
    segment = document.segment_at(at)
    return segment is None or at <= segment.start + 1


def _is_aside(document: Document, match: re.Match[str]) -> bool:
    """Tell whether the segment has the other one of two hugging dashes that enclose an aside."""
    segment = document.segment_at(match.start())
    if segment is None:
        return True
    masked = document.masked
    if match["left"]:
        return _CLOSES.search(masked, match.end(), min(segment.end, match.end() + _LONGEST_ASIDE)) is not None
    return _OPENS.search(masked, max(segment.start, match.start() - _LONGEST_ASIDE), match.start()) is not None
