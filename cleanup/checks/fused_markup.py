"""A word that sticks to the link or code beside it: ``[A](a.md)et [B](b.md)``, ``que`x```."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import INLINE, OBJECT, Applicability, Document, Edit, Line, LineCheck, Violation

TRIGGER = r"[^\s\x01]\x01{4,}[^\W\d_]{2}|\x02\x01{0,3}[^\W\d_]{2}|[^\W\d_]{2}(?:\x01[^\W\d_]|\x01?\x02)"
LINES = True

_AFTER = re.compile(r"(?<=[\x01\x02])[^\W\d_]{2,30}(?![\w-])")
_BEFORE = re.compile(r"(?<![\w'’\x01\x02-])[^\W\d_]{2,12}(?=\x01[^\W\d_]|\x01?\x02)")
_LONG = 4
_LONGER = 6


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check.

    ``words``: language -> short words that never end another word, so that a space is sure to be missing.
    ``any-word``: languages in which a longer lower-case word after a link or code is reported as well, unsafe.
    ``known-word``: languages whose endings are shorter than six letters; there a longer word that their lexicon has
    is reported after a link or code too, unsafe.
    ``endings``: beginnings of words that are endings and belong to the code before them.
    """
    words = {language: frozenset(items) for language, items in options.get("words", {}).items()}
    loose, long = frozenset(options.get("any-word", ())), frozenset(options.get("known-word", ()))
    endings = tuple(options.get("endings", ()))

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        base = document.language.partition("-")[0]
        known = words.get(base, frozenset())
        if not known:
            return
        for offset, line in lines:
            for match in _AFTER.finditer(line):
                at = offset + match.start()
                if not _closes(document, at):
                    continue
                word = match[0]
                if word in known:
                    yield Violation(at, at + len(word), edits=(Edit(at, at, " "),))
                elif (base in loose and _is_word(word, endings) and document.text[at - 1] == ")") or (
                    base in long and _is_known(word, endings, base)
                ):
                    yield Violation(at, at + len(word), edits=(Edit(at, at, " "),), applicability=Applicability.UNSAFE)
            for match in _BEFORE.finditer(line):
                end = offset + match.end()
                if match[0].lower() in known and _opens(document, end):
                    yield Violation(offset + match.start(), end, edits=(Edit(end, end, " "),))

    return check


def _is_word(word: str, endings: tuple[str, ...]) -> bool:
    return len(word) >= _LONG and word.islower() and not word.startswith(endings)


def _is_known(word: str, endings: tuple[str, ...], language: str) -> bool:
    if len(word) < _LONGER or not word.islower() or word.startswith(endings):
        return False
    from cleanup.words.lexicon import load  # noqa: PLC0415 -- opened only for a doubtful place

    lexicon = load(language)
    return lexicon is not None and lexicon.zipf(word) > 0


def _closes(document: Document, at: int) -> bool:
    """Tell whether a link with an address or inline code ends before ``at``."""
    text, masked = document.text, document.masked
    if text[at - 1] == "`":
        return masked[at - 1] == OBJECT
    if text[at - 1] != ")" or masked[at - 1] != INLINE:
        return False
    opening = text.rfind("](", max(0, at - 600), at)
    return opening > 0 and masked[opening] == INLINE and "\n" not in text[opening:at]


def _opens(document: Document, at: int) -> bool:
    """Tell whether a link or inline code begins at ``at``."""
    text, masked = document.text, document.masked
    if text[at] == "`":
        return masked[at] == OBJECT
    return text[at] == "[" and masked[at] == INLINE and not text.startswith("[^", at)
