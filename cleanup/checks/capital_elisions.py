"""An elided word with a capital inside a sentence: ``le prix de L'entrée``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Document, Line, LineCheck, Violation

TRIGGER = r"[^\W\d_A-Z],? (?:[LDJMTSNC]|Qu)['’][^\W\d_A-Z]"
LINES = True

_ELIDED = re.compile(r"(?:(?<=[^\W_A-Z] )|(?<=,[ ]))(?P<word>[LDJMTSNC]|Qu)(?=['’](?P<next>[^\W\d_A-Z]\w+))")
_PREVIOUS = re.compile(r"([^\W\d_]+),? \Z")
_REACH = 40
_LEAST = 2
"""How many different words must follow a capital article in a document: a single one may be a title."""


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check.

    Option ``works``: words, separated by spaces, after which the title of a work may follow.
    """
    works = frozenset(options.get("works", "").split())

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        text = document.masked
        found = [m for offset, line in lines for m in _ELIDED.finditer(text, offset, offset + len(line))]
        found = [m for m in found if m["next"][0].islower() and _follows_word(text, m.start("word"), works)]
        habit = len({m["next"] for m in found if m["word"] == "L"}) >= _LEAST
        for match in found:
            if match["word"] != "L" or habit:
                yield Violation(*match.span("word"), replacement=match["word"].lower(), values={"word": match["word"]})

    return check


def _follows_word(text: str, at: int, works: frozenset[str]) -> bool:
    """Tell whether a word in lower case stands before, and no name or word that a title follows."""
    previous = _PREVIOUS.search(text, max(0, at - _REACH), at)
    return previous is not None and previous[1].islower() and previous[1] not in works
