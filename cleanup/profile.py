"""Profiles: the typographic habits of a language, as data; and the chain of tags a language falls back through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

from cleanup.model import CleanupError

UNDETERMINED = "und"
"""The BCP 47 tag of a text whose language is not known."""

_DEPRECATED = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro", "cmn": "zh"}
_PARENTS = {
    "fil": "tl",
    "no": "nb",
    "sh": "sr-Latn",
    "sr-ME": "sr-Latn",
    "tl": "fil",
    "zh-CN": "zh-Hans",
    "zh-HK": "zh-Hant",
    "zh-MO": "zh-Hant",
    "zh-SG": "zh-Hans",
    "zh-TW": "zh-Hant",
}
_SUBTAG_CASE: dict[int, Callable[[str], str]] = {2: str.upper, 4: str.title}
_SCRIPT_AND_REGION = re.compile(r"([a-z]{2,3})-([A-Z][a-z]{3})-([A-Z]{2}|[0-9]{3})")


class ProfileError(CleanupError):
    """A profile holds an unknown key or a value of the wrong kind; the text names file, key and reason."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The habits of one language. Every key of ``rules/<language>/profile.yaml`` is a field here.

    Marks are given as texts of one or more characters, with the space that belongs to them. Words are
    in lower case where the language writes them so in running text. Empty means: nothing is claimed.
    """

    language: str = UNDETERMINED
    """BCP 47 tag of the most specific profile of the chain."""
    name: str = ""
    """English name of the language."""
    script: str = ""
    """ISO 15924 code, such as Latn, Cyrl, Hans or Jpan."""
    direction: Literal["ltr", "rtl"] = "ltr"
    spaces: bool = True
    """Whether words are separated by spaces."""
    cased: bool = True
    """Whether the script has upper and lower case."""
    quotes: tuple[str, str] = ("“", "”")
    """Opening and closing mark that books and newspapers prefer, with the inner space if there is one."""
    quotes_secondary: tuple[str, str] = ("‘", "’")
    """The same for a quotation inside a quotation."""
    quotes_alternates: tuple[tuple[str, str], ...] = ()
    """Other pairs that edited text of the language uses as well."""
    straight_quotes: Literal["never", "common"] = "common"
    """Whether edited text of the language uses the ASCII double quote."""
    apostrophe: str = "’"
    elisions: tuple[str, ...] = ()
    """Words that lose their vowel and lean on the next word with an apostrophe, without it."""
    contractions: tuple[str, ...] = ()
    """Contracted words, with an ASCII apostrophe."""
    space_before: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Mark -> the space that stands before it; a mark that is missing takes none."""
    dash: str = ""
    """The dash of an aside with its spaces."""
    dash_alternates: tuple[str, ...] = ()
    decimal: str = "."
    group: tuple[str, ...] = (",",)
    """Marks between groups of digits, the preferred one first."""
    percent: Literal["tight", "spaced", "either"] = "either"
    """Whether a space stands between a number and the percent sign."""
    ellipsis: str = "…"
    sentence_end: str = ".!?…"
    """Characters that end a sentence."""
    comma: str = ","
    semicolon: str = ";"
    question: str = "?"
    abbreviations: tuple[str, ...] = ()
    """Abbreviations that end in a full stop, without it. Case counts; a space stands for any kind of space."""
    may_repeat: tuple[str, ...] = ()
    """Words that rightly stand twice in a row."""
    months: tuple[str, ...] = ()
    """Names of the months, January first: as in a date and then, where they differ, standing alone."""
    weekdays: tuple[str, ...] = ()
    """Names of the days of the week, Sunday first: as in a date and then, where they differ, standing alone."""
    letters: str = ""
    """Letters of the alphabet, in lower case, in the notation of a character class: ``a-zäöüß``."""
    function_words: tuple[str, ...] = ()
    """Frequent words that betray the language of a line."""

    @property
    def alphabet(self) -> frozenset[str]:
        """The letters one by one."""
        return _expand(self.letters)

    @property
    def quote_pairs(self) -> tuple[tuple[str, str], ...]:
        """All pairs of quotation marks the language uses, the preferred one first, without repetition."""
        return tuple(dict.fromkeys((self.quotes, self.quotes_secondary, *self.quotes_alternates)))


def normalise(language: str) -> str:
    """Return a BCP 47 tag in its usual case and separators, deprecated codes replaced; ``und`` for an empty one.

    >>> normalise("pt_br"), normalise("ZH-hant-tw"), normalise("en_GB.UTF-8"), normalise("iw")
    ('pt-BR', 'zh-Hant-TW', 'en-GB', 'he')
    """
    head, *rest = re.split(r"[.@]", language.strip(), maxsplit=1)[0].replace("_", "-").lower().split("-")
    parts, singleton = [_DEPRECATED.get(head, head or UNDETERMINED)], False
    for part in filter(None, rest):
        singleton = singleton or len(part) == 1
        parts.append(part if singleton else _SUBTAG_CASE.get(len(part), str)(part))
    return "-".join(parts)


def fallbacks(language: str) -> tuple[str, ...]:
    """Return the tags whose profiles and rules apply to a language, the most specific first.

    >>> fallbacks("pt-BR"), fallbacks("zh-TW"), fallbacks("no")
    (('pt-BR', 'pt'), ('zh-TW', 'zh-Hant', 'zh'), ('no', 'nb'))
    """
    tag = normalise(language)
    return tuple(dict.fromkeys(_chain(tag))) if tag != UNDETERMINED else ()


def _chain(tag: str) -> Iterator[str]:
    seen: set[str] = set()
    while tag and tag not in seen:
        seen.add(tag)
        yield tag
        if full := _SCRIPT_AND_REGION.fullmatch(tag):
            short = f"{full[1]}-{full[3]}"
            if _PARENTS.get(short) == f"{full[1]}-{full[2]}":
                yield short
        parent = tag.rpartition("-")[0]
        if len(parent) > 2 and parent[-2] == "-":
            parent = parent[:-2]
        tag = _PARENTS.get(tag, parent)


def merge(chain: Sequence[Mapping[str, Any]]) -> Profile:
    """Return the profile of a chain of mappings, the most specific first; each key is taken whole from the first.

    Raises ProfileError for an unknown key or a value of the wrong kind.
    """
    values: dict[str, Any] = {}
    for data in reversed(chain):
        values.update(validate(data))
    return Profile(**values)


def validate(data: Mapping[str, Any], file: str | None = None) -> dict[str, Any]:
    """Return the mapping of one profile file with lists as tuples, or raise ProfileError.

    ``file`` is named in the error; without it the place is derived from the key ``language``.
    """
    if not isinstance(data, Mapping):
        raise ProfileError(f"{file or 'profile.yaml'}: a mapping of keys is expected")
    where = file or f"{data.get('language', 'common')}/profile.yaml"
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in _KINDS:
            raise ProfileError(f"{where}: {key}: unknown key; known are {', '.join(sorted(_KINDS))}")
        try:
            values[key] = _KINDS[key](value)
        except TypeError as error:
            raise ProfileError(f"{where}: {key}: {error}") from None
    return values


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    hint = " (write it in quotes)" if isinstance(value, bool | int | float) or value is None else ""
    raise TypeError(f"a text is expected, not {value!r}{hint}")


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise TypeError(f"true or false is expected, not {value!r}")


def _choice(*allowed: str) -> Callable[[object], str]:
    def convert(value: object) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        raise TypeError(f"one of {', '.join(allowed)} is expected, not {value!r}")

    return convert


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError(f"a list of texts is expected, not {value!r}")
    return tuple(map(_text, value))


def _pair(value: object) -> tuple[str, str]:
    texts = _texts(value)
    if len(texts) != 2 or not all(texts):
        raise TypeError(f"an opening and a closing mark are expected, not {value!r}")
    return texts[0], texts[1]


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list | tuple):
        raise TypeError(f"a list of pairs is expected, not {value!r}")
    return tuple(map(_pair, value))


def _mapping(value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise TypeError(f"a mapping of texts is expected, not {value!r}")
    return {_text(key): _text(item) for key, item in value.items()}


_SPECIAL: dict[str, Callable[[object], object]] = {
    "direction": _choice("ltr", "rtl"),
    "straight_quotes": _choice("never", "common"),
    "percent": _choice("tight", "spaced", "either"),
    "quotes": _pair,
    "quotes_secondary": _pair,
    "quotes_alternates": _pairs,
    "space_before": _mapping,
}
_BY_TYPE: dict[str, Callable[[object], object]] = {"str": _text, "bool": _flag, "tuple[str, ...]": _texts}
_KINDS = {item.name: _SPECIAL.get(item.name) or _BY_TYPE[str(item.type)] for item in fields(Profile)}


@lru_cache(maxsize=128)
def _expand(letters: str) -> frozenset[str]:
    singles = set(letters.replace("-", ""))
    for (first, dash), (_, last) in pairwise(pairwise(letters)):
        if dash == "-":
            singles.update(map(chr, range(ord(first), ord(last) + 1)))
    return frozenset(singles)
