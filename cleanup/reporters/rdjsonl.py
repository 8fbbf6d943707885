"""Diagnostics for reviewdog, one JSON object a line, with the fix as a suggestion."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from cleanup.model import Diagnostic
from cleanup.reporters import ReportOptions
from cleanup.results import FileResult, merged


def render(results: Iterable[FileResult], _: ReportOptions) -> Iterator[str]:
    """Write an object for each diagnostic. Columns count UTF-8 bytes, as the Reviewdog Diagnostic Format wants."""
    for result in results:
        for diagnostic in result.diagnostics:
            yield json.dumps(_plain(result, diagnostic), ensure_ascii=False) + "\n"


def _plain(result: FileResult, diagnostic: Diagnostic) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "message": diagnostic.message,
        "location": {"path": result.name, "range": _range(result, diagnostic.start, diagnostic.end)},
        "severity": diagnostic.severity.upper(),
        "source": {"name": "cleanup"},
        "code": {"value": diagnostic.rule},
    }
    if diagnostic.fix:
        # Several suggestions would be alternatives, so a fix of several edits becomes one.
        edit = merged(result.text, diagnostic.fix)
        plain["suggestions"] = [{"range": _range(result, edit.start, edit.end), "text": edit.replacement}]
    return plain


def _range(result: FileResult, start: int, end: int) -> dict[str, Any]:
    (line, column), (end_line, end_column) = result.places.in_bytes(start), result.places.in_bytes(end)
    return {"start": {"line": line, "column": column}, "end": {"line": end_line, "column": end_column}}
