"""The nouns of the project: spans, edits, diagnostics, segments and documents. No I/O happens here."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from cleanup.profile import Profile

INLINE = "\x01"
"""Filler of the masked view for inline markup that a reader does not see."""

OBJECT = "\x02"
"""Filler of the masked view for an opaque object that reads as a word, such as inline code."""


class CleanupError(Exception):
    """Base of every error the package raises on purpose; its text names what is wrong and where."""


class Severity(StrEnum):
    """How much a diagnostic matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Applicability(StrEnum):
    """Who may apply a fix, in the sense of ruff: the tool, the user's flag, or a person."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY_ONLY = "display-only"

    @property
    def rank(self) -> int:
        """Order from strongest (0, safe) to weakest (2, display-only)."""
        return _RANK[self]

    def weaker(self, other: Applicability | None) -> Applicability:
        """Return the weaker of two applicabilities; ``None`` counts as no restriction."""
        return self if other is None or other.rank <= self.rank else other


_CODE_ELEMENT = re.compile(r"<(?:code|pre|kbd|samp|tt)\b", re.IGNORECASE)
_RANK = {Applicability.SAFE: 0, Applicability.UNSAFE: 1, Applicability.DISPLAY_ONLY: 2}


class Kind(StrEnum):
    """What a segment is in its document."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    CAPTION = "caption"
    TITLE = "title"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the text between two code point offsets (half-open) by ``replacement``."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that land together or not at all, in ascending order and without overlap."""

    edits: tuple[Edit, ...]
    applicability: Applicability


@dataclass(frozen=True, slots=True)
class Violation:
    """What a check yields: a place, and perhaps how to mend it. Offsets are code points of the document.

    ``replacement`` is short for one edit over the whole place. ``values`` fill the ``{names}`` of the
    rule's message. ``applicability`` can only weaken what the rule file grants.
    """

    start: int
    end: int
    replacement: str | None = None
    edits: tuple[Edit, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    applicability: Applicability | None = None
    message: str | None = None

    def all_edits(self) -> tuple[Edit, ...]:
        """Return the edits, with the shorthand ``replacement`` spelt out."""
        if self.replacement is not None:
            return (Edit(self.start, self.end, self.replacement),)
        return self.edits


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A rule broken at a place of the input, as reporters and callers see it.

    ``start`` and ``end`` are half-open code point offsets; ``line`` and ``column`` are 1-based, the
    column in code points. ``applied`` is true when the corrected text contains ``fix``.
    """

    rule: str
    message: str
    severity: Severity
    start: int
    end: int
    line: int
    column: int
    fix: Fix | None = None
    applied: bool = False


class Segment(NamedTuple):
    """A stretch of prose that a reader takes as one: a paragraph, a heading, a table cell.

    ``start`` and ``end`` are code point offsets in the document. ``language`` (BCP 47) is set only
    when the markup itself declares one that differs from the document's. What is ``read_only`` is checked but
    never changed: front matter, whose titles may be keys of the site, and raw HTML inside Markdown.
    """

    start: int
    end: int
    kind: Kind = Kind.PARAGRAPH
    language: str | None = None
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What a parser returns: the masked text, of the same length as the source, and its segments.

    ``markup`` is the view in which markup is visible and only code is masked; empty means that it
    equals ``masked``.
    """

    masked: str
    segments: tuple[Segment, ...]
    markup: str = ""


def line_starts(text: str) -> list[int]:
    """Return the code point offset at which each line of a text begins."""
    starts, at, find = [0], 0, text.find
    while (at := find("\n", at) + 1) > 0:
        starts.append(at)
    return starts


def line_and_column(starts: Sequence[int], offset: int) -> tuple[int, int]:
    """Return the 1-based line and column (code points) of an offset in a text whose lines begin at ``starts``."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@dataclass(slots=False)
class Document:
    """A parsed text with all that checks may look at. Never changed after it is made."""

    text: str
    view: View
    language: str
    profile: Profile
    format: str = "text"
    path: Path | None = None
    source: Document | None = None
    style: Mapping[str, str] = field(default_factory=dict)
    outside: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)
    """Other files that checks looked for, and whether each exists: what is found depends on them."""
    memo: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What several checks share about this document, by the name of the module that found it out."""

    @property
    def masked(self) -> str:
        """The text with everything but prose replaced by fillers; same length as ``text``."""
        return self.view.masked

    @property
    def markup(self) -> str:
        """The text with only code replaced by fillers; same length as ``text``."""
        return self.view.markup or self.view.masked

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments in reading order."""
        return self.view.segments

    @cached_property
    def is_manual(self) -> bool:
        """Whether the text may speak of programs: Markdown does, and a page with elements for code."""
        return _CODE_ELEMENT.search(self.text) is not None if self.format == "html" else self.format != "text"

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.start for segment in self.view.segments]

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.text)

    def segment_at(self, offset: int) -> Segment | None:
        """Return the segment that holds the code point at ``offset``, if any."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        segment = self.view.segments[index]
        return segment if offset < segment.end or offset == segment.start else None

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column (code points) of ``offset``."""
        return line_and_column(self._line_starts, offset)


Check = Callable[[Document], Iterable[Violation]]
"""A check of a whole document."""

Line = tuple[int, str]
"""A line of the masked view: its code point offset in the document, and its text without the line end."""

LineCheck = Callable[[Document, Sequence[Line]], Iterable[Violation]]
"""A check that is given the lines in which its trigger may occur; it decides for itself."""
