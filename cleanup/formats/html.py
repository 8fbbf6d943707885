"""HTML: the text of elements and, where it stands alone, the text of ``alt`` and ``title``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cleanup.formats.fillers import as_edges, as_object, fill, overlay, scrub, trim, without_mark
from cleanup.formats.html_scopes import Closers, Scopes
from cleanup.formats.html_tags import (
    ATTRIBUTE,
    ENTITY,
    INLINE_ELEMENTS,
    KINDS,
    OPAQUE_ELEMENTS,
    RAW_ELEMENTS,
    TOKEN,
    VOID_OBJECTS,
)
from cleanup.model import INLINE, OBJECT, Kind, Segment, View

_INDENT = re.compile(r"(?<![ \t\r])[ \t\r]*+\n[ \t\r\n]*+")
_MARKDOWN = re.compile(r"(`)[^`\n]++`|!?\[(?=[^\[\]\n]{0,300}\]\()|\]\([^()\n]*+\)")
"""Code spans and links, which CommonMark does not read inside an HTML block but some sites do."""


def parse(text: str) -> View:
    """Mask the tags, comments, entities, code and scripts of a page or fragment."""
    return mask(without_mark(scrub(text)))


def skeleton(text: str) -> tuple[str, ...]:
    """Return tags without ``alt`` and ``title`` values, comments, entities, and the content of code elements."""
    items: list[str] = []
    at, closers = 0, Closers(text)
    while (match := TOKEN.search(text, at)) is not None:
        at = match.end()
        items.append(ATTRIBUTE.sub(r"\1", match[0]))
        if _is_opaque(match) and (end := closers.find(match["name"], at)):
            items.append(text[at:end])
            at = end
    return tuple(items)


def mask(text: str, *, in_markdown: bool = False) -> View:
    """Return the view of a text that went through ``scrub``.

    With ``in_markdown`` the code spans and link targets of Markdown are masked as well: a site may render them.
    """
    return _Masker(text, in_markdown=in_markdown).run()


def _is_opaque(tag: re.Match[str]) -> bool:
    if not tag["name"] or tag["close"] or tag["attributes"].endswith("/"):
        return False
    name = tag["name"].lower()
    return name in OPAQUE_ELEMENTS or name in RAW_ELEMENTS


@dataclass(slots=True)
class _Stretch:
    """What lies between two block tags; it becomes a segment when there is prose in it."""

    start: int
    kind: Kind = Kind.PARAGRAPH
    language: str | None = None
    end: int = 0
    attributes: list[tuple[int, int]] = field(default_factory=list)


class _Masker:
    """One pass over the tokens of a text."""

    def __init__(self, text: str, *, in_markdown: bool = False) -> None:
        self.text = text
        self.in_markdown = in_markdown
        self.out: list[str] = []
        self.code: list[tuple[int, int, str]] = []
        self.at = 0
        self.scopes = Scopes()
        self.stretch = _Stretch(0)
        self.stretches: list[_Stretch] = []
        self.closers = Closers(text)

    def run(self) -> View:
        """Read the whole text."""
        search = TOKEN.search
        while (match := search(self.text, self.at)) is not None:
            self._prose(match.start())
            if match["name"] is not None:
                self._tag(match)
            elif match["entity"] is not None:
                self._write(match.end(), OBJECT)
            else:
                self.code.append((match.start(), match.end(), INLINE))
                self._write(match.end(), INLINE)
        self._prose(len(self.text))
        self._split(len(self.text), len(self.text))
        return self._view()

    def _write(self, end: int, filler: str) -> None:
        self.out.append(fill(self.text[self.at : end], filler))
        self.at = end

    def _prose(self, end: int) -> None:
        if end == self.at:
            return
        part = self.text[self.at : end]
        filler = self.scopes.filler
        if filler is not None:
            part = fill(part, filler)
        elif "\n" in part:
            part = _INDENT.sub(as_edges, part)
        if self.in_markdown and filler is None and ("`" in part or "](" in part):
            part = _MARKDOWN.sub(_as_markup, part)
        self.out.append(part)
        self.at = end

    def _tag(self, match: re.Match[str]) -> None:
        name, end = match["name"].lower(), match.end()
        closing = bool(match["close"])
        if not closing and (name in OPAQUE_ELEMENTS or name in RAW_ELEMENTS):
            self._opaque(match, name)
        elif name in INLINE_ELEMENTS:
            self._scope(name, match, inline=True)
            self._write(end, INLINE)
        elif name in VOID_OBJECTS:
            self._attributes(match)
            self._write(end, OBJECT)
        elif name == "br":
            self._write(end, "\n")
        else:
            self._split(match.start(), end)
            self._scope(name, match, inline=False)
            self._begin(end, Kind.PARAGRAPH if closing else KINDS.get(name, Kind.PARAGRAPH))
            self._attributes(match)
            self._write(end, "\n")

    def _opaque(self, match: re.Match[str], name: str) -> None:
        end = match.end()
        if not match["attributes"].endswith("/"):
            end = self.closers.find(name, end) or end
        if name in OPAQUE_ELEMENTS:
            self.code.append((match.start(), end, OBJECT))
            self._write(end, OBJECT)
            return
        self.code.append((match.start(), end, "\n"))
        self._split(match.start(), end)
        self._begin(end, Kind.PARAGRAPH)
        self._write(end, "\n")

    def _scope(self, name: str, match: re.Match[str], *, inline: bool) -> None:
        if match["close"]:
            self.scopes.close(name)
        else:
            self.scopes.open(name, match["attributes"], inline=inline)

    def _attributes(self, match: re.Match[str]) -> None:
        text = match["attributes"]
        if self.scopes.filler is not None or not ("alt" in text.lower() or "title" in text.lower()):
            return
        base = match.start("attributes")
        for found in ATTRIBUTE.finditer(text):
            group = 2 if found[2] else 3
            self.stretch.attributes.append((base + found.start(group), base + found.end(group)))

    def _split(self, end: int, start: int) -> None:
        self.stretch.end = end
        self.stretches.append(self.stretch)
        self._begin(start, Kind.PARAGRAPH)

    def _begin(self, start: int, kind: Kind) -> None:
        self.stretch = _Stretch(start, kind, self.scopes.language)

    def _view(self) -> View:
        masked = "".join(self.out).replace("\r", "\n")
        segments: list[Segment] = []
        shown: list[tuple[int, int]] = []
        for stretch in self.stretches:
            span = trim(masked, stretch.start, stretch.end)
            if span is not None:
                segments.append(Segment(*span, stretch.kind, stretch.language))
                continue
            for start, end in stretch.attributes:
                shown.append((start, end))
                segments.append(Segment(start, end, Kind.ATTRIBUTE, stretch.language))
        return View(
            self._reveal(masked, shown),
            tuple(sorted(segments, key=_start)),
            overlay(self.text, self.code).replace("\r", "\n"),
        )

    def _reveal(self, masked: str, spans: list[tuple[int, int]]) -> str:
        """Show the attribute values, entities masked, with an edge of prose on either side."""
        if not spans:
            return masked
        parts: list[str] = []
        at = 0
        for start, end in spans:
            value = ENTITY.sub(as_object, self.text[start:end]).replace("\r", "\n")
            parts += (masked[at : start - 1], "\n", value, "\n")
            at = end + 1
        return "".join((*parts, masked[at:]))


def _start(segment: Segment) -> int:
    return segment.start


def _as_markup(match: re.Match[str]) -> str:
    return fill(match[0], OBJECT if match[1] else INLINE)
