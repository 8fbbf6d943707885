"""A SARIF 2.1.0 log, for code scanning and editors, with fixes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cleanup.baseline import fingerprint
from cleanup.model import Diagnostic, Fix, Severity
from cleanup.reporters import ReportOptions, label
from cleanup.results import FileResult

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(results: Iterable[FileResult], options: ReportOptions) -> Iterator[str]:
    """Write the log; regions count code points."""
    rules: dict[str, int] = {}
    found = [_result(r, d, rules.setdefault(d.rule, len(rules))) for r in results for d in r.diagnostics]
    driver: dict[str, Any] = {"name": "cleanup", "rules": [_rule(name, options) for name in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": found}
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(name: str, options: ReportOptions) -> dict[str, Any]:
    message = options.messages.get(name)
    return {"id": name, **({"shortDescription": {"text": message}} if message else {})}


def _result(result: FileResult, diagnostic: Diagnostic, index: int) -> dict[str, Any]:
    location = {"artifactLocation": _artifact(result), "region": _region(result, diagnostic.start, diagnostic.end)}
    plain: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": diagnostic.message},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"context/v1": fingerprint(result.text, diagnostic)},
    }
    if diagnostic.fix:
        plain["fixes"] = [_fix(result, diagnostic, diagnostic.fix)]
    return plain


def _fix(result: FileResult, diagnostic: Diagnostic, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(result, edit.start, edit.end), "insertedContent": {"text": edit.replacement}}
        for edit in fix.edits
    ]
    return {
        "description": {"text": f"{diagnostic.message} {label(diagnostic)}"},
        "artifactChanges": [{"artifactLocation": _artifact(result), "replacements": replacements}],
    }


def _artifact(result: FileResult) -> dict[str, str]:
    if Path(result.name).is_absolute():
        return {"uri": Path(result.name).as_uri()}
    return {"uri": quote(result.name.replace("\\", "/").encode("utf-8", "surrogateescape"))}


def _region(result: FileResult, start: int, end: int) -> dict[str, int]:
    (line, column), (end_line, end_column) = result.places.of(start), result.places.of(end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
