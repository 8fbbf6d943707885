"""Parentheses of which one is as wide as a character of the script and the other is not.

Such a pair came about when a translator changed only one of the two. Which of them is right is seen from the whole
pairs of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.checks.scripts import CJK
from cleanup.model import Document, Line, LineCheck, Violation

LINES = True
TRIGGER = r"[（）][^（）()]*\)|[()][^（）()]*）"

_PARENTHESIS = re.compile(r"[（）()]")
_WIDE = {"(": "（", ")": "）"}
_NARROW = {wide: narrow for narrow, wide in _WIDE.items()}
_FACE = re.compile(r"[:;=^_xX.'\-]\Z")
"""What stands before a closing parenthesis that is the mouth or the cheek of a face."""
_WHOLE_WIDE = re.compile(r"（[^（）()\n]*）")
_WHOLE_NARROW = re.compile(rf"\((?=[^（）()\n]*[{CJK}])[^（）()\n]*\)")
_WIDE_SCRIPTS = frozenset(("Hans", "Hant", "Jpan"))


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. It has no options."""

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        wide = document.profile.script in _WIDE_SCRIPTS and _prefers_wide(document.masked)
        wanted = _WIDE if wide else _NARROW
        for offset, line in lines:
            for pair in _mixed(line):
                for at in pair:
                    if line[at] in wanted:
                        yield Violation(at + offset, at + offset + 1, wanted[line[at]])

    return check


def _prefers_wide(masked: str) -> bool:
    """Tell whether a document writes wide parentheses: unless more of its pairs around wide text are narrow."""
    return len(_WHOLE_WIDE.findall(masked)) >= len(_WHOLE_NARROW.findall(masked))


def _mixed(line: str) -> Iterator[tuple[int, int]]:
    """Yield the mixed pairs of a line; none when not every parenthesis of the line has its partner."""
    pending: list[int] = []
    mixed: list[tuple[int, int]] = []
    for match in _PARENTHESIS.finditer(line):
        at, mark = match.start(), match[0]
        if mark in "（(":
            pending.append(at)
        elif not pending or (mark == ")" and _FACE.search(line, max(0, at - 1), at)):
            return
        else:
            start = pending.pop()
            if (line[start] == "（") != (mark == "）"):
                mixed.append((start, at))
    if not pending:
        yield from mixed
