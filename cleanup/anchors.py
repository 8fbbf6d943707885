"""Places in a Markdown or HTML page that a link to ``#name`` can reach, whatever tool renders the page.

GitHub, Docusaurus, Hugo, MkDocs and kramdown make different names of one heading. They agree on its letters and
digits, so names are compared by these alone: a link counts as broken only when no tool makes its name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import cast
from urllib.parse import unquote

from cleanup.model import Document, Edit, Kind, Segment

FRAGMENT_LINK = re.compile(r"(?<=\]\()<?[ ]?#([^\s()<>\"']{1,300})|\bhref=[\"']#([^\"'\s]{1,300})[\"']")
"""A link to a place in the same page; the name is in one of two groups."""

_ATTRIBUTE = re.compile(r"\b(?:id|name)[ ]?=[ ]?[\"'{]*([^\"'<>{}]{1,200})[\"'}]|\bid=([\w-]{1,100})")
_BRACES = re.compile(r"\{[:#][^{}\n]{0,200}\}|\{/\*[ ]?#?([^{}\n]{1,200}?)[ ]?\*/\}")
_HASH = re.compile(r"#([^\s{}#]{1,200})")
_LABEL = re.compile(r"^\(([\w.:-]{1,100})\)=[ \t]*$", re.MULTILINE)
_TAB = re.compile(r"^[ \t]*={3}[!+]?[ \t]*\"([^\"\n]{1,200})\"", re.MULTILINE)
_TITLE = re.compile(r"\A[\ufeff]?---\n(?:.*\n){0,40}?title:[ \t]*[\"']?(.{1,200}?)[\"']?[ \t]*\n")
_HTML_HEADING = re.compile(r"<h[1-6]\b[^<>]{0,300}>(.{0,300}?)</h[1-6]>", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\](?:\([^()]{0,500}\)|\[[^\[\]]{0,100}\])")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!--.{0,500}?-->|\{/\*.{0,300}?\*/\}|\{[#:][^{}]{0,200}\}", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{2,31});")
_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]{1,40}:")
_NUMBERED = re.compile(r"[-_]\d{1,3}\Z")
_INCLUDES = re.compile(
    r"\[!INCLUDE|\{%[- ]{0,3}(?:include|data)|\{\{[<%][- ]{0,3}(?:include|readfile|shared)|--8<--|(?-i:<[A-Z]\w*\b)[^<>]{0,300}/>"
    r"|:::[ ]?\{?include|\{!.{1,200}!\}|<!--[ ]?#?include",
    re.IGNORECASE,
)
_FREE = re.compile(r"(?:top|tab/|fn(?:ref)?[:\d-]|user-content-fn|/|!|:~:|L\d+\b|\d{1,2}$|cite_)", re.IGNORECASE)
_TEMPLATE = frozenset("{}$<>*|")
_LONGEST_HEADING = 2000


def fingerprint(name: str) -> str:
    """Return the letters and digits of a heading or of the name of a place: what all tools keep.

    >>> fingerprint("What's new? (2024)") == fingerprint("whats-new-2024")
    True
    """
    folded = name.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
    return "".join(filter(str.isalnum, folded))


def breaks_link(document: Document, segment: Segment, edits: Sequence[Edit]) -> bool:
    """Tell whether edits of a heading take the name away by which a link of the same page reaches it (on GitHub)."""
    if segment.kind is not Kind.HEADING or document.format != "markdown" or not (linked := _linked(document)):
        return False
    text = document.text
    if segment.end - segment.start > _LONGEST_HEADING:
        return True
    start, end = text.rfind("\n", 0, segment.start) + 1, text.find("\n", segment.end)
    before = text[start : end if end >= 0 else len(text)]
    after = before
    for edit in reversed(edits):
        if start <= edit.start and edit.end <= start + len(before):
            after = after[: edit.start - start] + edit.replacement + after[edit.end - start :]
    old, new = slug(before), slug(after)
    return old != new and old in linked and new not in linked


def _linked(document: Document) -> frozenset[str]:
    """Return the names of places to which the links of a page lead, found once for a document."""
    memory = vars(document)
    if "_linked" not in memory:
        found = FRAGMENT_LINK.finditer(document.text) if "#" in document.text else ()
        memory["_linked"] = frozenset(unquote(match[1] or match[2]).casefold() for match in found)
    return cast("frozenset[str]", memory["_linked"])


def slug(heading: str) -> str:
    """Return the name that GitHub gives a heading.

    >>> slug("## What's *new* in 2.0?")
    'whats-new-in-20'
    """
    plain = _TAG.sub("", _LINK.sub(r"\1", heading.strip().lstrip("#").strip()))
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", plain.casefold()))


def is_free(name: str) -> bool:
    """Tell whether a fragment is none that the page itself must provide: the top, footnotes, tabs, routes."""
    return _FREE.match(name) is not None or not _TEMPLATE.isdisjoint(name)


def reaches(name: str, places: frozenset[str]) -> bool:
    """Tell whether a link to ``#name`` may reach one of ``places``, which are fingerprints."""
    name = unquote(name)
    exact = fingerprint(name)
    if exact in places or not exact:
        return True
    without = fingerprint(_NUMBERED.sub("", name))
    return without in places or fingerprint(_SHORTCODE.sub("", name.replace("-", ":"))) in places


def includes_others(text: str) -> bool:
    """Tell whether a page takes in other files or components, whose headings cannot be seen here."""
    return _INCLUDES.search(text) is not None


@lru_cache(maxsize=8)
def _places(text: str, headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(place for name in set(_names(text, headings)) for place in _prints(name))


def places_of(document: Document) -> frozenset[str]:
    """Return the fingerprints of all places of a document that a link can reach."""
    return _places(document.text, tuple(headings_of(document)))


def headings_of(document: Document) -> Iterator[str]:
    """Yield the text of each heading as it is written, markup included."""
    text = document.text
    for segment in document.segments:
        if segment.kind is Kind.HEADING:
            start, end = text.rfind("\n", 0, segment.start) + 1, text.find("\n", segment.end)
            yield text[start : end if end >= 0 else len(text)].strip(" \t#>=")


def _names(text: str, headings: tuple[str, ...]) -> Iterator[str]:
    yield from headings
    for line in re.findall(r"^[ \t>]*#{1,6}[ \t]+(.+)$", text, re.MULTILINE):
        yield line.strip(" \t#")
    if "id" in text or "name" in text:
        for match in _ATTRIBUTE.finditer(text):
            yield match[1] or match[2]
    for match in _BRACES.finditer(text):
        if match[1]:
            yield match[1]
        yield from _HASH.findall(match[0])
    for pattern in (_LABEL, _TAB, _HTML_HEADING, _TITLE):
        yield from pattern.findall(text)


def _prints(heading: str) -> Iterator[str]:
    """Yield the fingerprints that tools make of a heading."""
    plain = _TAG.sub("", _LINK.sub(r"\1", heading))
    bare = _SHORTCODE.sub("", _ENTITY.sub("", plain))
    forms = {heading, plain, bare, bare.encode("ascii", "ignore").decode(), re.sub(r"\A[\W\d_]+", "", bare)}
    yield from map(fingerprint, forms)
