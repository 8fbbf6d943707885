"""Full-width marks of Chinese and Japanese inside text that has no characters as wide as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import category

from cleanup.checks.scripts import CJK
from cleanup.model import INLINE, OBJECT, Applicability, Check, Document, Violation

TRIGGER = "[，。、；：？！．（）％]"

_MARK = re.compile(TRIGGER)
_WIDE = re.compile(rf"[{CJK}\uff01-\uff60\u3000-\u303f]")
_NARROW = dict(zip("，。、；：？！．％（）", ",.,;:?!.%()", strict=True))
_CLOSING = frozenset('"”’»)]')
_OPENING = frozenset('"“‘«([„')


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        text = document.masked
        doubtful = "（）、" if "।" not in document.profile.sentence_end else "（）、。"
        wide = narrow = line_end = 0  # of the line of the mark
        for match in _MARK.finditer(text):
            at = match.start()
            before, after = _visible(text, at - 1, -1), _visible(text, at + 1, 1)
            if not (_is_narrow(before) or (match[0] == "（" and before in "\n ")) or not _is_fit(before, after):
                continue
            if at >= line_end:
                line_end = _line_end(text, at)
                line = text[text.rfind("\n", 0, at) + 1 : line_end]
                narrow = len(_WIDE.sub("", line))
                wide = len(line) - narrow - len(_MARK.findall(line))
            if wide * 4 > narrow:
                continue
            start, end, replacement = _replacement(document, at, before, after)
            yield Violation(
                start,
                end,
                replacement,
                values={"mark": match[0], "narrow": _narrow(document, match[0])},
                applicability=Applicability.UNSAFE if wide or match[0] in doubtful else None,
            )

    return check


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _visible(text: str, at: int, step: int) -> str:
    """Return the next character that is not inline markup; a line end at the edges of the text."""
    while 0 <= at < len(text) and text[at] == INLINE:
        at += step
    return text[at] if 0 <= at < len(text) else "\n"


def _is_narrow(character: str) -> bool:
    return (_is_word(character) or character in _CLOSING or character == "%") and not _WIDE.match(character)


def _is_word(character: str) -> bool:
    return character.isalnum() or category(character) in ("Mn", "Mc")


def _is_fit(before: str, after: str) -> bool:
    """Tell whether what follows the mark is text of a narrow script, too, or an edge or a space."""
    if OBJECT in (before, after):
        return False
    return not _WIDE.match(after) and (
        _is_word(after) or after in _CLOSING or after in _OPENING or after in "\n \u00a0–—-…"
    )


def _opens(text: str, at: int) -> bool:
    """Tell whether the character at an offset opens a quotation or a bracket."""
    mark = text[at : at + 1]
    return mark in _OPENING and (mark not in _CLOSING or text[at + 1 : at + 2].isalnum())


def _narrow(document: Document, mark: str) -> str:
    """Return the mark that the language writes in place of a full-width one."""
    profile = document.profile
    own = {",": profile.comma, ";": profile.semicolon, "?": profile.question}
    return own.get(_NARROW[mark], _NARROW[mark])


def _replacement(document: Document, at: int, before: str, after: str) -> tuple[int, int, str]:
    """Return the place and the text of a narrow mark with the spaces that belong to it."""
    text, mark = document.masked, document.masked[at]
    narrow = _narrow(document, mark)
    start, end = at, at + 1
    if mark in "．：，" and before.isdigit() and after.isdigit():
        return start, end, "." if mark == "．" else narrow
    if mark == "（":
        return start, end, f" {narrow}" if _is_word(before) else narrow
    lead = document.profile.space_before.get(narrow, "")
    trail = " " if _is_word(after) or _opens(text, end) or after in "–—" else ""
    return start, end, f"{lead}{narrow}{trail if mark != '％' else ''}"
