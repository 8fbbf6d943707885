"""Full stops that end a sentence in a document that ends its other sentences with a danda."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Kind, Violation

TRIGGER = r"[\u0900-\u0963\u0980-\u09e3\u0a00-\u0a76\u0b00-\u0b63]\."

_DANDA = "।"
_STOP = re.compile(
    r"(?<=[ \u00a0])[\u0900-\u0963\u0980-\u09e3\u0a00-\u0a76\u0b00-\u0b63]{2,30}(?P<stop>\.)(?=[\"'”’)]?(?:\n|\Z))"
)
_EVIDENCE = 3


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        text, profile = document.masked, document.profile
        if _DANDA not in profile.sentence_end:
            return
        found = [m for m in _STOP.finditer(text) if m[0][:-1] not in profile.abbreviations]
        if text.count(_DANDA) < max(_EVIDENCE, 2 * len(found)):
            return
        for match in found:
            segment = document.segment_at(match.start())
            if segment is not None and segment.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM):
                yield Violation(*match.span("stop"), _DANDA)

    return check
