"""A space between a closing quotation mark and the comma or period after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.quote_pairs import mark_at
from cleanup.model import Check, Document, Edit, Violation

TRIGGER = "[”»“\"'][ \xa0]{1,2}[,.]"
_SPACED_STOP = re.compile(r"(?:[”»“\"]|'')(?P<space>[ \xa0]{1,2})[,.](?=[ \xa0\n]|\Z)")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""
    del options
    return _before_stop


def _before_stop(document: Document) -> Iterator[Violation]:
    text = document.masked
    for match in _SPACED_STOP.finditer(text):
        found = mark_at(document, match.start())
        if found is None:
            continue
        pair = found[1].pair
        if pair is not None and pair.close is found[1] and pair.matches and pair.close.before not in "0123456789":
            yield Violation(match.start(), match.end(), edits=(Edit(*match.span("space"), ""),))
