"""Rows of tables that were left in English: their cells are too short to be told one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.model import OBJECT, Document, Kind, Segment
from cleanup.titles import without_titles
from cleanup.words.english import QUOTED, STRIP, EnglishWords, is_wide

_LEAST = 4
_MOST_UNKNOWN = 5
"""Words of a head for which one is pardoned that is not English."""
_DELIMITER = re.compile(r"[^\n]{0,40}\n[ \t>]{0,40}[|:-][-:| \t]*\r?(?:\n|$)")
_HEADS = frozenset({
    "action", "actions", "amount", "answer", "approach", "area", "benefit", "benefits", "category", "cause", "code",
    "command", "comment", "comments", "component", "condition", "cost", "costs", "criteria", "date", "default",
    "definition", "description", "details", "difference", "duration", "effect", "event", "example", "examples",
    "explanation", "feature", "features", "field", "file", "format", "function", "key", "language", "length", "level",
    "link", "location", "meaning", "method", "metric", "metrics", "mode", "model", "name", "note", "notes", "number", "option", "options",
    "order", "output", "parameter", "parameters", "path", "permission", "permissions", "phase", "price", "priority",
    "property", "purpose", "quantity", "question", "range", "reason", "recommended", "reference", "required",
    "requirement", "requirements", "resource", "result", "results", "role", "rule", "scenario", "service", "size",
    "solution", "source", "stage", "status", "step", "steps", "summary", "supported", "symptom", "task", "template",
    "time", "title", "tool", "topic", "type", "types", "unit", "usage", "use", "used", "user", "value", "values", "variable",
    "version", "what", "when", "where", "who", "why",
})  # fmt: skip
"""What columns of tables are called."""


def rows(document: Document, english: EnglishWords) -> Iterator[tuple[int, int]]:
    """Yield the span of each row, from its first cell to its last."""
    if "|" not in document.text:
        return
    for cells in _rows(document):
        start, end = cells[0].start, cells[-1].end
        is_head = _DELIMITER.match(document.text, end) is not None
        shown = without_titles(document, start, end)
        line = " | ".join(shown[cell.start - start : cell.end - start] for cell in cells)
        if not is_wide(line) and (english.has_phrase(line) or (is_head and _is_head(line, english))):
            yield start, end


def _rows(document: Document) -> Iterator[list[Segment]]:
    """Yield the cells of each row that has several."""
    row: list[Segment] = []
    for segment in document.segments:
        if segment.kind is not Kind.TABLE_CELL:
            continue
        if row and "\n" in document.text[row[-1].end : segment.start]:
            if len(row) > 1:
                yield row
            row = []
        row.append(segment)
    if len(row) > 1:
        yield row


def _is_head(line: str, english: EnglishWords) -> bool:
    """Tell whether a row names columns: one of its words is such as names them, and all are English."""
    words = [
        word.lower() for raw in QUOTED.sub(OBJECT, line).split() if OBJECT not in raw and (word := raw.strip(STRIP))
    ]
    words = [word.lower() for word in words if word[0].isalpha() and not word.isupper()]
    known = {word for word in words if english.is_english(word)}
    if len(known) < _LEAST or not known & _HEADS or any(word in english.own for word in words):
        return False
    return sum(1 for word in words if not english.is_plain(word)) * _MOST_UNKNOWN <= len(words)
