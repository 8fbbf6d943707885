"""A block for each diagnostic: the line, the place underlined, and what the line becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleanup.model import Diagnostic
from cleanup.reporters import ReportOptions
from cleanup.reporters.concise import COLOURS, head
from cleanup.results import FileResult, replaced
from cleanup.terminal import Painter, cell, painter

_CUT = "…"
_MOST_LINES = 3
_NARROW = "\u00a1-\u00ac\u00ae-\u02ff\u0390-\u03a1\u03a3-\u03ce\u0400-\u0482\u048a-\u04ff"
_PLAIN = re.compile(f"[ -~{_NARROW}]*")
"""Characters that are printed as they are and take one cell each: most of most lines."""
_SHOWN = re.compile(f"[ -~{_NARROW}\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]*")
"""Characters that are printed as they are, in one cell or in two."""


def render(results: Iterable[FileResult], options: ReportOptions) -> Iterator[str]:
    """Write a block for each diagnostic."""
    paint = painter(options.colour)
    for result in results:
        for diagnostic in result.diagnostics:
            lines = _excerpt(result, diagnostic, options.width, paint)
            yield "\n".join((head(result, diagnostic, paint), *lines, "", ""))


def _excerpt(result: FileResult, diagnostic: Diagnostic, width: int, paint: Painter) -> Iterator[str]:
    text, start = result.text, diagnostic.start
    line_start = result.places.line_start(start)
    line_end = _line_end(text, start)
    end = max(start, min(diagnostic.end, line_end))
    window = _window(text, line_start, line_end, (start, end), width)
    margin = f"{diagnostic.line:>5}"
    start, end = max(start, window.start), min(end, window.end)
    ahead, before = _drawn(text, window.start, start)
    marked = [cell(character, reveal=True) for character in text[start:end]]
    under = sum(size for _, size in marked)
    rest, _ = _drawn(text, end, window.end)
    yield f"{margin} | {window.left}{ahead}{''.join(character for character, _ in marked)}{rest}{window.right}"
    mark = paint("^" * max(1, under), "bold", COLOURS[diagnostic.severity])
    more = f" to line {result.places.of(diagnostic.end)[0]}" if "\n" in text[start : diagnostic.end - 1] else ""
    yield f"      | {' ' * (before + len(window.left))}{mark}{more}"
    yield from _outcome(text, diagnostic, window, margin, paint)


def _outcome(text: str, diagnostic: Diagnostic, window: _Window, margin: str, paint: Painter) -> Iterator[str]:
    """Yield the excerpt as it will be; what a fix changes elsewhere is only counted."""
    if diagnostic.fix is None:
        return
    edits = diagnostic.fix.edits
    inside = tuple(e for e in edits if e.start <= window.end and e.end >= window.start)
    start = min([window.start, *(e.start for e in inside)])
    end = max([window.end, *(e.end for e in inside)])
    outcome = replaced(text, inside, start, end)
    marks = {character for edit in inside for character in edit.replacement}
    if not outcome.strip():
        yield f"{margin} + {paint('(removed)', 'green')}"
    else:
        lines = outcome.rstrip("\n").split("\n")
        plain = all(cell(mark, reveal=True)[0] == mark for mark in marks)
        for line in lines[:_MOST_LINES]:
            simple = plain and _SHOWN.fullmatch(line)
            shown = line if simple else "".join(cell(c, reveal=c in marks)[0] for c in line)
            yield f"{margin} + {paint(window.left + shown + window.right, 'green')}"
        if len(lines) > _MOST_LINES:
            yield f"      + … {len(lines) - _MOST_LINES} more lines"
    if len(inside) < len(edits):
        yield f"      + … and {len(edits) - len(inside)} more in other places"


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of a line that is shown, and the marks at its ends that say that there is more."""

    start: int
    end: int
    left: str
    right: str


def _window(text: str, line_start: int, line_end: int, span: tuple[int, int], width: int) -> _Window:
    """Choose what to show of a line: all, or about ``width`` cells with the span in it, cut between words."""
    start, end = span
    if line_end - line_start <= width and _cells(text, line_start, line_end) <= width:
        return _Window(line_start, line_end, "", "")
    room = max(width // 3, _cells(text, start, min(end, start + width)) + 16)
    right = _advance(text, start, line_end, min(width, room))
    left = _retreat(text, start, line_start, width - _cells(text, start, right))
    right = _advance(text, left, line_end, width) if left == line_start else right
    left, right = _at_space(text, left, start, line_start), _at_space_before(text, right, end, line_end)
    return _Window(left, right, _CUT if left > line_start else "", _CUT if right < line_end else "")


def _drawn(text: str, start: int, end: int) -> tuple[str, int]:
    """Return a part of a line as it is printed, and the cells that it takes."""
    if _PLAIN.fullmatch(text, start, end):
        return text[start:end], end - start
    shown = [cell(character) for character in text[start:end]]
    return "".join(character for character, _ in shown), sum(size for _, size in shown)


def _cells(text: str, start: int, end: int) -> int:
    if _PLAIN.fullmatch(text, start, end):
        return end - start
    return sum(cell(character)[1] for character in text[start:end])


def _advance(text: str, start: int, stop: int, room: int) -> int:
    if room > 0 and (run := _PLAIN.match(text, start, min(stop, start + room))):
        room -= run.end() - start
        start = run.end()
    while start < stop and (room := room - cell(text[start])[1]) >= 0:
        start += 1
    return start


def _retreat(text: str, start: int, stop: int, room: int) -> int:
    if room > 0 and _PLAIN.fullmatch(text, near := max(stop, start - room), start):
        room -= start - near
        start = near
    while start > stop and (room := room - cell(text[start - 1])[1]) >= 0:
        start -= 1
    return start


def _at_space(text: str, left: int, limit: int, line_start: int) -> int:
    """Move the left edge to the start of a word if one is near, and never between a letter and its marks."""
    if left == line_start:
        return left
    space = text.find(" ", left, min(limit, left + 16))
    left = space + 1 if space >= 0 else left
    while left < limit and cell(text[left])[1] == 0:
        left += 1
    return left


def _at_space_before(text: str, right: int, limit: int, line_end: int) -> int:
    """Move the right edge to the end of a word if one is near, and never between a letter and its marks."""
    if right == line_end:
        return right
    space = text.rfind(" ", max(limit, right - 16), right)
    right = space if space > limit else right
    while right < line_end and cell(text[right])[1] == 0:
        right += 1
    return right


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if end > offset and text[end - 1] == "\r" else end
