"""A space before the danda that ends a sentence, unless the whole text is set so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Applicability, Check, Document, Violation
from cleanup.profile import fallbacks

TRIGGER = "[ \xa0\u202f]।"

_SPACED = re.compile(
    "(?<=[\u0900-\u0963\u0971-\u097f\u0980-\u09e3\u0a00-\u0a76\u0b00-\u0b630-9\u0966-\u096f”\"'’)])"
    "[ \t\xa0\u202f]{1,2}(?=।(?:$|[ \t\xa0\u202f\n]|[\"'”’)]))"
)
_TIGHT = re.compile("[^\\s।॥]।")
_HABIT = 4
_SHARE = 2
"""Spaced dandas, and how many for each without a space, from which on the writer means the space."""


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    Option ``slip``: languages in which the space is a slip of systems however often it stands.
    """
    slips = frozenset(options.get("slip", ()))

    def check(document: Document) -> Iterator[Violation]:
        text = document.masked
        found = [match.span() for match in _SPACED.finditer(text)]
        if not found:
            return
        tight = len(_TIGHT.findall(text)) if len(found) >= _HABIT else len(found)
        habit = len(found) >= _HABIT and len(found) >= _SHARE * tight and slips.isdisjoint(fallbacks(document.language))
        for start, end in found:
            yield Violation(start, end, "", applicability=Applicability.UNSAFE if habit else None)

    return check
