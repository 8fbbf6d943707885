"""Version numbers that were given the decimal comma of the language: ``.NET Framework 3,5``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Applicability, Document, Edit, Line, LineCheck, Violation

TRIGGER = r"[^\W\d][^\W\d_]?[ \xa0\u202f]{1,2}\d{1,2},\d{1,2}|\d[ \xa0\u202f]\d{1,2},\d{1,2}"
LINES = True

_NUMBER = re.compile(r"\d{1,2}(?P<comma>,)\d{1,2}(?![\w%]|[-‑]\w|,\d|[ \xa0\u202f]?[%€$°])")
_NEXT = re.compile(
    r"\d{1,2}[.,]\d{1,2}(?:[ \xa0]\w{3,12})?(?:,[ \xa0]|[ \xa0](?:ou|et|à|y|o|a|e|i|und|oder|bis|и|или|до|en|of|och|og|"
    r"eller|oraz|lub|do|nebo|až|sau|și|ve|veya|та|або)[ \xa0]|[ \xa0]?[-–/][ \xa0]?)(?=\d{1,2},\d)"
)
_NOT_A_VERSION = re.compile(
    r"[ \xa0](?:(?:раза?|fois|veces|mal|volte|vezes|razy|krát|Mo|Go|Ko|MB|GB|KB|МБ|ГБ|TB"
    r"|MHz|GHz|ГГц|s|ms|cm|mm|km|kg|Zoll|pouces)\b|[Mm]il|[Mm]ill?i|[Bb]il|Mio|Mrd|ml[nd]\b|тыс|тис|млн|млрд|мільй|милл|мил|tys|euro|dol)"
)


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check.

    ``products``: names after which a number is a version. ``words``: language -> words for "version" (singular).
    ``plurals``: language -> words for "versions", after which a comma may also part two numbers.
    """
    products = "|".join(re.escape(p).replace(r"\ ", "[ \xa0]") for p in options.get("products", []))
    heads: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {}

    def heads_of(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
        base = language.partition("-")[0]
        if base not in heads:
            words = "|".join(options.get("words", {}).get(base, [])) or "(?!)"
            number = r"[ \xa0\u202f]{1,2}(?=\d{1,2},\d)"
            plurals = "|".join(options.get("plurals", {}).get(base, [])) or "(?!)"
            heads[base] = (
                re.compile(rf"(?<![\w-])(?:(?:{products})(?:[ \xa0]\d{{4}})?|(?i:{words})){number}"),
                re.compile(rf"(?<![\w-])(?i:{plurals}){number}"),
            )
        return heads[base]

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        if document.profile.decimal != ",":
            return
        sure, plural = heads_of(document.language)
        for offset, line in lines:
            for match in sure.finditer(line):
                yield from _numbers(line, offset, match.end(), True)
            for match in plural.finditer(line):
                yield from _numbers(line, offset, match.end(), False)

    return check


def _numbers(line: str, offset: int, at: int, sure: bool) -> Iterator[Violation]:
    """Yield one violation for a number and those listed after it."""
    edits: list[Edit] = []
    start = at
    while (match := _NUMBER.match(line, at)) is not None and not _NOT_A_VERSION.match(line, match.end()):
        edits.append(Edit(offset + match.start("comma"), offset + match.end("comma"), "."))
        following = _NEXT.match(line, at)
        end = match.end()
        if following is None:
            sure = sure or len(edits) > 1 or line[match.end("comma") : end] == "0"
            break
        at = following.end()
    else:
        if not edits:
            return
        end = at
    applicability = None if sure else Applicability.UNSAFE
    yield Violation(offset + start, offset + end, edits=tuple(edits), applicability=applicability)
