"""House style: no-break spaces where a line must not end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Violation

TRIGGER = r"\S [;:!?»%€$£°\d]|« \S"
_NO_BREAK = "\xa0\u202f"
_GROUP = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d])")
_MEASURE = re.compile(r"(?<=\d) (?=[%€$£°])")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options: the profile says which marks have a space, and which."""
    del options

    def check(document: Document) -> Iterator[Violation]:
        text, profile = document.masked, document.profile
        for mark, space in profile.space_before.items():
            if space in _NO_BREAK:
                pattern = rf"(?<=[\w\x01\x02»”\"')\]%…]) (?={re.escape(mark)}(?:[\s»”\"')\]]|$))"
                yield from _replace(text, re.compile(pattern, re.M), space)
        first, last = profile.quotes
        if first[-1] in _NO_BREAK:
            yield from _replace(text, re.compile(rf"(?<={re.escape(first[0])}) (?=\S)"), first[-1])
            yield from _replace(text, re.compile(rf"(?<=\S) (?={re.escape(last[-1])})"), last[0])
        if profile.percent == "spaced" or first[-1] in _NO_BREAK:
            yield from _replace(text, _MEASURE, "\xa0")
        group = next((space for space in profile.group if space in _NO_BREAK), None)
        if group:
            for match in _GROUP.finditer(text):
                yield Violation(match.start(), match.end(), replacement=match[0].replace(" ", group))

    return check


def _replace(text: str, pattern: re.Pattern[str], space: str) -> Iterator[Violation]:
    for match in pattern.finditer(text):
        yield Violation(match.start(), match.end(), replacement=space)
