"""English ordinal endings that do not fit their number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Document, Line, LineCheck, Violation

TRIGGER = r"[0-9](?:st|nd|rd|th)"
LINES = True

_ORDINAL = re.compile(r"(?<![\w.,/-])(?P<number>\d{1,9})(?P<ending>st|nd|rd|th)(?![\w])(?! \d)")
_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. It has no options."""

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        for offset, line in lines:
            for match in _ORDINAL.finditer(document.masked, offset, offset + len(line)):
                right = _ending(match["number"])
                if right != match["ending"]:
                    yield Violation(*match.span("ending"), replacement=right)

    return check


def _ending(number: str) -> str:
    """Return the ending of an ordinal.

    >>> [_ending(n) for n in ("1", "12", "23", "104")]
    ['st', 'th', 'rd', 'th']
    """
    return "th" if number[-2:-1] == "1" else _ENDINGS.get(number[-1], "th")
