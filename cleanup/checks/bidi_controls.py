"""Controls of the bidirectional algorithm that do nothing, or that are opened and never closed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Segment, Violation

TRIGGER = "[\u200e\u200f\u202a-\u202e\u2066-\u2069]"

_CONTROL = re.compile(TRIGGER)
_RUN = re.compile(f"{TRIGGER}+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_EMBEDDINGS, _POP = frozenset("\u202a\u202b\u202d\u202e"), "\u202c"
_ISOLATES, _POP_ISOLATE = frozenset("\u2066\u2067\u2068"), "\u2069"


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        text = document.masked
        for segment in document.segments:
            if not _CONTROL.search(text, segment.start, segment.end):
                continue
            if document.profile.direction == "ltr" and not _RIGHT_TO_LEFT.search(text, segment.start, segment.end):
                for match in _RUN.finditer(text, segment.start, segment.end):
                    yield Violation(*match.span(), "")
            else:
                for at in _unmatched(document.text, segment):
                    if text[at] == document.text[at]:
                        yield Violation(at, at + 1, "")

    return check


def _unmatched(text: str, segment: Segment) -> list[int]:
    """Return where a control opens without an end in its paragraph, or ends what was never opened.

    ``text`` is the source, because the partner of a control may stand in code or in the target of a link.
    """
    lonely, embeddings, isolates = [], [], []
    for match in _CONTROL.finditer(text, segment.start, segment.end):
        control, at = match[0], match.start()
        if control in _EMBEDDINGS:
            embeddings.append(at)
        elif control in _ISOLATES:
            isolates.append(at)
        elif control in (_POP, _POP_ISOLATE):
            stack = embeddings if control == _POP else isolates
            if stack:
                stack.pop()
            else:
                lonely.append(at)
    return sorted(lonely + embeddings + isolates)
