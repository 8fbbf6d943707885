"""Asterisks that Markdown leaves standing because a space or a bracket is in the way of the emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Applicability, Check, Document, Edit, Violation

_MARK = re.compile(r"(?<![*\\])\*\*(?!\*)")
_EMPTY = re.compile(r"(?<!\*)\*{4}(?!\*)")
_PAIRS = {"「": "」", "『": "』", "“": "”", "‘": "’", "《": "》", "«": "»", "„": "“"}
_TRAILING = "，。；：！？、,;:"
_SPACES = " \xa0"
_OPERANDS = frozenset("0123456789/\\")
_LONGEST = 200
_REACH = 70


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. ``kind``: "spaces", "marks" or "empty"; see the rules that use it.

    Raises:
        ValueError: ``kind`` is none of these.
    """
    kinds = {"spaces": _spaces, "marks": _marks, "empty": _empty}
    if options.get("kind") not in kinds:
        raise ValueError("kind: spaces, marks or empty is expected")
    find = kinds[options["kind"]]

    def check(document: Document) -> Iterator[Violation]:
        if "**" in document.masked:
            for offset, line in _lines(document):
                yield from find(document, offset, line)

    return check


def _lines(document: Document) -> Iterator[tuple[int, str]]:
    """Yield each line of the markup that holds literal asterisks, with its offset."""
    masked, markup = document.masked, document.markup
    at = masked.find("**")
    while at >= 0:
        start = markup.rfind("\n", 0, at) + 1
        end = markup.find("\n", at)
        end = len(markup) if end < 0 else end
        yield start, markup[start:end]
        at = masked.find("**", end)


def _literal(document: Document, offset: int, line: str) -> list[int]:
    """Return where on the line two asterisks are text for the parser, and not part of emphasis or code."""
    masked = document.masked
    found = (m.start() for m in _MARK.finditer(line))
    return [at for at in found if masked[offset + at : offset + at + 2] == "**"]


def _spaces(document: Document, offset: int, line: str) -> Iterator[Violation]:
    """Yield ``** bold **``: a lone pair of literal marks with a space inside."""
    marks = _literal(document, offset, line)
    if len(marks) != 2 or "|" in line[marks[0] : marks[1]]:
        return
    opening, closing = marks
    inner = line[opening + 2 : closing]
    text = inner.strip(_SPACES)
    if not text or text == inner or "**" in inner or len(inner) > _LONGEST or not any(c.isalpha() for c in text):
        return
    if line[:opening].rstrip(_SPACES)[-1:] in _OPERANDS or line[closing + 2 :].lstrip(_SPACES)[:1].isdigit():
        return
    if text[-1] == "/":
        return
    left, right = len(inner) - len(inner.lstrip(_SPACES)), len(inner) - len(inner.rstrip(_SPACES))
    edits = []
    before, after = line[:opening][-1:], line[closing + 2 : closing + 3]
    if left:
        if before.isalnum() and document.profile.spaces:
            edits.append(Edit(offset + opening, offset + opening, " "))
        edits.append(Edit(offset + opening + 2, offset + opening + 2 + left, ""))
    if right:
        edits.append(Edit(offset + closing - right, offset + closing, ""))
        if after.isalnum() and document.profile.spaces:
            edits.append(Edit(offset + closing + 2, offset + closing + 2, " "))
    yield Violation(offset + opening, offset + closing + 2, edits=tuple(edits))


def _marks(document: Document, offset: int, line: str) -> Iterator[Violation]:
    """Yield bold text that ends in a mark and is followed by a letter, as is usual where no spaces part words."""
    marks = _literal(document, offset, line)
    if len(marks) != 2:
        return
    opening, closing = marks
    inner = line[opening + 2 : closing]
    if not inner.strip(_SPACES) or inner != inner.strip(_SPACES) or len(inner) > _LONGEST:
        return
    start, end = offset + opening, offset + closing + 2
    core = inner.rstrip(_TRAILING)
    if core != inner and core and line[closing + 2 : closing + 3].isalnum():
        moved = inner[len(core) :]
        yield Violation(start, end, edits=(Edit(end - 2 - len(moved), end, f"**{moved}"),))
    elif _PAIRS.get(inner[0]) == inner[-1] and inner.count(inner[0]) == 1:
        edits = (Edit(start, start + 3, f"{inner[0]}**"), Edit(end - 3, end, f"**{inner[-1]}"))
        yield Violation(start, end, edits=edits)
    else:
        yield Violation(start, end)


def _empty(document: Document, offset: int, line: str) -> Iterator[Violation]:
    """Yield four asterisks beside a bracket, or between two bold words."""
    masked = document.masked
    alone = len(_EMPTY.findall(line)) == 1
    for match in _EMPTY.finditer(line):
        start, end = match.span()
        if masked[offset + start : offset + end] != "****":
            continue
        before, after = line[max(0, start - _REACH) : start], line[end : end + _REACH]
        label = re.search(r"\[[^\[\]\n*]{1,60}\]\Z", before)
        following = re.match(r"\[[^\[\]\n*]{1,60}\]", after)
        if label and not after.startswith(("(", "[")) and alone:
            at = offset + label.start()
            yield Violation(at, offset + end, edits=(Edit(at, at, "**"), Edit(offset + start, offset + end, "**")))
        elif following and not after[following.end() :].startswith(("(", "[", ":")) and alone:
            at = offset + end + following.end()
            yield Violation(offset + start, at, edits=(Edit(offset + start, offset + end, "**"), Edit(at, at, "**")))
        elif document.profile.spaces and before[-1:].isalnum() and after[:1].isalnum():
            edit = Edit(offset + start, offset + end, "** **")
            yield Violation(offset + start, offset + end, edits=(edit,), applicability=Applicability.UNSAFE)
        else:
            yield Violation(offset + start, offset + end)
