"""Liquid tags whose keywords were translated: ``{% si x %}``, ``{% données variables.x %}``; and tags that lost a mark."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.alignment import sections_of
from cleanup.liquid import SHORTCODE, TAG, mended
from cleanup.model import Applicability, Check, Document, Violation

_UNENDED = re.compile(
    r"\{%-?[ ]?(?:if|elsif|ifversion|unless|else|endif|for|endfor|data|octicon)\b(?P<rest>[^{}%\n]{0,120})\}(?!\})"
)
_DATA = re.compile(r"\{%-?[ ]?data (?:variables|reusables)\.")
_CONTROL = re.compile(r"\{\{[<%]|\{%-?[ ]?(?:if|elsif|ifversion|else|endif|unless|for|endfor|data|end\w+)\b")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        text = document.text
        if "{%" not in text and not ("{{" in text and SHORTCODE.search(text)):  # the parser hides tags from triggers
            return
        found = list(_found(text, document.language.partition("-")[0]))
        if not found:
            return
        code = _code(document)
        weaker = None if _CONTROL.search(text) else Applicability.UNSAFE
        for start, end, right in found:
            if not _is_within(code, start):
                yield Violation(
                    start, end, right or None, values={"tag": right or text[start:end]}, applicability=weaker
                )

    return check


def _found(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield the place of each damaged tag and what it should be; nothing when that is not known."""
    known = _DATA.search(text) is not None
    for match in TAG.finditer(text):
        right = mended(match[0], language, known_data=known)
        if right != match[0]:
            yield *match.span(), right
        elif (word := re.match(r"[^\W\d_]+", match["inner"])) and not word[0].isascii():
            yield *match.span(), ""
    for match in SHORTCODE.finditer(text):
        if (right := mended(match[0])) != match[0]:
            yield *match.span(), right
    for match in _UNENDED.finditer(text):
        yield *match.span(), f"{match[0][:-1].rstrip()} %}}"


def _code(document: Document) -> list[tuple[int, int]]:
    if document.format != "markdown":
        return []
    return sorted((piece.start, piece.end) for s in sections_of(document.text) for piece in (*s.codes, *s.blocks))


def _is_within(spans: list[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(spans, (offset, offset)) - 1
    return index >= 0 and offset < spans[index][1]
