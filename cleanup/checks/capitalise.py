"""Words that a language writes with a capital, found in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from cleanup.model import OBJECT, Check, Document, Violation

_WORD = re.compile(r"\w+")
_REACH = 200
_JOINTS = frozenset("-_/\\.@#'’~=:")
_NAME = re.compile(rf"[-_/\\@#~=:{OBJECT}]|[.'’](?=\w)")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    Options, words separated by spaces: ``words`` in lower case, which get a capital; ``not-before``: words
    with which one of them makes a common noun.
    """
    words = frozenset(options["words"].split())
    nouns = re.compile(rf" (?:{'|'.join(options.get('not-before', '').split()) or '(?!)'})\b")

    def check(document: Document) -> Iterator[Violation]:
        text = document.masked
        found = tuple(sorted(words & _words_of(text), reverse=True))
        for match in _any_of(found).finditer(text) if found else ():
            start, end = match.span()
            if (start and (text[start - 1] in _JOINTS or text[start - 1] == OBJECT)) or _NAME.match(text, end):
                continue
            if nouns.match(text, end) or _in_lower_case(text, start, end):
                continue
            capital = match[0][0].upper() + match[0][1:]
            yield Violation(start, end, capital, values={"match": capital})

    return check


@lru_cache(maxsize=1)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


@lru_cache(maxsize=1024)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of the words that a text has at all; to look for all of them takes far longer."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


def _in_lower_case(text: str, start: int, end: int) -> bool:
    """Tell whether the whole line is written without capitals, which is a style."""
    line = text[max(text.rfind("\n", max(0, start - _REACH), start) + 1, start - _REACH) : end + _REACH]
    return line.partition("\n")[0].islower()
