"""Markdown: CommonMark and GFM by pulldown-cmark, and what the dialects of content sites add."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pyromark import Markdown, Options

from cleanup.formats import front_matter
from cleanup.formats.fillers import BLANKS, FILLERS, as_edges, as_object, scrub, without_mark
from cleanup.formats.markdown_buffers import CUT
from cleanup.formats.markdown_syntax import EDGE, WORD, pieces, premask
from cleanup.formats.markdown_walk import Walk
from cleanup.model import OBJECT, Kind, Segment, View

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
    | Options.ENABLE_GFM
)
_PLAIN_PARSER = Markdown(options=_OPTIONS)
_MATH_PARSER = Markdown(options=_OPTIONS | Options.ENABLE_MATH)
_LATEX = re.compile(r"\$(?!\()[^$\n`]{0,200}?\\[A-Za-z]{2,}[^$\n`]{0,200}\$")
_SIMPLE_MATH = re.compile(r"\$[A-Za-z](?:[_^]\{?\w{1,10}\}?)?\$(?!\w)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CUT = CUT.decode()
_ALERT = re.compile(r"\[(?<=\x04\[)![A-Za-z]+\][ \t]*")
_EMOJI = re.compile(r":(?<![^\W\u2e80-\uffff]:)(?<!::)[a-z][a-z0-9_+-]{1,40}:(?![\w:])")


def parse(text: str) -> View:
    """Mask everything but the prose of a Markdown document, front matter included."""
    front, body = _split(text)
    masked_front, segments = front_matter.mask(front) if front else ("", [])
    shown = premask(body.replace(_CUT, "\x03").replace(WORD, "\x03"))
    walk = Walk(shown.encode())
    walk.read(_parser(body).events_with_range(shown))
    masked, found = _cut(_finish(walk.result()), walk.segments, len(front))
    return View(masked_front + masked, (*segments, *found), "\n" * len(front) + _finish_markup(walk.markup()))


def skeleton(text: str) -> tuple[object, ...]:
    """Return the structure of a document: events without text, code, addresses, raw HTML, front matter."""
    front, body = _split(text)
    items: list[object] = list(front_matter.outline(front)) if front else []
    in_code = False
    for event in _parser(body).events(body):
        if isinstance(event, str):
            if event != "SoftBreak":
                items.append(event)
            continue
        entry: Mapping[str, object] = event
        for key, value in entry.items():
            if key == "Text" and not in_code:
                continue
            in_code = (in_code and key == "Text") or (
                key == "Start" and isinstance(value, dict) and "CodeBlock" in value
            )
            items.append((key, _frozen(value)))
    return (*items, *pieces(body))


def events(text: str) -> tuple[int, str, Iterable[tuple[Any, Any]]]:
    """Return where the body begins, the body as the parser sees it, and its events with their spans in bytes."""
    front, body = _split(text)
    shown = premask(body.replace(_CUT, "\x03").replace(WORD, "\x03"))
    return len(front), shown, _parser(body).events_with_range(shown)


def _parser(text: str) -> Markdown:
    """Return a parser that reads math only where there is some: else ``$(name)`` and prices would hide prose."""
    return _MATH_PARSER if "$" in text and ("$$" in text or _LATEX.search(text)) else _PLAIN_PARSER


def _split(text: str) -> tuple[str, str]:
    """Return the front matter, with the byte order mark, and the rest; the parser needs encodable text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _SURROGATE.sub("\ufffd", text)
    text = scrub(text)
    mark = text.startswith("\ufeff")
    end = front_matter.end_of(text, int(mark))
    if mark:
        text = without_mark(text)
    return text[:end].replace("\r", " "), text[end:]


def _cut(masked: str, kinds: list[tuple[Kind, str | None, bool]], at: int) -> tuple[str, list[Segment]]:
    """Take the cuts out of the masked text; return it with the segments that hold prose, from offset ``at`` on."""
    parts = masked.split(_CUT)
    segments = []
    for gap, part, (kind, language, read_only) in zip(parts[::2], parts[1::2], kinds, strict=False):
        start = at + len(gap)
        at = start + len(part)
        if part.strip(FILLERS):
            first = at - len(part.lstrip(BLANKS))
            segments.append(Segment(first, start + len(part.rstrip(BLANKS)), kind, language, read_only))
    return "".join(parts), segments


def _finish(masked: str) -> str:
    """Put the real fillers in, and mask what only the assembled text shows: alert markers and emoji names."""
    masked = _finish_markup(masked)
    if "[!" in masked:
        masked = _ALERT.sub(as_edges, masked)
    if "$" in masked:
        masked = _SIMPLE_MATH.sub(as_object, masked)
    return _EMOJI.sub(as_object, masked)


def _finish_markup(text: str) -> str:
    return text.replace(EDGE, "\n").replace("\r", "\n").replace(WORD, OBJECT)


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        return tuple((key, _frozen(inner)) for key, inner in value.items())
    return value
