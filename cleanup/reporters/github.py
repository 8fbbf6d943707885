"""Annotations for GitHub Actions, one workflow command for each diagnostic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanup.model import Severity
from cleanup.reporters import ReportOptions, label
from cleanup.reporters.concise import change
from cleanup.results import FileResult
from cleanup.terminal import painter

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_PLAIN = painter(on=False)


def render(results: Iterable[FileResult], _: ReportOptions) -> Iterator[str]:
    """Write a command for each diagnostic."""
    for result in results:
        for diagnostic in result.diagnostics:
            line, column = result.places.of(diagnostic.end)
            place = {
                "title": f"cleanup ({diagnostic.rule})",
                "file": result.name,
                "line": diagnostic.line,
                "col": diagnostic.column,
                "endLine": line,
                "endColumn": column,
            }
            properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
            message = f"{diagnostic.message} {change(result.text, diagnostic, _PLAIN)} {label(diagnostic)}"
            yield f"::{_COMMANDS[diagnostic.severity]} {properties}::{_data(' '.join(message.split()))}\n"


def _data(text: str) -> str:
    return re.sub("[%\r\n]", lambda match: f"%{ord(match[0]):02X}", text)


def _property(text: str) -> str:
    return re.sub("[%\r\n:,]", lambda match: f"%{ord(match[0]):02X}", text)
