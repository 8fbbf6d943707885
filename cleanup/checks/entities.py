"""HTML character references in text that is not HTML, and references with spaces inside them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Applicability, Check, Document, Violation

TRIGGER = r"&"

_TIGHT = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_NAMES = (
    "amp|quot|apos|lt|gt|nbsp|lsquo|rsquo|sbquo|ldquo|rdquo|bdquo|lsaquo|rsaquo|laquo|raquo|hellip|mdash|ndash|middot"
    "|bull|iexcl|iquest|euro|pound|cent|copy|reg|trade|deg|times|frac12|sect|para|szlig"
    "|[aeiounyAEIOUNYcC](?:grave|acute|circ|tilde|uml|cedil)|[aA]ring|[aA][eE]lig|[oO]slash"
)
_SPACED = re.compile(rf"& ?(?:# ?(?P<number>\d{{1,6}}|[xX][0-9a-fA-F]{{1,5}})|(?P<name>{_NAMES})) ?;")
_TOPIC = re.compile(r"\bX?HTML\b|\bXML\b")
_REACH = 400
_LONGEST_ADDRESS = 300
_MARKUP = frozenset("<>\u00ad\u200b\u200c\u200d\u200e\u200f")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    Option ``spaced: true``: references with a space inside, in any format; without it whole references, where
    the format does not read them.
    """
    spaced = bool(options.get("spaced"))
    pattern = _SPACED if spaced else _TIGHT

    def check(document: Document) -> Iterator[Violation]:
        text, speaks = document.text, None
        shown = document.masked
        for match in pattern.finditer(shown):
            start, end = match.span()
            whole = re.sub(r"\s", "", match[0])
            character = html.unescape(whole)
            if character == whole or (spaced and whole == match[0]) or _is_control(character):
                continue
            if _in_address(text, start):
                continue
            if speaks is None:
                speaks = _TOPIC.search(text) is not None
            kept = document.format in ("html", "markdown") and character in "&<>\xa0"
            yield Violation(
                start,
                end,
                whole if kept else character,
                values={"match": match[0], "character": character},
                applicability=_applicability(character, about=speaks and _is_about_markup(text, start)),
            )

    return check


def _applicability(character: str, *, about: bool) -> Applicability | None:
    """Weaken the fix in a line about markup, which shows references on purpose, and of angle brackets anywhere."""
    if not _MARKUP.isdisjoint(character):
        return Applicability.DISPLAY_ONLY if about else Applicability.UNSAFE
    return Applicability.UNSAFE if about else None


def _is_about_markup(text: str, at: int) -> bool:
    """Tell whether the line speaks of markup, within the reach of a sentence or two."""
    start, end = max(0, at - _REACH), min(len(text), at + _REACH)
    line = text[max(start, text.rfind("\n", start, at) + 1) : end]
    return _TOPIC.search(line.partition("\n")[0]) is not None


def _is_control(character: str) -> bool:
    return not character or character <= " " or (len(character) == 1 and "\x7f" <= character < "\xa0")


def _in_address(text: str, at: int) -> bool:
    """Tell whether the reference is part of a web address or a query (``?a=1&amp;b=2``)."""
    least = max(0, at - _LONGEST_ADDRESS)
    start = max(least, *(text.rfind(space, least, at) + 1 for space in " \n\t"))
    word = text[start:at]
    return "://" in word or word.startswith("www.") or ("=" in word and "?" in word)
