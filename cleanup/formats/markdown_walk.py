"""From pulldown-cmark's events to the masked text of a Markdown body.

Offsets here are bytes of UTF-8. The masked text is a join of slices of the body and of its masked copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cleanup.formats import html
from cleanup.formats.markdown_buffers import CUT, Buffers, decoded
from cleanup.formats.markdown_html import fragment, hidden_end, is_bare_tag
from cleanup.model import Kind

_MATH = re.compile(rb"\$\$|\$\\?[A-Za-z]\$|\$[^$]*[\\^_={}<>+*|][^$]*\$")
_LINE_END = re.compile(rb"[ \t]*+(?:\r?\n|\Z)")
_AMPERSAND = ord("&")

_TIGHT = Kind.LIST_ITEM
"""Text that is in no paragraph, heading or cell can only be in a tight list item."""

_KINDS = {"Paragraph": Kind.PARAGRAPH, "TableCell": Kind.TABLE_CELL}
_INLINE_MARKUP = frozenset({"Emphasis", "Strong", "Strikethrough", "Link"})
_TEXT_LINKS = frozenset({"Inline", "Reference"})


class Walk:
    """Turns events into slices of the buffers, and notes where segments begin and end."""

    __slots__ = (
        "at", "code", "data", "edge", "edges", "html", "inlines", "inside", "kind", "objects", "opened_item", "out",
        "resumed", "run", "segments", "skip",
    )  # fmt: skip

    def __init__(self, data: bytes) -> None:
        buffers = Buffers(data)
        self.data, self.edges, self.inlines, self.objects = data, buffers.edges, buffers.inlines, buffers.objects
        self.out: list[bytes] = []
        self.at = 0  # what is before is in ``out``, but for the run of visible text that ends here
        self.run = -1  # start of that run; -1: none
        self.edge = True  # the next gap is block structure, not inline markup
        self.skip = 0  # events that end here or before are inside something masked whole
        self.kind = _TIGHT
        self.resumed = _TIGHT  # kind of the text after an image that stands alone
        self.opened_item = False  # the last event opened a list item
        self.inside = False  # a segment is open
        self.segments: list[tuple[Kind, str | None, bool]] = []
        self.code: list[tuple[int, int, bytes]] = []
        self.html: list[tuple[int, int]] = []

    def read(self, events: Iterable[tuple[Any, Any]]) -> None:
        """Read all events of the document."""
        data, opened, closed, leaf = self.data, self._open, self._close, self._leaf
        for event, span in events:
            end = span["end"]
            if end <= self.skip:
                continue
            if "Text" in event:
                start = span["start"]
                if data[start] == _AMPERSAND and event["Text"].encode() != data[start:end]:
                    self._object(start, end)
                elif start != self.at or self.run < 0:
                    self._gap(start)
                    self.run, self.at = start, end
                else:
                    self.at = end
            elif "End" in event:
                closed(event["End"], end)
            elif "Start" in event:
                opened(event["Start"], span["start"], end)
            elif event == "SoftBreak":
                self.edge = True
            else:
                leaf(event, span["start"], end)
        self._close_segment()
        self.out.append(self.edges[self.at :])

    # Slices

    def _gap(self, start: int) -> None:
        """Mask what lies before an inline event, and open a segment when none is open."""
        at = self.at
        if self.run >= 0:
            self.out.append(self.data[self.run : at])
            self.run = -1
        if start > at:
            self.out.append(self.edges[at:start] if self.edge else self.inlines[at:start])
            self.at = start
        self.edge = self.opened_item = False
        if not self.inside:
            self.inside = True
            self.out.append(CUT)

    def _mask(self, end: int, buffer: bytes) -> None:
        """Mask up to ``end``."""
        if self.run >= 0:
            self.out.append(self.data[self.run : self.at])
            self.run = -1
        if end > self.at:
            self.out.append(buffer[self.at : end])
            self.at = end

    def _object(self, start: int, end: int) -> None:
        self._gap(start)
        self._mask(end, self.objects)
        self.skip = end

    def _hide(self, start: int, end: int, buffer: bytes) -> None:
        """Mask code in the markup view."""
        self.code.append((start, end, buffer[start:end]))

    def _close_segment(self) -> None:
        if self.run >= 0:
            self.out.append(self.data[self.run : self.at])
            self.run = -1
        if self.inside:
            self.segments.append((self.kind, None, False))
            self.inside = False
            self.out.append(CUT)
        self.edge = True

    # Events

    def _open(self, value: Any, start: int, end: int) -> None:
        if type(value) is str:
            if value in _INLINE_MARKUP:
                self._gap(start)
                return
            if self.inside:
                self._close_segment()
            self.kind = _TIGHT if self.opened_item else _KINDS.get(value, _TIGHT)
            self.opened_item = value == "Item"
        elif "Link" in value:
            if value["Link"]["link_type"] in _TEXT_LINKS:
                self._gap(start)
            else:
                self._object(start, end)
        elif "Image" in value:
            self._image(start, end)
        else:
            self._close_segment()
            self.kind = Kind.HEADING if "Heading" in value else _TIGHT
            self.opened_item = False
            if "CodeBlock" in value:
                self._hide(start, end, self.edges)
                self.skip = end

    def _close(self, value: Any, end: int) -> None:
        if type(value) is str:
            if value in _INLINE_MARKUP:
                self._mask(end, self.inlines)
                return
            if value == "Image":
                self._close_segment()
                self._mask(end, self.edges)
                self.kind = self.resumed
                return
            if value == "HtmlBlock":
                self._html_block()
                return
        if self.inside:
            self._close_segment()
        self.edge = True
        self.kind = _TIGHT

    def _leaf(self, event: Any, start: int, end: int) -> None:
        if "SoftBreak" in event or "HardBreak" in event:
            self.edge = True
        elif "Code" in event:
            self._hide(start, end, self.objects)
            self._object(start, end)
        elif "InlineHtml" in event:
            self._inline_html(event["InlineHtml"], start, end)
        elif "Html" in event:
            self.html.append((start, end))
        elif "FootnoteReference" in event:
            self._object(start, end)
        elif "InlineMath" in event or "DisplayMath" in event:
            self._math(start, end)
        elif "Rule" in event:
            self._close_segment()

    def _image(self, start: int, end: int) -> None:
        """Read the alt text of an image alone on its line as a caption; elsewhere an image is a word."""
        if (self.inside and not self.edge) or _LINE_END.match(self.data, end) is None:
            self._object(start, end)
            return
        self.resumed = self.kind
        self._close_segment()
        self.kind = Kind.CAPTION

    def _math(self, start: int, end: int) -> None:
        if _MATH.match(self.data, start, end):
            self._hide(start, end, self.objects)
            self._object(start, end)
        else:  # two prices
            self._gap(start)
            self.run, self.at = start, end

    def _inline_html(self, tag: str, start: int, end: int) -> None:
        hidden = hidden_end(self.data, start, end)
        if hidden is not None:
            close, is_code = hidden
            if is_code:
                self._hide(start, close, self.objects)
            self._object(start, close)
            return
        self._gap(start)
        if tag.startswith("<!--"):
            self._hide(start, end, self.inlines)
        self._mask(end, self.edges if tag[:3].lower() == "<br" else self.inlines)

    def _html_block(self) -> None:
        """Read an HTML block with the HTML parser; its prose gives segments of its own."""
        self._close_segment()
        if not self.html:
            return
        begin, end = self.html[0][0], self.html[-1][1]
        self._mask(begin, self.edges)
        if is_bare_tag(self.data, begin, end):
            self._mask(end, self.edges)
            self.html = []
            return
        view = html.mask(fragment(self.data, self.edges, self.html), in_markdown=True)
        self.code.append((begin, end, view.markup.encode()))
        self.html, self.at = [], end
        at = 0
        for segment in view.segments:
            masked = view.masked[at : segment.start], view.masked[segment.start : segment.end]
            self.out += (masked[0].encode(), CUT, masked[1].encode(), CUT)
            self.segments.append((segment.kind, segment.language, True))
            at = segment.end
        self.out.append(view.masked[at:].encode())

    # Results

    def result(self) -> str:
        """Return the masked text with ``CUT`` before and after each of ``segments``."""
        return decoded(self.out)

    def markup(self) -> str:
        """Return the text with only code, math and comments masked."""
        parts, at = [b""], 0
        for start, end, masked in self.code:
            parts += (self.data[at:start], masked)
            at = end
        parts.append(self.data[at:])
        return decoded(parts)
