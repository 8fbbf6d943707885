"""House style: commas and periods inside the closing quotation mark, or outside as the sense asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.quote_pairs import Pair, quoted
from cleanup.model import Check, Document, Edit, Violation

TRIGGER = "[”’\"'][,.]|[,.][”’\"']"
_SINGLES = "’'"
_STOPS = frozenset(".,;:!?…")
_WORDS = re.compile(r"\w+")
_FRAGMENT = 3


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options; the style ``commas-in-quotes`` is ``us`` or ``logical``."""
    del options

    def check(document: Document) -> Iterator[Violation]:
        move = _inwards if document.style.get("commas-in-quotes") == "us" else _outwards
        for item in quoted(document):
            for pair in item.pairs:
                if pair.depth == 0 and pair.matches and not pair.close.after.isalnum():
                    edit = move(document.masked, pair)
                    if edit:
                        yield Violation(edit.start, edit.end, edits=(edit,))

    return check


def _inwards(text: str, pair: Pair) -> Edit | None:
    """Return the edit that moves a comma or period before the closing mark, and before a single one inside it."""
    at = pair.close.end
    stop = text[at : at + 1]
    if stop not in (",", ".") or text[at + 1 : at + 2] not in ("", " ", "\n", "\xa0"):
        return None
    start = pair.close.start
    if text[start - 1] in _SINGLES and any(mark in text[pair.open.end : start - 1] for mark in "‘'"):
        start -= 1
    before = text[start - 1 : start]
    if before in _STOPS or not (before.isalnum() or before in ")%’'"):
        return None
    return Edit(start, at + 1, stop + text[start:at])


def _outwards(text: str, pair: Pair) -> Edit | None:
    """Return the edit that moves a comma or period behind the closing mark of a word or phrase."""
    start, end = pair.close.start - 1, pair.close.end
    if text[start] in _SINGLES:
        start -= 1
    inner = text[pair.open.end : start]
    if text[start] not in ",." or not inner or inner[-1] in _STOPS or pair.open.before != " ":
        return None
    if text[pair.open.start - 2] in ",:.!?" or len(_WORDS.findall(inner)) > _FRAGMENT:
        return None
    return Edit(start, end, text[start + 1 : end] + text[start])
