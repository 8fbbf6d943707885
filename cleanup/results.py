"""What a run gives for one file, and how offsets become lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cleanup.model import Diagnostic, Edit, Fix


@dataclass(frozen=True, slots=False)
class FileResult:
    """One file after the run.

    ``name`` is the path as users see it. ``text`` and ``fixed`` are without byte order mark; both are empty
    when there is nothing to show. ``language`` is the tag that was used, ``reason`` how it was found.
    ``error`` says why the file could not be handled; then nothing else is set.
    """

    path: Path
    name: str
    text: str = ""
    fixed: str = ""
    bom: bool = False
    language: str = ""
    reason: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    error: str | None = None

    @property
    def changed(self) -> bool:
        """Whether the fixes change the text."""
        return self.fixed != self.text

    @property
    def applied(self) -> tuple[Diagnostic, ...]:
        """The diagnostics whose fixes are in ``fixed``."""
        return tuple(d for d in self.diagnostics if d.applied)

    @cached_property
    def places(self) -> Places:
        """Lines and columns of ``text``."""
        return Places(self.text, bom=self.bom)


class Places:
    """Lines and columns, both 1-based, of offsets in a text; a newline ends a line."""

    def __init__(self, text: str, *, bom: bool = False) -> None:
        self._text = text
        self._first_bytes = 3 if bom else 0
        self._starts = [0]
        while (at := text.find("\n", self._starts[-1]) + 1) > 0:
            self._starts.append(at)
        self._known = (0, 0)

    def line_start(self, offset: int) -> int:
        """Return the offset at which the line of ``offset`` starts."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def of(self, offset: int) -> tuple[int, int]:
        """Return line and column in code points."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def in_bytes(self, offset: int) -> tuple[int, int]:
        """Return line and column in UTF-8 bytes of the file, its byte order mark counted."""
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        at, count = self._known
        if not start <= at <= offset:
            at, count = start, 0
        count += len(self._text[at:offset].encode("utf-8", "surrogatepass"))
        self._known = (offset, count)  # the next offset on a long line is counted from here
        return line, count + 1 + (self._first_bytes if line == 1 else 0)


def merged(text: str, fix: Fix) -> Edit:
    """Return one edit that does what all edits of a fix do."""
    start, end = fix.edits[0].start, fix.edits[-1].end
    return Edit(start, end, replaced(text, fix.edits, start, end))


def replaced(text: str, edits: tuple[Edit, ...], start: int, end: int) -> str:
    """Return ``text[start:end]`` with the edits that lie in it made."""
    parts: list[str] = []
    at = start
    for edit in edits:
        if edit.start >= at and edit.end <= end:
            parts += (text[at : edit.start], edit.replacement)
            at = edit.end
    return "".join((*parts, text[at:end]))
