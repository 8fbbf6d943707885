"""Which part of a translated page answers to which part of its source, told by structure alone.

Headings cut both pages into sections. When the levels of the headings agree, sections answer to each other in
their order, and inside a section what occurs equally often does: links, code, images, segments. Nothing is guessed
from words, so a pair of pages that grew apart simply has no pairs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from cleanup.formats.markdown import events
from cleanup.model import Check, Document, Edit, Kind, Segment, Violation

COUNTED = {
    "Heading": "headings", "Item": "list items", "TableRow": "table rows", "CodeBlock": "code blocks", "Image": "images",
    "Link": "links", "Paragraph": "paragraphs",
}  # fmt: skip
"""Kinds of structure that a translation keeps, and what to call them. Paragraphs are those outside lists and quotes."""

OFTEN_ADDED = frozenset({"Link", "Paragraph"})
"""Kinds of which a translation may have more: notes of the translator, links to its own site."""


_TARGETED = ("Link", "Image")
_NESTING = frozenset({"Item", "BlockQuote", "FootnoteDefinition"})
_MOST_COMPARED = 40_000
"""Product of the lengths of two lists beyond which comparing them takes too long."""


Restored = Iterator[tuple[Edit, str]]
"""Edits that bring back what the source has, each with what that is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something opaque with its content and its place, in code points; ``info`` is the word after a code fence."""

    content: str
    start: int
    end: int
    info: str = ""


@dataclass(slots=True)
class Section:
    """What stands under one heading; the first section of a page is what stands before all headings."""

    level: str = ""
    start: int = 0
    links: list[Piece] = field(default_factory=list)
    images: list[Piece] = field(default_factory=list)
    codes: list[Piece] = field(default_factory=list)
    blocks: list[Piece] = field(default_factory=list)
    tags: list[Piece] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


@lru_cache(maxsize=256)
def sections_of(text: str) -> tuple[Section, ...]:
    """Return the sections of a Markdown text in order."""
    return tuple(_Reader(text).read())


def pairs(document: Document) -> Iterator[tuple[Section, Section]]:
    """Yield each section of a document with that of its source; nothing when the headings do not agree."""
    if document.source is None or document.format != "markdown":
        return
    here, there = sections_of(document.text), sections_of(document.source.text)
    if [section.level for section in here] == [section.level for section in there]:
        yield from zip(here, there, strict=True)


def restoring(find: Callable[[Document], Restored]) -> Check:
    """Return the check that proposes what ``find`` restores, on pages of Markdown that have a source."""

    def check(document: Document) -> Iterator[Violation]:
        if document.source is not None and document.format == "markdown":
            for edit, right in find(document):
                yield Violation(edit.start, edit.end, edits=(edit,), values={"right": right})

    return check


def matched(
    here: Sequence[Piece], there: Sequence[Piece], key: Callable[[str], str] = str
) -> Iterator[tuple[Piece, Piece]]:
    """Yield the pieces that answer to each other and differ in what ``key`` makes of their content.

    Where one side has more of them, those count that stand between the same neighbours in equal number.
    """
    mine, theirs = [key(p.content) for p in here], [key(p.content) for p in there]
    if mine == theirs or not mine or not theirs:
        return
    known, wanted = frozenset(theirs), frozenset(mine)
    for i, j, k in _runs(mine, theirs):
        for n in range(j - i):
            if mine[i + n] not in known and theirs[k + n] not in wanted:
                yield here[i + n], there[k + n]


def _runs(mine: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield start and end of each stretch of ``mine`` that may differ, and where it starts in ``theirs``."""
    if len(mine) == len(theirs):
        yield 0, len(mine), 0
    elif len(mine) * len(theirs) <= _MOST_COMPARED:
        for what, i, j, k, m in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
            if what == "replace" and j - i == m - k:
                yield i, j, k


def segment_pairs(document: Document) -> list[tuple[Segment, Segment]]:
    """Return each segment with that of the source, in sections (of Markdown) or pages whose segments agree in kind."""
    if __name__ not in document.memo:
        document.memo[__name__] = list(_segment_pairs(document))
    found: list[tuple[Segment, Segment]] = document.memo[__name__]
    return found


def _segment_pairs(document: Document) -> Iterator[tuple[Segment, Segment]]:
    if document.source is None:
        return
    if document.format != "markdown":
        here, there = document.segments, document.source.segments
        if [segment.kind for segment in here] == [segment.kind for segment in there]:
            yield from zip(here, there, strict=True)
        return
    starts = [(here.start, there.start) for here, there in pairs(document)]
    if not starts:
        return
    mine = _by_section(document, [here for here, _ in starts])
    theirs = _by_section(document.source, [there for _, there in starts])
    for ours, others in zip(mine, theirs, strict=True):
        if [segment.kind for segment in ours] == [segment.kind for segment in others]:
            yield from zip(ours, others, strict=True)


def _by_section(document: Document, starts: list[int]) -> list[list[Segment]]:
    found: list[list[Segment]] = [[] for _ in starts]
    for segment in document.segments:
        if segment.kind is not Kind.TITLE:
            found[max(0, bisect_right(starts, segment.start) - 1)].append(segment)
    return found


class _Reader:
    """Collects sections from the parser's events; its offsets are bytes."""

    def __init__(self, text: str) -> None:
        self._front, body, self._events = events(text)
        self._data = body.encode()
        self._ascii = len(self._data) == len(body)
        self._mark = (0, 0)
        self._sections = [Section()]
        self._links: list[tuple[str, int]] = []
        self._block: list[str] | None = None
        self._block_start, self._info = 0, ""
        self._depth = 0

    def read(self) -> list[Section]:
        for event, span in self._events:
            if not isinstance(event, dict):
                continue
            ((key, value),) = event.items()
            if key == "Start":
                self._open(value, span["start"])
            elif key == "End":
                self._close(value, span["end"])
            elif key == "Text":
                if self._block is not None:
                    self._block.append(value)
            elif key == "Code":
                self._sections[-1].codes.append(self._piece(value, span["start"], span["end"]))
            elif key == "InlineHtml":
                self._sections[-1].tags.append(self._piece(value, span["start"], span["end"]))
        return self._sections

    def _open(self, value: Any, start: int) -> None:
        name = value if isinstance(value, str) else next(iter(value))
        if name == "Heading":
            self._sections.append(Section(str(value["Heading"]["level"]), self._offset(start)))
        if name in COUNTED and not (name == "Paragraph" and self._depth):
            self._sections[-1].counts[name] += 1
        if name in _TARGETED:
            self._links.append((value[name]["dest_url"], start))
        elif name in _NESTING:
            self._depth += 1
        elif name == "CodeBlock":
            self._block, self._block_start = [], start
            fence = value["CodeBlock"]
            self._info = str(fence.get("Fenced", "")) if isinstance(fence, dict) else ""

    def _close(self, value: Any, end: int) -> None:
        name = value if isinstance(value, str) else next(iter(value))
        if name in _TARGETED and self._links:
            target, start = self._links.pop()
            section = self._sections[-1]
            (section.links if name == "Link" else section.images).append(self._piece(target, start, end))
        elif name in _NESTING:
            self._depth -= 1
        elif name == "CodeBlock" and self._block is not None:
            self._sections[-1].blocks.append(self._piece("".join(self._block), self._block_start, end, self._info))
            self._block = None

    def _piece(self, content: str, start: int, end: int, info: str = "") -> Piece:
        return Piece(content, self._offset(start), self._offset(end), info)

    def _offset(self, at: int) -> int:
        """Return the code point of a byte; counted on from the last one asked for."""
        if self._ascii:
            return self._front + at
        byte, point = self._mark if at >= self._mark[0] else (0, 0)
        point += len(self._data[byte:at].decode("utf-8", "ignore"))
        self._mark = (at, point)
        return self._front + point
