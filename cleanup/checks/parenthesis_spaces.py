"""A space lost before an opening parenthesis or after a closing one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Applicability, Document, Edit, Line, LineCheck, Violation

TRIGGER = r"[^\W\d_][”’»\"\x01]{0,3}\([^\W\d_]|[^\W\d_.%…!?]\)\x01{0,9}[^\W\d_]"
LINES = True

_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0dff"
_OPEN = re.compile(rf"(?<=[^\W_{_MARKS}])[{_MARKS}”»]?(\()(?=[^\W\d_])")
_CLOSE = re.compile(r"(?<=[^\W_])[.!?…”»]?\)(?=[^\W\d_]{2})")
_LEFT = re.compile(rf"[\w{_MARKS}.'’_-]{{1,60}}[”»]?\Z")
_CONTENT = re.compile(r"[^()\n]{2,400}")
_ARGUMENTS = re.compile(r"[a-z_]\w*(?:, ?[\w.\"'-]+)*")
_CODE = re.compile(r"[a-z][A-Z]|_|\d|\.\w|::|->|\$")
_RIGHT = re.compile(r"[^\W\d_]{2,40}")
_ROMAN = re.compile(r"[IVXLC]+")
_LONG_CONTENT = 8


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. Option ``suffixes``: languages whose words take endings after a parenthesis.

    Raises:
        ValueError: ``suffixes`` is not a list.
    """
    suffixes = options.get("suffixes", [])
    if not isinstance(suffixes, list):
        raise ValueError("suffixes: a list of languages is expected")

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        closes = document.language.partition("-")[0] not in suffixes
        for offset, line in lines:
            places = [(m.start(1), _before) for m in _OPEN.finditer(document.masked, offset, offset + len(line))]
            if closes:
                places += [(m.end(), _after) for m in _CLOSE.finditer(document.masked, offset, offset + len(line))]
            for at, judge in places:
                strength = judge(document, at)
                if strength is not None:
                    yield _insert(at, strength)

    return check


def _insert(at: int, strength: Applicability) -> Violation:
    return Violation(at, at + 1, edits=(Edit(at, at, " "),), applicability=strength)


def _before(document: Document, at: int) -> Applicability | None:
    """Tell how sure it is that the parenthesis opening at ``at`` is not part of the word before it."""
    masked = document.masked
    left = _LEFT.search(masked, max(0, at - 60), at)
    inner = _CONTENT.match(masked, at + 1)
    if left is None or inner is None or not masked.startswith(")", inner.end()):
        return None
    word, content = left[0], inner[0]
    if len(word) < 2 or _CODE.search(word):
        return None
    if masked[inner.end() + 1 : inner.end() + 2].isalnum():  # both spaces may be lost
        right = _RIGHT.match(masked, inner.end() + 1)
        return Applicability.UNSAFE if right and content.strip().count(" ") > 1 else None
    if " " not in content.strip():
        return _before_one_word(document, word, content)
    if word.islower() and _ARGUMENTS.fullmatch(content):
        return None
    return Applicability.SAFE if len(content) >= _LONG_CONTENT else Applicability.UNSAFE


def _before_one_word(document: Document, word: str, content: str) -> Applicability | None:
    """Tell the same where one word stands in the parenthesis, which may be an ending or an argument."""
    if _CODE.search(content) or len(content) < 2 or _ROMAN.fullmatch(content):
        return None
    if content.isupper():
        return Applicability.UNSAFE if word.isupper() else Applicability.SAFE
    if content[0].isupper():
        if document.is_manual and document.text.count(f"{word}(") > 1:
            return None  # a function, as code elsewhere shows
        sure = not document.is_manual and len(content) > 3
        return Applicability.SAFE if sure else Applicability.UNSAFE
    return Applicability.UNSAFE if len(content) > 8 and not document.profile.cased else None


def _after(document: Document, at: int) -> Applicability | None:
    """Tell how sure it is that the word at ``at`` is not joined to the parenthesis that closes before it."""
    masked = document.masked
    opening = masked.rfind("(", max(0, at - 400), at - 1)
    if opening < 1 or ")" in masked[opening : at - 1] or "\n" in masked[opening:at]:
        return None
    if masked[opening - 1] not in " \n\xa0" or " " not in masked[opening + 1 : at - 1].strip():
        return None
    right = _RIGHT.match(masked, at)
    if right is None or at - opening < _LONG_CONTENT:
        return None
    known = right[0].lower() in document.profile.function_words or len(right[0]) > 5
    return Applicability.SAFE if known else Applicability.UNSAFE
