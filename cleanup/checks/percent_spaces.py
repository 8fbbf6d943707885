"""A space before the percent sign where the language, or this document, sets none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Applicability, Document, Line, LineCheck, Violation

TRIGGER = r"[0-9][ \xa0\u202f]%"
LINES = True

_PERCENT = re.compile(r"(?<=\d)(?P<space>[ \xa0\u202f]?)%(?![A-Za-z0-9_%(])")
_SPACED = re.compile(r"\d[ \xa0\u202f]%")
_HABIT = 3


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check.

    Option ``also``: languages whose norm knows both, in which the odd one out of a document may be brought in line.

    Raises:
        ValueError: ``also`` is not a list.
    """
    also = options.get("also", [])
    if not isinstance(also, list):
        raise ValueError("also: a list of languages is expected")

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        custom = document.profile.percent
        if custom != "tight" and document.language.partition("-")[0] not in also:
            return
        if not any(_SPACED.search(line) for _, line in lines):
            return
        found = list(_PERCENT.finditer(document.masked))
        spaced = [m for m in found if m["space"]]
        tight = len(found) - len(spaced)
        if tight <= len(spaced) and (custom != "tight" or len(spaced) >= _HABIT):
            return
        strength = None if custom == "tight" else Applicability.UNSAFE
        for match in spaced:
            yield Violation(*match.span("space"), replacement="", applicability=strength)

    return check
