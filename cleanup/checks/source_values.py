"""Placeholders, tags and front matter that the source proves to be changed.

Only what answers to each other by its place is compared.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from typing import Any

from cleanup.alignment import Piece, Restored, matched, pairs, restoring, sections_of
from cleanup.damage import is_damaged
from cleanup.model import Check, Document, Edit

_PLACEHOLDER = re.compile(
    r"\{\{\{?[^{}\n]{1,100}\}?\}\}|\{%[^{}\n]{1,200}%\}|\$\{[^{}\n]{1,60}\}|%\(\w{1,40}\)[A-Za-z]"
    r"|(?<![\w%])%\d?\$?[sdSD](?!\w)|(?<![\w{}$#@\\])\{[A-Za-z_]\w{0,40}\}(?!\})"
    r"|(?<![\w{}$#@\\])\{[^\W\d]\w{0,40}\}(?!\})"
)
_TAG = re.compile(r"<(/?)([^\W\d][\w.-]{0,30})(?=[ \t/>])([^<>\n]{0,400})>")
_ATTRIBUTE = re.compile(r"(?<=\s)([^\s=\"'<>]{1,40})=(?=[\"'{])")
_FRONT_LINE = re.compile(r"^([A-Za-z_][\w.-]{0,40}|[^\s:#\"'-][^:\n]{0,40}):(?=[ \t]|$)([^\n]*)", re.MULTILINE)
_FIXED_VALUE = re.compile(r"(?:true|false|yes|no|on|off|null|-?\d[\d.]*|\d{4}-\d\d-\d\d(?:[T ][\d:.Z+-]+)?)\s*$", re.I)
_NAMES = re.compile(
    r"(?:layout|template|type|id|icon|ms\.(?!author|reviewer|date|custom)\w+|pageType|contentType|theme|engine|format|version)\Z",
)
"""Keys whose values are names that a program knows."""
_NAME = re.compile(r"[\"']?[A-Za-z][\w./-]{0,60}[\"']?\Z", re.ASCII)
_FILLED_IN = "[AUTOTITLE]("
"""How the documentation of GitHub writes a link whose text is the title of the page that it leads to."""


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. ``what``: "placeholders", "tags" or "front-matter".

    Raises:
        ValueError: ``what`` is none of these.
    """
    kinds: dict[str, Callable[[Document], Restored]] = {
        "placeholders": _placeholders, "tags": _tags, "front-matter": _front_matter,
    }  # fmt: skip
    if options.get("what") not in kinds:
        raise ValueError(f"what: one of {', '.join(kinds)} is expected")
    return restoring(kinds[options["what"]])


def _placeholders(document: Document) -> Restored:
    assert document.source is not None
    here, there = _found(document), _found(document.source)
    if len(here) != len(there):
        return
    for mine, theirs in zip(here, there, strict=True):
        for piece, source in matched(mine, theirs):
            if _opening(piece.content) == _opening(source.content):
                yield Edit(piece.start, piece.end, source.content), source.content
    yield from _labels(document)


def _labels(document: Document) -> Restored:
    """Restore labels that the site itself fills in, of links that lead where those of the source lead."""
    assert document.source is not None
    if _FILLED_IN not in document.source.text:
        return
    for here, there in pairs(document):
        if [link.content for link in here.links] != [link.content for link in there.links]:
            continue
        for link, source in zip(here.links, there.links, strict=True):
            end = document.text.find("](", link.start, link.end)
            if document.source.text.startswith(_FILLED_IN, source.start) and end > link.start:
                right = _FILLED_IN[1:-2]
                if document.text[link.start + 1 : end] != right:
                    yield Edit(link.start + 1, end, right), right


def _found(document: Document) -> list[list[Piece]]:
    """Return the placeholders of each section; one word in braces counts outside code only."""
    starts = [section.start for section in sections_of(document.text)]
    found: list[list[Piece]] = [[] for _ in starts]
    for match in _PLACEHOLDER.finditer(document.text):
        if _opening(match[0]) == "{" and document.markup[match.start()] != "{":
            continue
        found[max(0, bisect_right(starts, match.start()) - 1)].append(Piece(match[0], *match.span()))
    return found


def _opening(placeholder: str) -> str:
    return placeholder[:2] if placeholder[0] != "%" and not placeholder[1].isalpha() else placeholder[0]


def _tags(document: Document) -> Restored:
    """Restore the names of tags and of their attributes, where a section has as many tags as its source."""
    for here, there in pairs(document):
        names = {match[2] for tag in there.tags if (match := _TAG.match(tag.content))}
        if len(here.tags) != len(there.tags):
            continue
        for tag, original in zip(here.tags, there.tags, strict=True):
            match, source = _TAG.match(document.text, tag.start, tag.end), _TAG.match(original.content)
            if not match or not source or match[1] != source[1]:
                continue
            if match[2] == source[2]:
                yield from _attributes(match, source)
            elif match[2] not in names:
                yield Edit(*match.span(2), source[2]), source[2]


def _attributes(match: re.Match[str], source: re.Match[str]) -> Restored:
    mine, theirs = list(_ATTRIBUTE.finditer(match[3])), _ATTRIBUTE.findall(source[3])
    if len(mine) == len(theirs):
        for name, right in zip(mine, theirs, strict=True):
            if name[1] != right and name[1] not in theirs and right not in {m[1] for m in mine}:
                at = match.start(3)
                yield Edit(at + name.start(1), at + name.end(1), right), right


def _front_matter(document: Document) -> Restored:
    """Restore keys that were translated, and values that are no text: numbers, dates, names that a program knows."""
    assert document.source is not None
    mine, theirs = _front_lines(document.text), _front_lines(document.source.text)
    keys, wanted = [match[1] for match in mine], [match[1] for match in theirs]
    for what, i, j, k, m in SequenceMatcher(None, keys, wanted, autojunk=False).get_opcodes():
        if j - i != m - k:
            continue
        for match, source in zip(mine[i:j], theirs[k:m], strict=True):
            if what == "replace":
                if match[1] not in wanted and source[1] not in keys and source[1].isascii():
                    yield Edit(match.start(1), match.end(1), source[1]), source[1]
            elif _is_lost(source[1], match[2].strip(), right := source[2].strip()):
                start = match.end(2) - len(match[2].lstrip())
                yield Edit(start, start + len(match[2].strip()), right), right


def _is_lost(key: str, value: str, right: str) -> bool:
    """Tell whether a value that must not be translated was translated, and is no other value of its kind."""
    if not value or value == right:
        return False
    if _FIXED_VALUE.match(right):
        return not _FIXED_VALUE.match(value) and (not value[0].isdigit() or any(map(str.isalpha, value)))
    if not _NAME.match(right):
        return False
    return (
        is_damaged(value, right)
        if not _NAMES.match(key)
        else not _NAME.match(value) or value.islower() == right.islower()
    )


def _front_lines(text: str) -> list[re.Match[str]]:
    if not text.startswith("---"):
        return []
    end = text.find("\n---", 3)
    return list(_FRONT_LINE.finditer(text, 4, end)) if end > 0 else []
