"""One line for each diagnostic: place, severity, rule, message, what it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleanup.model import Diagnostic, Edit, Severity
from cleanup.reporters import ReportOptions, label
from cleanup.results import FileResult, replaced
from cleanup.terminal import Painter, escape, painter

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_CONTEXT, _LONGEST = 12, 60


def render(results: Iterable[FileResult], options: ReportOptions) -> Iterator[str]:
    """Write a line for each diagnostic."""
    paint = painter(options.colour)
    for result in results:
        for diagnostic in result.diagnostics:
            yield f"{head(result, diagnostic, paint)} {change(result.text, diagnostic, paint)}".rstrip() + "\n"


def head(result: FileResult, diagnostic: Diagnostic, paint: Painter) -> str:
    """Return place, severity, rule, message and label of a diagnostic."""
    place = f"{paint(escape(result.name), 'bold')}:{diagnostic.line}:{diagnostic.column}:"
    severity = paint(diagnostic.severity, "bold", COLOURS[diagnostic.severity])
    tail = paint(label(diagnostic), "green" if diagnostic.applied else "cyan")
    return f"{place} {severity} {paint(diagnostic.rule, 'bold')}: {escape(diagnostic.message)} {tail}".rstrip()


def change(text: str, diagnostic: Diagnostic, paint: Painter) -> str:
    """Return what stands there and what it becomes, with enough around it to be recognised."""
    if diagnostic.fix is None:
        return ""
    pieces = []
    for start, end, edits in _clusters(text, diagnostic.fix.edits):
        before, after = text[start:end], replaced(text, edits, start, end)
        pieces.append(f"{paint(_quoted(before), 'red')} → {paint(_quoted(after), 'green')}")
    more = f" and {len(pieces) - 2} more" if len(pieces) > 2 else ""
    return "; ".join(pieces[:2]) + more


def _clusters(text: str, edits: tuple[Edit, ...]) -> Iterator[tuple[int, int, tuple[Edit, ...]]]:
    """Yield edits that stand close together, with the span around them."""
    group: list[Edit] = []
    for edit in edits:
        if group and edit.start - group[-1].end > _CONTEXT:
            yield (*_around(text, group[0].start, group[-1].end), tuple(group))
            group = []
        group.append(edit)
    if group:
        yield (*_around(text, group[0].start, group[-1].end), tuple(group))


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to the words it touches, on its line and by a few characters at most."""
    left, right = start, end
    while left > max(0, start - _CONTEXT) and not text[left - 1].isspace():
        left -= 1
    while right < min(len(text), end + _CONTEXT) and not text[right].isspace():
        right += 1
    return left, right


def _quoted(text: str) -> str:
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 3 :]}"
    return f"“{escape(text, spaces=True)}”" if text else "nothing"
