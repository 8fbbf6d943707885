"""Blank lines between the rows of a table, which end it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Edit, Line, Violation

_GAP = re.compile(r"\|[ \t]*\r?\n[ \t]*\r?\n[ \t]{0,3}\|")
_ROW = re.compile(r"^[ \t]{0,3}\|.{1,4000}\|[ \t]*$", re.M)
_DELIMITER = re.compile(r"[ \t]{0,3}\|?[ \t]*:?-{1,80}:?[ \t]*(?:\|[ \t]*:?-{1,80}:?[ \t]*){0,60}\|?[ \t]*")
_CELL = re.compile(r"(?<!\\)\|")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        if "|" not in document.text or _GAP.search(document.text) is None:
            return
        rows: list[Line] = [(m.start(), m[0]) for m in _ROW.finditer(document.markup)]
        table = False  # the rows up to here hold a header with its delimiter row
        for index, row in enumerate(rows):
            previous = rows[index - 1] if index else (0, "")
            start = previous[0] + len(previous[1])
            gap = document.text[start : row[0]]
            delimiter = _DELIMITER.fullmatch(row[1]) is not None
            if not index or gap.strip() or gap.count("\n") > 2 or _cells(previous[1]) != _cells(row[1]):
                table = False
            elif gap.count("\n") == 2:
                opens = index + 1 < len(rows) and _DELIMITER.fullmatch(rows[index + 1][1]) is not None
                if (table and not opens and not delimiter) or (delimiter and not table):
                    yield Violation(start, row[0], edits=(Edit(start + gap.index("\n") + 1, row[0], ""),))
                else:
                    table = table and not opens
            table = table or delimiter

    return check


def _cells(line: str) -> int:
    return len(_CELL.findall(line))
