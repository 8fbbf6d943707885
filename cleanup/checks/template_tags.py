"""Template tags and placeholders with spaces in their delimiters: ``{ % endif %}``, ``$ {name}``, ``% 1 $ s``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Applicability, Document, Line, LineCheck, Violation

TRIGGER = (
    r"\{ ?%.{0,200}% \}|\{ %.{0,200}% ?\}|\{ \{[^{}\n]{1,80}\} ?\}|\{\{[^{}\n]{1,80}\} \}|\$ \{[A-Za-z_]"
    r"|% \d ?\$ ?[sd]|%\d(?: \$|\$ )[sd]|% [sd](?![\w'’])"
    r"|\{ \d ?\}|\{\d \}"
)
LINES = True

_BLOCK = re.compile(r"\{ ?%(?P<inner>-?[^%{}\n]{1,200}-?)% ?\}")
_VALUE = re.compile(r"\{ ?\{(?P<inner>[<%]?[ ]?[A-Za-z_][\w.$|:()'\"/, -]{0,76}[ ]?[>%]?)\} ?\}")
_DOLLAR = re.compile(r"(?<![\w$\d])\$ \{(?P<inner>[A-Za-z_][\w.]{0,40})\}")
_NUMBERED = re.compile(r"%(?P<a> ?)(?P<number>\d)(?P<b> ?)\$(?P<c> ?)(?P<kind>[sd])(?!\w)")
_PERCENT = re.compile(r"(?<![\d%\w])(?<!\d[ \xa0\u202f])% (?P<kind>[sd])(?![\w'’])")
_INDEX = re.compile(r"(?<![\w{$\\])\{(?P<a> ?)(?P<number>\d)(?P<b> ?)\}(?!\})")
_KEYWORD = re.compile(r"[-~]?[ ]?(?:/?[a-z][\w-]{1,30})")


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. It has no options."""

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        for offset, line in lines:
            for start, end, mended, sure in _found(line, document.text):
                if line[start:end] != mended:
                    weaker = None if sure else Applicability.UNSAFE
                    yield Violation(offset + start, offset + end, mended, values={"tag": mended}, applicability=weaker)

    return check


def _found(line: str, text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Yield the place of each tag, what it should be, and whether that is sure."""
    for match in _BLOCK.finditer(line):
        if _KEYWORD.match(match["inner"].lstrip()):
            yield *match.span(), f"{{%{match['inner']}%}}", True
    for match in _VALUE.finditer(line):
        yield *match.span(), f"{{{{{match['inner']}}}}}", text.count("{{") > match[0].count("{{")
    for match in _DOLLAR.finditer(line):
        yield *match.span(), f"${{{match['inner']}}}", True
    for match in _NUMBERED.finditer(line):
        yield *match.span(), f"%{match['number']}${match['kind']}", True
    for match in _PERCENT.finditer(line):
        if re.search(r"%[sd@]", text):
            yield *match.span(), f"%{match['kind']}", False
    for match in _INDEX.finditer(line):
        if match["a"] + match["b"] and re.search(r"\{\d\}", text):
            yield *match.span(), f"{{{match['number']}}}", False
