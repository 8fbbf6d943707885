"""Questions and exclamations that end in their mark and lack the inverted one at their beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Applicability, Document, Edit, Line, LineCheck, Violation

TRIGGER = r"[^\W_][\"”’»)]?[?!]"
LINES = True

_END = re.compile(r"(?<=[^\W_])[\"”’»)]?(?P<mark>[?!])(?![?!)\w=])")
_BOUNDARY = re.compile(r"[.!?…:;](?:[\"”’»)\x01]{0,3}[ \xa0\n]{1,3})|[\n¿¡(]")
_OPENING = re.compile(r"[\"“«‘'—–\-\s\x01*]*")
_LONGEST = 300
_SUBORDINATE = re.compile(
    r"(?:si|cuando|aunque|como|para|mientras|después|antes|una vez|en caso)\b[^,]*,", re.IGNORECASE
)
_UNACCENTED = re.compile(
    r",\s(?:(?:y|a|de|en|por|para|con|desde|hasta)\s)?(?:que|como|quien(?:es)?|a?donde|cuando|cual(?:es)?|cuant[oa]s?)\b",
    re.IGNORECASE,
)
"""An interrogative that lost its accent with its mark, or a conjunction: ``…, como puedo hacerlo?``."""
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"))
_INVERTED = {"?": "¿", "!": "¡"}
_INVERTED_MARKS = frozenset(_INVERTED.values())


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check.

    Options: ``words``, interrogatives that begin a direct question; ``frequent``, words of which one tells that
    a sentence is in the language, and not a title in another.

    Raises:
        ValueError: ``words`` is missing.
    """
    words = options.get("words")
    if not isinstance(words, list) or not words:
        raise ValueError("words: a list of interrogatives is expected")
    known = frozenset(options.get("frequent", ()))
    one = "|".join(words)
    starts = re.compile(rf"(?:(?:y|pero|a|de|en|por|para|con|desde|hasta)\s)?(?:{one})\b", re.IGNORECASE)
    later = re.compile(rf",\s(?P<clause>(?:(?:y|a|de|en|por|para|con|desde|hasta)\s)?(?:{one})\b)", re.IGNORECASE)

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        masked = document.masked
        for offset, line in lines:
            begin = offset
            for match in _END.finditer(masked, offset, offset + len(line)):
                end = match.start("mark")
                start = _sentence_start(masked, max(begin, end - _LONGEST), end)
                begin = match.end()
                sentence = masked[start:end]
                if not sentence or not _INVERTED_MARKS.isdisjoint(masked[max(0, start - 1) : end]):
                    continue
                question = match["mark"] == "?" and bool(starts.match(sentence))
                if not question and not (sentence[0].isupper() and _speaks(sentence, known)):
                    continue
                clause = None if question else later.search(sentence)
                at = start + clause.start("clause") if clause and match["mark"] == "?" else start
                strength = Applicability.SAFE if question and "," not in sentence else Applicability.UNSAFE
                if not question and not clause and match["mark"] == "?" and _may_begin_later(sentence):
                    strength = Applicability.DISPLAY_ONLY
                edit = Edit(at, at, _INVERTED[match["mark"]])
                yield Violation(at, match.end(), edits=(edit,), applicability=strength)

    return check


def _may_begin_later(sentence: str) -> bool:
    """Tell whether the question may begin after a statement or a subordinate clause, which stay outside of it."""
    return "," in sentence and bool(_SUBORDINATE.match(sentence) or _UNACCENTED.search(sentence))


def _speaks(sentence: str, known: frozenset[str]) -> bool:
    return not known.isdisjoint(re.findall(r"[^\W\d_]+", sentence.lower()))


def _sentence_start(masked: str, low: int, end: int) -> int:
    """Return where the sentence that ends at ``end`` begins, after quotation marks and dashes."""
    start = low
    for boundary in _BOUNDARY.finditer(masked, low, end):
        start = boundary.end() if boundary[0] not in "¿¡" else boundary.start()
    start = max(start, _inside_quotation(masked, start, end))
    opening = _OPENING.match(masked, start, end)
    return opening.end() if opening else start


def _inside_quotation(masked: str, start: int, end: int) -> int:
    """Return where the quotation begins that is still open at ``end``, or 0."""
    opened = max(
        (masked.rfind(mark, start, end) for mark, closing in _QUOTES if _is_open(masked, mark, closing, start, end)),
        default=-1,
    )
    return opened + 1


def _is_open(masked: str, mark: str, closing: str, start: int, end: int) -> bool:
    if mark == closing:
        return masked.count(mark, start, end) % 2 == 1
    return masked.rfind(mark, start, end) > masked.rfind(closing, start, end)
