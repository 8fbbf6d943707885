"""Addresses, code, tags, placeholders and front matter that the source proves to be damaged.

Only what answers to each other by its place is compared, and only what was damaged and not translated is mended:
a comment, an example or a localised address differs from the source on purpose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from cleanup.alignment import Piece, Section, pairs, sections_of
from cleanup.anchors import fingerprint, headings_of, includes_others, places_of, reaches
from cleanup.model import Check, Document, Edit, Violation

_PLACEHOLDER = re.compile(
    r"\{\{\{?[^{}\n]{1,100}\}?\}\}|\{%[^{}\n]{1,200}%\}|\$\{[^{}\n]{1,60}\}|%\(\w{1,40}\)[sd]|(?<![\w%])%\d?\$?[sd](?!\w)"
)
_LOCALE = re.compile(
    r"(?<=/)[a-z]{2}(?:-[a-z]{2,4})?(?=/|$)|(?<=//)[a-z]{2}(?=\.)|(?<=[?&])(?:hl|lang|locale)=[\w-]+", re.I
)
_ABSOLUTE = re.compile(r"https?://", re.I)
_FRONT_LINE = re.compile(r"^([A-Za-z_][\w.-]{0,40}|[^\s:#\"'-][^:\n]{0,40}):(?=[ \t]|$)([^\n]*)", re.MULTILINE)
_FIXED_VALUE = re.compile(r"(?:true|false|yes|no|on|off|null|-?\d[\d.]*|\d{4}-\d\d-\d\d(?:[T ][\d:.Z+-]+)?)\s*$", re.I)
_COMMENTS = ("#", "//", "--", ";", "<!--", "/*", "*", "%", "'")
_Edits = Iterator[tuple[Edit, str]]


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. ``what``: "addresses", "anchors", "code", "placeholders" or "front-matter".

    Raises:
        ValueError: ``what`` is none of these.
    """
    kinds: dict[str, Callable[[Document], _Edits]] = {
        "addresses": _addresses, "anchors": anchor_edits, "code": _code, "placeholders": _placeholders,
        "front-matter": _front_matter,
    }  # fmt: skip
    if options.get("what") not in kinds:
        raise ValueError(f"what: one of {', '.join(kinds)} is expected")
    find = kinds[options["what"]]

    def check(document: Document) -> Iterator[Violation]:
        if document.source is not None and document.format == "markdown":
            for edit, right in find(document):
                yield Violation(edit.start, edit.end, edits=(edit,), values={"right": right})

    return check


def _squashed(text: str) -> str:
    """Return what damage leaves of a text: its letters and digits, full-width ones and curly quotes made plain."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _is_damaged(mine: str, source: str) -> bool:
    """Tell whether two texts differ in spaces, marks, case or width alone."""
    return mine != source and bool(source.strip()) and _squashed(mine) == _squashed(source) != ""


def _matched(here: Sequence[Piece], there: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Yield the pieces of two sections that answer to each other and differ, when there are as many of them."""
    if len(here) != len(there) or [p.content for p in here] == [p.content for p in there]:
        return
    mine, theirs = {p.content for p in here}, {p.content for p in there}
    for piece, source in zip(here, there, strict=True):
        if piece.content not in theirs and source.content not in mine:
            yield piece, source


def _addresses(document: Document) -> _Edits:
    for here, there in pairs(document):
        for piece, source in _matched(here.links, there.links):
            if not _ABSOLUTE.match(source.content):
                continue
            mine, theirs = (_LOCALE.sub("", p.content).casefold().rstrip("/") for p in (piece, source))
            if mine != theirs and (_is_damaged(mine, theirs) or not piece.content.isascii()):
                yield from _replaced(document.text, piece, source.content)


def anchor_edits(document: Document) -> _Edits:
    """Point the links of a table of contents, which the source points at headings, at the headings of this page."""
    assert document.source is not None
    if "](#" not in document.source.text or includes_others(document.text):
        return
    mine, theirs = list(headings_of(document)), list(headings_of(document.source))
    if len(mine) != len(theirs):
        return
    numbers: dict[str, int] = {}
    for number, heading in enumerate(theirs):
        numbers.setdefault(fingerprint(heading), number)
    places, slugs = places_of(document), _slugs(mine)
    for here, there in pairs(document):
        if len(here.links) != len(there.links):
            continue
        for piece, source in zip(here.links, there.links, strict=True):
            to = numbers.get(fingerprint(source.content[1:])) if source.content.startswith("#") else None
            if to is not None and piece.content != f"#{slugs[to]}" and _goes_nowhere(piece.content, places):
                yield from _replaced(document.text, piece, f"#{slugs[to]}")


def _goes_nowhere(address: str, places: frozenset[str]) -> bool:
    """Tell whether a link that should stay on the page leaves it for a folder, or has no place on it."""
    if address.startswith("#"):
        return not reaches(address[1:], places)
    return "#" not in address and not _ABSOLUTE.match(address) and not re.search(r"\.\w{2,5}$", address)


def _slugs(headings: Sequence[str]) -> list[str]:
    """Return the names that GitHub and Docusaurus give to headings."""
    seen: dict[str, int] = {}
    slugs = []
    for heading in headings:
        plain = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)|<[^<>]*>|\{[#/][^{}]*\}", r"\1", heading).strip()
        kept = (
            c for c in plain.lower() if c in " -_" or (unicodedata.category(c)[0] in "LNM" and c not in "\ufe0f\u20e3")
        )
        slug = "".join(kept).replace(" ", "-")
        seen[slug] = seen.get(slug, -1) + 1
        slugs.append(f"{slug}-{seen[slug]}" if seen[slug] else slug)
    return slugs


def _replaced(text: str, piece: Piece, right: str) -> _Edits:
    """Yield the edit of the address of a link, when it is written out once and plainly."""
    at = text.rfind("](", piece.start, piece.end)
    start = text.find(piece.content, max(at, piece.start), piece.end) if at >= 0 else -1
    if start >= 0:
        yield Edit(start, start + len(piece.content), right), right


def _code(document: Document) -> _Edits:
    for here, there in pairs(document):
        for piece, source in _matched(here.codes, there.codes):
            start = document.text.find(piece.content, piece.start, piece.end)
            if start >= 0 and _is_damaged(piece.content, source.content):
                yield Edit(start, start + len(piece.content), source.content), source.content
        yield from _blocks(document.text, here, there)


def _blocks(text: str, here: Section, there: Section) -> _Edits:
    if len(here.blocks) != len(there.blocks):
        return
    for block, source in zip(here.blocks, there.blocks, strict=True):
        mine, theirs = block.content.split("\n"), source.content.split("\n")
        if mine == theirs or len(mine) != len(theirs):
            continue
        at = block.start
        for line, right in zip(mine, theirs, strict=True):
            core, wanted = line.strip(), right.strip()
            start = text.find(core, at, block.end) if core else -1
            if start < 0:
                continue
            at = start + len(core)
            if _is_damaged(core, wanted) and core.casefold() != wanted.casefold() and not wanted.startswith(_COMMENTS):
                yield Edit(start, at, wanted), wanted


def _placeholders(document: Document) -> _Edits:
    assert document.source is not None
    if not _PLACEHOLDER.search(document.source.text):
        return
    here_spans, there_spans = _spans(document.text), _spans(document.source.text)
    if len(here_spans) != len(there_spans):
        return
    for (here, mine), (there, theirs) in zip(here_spans, there_spans, strict=True):
        found = [Piece(m[0], m.start() + here, m.end() + here) for m in _PLACEHOLDER.finditer(mine)]
        wanted = [Piece(m[0], m.start() + there, m.end() + there) for m in _PLACEHOLDER.finditer(theirs)]
        for piece, source in _matched(found, wanted):
            if piece.content[:2] == source.content[:2]:
                yield Edit(piece.start, piece.end, source.content), source.content


def _spans(text: str) -> list[tuple[int, str]]:
    """Return the text of each section with its offset."""
    starts = [section.start for section in sections_of(text)]
    return [(start, text[start:end]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _front_matter(document: Document) -> _Edits:
    """Restore keys that were translated, and values that are no text: numbers, dates, true and false."""
    assert document.source is not None
    mine, theirs = _front_lines(document.text), _front_lines(document.source.text)
    if not mine or len(mine) != len(theirs):
        return
    known = {match[1] for match in theirs}
    present = {match[1] for match in mine}
    for match, source in zip(mine, theirs, strict=True):
        if match[1] != source[1]:
            if match[1] not in known and source[1] not in present:
                yield Edit(match.start(1), match.end(1), source[1]), source[1]
        elif _FIXED_VALUE.match(source[2].strip()) and match[2].strip() and not match[2].strip()[0].isdigit():
            right = source[2].strip()
            if match[2].strip() != right and not _FIXED_VALUE.match(match[2].strip()):
                start = match.end(2) - len(match[2].lstrip())
                yield Edit(start, start + len(match[2].strip()), right), right


def _front_lines(text: str) -> list[re.Match[str]]:
    if not text.startswith("---"):
        return []
    end = text.find("\n---", 3)
    return list(_FRONT_LINE.finditer(text, 4, end)) if end > 0 else []
