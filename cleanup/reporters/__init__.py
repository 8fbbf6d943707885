"""Output formats, one per module: results of files in, text out. No reporter looks at anything but its input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol, cast

from cleanup.model import Applicability, Diagnostic
from cleanup.results import FileResult

REPORTERS: dict[str, str] = {
    "full": "cleanup.reporters.full",
    "concise": "cleanup.reporters.concise",
    "diff": "cleanup.reporters.diff",
    "json": "cleanup.reporters.json",
    "sarif": "cleanup.reporters.sarif",
    "github": "cleanup.reporters.github",
    "rdjsonl": "cleanup.reporters.rdjsonl",
}
"""Name -> module. Modules are imported when they are asked for."""

FOR_PEOPLE = frozenset(("full", "concise"))
"""Reporters that are followed by a summary."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How to write a report.

    ``terminal`` says that control characters would reach a terminal, ``width`` is the number of columns that a
    line of an article may take, ``messages`` maps rules to what they say in general.
    """

    colour: bool = False
    terminal: bool = False
    width: int = 100
    messages: Mapping[str, str] = field(default_factory=dict)


class Reporter(Protocol):
    """A function that writes results; what it yields ends in a newline and is to be printed as it is."""

    def __call__(self, results: Iterable[FileResult], options: ReportOptions) -> Iterator[str]:
        """Write the results."""


def reporter(name: str) -> Reporter:
    """Return a reporter by its name. Raises ``KeyError``."""
    return cast("Reporter", import_module(REPORTERS[name]).render)


def label(diagnostic: Diagnostic) -> str:
    """Return in brackets what can be done with the fix of a diagnostic, empty without one."""
    if diagnostic.fix is None:
        return ""
    if diagnostic.applied:
        return "[fixed]"
    return {
        Applicability.SAFE: "[safe fix]",
        Applicability.UNSAFE: "[unsafe fix: --unsafe-fixes]",
        Applicability.DISPLAY_ONLY: "[suggestion]",
    }[diagnostic.fix.applicability]
