"""Directives of three or more colons that are never closed, or closed without having been opened.

Docusaurus, VitePress, Pandoc and MyST end a container with a line of colons; Microsoft Learn ends zones, monikers,
rows and columns by name, and other directives on their own line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Violation

_LINE = re.compile(
    r"^[ \t>]*+(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(?:(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)"
    r"|(?P<colons>:{3,})[ \t]*(?P<name>\{?[.#]?[^\W\d_][\w-]*)?(?P<rest>[^\n]*))$",
    re.MULTILINE,
)
_COMMENT = re.compile(r"<!--(?:[^<-]|-(?!->)|<(?!!--))*+-->")
_ENDED_BY_NAME = frozenset({"moniker", "zone", "row", "column"})
_END = "-end"

_Found = Iterator[tuple[int, int, str, bool]]


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        if document.format != "markdown" or ":::" not in document.text:  # the parser hides these lines from triggers
            return
        found = list(_found(document.text))
        if not found:
            return
        inherited = (
            Counter(what for _, _, what, _ in _found(document.source.text)) if document.source else Counter[str]()
        )
        for start, end, what, opened in found:
            inherited[what] -= 1
            if inherited[what] < 0:
                message = None if opened else "This “{what}” closes nothing."
                yield Violation(start, end, values={"what": what}, message=message)

    return check


def _found(text: str) -> _Found:
    """Yield the place of each directive without a partner, what is written there, and whether it opens."""
    fence = ""
    open_ones: list[tuple[str, int, int, str]] = []
    counts = Counter[str]()
    for match in _LINE.finditer(_COMMENT.sub(_blank, text) if "-->" in text else text):
        if match["fence"] is not None:
            fence = _fence(fence, match["fence"], match["info"])
        elif not fence:
            yield from _directive(match, open_ones, counts)
    for _, start, end, what in open_ones:
        yield start, end, what, True


def _blank(comment: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", comment[0])


def _fence(fence: str, marks: str, info: str) -> str:
    """Return the code fence that is open after a line of ``marks``."""
    if not fence:
        return "" if marks[0] == "`" and "`" in info else marks
    closes = marks[0] == fence[0] and len(marks) >= len(fence) and not info.strip()
    return "" if closes else fence


def _directive(match: re.Match[str], open_ones: list[tuple[str, int, int, str]], counts: Counter[str]) -> _Found:
    """Open or close a directive; ``counts`` says how many of each name are open."""
    start = match.start("colons")
    name, rest = (match["name"] or "").lower(), match["rest"].strip()
    end = match.end("name") if name else match.end("colons")
    what = match.string[start:end]
    if not name:
        if rest:  # no directive: prose or a row of colons
            return
        if not open_ones or open_ones[-1][0] in _ENDED_BY_NAME:
            yield start, end, what, False
        else:
            counts[open_ones.pop()[0]] -= 1
    elif name.endswith(_END):
        kind = name.removesuffix(_END)
        if counts[kind]:
            while open_ones[-1][0] != kind:
                inner = open_ones.pop()
                counts[inner[0]] -= 1
                yield *inner[1:], True
            open_ones.pop()
            counts[kind] -= 1
        else:
            yield start, end, what, False
    elif name in _ENDED_BY_NAME or _is_complex(name, rest) or not rest.endswith(":::"):
        open_ones.append((name, start, end, what))
        counts[name] += 1


def _is_complex(name: str, rest: str) -> bool:
    """Tell whether an image has a long description, which is ended by name."""
    return name == "image" and re.search(r"type\s*=\s*[\"“]complex", rest) is not None
