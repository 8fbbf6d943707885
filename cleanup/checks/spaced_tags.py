"""Hashtags, handles and placeholders whose sign was parted from the name: ``#eins # zwei``, ``@ user4``, ``#NAME #``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from cleanup.model import Document, Edit, Line, LineCheck, Violation

TRIGGER = r"[#@] \w|[\w\x02] #"
LINES = True

# The sign comes first: to look back at every character of a long text takes far longer.
_TAG = re.compile(r"#(?<![^\s(]#)(?P<gap> ?)(?P<name>[^\W\d_]\w{1,60})(?![\w#])")
_HANDLE = re.compile(r"@(?<![^\s(]@)(?P<gap> ?)(?P<name>[A-Za-z]\w{1,40})\b(?![.@]\w)")
_PLACEHOLDER = re.compile(r"#(?<![#&]#)(?P<left> ?)(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ_]{2,30}\d{0,3})(?P<right> ?)#(?![\w#])")
_PAIRED = re.compile(r"# ?\w{2,40} ?#(?!\w)")
_LEAST_HANDLES = 3
_PROGRAM_NAME = re.compile(r"[\d_]")


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check.

    Options: ``what`` is ``hashtags``, ``handles`` or ``placeholders``.

    Raises:
        ValueError: ``what`` is none of these.
    """
    kinds: dict[str, Callable[[Document, Sequence[Line]], Iterator[Violation]]] = {
        "hashtags": _hashtags,
        "handles": _handles,
        "placeholders": _placeholders,
    }
    if options.get("what") not in kinds:
        raise ValueError(f"what: one of {', '.join(kinds)} is expected")
    return kinds[options["what"]]


def _hashtags(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
    """Yield the torn ones that stand beside other hashtags; a single ``#`` may be a heading or a number sign."""
    for offset, line in lines:
        text = document.text[offset : offset + len(line)]
        if 2 * len(_PAIRED.findall(text)) == text.count("#"):
            continue  # placeholders
        found = list(_TAG.finditer(document.text, offset, offset + len(line)))
        beside = [not document.text[a.end() : b.start()].strip() for a, b in pairwise(found)]
        for index, match in enumerate(found):
            if match["gap"] and any(beside[max(0, index - 1) : index + 1]):
                yield from _closed(document, match, "gap")


def _handles(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
    """Yield the torn ones that begin a line or follow another, in documents that address people so."""
    if sum(1 for match in _HANDLE.finditer(document.text) if not match["gap"]) < _LEAST_HANDLES:
        return
    for offset, line in lines:
        end = offset
        for match in _HANDLE.finditer(document.text, offset, offset + len(line)):
            if document.text[end : match.start()].strip():
                break
            end = match.end()
            if _PROGRAM_NAME.search(match["name"]):
                yield from _closed(document, match, "gap")


def _placeholders(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
    """Yield the torn ones whose whole form stands in the document, or whose name is one of a program."""
    whole = {m["name"] for m in _PLACEHOLDER.finditer(document.text) if not m["left"] and not m["right"]}
    for offset, line in lines:
        for match in _PLACEHOLDER.finditer(document.text, offset, offset + len(line)):
            if match["name"] in whole or "_" in match["name"]:
                yield from _closed(document, match, "left", "right")


def _closed(document: Document, match: re.Match[str], *gaps: str) -> Iterator[Violation]:
    """Yield the violation that takes the spaces out, where they are prose."""
    edits = tuple(Edit(*match.span(gap), "") for gap in gaps if match[gap])
    if edits and all(document.masked[edit.start] == " " for edit in edits):
        yield Violation(*match.span(), edits=edits, values={"name": match[0].replace(" ", "")})
