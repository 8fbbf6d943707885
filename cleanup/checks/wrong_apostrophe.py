"""An accent, a turned comma or two apostrophes where one apostrophe belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Edit, Violation
from cleanup.profile import fallbacks

TRIGGER = r"[^\W\d_](?:[´`‘]|'')[^\W\d_]"
_MARK = re.compile(r"(?:[´`‘](?<=[^\W\d_].)|''(?<=[^\W\d_]..))(?=[^\W\d_])")
_LAST_WORD = re.compile(r"[^\W\d_]{1,12}\Z")
_WORD = re.compile(r"[^\W\d_]{1,12}")
_LETTERS_AROUND = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
_CURLY = "“”„«’"


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    Options: ``endings`` gives by language what stands after an apostrophe at the end of words (``s``, ``ll``);
    ``inside`` names languages that write an apostrophe between any two letters. What stands before one is in the
    profile, as elisions.
    """
    endings: Mapping[str, list[str]] = options.get("endings", {})
    inside = frozenset(options.get("inside", ()))

    def check(document: Document) -> Iterator[Violation]:
        chain = fallbacks(document.language)
        after = {ending for tag in chain for ending in endings.get(tag, ())}
        before = {elision.lower() for elision in document.profile.elisions}
        anywhere = not inside.isdisjoint(chain)
        if not (after or before or anywhere):
            return
        text = document.masked
        mark = ""
        for match in _MARK.finditer(text):
            start, end = match.span()
            left = _LAST_WORD.search(text, max(0, start - 13), start)
            right = _WORD.match(text, end)
            fits = anywhere or (left and left[0].lower() in before) or (right and right[0].lower() in after)
            if fits:
                mark = mark or _house_apostrophe(document)
                yield Violation(start, end, edits=(Edit(start, end, mark),))

    return check


def _house_apostrophe(document: Document) -> str:
    """Return the apostrophe this document writes; in one that has none, the one that goes with its other marks."""
    found = _LETTERS_AROUND.findall(document.masked)
    straight, curly = found.count("'"), found.count("’")
    if straight != curly:
        return "'" if straight > curly else "’"
    return "’" if any(mark in document.masked for mark in _CURLY) else "'"
