"""The space that a language sets before ``;``, ``:``, ``!``, ``?`` and inside guillemets, where it is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.checks.house_style import NO_BREAK, most_common, no_break_space, space_in_guillemets, spaces_before_marks
from cleanup.model import INLINE, OBJECT, Applicability, Document, Edit, Line, LineCheck, Violation

TRIGGER = (
    r"[0-9A-Za-zÀ-ÿœŒ)\]”»%°\x01\x02][;:!?]{1,4}(?:[\s”»)\]\x01\"]|$)"
    r"|«[0-9A-Za-zÀ-ÿœŒ\x01\x02]|[0-9A-Za-zÀ-ÿœŒ.!?…,\x01\x02]»"
)
LINES = True

_MARK = re.compile(r"(?<=[\w)\]”»%°\x01\x02])(?P<mark>[;:]|[!?]{1,4})(?=$|[\s”»)\]\x01]|\"(?:\s|$))", re.M)
_ENTITY = re.compile(r"&[ ]?#?[ ]?\w{1,10}\Z")
_ENTITY_NAME = re.compile(r"\b(?:amp|lt|gt|quot|nbsp|apos)\Z")
_OPTION = re.compile(r"(?:^|[\s\x01(«\[])[/–-][\w./-]{1,30}\x01{0,8}\Z|\[\x01{1,8}\Z")
_ASSIGNED = re.compile(r"\x02[ ]?=[ ]?[\w.\"'\x02-]{1,30}\Z")
"""A name in code that a value is given to; the semicolon ends the statement."""
_TORN_SCHEME = re.compile(r" ?/ ?/")
_DRIVE = re.compile(r"(?<![^\W\d_])[A-Za-z]\Z")
_PAIR = re.compile(r"«(?P<open>[ \xa0\u202f]?)[^«»\n]{1,600}?(?P<close>[ \xa0\u202f]?)»")
_QUOTED_WORDS = re.compile(r"\"[A-Za-z]+(?:,? [A-Za-z]+)?[!?:;]\"\Z")
"""A literal text of another language, such as ``"Hello, World!"``."""
_EDGE = re.compile(r"[\x01\n\"“”«»()\[\]|]|[.!?…] ")
_SPACED = frozenset(" \n\xa0\u202f")


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check; the marks are those of the profile's ``space_before``.

    ``foreign`` lists words, separated by spaces, that betray a title or message left in another language.
    """
    foreign = frozenset(options.get("foreign", "").split())

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        wanted = document.profile.space_before
        if not wanted:
            return
        masked = document.masked
        marks = [m for offset, line in lines for m in _MARK.finditer(masked, offset, offset + len(line))]
        marks = [m for m in marks if m["mark"][0] in wanted and _lacks_space(document.text, masked, m)]
        native = frozenset(document.profile.function_words)
        marks = [m for m in marks if not _is_foreign(masked, m, foreign, native)]
        pairs: list[re.Match[str]] = []
        if document.profile.quotes[0] != "«":
            pairs = [m for offset, line in lines for m in _PAIR.finditer(masked, offset, offset + len(line))]
            pairs = [m for m in pairs if not m["open"] or not m["close"]]
        if not marks and not pairs:
            return
        colon, others = spaces_before_marks(masked)
        inner = space_in_guillemets(masked)
        spaces = {True: _habit(colon, others, inner, masked), False: _habit(others, colon, inner, masked)}
        for match in marks:
            at = match.start()
            # A name in code with a colon is as often a label, which writers set as programs print it.
            weaker = Applicability.UNSAFE if match["mark"] == ":" and masked[at - 1] == OBJECT else None
            yield Violation(at, match.end(), edits=(Edit(at, at, spaces[match["mark"] == ":"]),), applicability=weaker)
        for match in pairs:
            yield _guillemets(match, inner or spaces[False])

    return check


def _is_foreign(masked: str, match: re.Match[str], foreign: frozenset[str], native: frozenset[str]) -> bool:
    """Tell whether the mark stands in a title or message of another language: "React 19 Deep Dive: The Compiler"."""
    before = _EDGE.split(masked[max(0, match.start() - 80) : match.start()])[-1].split()
    after = _EDGE.split(masked[match.end() : match.end() + 80].lstrip())[0].split()
    words = {word.strip(",.;:!?").lower() for word in (*before, *after)}
    if not native.isdisjoint(words) or any(not word.isascii() for word in words):
        return False
    return not foreign.isdisjoint(words) or (len(before) > 1 and all(w[0].isupper() or w[0].isdigit() for w in before))


def _stands_apart(masked: str, at: int) -> bool:
    """Tell whether a space, and then inline markup, stands before a mark."""
    while at > 0 and masked[at - 1] == INLINE:
        at -= 1
    return at == 0 or masked[at - 1] in _SPACED


def _is_code(text: str, masked: str, match: re.Match[str]) -> bool:
    """Tell whether a colon or semicolon belongs to code: an option, a drive, a call, an entity, a torn address."""
    at, near = match.start(), max(0, match.start() - 40)
    if match["mark"] == ";":
        call = masked.startswith(")", at - 1) and "){" in masked[max(0, at - 200) : at].replace(" ", "")
        call = call or _ASSIGNED.search(masked, near, at) is not None
        return bool(call or _ENTITY.search(masked, near, at) or _ENTITY_NAME.search(masked, near, at))
    if match["mark"] != ":":
        return False
    drive = text.startswith("\\", at + 1) and _DRIVE.search(masked, near, at)
    return bool(drive or _TORN_SCHEME.match(masked, at + 1) or _OPTION.search(masked, near, at))


def _lacks_space(text: str, masked: str, match: re.Match[str]) -> bool:
    at = match.start()
    if _is_code(text, masked, match):
        return False
    return not _stands_apart(masked, at) and not _QUOTED_WORDS.search(masked[max(0, at - 30) : match.end() + 1])


def _guillemets(match: re.Match[str], space: str) -> Violation:
    edits = []
    if not match["open"]:
        edits.append(Edit(match.start() + 1, match.start() + 1, space))
    if not match["close"]:
        edits.append(Edit(match.end() - 1, match.end() - 1, space))
    return Violation(match.start(), match.end(), edits=tuple(edits))


def _habit(same: Counter[str], other: Counter[str], inner: str, masked: str) -> str:
    """Return the space this document sets there; without any evidence the no-break space, as most printed text has."""
    for counts in (same, other):
        used = most_common(Counter({space: n for space, n in counts.items() if space}))
        if used:
            return used
    return inner or no_break_space(masked) or NO_BREAK
