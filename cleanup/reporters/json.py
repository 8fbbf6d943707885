"""A JSON list with an object for each diagnostic."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from cleanup.model import Diagnostic
from cleanup.reporters import ReportOptions
from cleanup.results import FileResult


def render(results: Iterable[FileResult], _: ReportOptions) -> Iterator[str]:
    """Write the list, an object a line."""
    separator = "["
    for result in results:
        for diagnostic in result.diagnostics:
            yield f"{separator}\n {json.dumps(_plain(result, diagnostic), ensure_ascii=False)}"
            separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"


def _plain(result: FileResult, diagnostic: Diagnostic) -> dict[str, Any]:
    end_line, end_column = result.places.of(diagnostic.end)
    fix = diagnostic.fix
    return {
        "path": result.name,
        "language": result.language,
        "rule": diagnostic.rule,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "end_line": end_line,
        "end_column": end_column,
        "start": diagnostic.start,
        "end": diagnostic.end,
        "text": result.text[diagnostic.start : diagnostic.end],
        "fix": fix
        and {
            "applicability": fix.applicability,
            "edits": [{"start": e.start, "end": e.end, "replacement": e.replacement} for e in fix.edits],
        },
        "applied": diagnostic.applied,
    }
