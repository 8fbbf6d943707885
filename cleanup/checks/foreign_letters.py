"""Words of a neighbouring language that is written in the same script, known by letters the language does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from cleanup.checks.foreign_script import is_in_sentence
from cleanup.model import Check, Document, Kind, Violation
from cleanup.profile import fallbacks

TRIGGER = "[іїєґўјљњћђџѓќѕыэъёщи]"

_FEW = 6
_LOWER = "а-яѐ-ѯҋ-ԯ"


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    Options, each language -> lower-case letters: ``letters`` are those of its script that it does not have, ``own``
    those that its neighbours do not have. A paragraph must hold more words with the latter.

    Raises:
        ValueError: one of them is missing or no mapping of strings, or they name different languages.
    """
    letters, own = (_mapping(options.get(name)) for name in ("letters", "own"))
    if not letters or set(letters) != set(own):
        raise ValueError("letters, own: mappings of the same languages to letters are expected")

    def check(document: Document) -> Iterator[Violation]:
        tag = next((tag for tag in fallbacks(document.language) if tag in letters), None)
        if tag is None or frozenset(letters[tag]).isdisjoint(document.masked):
            return
        foreign, native = _words(letters[tag]), _words(own[tag])
        for segment in document.segments:
            if segment.kind is not Kind.PARAGRAPH or segment.language is not None:
                continue
            found = list(foreign.finditer(document.masked, segment.start, segment.end))
            if not 0 < len(found) <= _FEW:
                continue
            # A sentence in the other language is a quotation, or the business of another rule.
            if len(native.findall(document.masked, segment.start, segment.end)) <= len(found):
                continue
            for match in found:
                if is_in_sentence(document.masked, segment, match):
                    yield Violation(*match.span(), values={"word": match[0]})

    return check


def _mapping(given: object) -> dict[str, str]:
    if not isinstance(given, dict) or not all(isinstance(value, str) and value for value in given.values()):
        return {}
    return given


@lru_cache(maxsize=32)
def _words(letters: str) -> re.Pattern[str]:
    """Return the pattern of lower-case words that hold one of the letters: names keep those of their language."""
    return re.compile(rf"(?<![\w'’ʼ-])(?=[{_LOWER}]*[{letters}])[{_LOWER}]{{2,}}(?![\w'’ʼ-])")
