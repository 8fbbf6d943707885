"""Addresses of links and images that the source proves to be damaged, and links of a table of contents that lead nowhere.

An address that was localised on purpose differs in its host or in the code of its language, and stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cleanup.alignment import Piece, Restored, matched, pairs, restoring, sections_of
from cleanup.anchors import fingerprint, headings_of, includes_others, places_of, reaches
from cleanup.damage import is_damaged, squashed
from cleanup.model import Check, Document, Edit

_LOCALE = re.compile(
    r"(?<=/)[a-z]{2}(?:-[a-z]{2,4})?(?=/|$)|(?<=//)[a-z]{2}(?=\.)|(?<=[?&])(?:hl|lang|locale)=[\w-]+", re.I
)
_ABSOLUTE = re.compile(r"https?://", re.I)
_UPWARDS = re.compile(r"(?:\.{0,2}/)*")
_SPACED = re.compile(r"\]\(([^()\n<>\"']{0,200}[ \t][^()\n<>\"']{0,200})\)")
_SEPARATORS = re.compile(r"[/?&]")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. ``what``: "addresses" or "anchors".

    Raises:
        ValueError: ``what`` is neither.
    """
    kinds: dict[str, Callable[[Document], Restored]] = {"addresses": _addresses, "anchors": anchor_edits}
    if options.get("what") not in kinds:
        raise ValueError(f"what: one of {', '.join(kinds)} is expected")
    return restoring(kinds[options["what"]])


def _addresses(document: Document) -> Restored:
    language = document.language.partition("-")[0]
    for here, there in pairs(document):
        for mine, theirs in ((here.links, there.links), (here.images, there.images)):
            for piece, source in matched(mine, theirs, _plain):
                if right := _restored(piece.content, source.content, language):
                    yield from _replaced(document.text, piece, right)
    yield from _torn(document)


def _plain(address: str) -> str:
    """Return an address without what translations change on purpose: its language and the way to its folder."""
    return _LOCALE.sub("", _UPWARDS.sub("", address, count=1)).casefold().rstrip("/")


def _restored(mine: str, source: str, language: str) -> str:
    """Return the address as it was in the source; empty when it may have been changed on purpose."""
    if not _ABSOLUTE.match(source):
        named = not source.startswith("#") and is_damaged(_plain(mine), _plain(source))
        return _way(mine) + source[len(_way(source)) :] if named else ""
    if is_damaged(_plain(mine), _plain(source)):
        return source
    if _LOCALE.findall(mine) != _LOCALE.findall(source):
        return source if not mine.isascii() and source.isascii() and _host(mine) == _host(source) else ""
    parts, theirs = _SEPARATORS.split(mine), _SEPARATORS.split(source)
    changed = [(a, b) for a, b in zip(parts, theirs, strict=False) if a != b]
    if len(parts) != len(theirs) or len(changed) != 1 or parts[2].casefold() != theirs[2].casefold():
        return ""
    here, there = changed[0]
    if here.partition("#")[0] == there.partition("#")[0] or language in re.split(r"[\W\d_]+", here.casefold()):
        return ""
    return source


def _way(address: str) -> str:
    """Return the dots and slashes at the start of a relative address; translations lie in other folders."""
    match = _UPWARDS.match(address)
    return match[0] if match else ""


def _host(address: str) -> str:
    return _LOCALE.sub("", address).split("/")[2].casefold() if address.count("/") > 1 else ""


def _torn(document: Document) -> Restored:
    """Mend what is no link because spaces stand in its address, which the source has."""
    assert document.source is not None
    if not _SPACED.search(document.markup):
        return
    known: dict[str, str] = {}
    for section in sections_of(document.source.text):
        for piece in (*section.links, *section.images):
            known.setdefault(squashed(_plain(piece.content)), piece.content)
    for match in _SPACED.finditer(document.markup):
        mine = match[1].strip()
        source = known.get(squashed(_plain(mine.replace(" ", ""))), mine)
        if source != mine:
            right = source if _ABSOLUTE.match(source) else _way(mine) + source[len(_way(source)) :]
            yield Edit(match.start(1), match.end(1), right), right


def anchor_edits(document: Document) -> Restored:
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


def _replaced(text: str, piece: Piece, right: str) -> Restored:
    """Yield the edit of the address of a link, when it is written out once and plainly."""
    at = text.rfind("](", piece.start, piece.end)
    start = text.find(piece.content, max(at, piece.start), piece.end) if at >= 0 else -1
    if start >= 0:
        yield Edit(start, start + len(piece.content), right), right
