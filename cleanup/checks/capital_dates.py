"""Months with a capital in the dates of languages that write them in lower case: ``3 de Mayo de 2019``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from cleanup.model import Document, Line, LineCheck, Violation
from cleanup.profile import Profile

TRIGGER = r"[0-9](?:\.|º|°|er|-?[агй]о?)?[ \xa0][^\n]{3,18}[ \xa0](?:1[5-9]|20)[0-9][0-9]"
LINES = True

_DATE = re.compile(
    r"(?P<before>(?:[^\W\d_]+,?[ \xa0])?)"
    r"(?<![\w.,:/-])(?:[12]\d|3[01]|0?[1-9])(?:\.|º|°|er|-?го)?[ \xa0](?:(?:de|di|d')[ \xa0]?)?"
    r"(?P<month>[^\W\d_]{3,14})(?:[ \xa0](?:de|del))?[ \xa0](?:1[5-9]|20)\d\d(?!\d)"
)
_PLACE = re.compile(
    r"\b(?:rue|place|avenue|boulevard|bd|square|quai|stade|pont|lycée|collège|école|cité|esplanade|allée|cours|impasse|route|"
    r"station|métro|calle|plaza|avenida|paseo|puente|estadio|colonia|barrio|carrer|plaça|avinguda|via|piazza|viale|corso|largo|"
    r"rua|praça|strada|bulevardul|piața|ulica|ul|plac|aleja|náměstí|ulice|třída|ulici|trg|улица|площадь|вулиця|площа)\b"
    r"[^.,;:!?\n]{0,20}$",
    re.IGNORECASE,
)
_WINDOW = 40


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. It has no options: the names of months and weekdays are those of the profile."""

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        months, weekdays = _names(document.profile)
        for offset, line in lines:
            for match in _DATE.finditer(document.masked, offset, offset + len(line)):
                start = match.start()
                named = match["before"].rstrip(", \xa0")
                lower = months.get(match["month"])
                if lower and not _PLACE.search(document.masked[max(offset, start - _WINDOW) : match.start("month")]):
                    yield _lower(match.start("month"), match["month"], lower)
                day = weekdays.get(named)
                if day and start > offset and document.masked[start - 1] in " \xa0" and not _starts(document, start):
                    yield _lower(start, named, day)

    return check


def _lower(start: int, name: str, lower: str) -> Violation:
    return Violation(start, start + len(name), lower, values={"match": lower})


def _starts(document: Document, start: int) -> bool:
    """Tell whether a word begins a sentence, by the mark before it."""
    before = document.masked[max(0, start - 3) : start].rstrip()
    return not (before and (before[-1].isalpha() or before[-1] == ","))


@lru_cache(maxsize=64)
def _names(profile: Profile) -> tuple[dict[str, str], dict[str, str]]:
    """Return the months and the weekdays of a language, with a capital and as they ought to be."""
    months, weekdays = (
        {name.capitalize(): name for name in names if name.islower()} for names in (profile.months, profile.weekdays)
    )
    return months, weekdays
