"""Spaces inside the brackets of an HTML tag, which then is text: ``< br / >``, ``< /b>``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Document, Line, LineCheck, Violation

_NAMES = (
    "a|abbr|b|blockquote|br|caption|center|code|dd|del|details|div|dl|dt|em|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|"
    "ol|p|pre|q|s|samp|small|span|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul|var|video|wbr"
)
TRIGGER = r"<[ \xa0]/?[ \xa0]?(?i:" + _NAMES + r")[ \xa0]?/?[ \xa0]?>|</[ \xa0](?i:" + _NAMES + r")[ \xa0]?>|/[ \xa0]>"
LINES = True

_TAG = re.compile(
    rf"<(?P<a>[ \xa0]?)(?P<close>/?)(?P<b>[ \xa0]?)(?P<name>(?i:{_NAMES}))(?P<c>[ \xa0]?)(?P<void>/?)(?P<d>[ \xa0]?)>"
)
_VOID = frozenset({"br", "hr", "wbr"})
_SHORT = frozenset(("th", "td", "tr", "li", "dd", "dt", "dl", "ol", "ul", "em"))
"""With a letter alone, names that may be variables of a comparison."""


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. It has no options."""

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        for offset, line in lines:
            for match in _TAG.finditer(line):
                mended = _mended(match)
                if mended is not None and line[: match.start()][-1:] != "\\":
                    yield Violation(offset + match.start(), offset + match.end(), mended, values={"tag": mended})

    return check


def _mended(match: re.Match[str]) -> str | None:
    """Return the tag without its wrong spaces; ``None`` when it has none, or may be a comparison."""
    name, close, void = match["name"], match["close"], match["void"]
    if close:
        return None if void or not (match["a"] or match["b"]) else f"</{name}>"
    if not (match["a"] or (void and match["d"])):
        return None
    if void:
        return f"<{name} />" if match["c"] or match["a"] or name.lower() not in _VOID else f"<{name}/>"
    return f"<{name}>" if len(name) > 1 and name.lower() not in _SHORT else None
