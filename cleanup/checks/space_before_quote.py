"""A space lost before an opening quotation mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.quote_pairs import mark_at
from cleanup.model import Check, Document, Edit, Violation

TRIGGER = r"(?:[^\W\d_]{2}|[^\W\d_][,;:.!?])[“„«»”][\w\xa0\u202f¿¡]"
_GLUED = re.compile(r"[“„«»”](?:(?<=[^\W\d_]{2}.)|(?<=[^\W\d_][,;:.!?].))(?=[\w\xa0\u202f¿¡])")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""
    del options
    return _before


def _before(document: Document) -> Iterator[Violation]:
    if not document.profile.spaces:
        return
    for match in _GLUED.finditer(document.masked):
        found = mark_at(document, match.start())
        if found is None:
            continue
        item, mark = found
        pair = mark.pair
        if pair is None or pair.open is not mark or pair.depth or item.lone:
            continue
        if pair.matches and not pair.close.after.isalnum():
            yield Violation(mark.start - 1, mark.end, edits=(Edit(mark.start, mark.start, " "),))
