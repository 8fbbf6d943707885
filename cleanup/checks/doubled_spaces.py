"""Two or three spaces in a row inside a line, where they neither align columns nor part sentences by habit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Applicability, Document, Line, LineCheck, Violation

TRIGGER = r"[^\s] {2,3}[^\s]"
LINES = True

_RUN = re.compile(r"(?<=[^\s\x01\u0300-\u036f–—-]) {2,3}(?=[^\s\x01\u0300-\u036f–—-])")
_COLUMNS = re.compile(r"\S {4,}\S|\t")
_SENTENCE = re.compile(r"[.!?…][\"”’»)]?( {1,2})(?=[^\s.])")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_WIDE_CHARACTERS = re.compile(r"[\u2e80-\u9fff]")
_WIDE_PER_WORD = 2
_LINE = 400
_WORDS_PER_SLIP = 500
"""A doubled space in so many words is a slip; more of them are a writer's habit, or damage."""
_WORDS_PER_HOLE = 40
"""A doubled space in so few words is damage; with fewer, some scripts' writers leave them unseen."""
_ENDS = frozenset('.!?…:"”’»)।。')


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. Option ``sure-scripts``: ISO 15924 codes in which a doubled space is always a slip.

    Raises:
        ValueError: ``sure-scripts`` is not a list.
    """
    scripts = options.get("sure-scripts", [])
    if not isinstance(scripts, list):
        raise ValueError("sure-scripts: a list of script codes is expected")

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        masked = document.masked
        habit: bool | None = None
        found: list[tuple[int, int]] = []
        for match in _runs(masked, lines):
            if masked[match.start() - 1] in _ENDS:
                habit = _two_after_sentence(masked) if habit is None else habit
                if habit:
                    continue
            found.append(match.span())
        if not found:
            return
        words = masked.count(" ") + len(_WIDE_CHARACTERS.findall(masked)) // _WIDE_PER_WORD
        certain = document.profile.script in scripts
        slips = len(found) <= 1 + words // _WORDS_PER_SLIP
        damage = len(found) * _WORDS_PER_HOLE >= words
        strength = Applicability.UNSAFE if certain or damage else Applicability.DISPLAY_ONLY
        for at, end in found:
            sure = certain and slips and _between_words(masked, at, end)
            yield Violation(at, end, replacement=" ", applicability=None if sure else strength)

    return check


def _runs(masked: str, lines: Sequence[Line]) -> Iterator[re.Match[str]]:
    """Yield the runs of spaces that align no column."""
    for offset, line in lines:
        end = offset + len(line)
        columns: set[int] | None = None
        for match in _RUN.finditer(masked, offset, end):
            columns = _aligned(masked, offset, end) if columns is None else columns
            if match.end() - offset not in columns and -1 not in columns:
                yield match


def _between_words(masked: str, start: int, end: int) -> bool:
    """Tell whether letters or digits stand on both sides: beside a mark the writer may have meant something."""
    return masked[start - 1].isalnum() and masked[end].isalnum()


def _two_after_sentence(masked: str) -> bool:
    """Tell whether the writer parts sentences by two spaces, as typists were taught to."""
    one = two = 0
    for match in _SENTENCE.finditer(masked):
        if match[1] == " ":
            one += 1
        else:
            two += 1
    return two >= 2 and 3 * two >= one


def _aligned(masked: str, start: int, end: int) -> set[int]:
    """Return the columns at which words of the neighbouring lines begin after a run of spaces.

    A line with wide gaps is a table of its own: then the set holds -1.
    """
    if end - start < _LINE and _COLUMNS.search(masked, start, end):
        return {-1}
    columns: set[int] = set()
    before = masked.rfind("\n", max(0, start - _LINE), max(0, start - 1)) + 1
    after = masked.find("\n", end + 1, end + _LINE)
    for low, high in ((before, start - 1), (end + 1, min(len(masked), end + _LINE) if after < 0 else after)):
        if 0 < high - low < _LINE:
            columns |= {m.end() - low for m in _GAP.finditer(masked, low, high)}
    return columns
