"""Markers of headings, lists, quotations and tables that something keeps from being markers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Document, Edit, Line, LineCheck, Violation

_HIDDEN = "\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_WIDE = "\xa0\u2002\u2003\u3000"
TRIGGER = (
    rf"^[ \t]{{0,12}}[{_WIDE}{_HIDDEN}]+[ \t\xa0]{{0,8}}(?:#{{1,6}}|[-*+>|]|\d{{1,3}}[.)]|`{{3}}|~{{3}}|:{{3}})"
    r"|^#{2,6}[^\s#!{|.0-9]|^[ \t]{0,12}(?:-[^\W\d_]|\d{1,2}[.)][^\W\d_])|^[ \t]{0,3}(?:#{1,6}|[-*+])[ \t]{0,3}$"
)
LINES = True

_MARKER = r"(?:#{1,6}[ \t]|[-*+][ \t]|>|\||\d{1,3}[.)][ \t]|`{3}|~{3}|:{3})"
_UNSEEN = re.compile(rf"^[ \t]{{0,12}}(?P<edit>[{_HIDDEN}]+)(?=[ \t]{{0,8}}{_MARKER})")
_INDENT = re.compile(rf"^(?P<edit>[ \t{_WIDE}\u200b]{{1,16}})(?=(?:[-*+]|\d{{1,3}}[.)])[ \t]|#{{1,6}}[ \t]|>|`{{3}})")
_HEADING = re.compile(r"^#{2,6}(?=[^\s#!{|.0-9])")
_ITEM = re.compile(r"^(?P<indent>[ \t]{0,12})(?P<marker>-|(?P<number>\d{1,2})[.)])(?=[^\W\d_])(?P<text>.*)$")
_ALONE = re.compile(r"^[ \t]{0,3}(?:#{1,6}|[-*+])(?P<rest>[ \t]{0,3})$")
_ATX = re.compile(r"^#{1,6}[ \t]+\S", re.M)


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. ``kind``: "unseen", "indent", "heading", "item" or "stranded"; see the rules that use it.

    Raises:
        ValueError: ``kind`` is none of these.
    """
    kinds: dict[str, Callable[[Document, int, str], Iterator[Violation]]] = {
        "unseen": _unseen,
        "indent": _indent,
        "heading": _heading,
        "item": _item,
        "stranded": _stranded,
    }
    if options.get("kind") not in kinds:
        raise ValueError(f"kind: one of {', '.join(kinds)} is expected")
    find = kinds[options["kind"]]

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        if find is _heading and len(_ATX.findall(document.markup)) < 2:
            return
        for offset, line in lines:
            if offset == 0 or document.text[offset - 1] == "\n":
                yield from find(document, offset, line)

    return check


def _unseen(document: Document, offset: int, line: str) -> Iterator[Violation]:
    if match := _UNSEEN.match(line):
        yield Violation(offset + match.start("edit"), offset + match.end("edit"), "")


def _indent(document: Document, offset: int, line: str) -> Iterator[Violation]:
    match = _INDENT.match(line)
    if match and match["edit"].strip(" \t"):
        mended = re.sub(rf"[{_WIDE}]", " ", match["edit"]).replace("\u200b", "")
        yield Violation(offset, offset + match.end("edit"), mended)


def _heading(document: Document, offset: int, line: str) -> Iterator[Violation]:
    """Yield ``##Title`` that stands alone in a document whose other headings have the space."""
    match = _HEADING.match(line)
    if match is None or not line[match.end()].isalpha() or len(line) > 150:
        return
    if not _neighbour(document, offset, -1).strip():
        at = offset + match.end()
        yield Violation(offset, at, edits=(Edit(at, at, " "),))


def _item(document: Document, offset: int, line: str) -> Iterator[Violation]:
    """Yield ``-Item`` or ``2.Item`` beside an item of the same kind that has its space."""
    match = _ITEM.match(line)
    if match is None or match["text"].rstrip()[-1:] in {"-", "–"} or " " not in match["text"].strip():
        return
    indent, number = re.escape(match["indent"]), match["number"]
    for step in (-1, 1):
        sibling = rf"{indent}{int(number) + step}[.)][ \t]+\S" if number else rf"{indent}-[ \t]+\S"
        if re.match(sibling, _neighbour(document, offset, step)):
            at = offset + match.end("marker")
            yield Violation(offset + match.start("marker"), at, edits=(Edit(at, at, " "),))
            return


def _stranded(document: Document, offset: int, line: str) -> Iterator[Violation]:
    """Yield a marker alone on its line, with the text that belongs to it on the next one."""
    match = _ALONE.match(line)
    if match is None:
        return
    following = _neighbour(document, offset, 1)
    previous = _neighbour(document, offset, -1)
    if not following[:1].isalpha() or (previous.strip() and not re.match(r"[ \t]{0,3}[-*+#]", previous)):
        return
    start, end = offset + match.start("rest"), offset + len(line) + 1
    if document.text[end - 1 : end] == "\n":
        yield Violation(offset, end, edits=(Edit(start, end, " "),))


def _neighbour(document: Document, offset: int, step: int) -> str:
    """Return the markup of the line before or after the one at ``offset``."""
    markup, text = document.markup, document.text
    if step < 0:
        if offset == 0:
            return ""
        start = text.rfind("\n", 0, offset - 1) + 1
        return markup[start : offset - 1].strip("\n") and markup[start : offset - 1]
    end = text.find("\n", offset)
    if end < 0:
        return ""
    stop = text.find("\n", end + 1)
    return markup[end + 1 : stop if stop >= 0 else len(text)]
