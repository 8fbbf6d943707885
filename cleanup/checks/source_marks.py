"""Unknown-word tokens whose sentence in the source tells which quotation marks and dashes they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.alignment import segment_pairs
from cleanup.model import Check, Document, Edit, Segment, Violation

TRIGGER = "<unk>|⁇|\\[UNK\\]"

_TOKEN = re.compile(r"<unk>|⁇|\[UNK\]")
_MARK = re.compile(r"[“”„«»\"—–…]")
_OPENS, _CLOSES = "“„«", "”»"


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        if document.source is None:
            return
        for here, there in segment_pairs(document):
            start, end = _lines(document.text, here)
            tokens = list(_TOKEN.finditer(document.markup, start, end))
            if not tokens or _MARK.search(document.markup, start, end):
                continue
            marks = _MARK.findall(document.source.markup, *_lines(document.source.text, there))
            if len(marks) == len(tokens):
                yield from _mended(document, tokens, marks)

    return check


def _lines(text: str, segment: Segment) -> tuple[int, int]:
    """Return the span of a segment with what a parser takes for markup at its ends."""
    end = text.find("\n", segment.end)
    return text.rfind("\n", 0, segment.start) + 1, end if end >= 0 else len(text)


def _mended(document: Document, tokens: list[re.Match[str]], marks: list[str]) -> Iterator[Violation]:
    """Yield one violation for each pair of quotation marks and each other mark; none when one does not fit."""
    opening, closing = document.profile.quotes
    found: list[tuple[Edit, ...]] = []
    waiting: Edit | None = None
    for token, mark in zip(tokens, marks, strict=True):
        start, end = token.span()
        if mark in "—–…":
            found.append((Edit(start, end, mark),))
        elif waiting is None and mark not in _CLOSES:
            waiting = Edit(start, end + (document.text[end : end + 1] == " "), opening)
            if document.text[start - 1 : start].isalnum():
                return
        elif waiting is not None and mark not in _OPENS:
            found.append((waiting, Edit(start - (document.text[start - 1] == " "), end, closing)))
            waiting = None
            if document.text[end : end + 1].isalnum():
                return
        else:
            return
    if waiting is None:
        for edits in found:
            values = {"right": "".join(edit.replacement.strip() for edit in edits)}
            yield Violation(edits[0].start, edits[-1].end, edits=edits, values=values)
