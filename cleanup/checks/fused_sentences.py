"""Two sentences without the space between them: ``the end.Next``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Applicability, Document, Edit, Line, LineCheck, Violation
from cleanup.words.tokens import fold

TRIGGER = r"[^\W\d_][^\W\d_]\)?\x01{0,9}[.!?…][^\W\d_][^\W\d_]"
LINES = True

_FUSED = re.compile(r"(?<=[^\W\d_][^\W\d_)])\x01*([.!?…])(?=[^\W\d_][^\W\d_])")
_LEFT = re.compile(r"[\w.'’@/\\\x02:-]{1,60}[)\x01]*\Z")
_RIGHT = re.compile(r"[\w.'’@/\\\x02-]{2,60}\(?")
_NOT_A_WORD = re.compile(r"[\d_@/\\\x02:]")
_HIDDEN_CAPITAL = re.compile(r".[^\W\d_]*[A-ZÀ-ÞА-Я]")
_DOMAINS = frozenset(("com", "net", "org", "edu", "gov", "info", "biz", "app", "dev", "js", "py", "cc", "tv"))
_COUNTRY = re.compile(r"[A-Z][a-z]")
_WORD_FOLLOWS = re.compile(r"[’']?[ \xa0]?[^\W\d_]")
_SENTENCE_WORDS = 4
_STEM = 4
_FREQUENT = 5.7


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. Option ``names``: words with a mark of their own, such as ``Yahoo``.

    Raises:
        ValueError: ``names`` is not a list.
    """
    listed = options.get("names", [])
    if not isinstance(listed, list):
        raise ValueError("names: a list of words is expected")
    names = frozenset(listed)

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        if not document.profile.cased:
            return
        for offset, line in lines:
            for match in _FUSED.finditer(document.masked, offset, offset + len(line)):
                at = match.end()
                strength = _strength(document, match.start(1), names) if document.masked[at].isupper() else None
                if strength is not None:
                    yield Violation(at - 1, at + 1, edits=(Edit(at, at, " "),), applicability=strength)

    return check


def _strength(document: Document, mark: int, names: frozenset[str]) -> Applicability | None:
    """Tell how sure it is that a sentence ends at ``mark``; ``None`` where a name, a path or code has the dot."""
    words = _words(document.masked, mark)
    if words is None:
        return None
    before, after, end = words
    if before in names or (_HIDDEN_CAPITAL.match(before) and not before.isupper()):
        return None
    first = re.split(r"['’-]", after)[0]
    if not (first[1:].islower() or (after.isupper() and len(after) <= 5)):
        return None
    if document.masked[mark] != ".":
        return Applicability.SAFE if first[1:].islower() else Applicability.UNSAFE
    shorter, longer = sorted((before.lower(), first.lower()), key=len)
    if len(shorter) >= _STEM and longer.startswith(shorter):
        return None  # windows.Window: a part and its kind
    if _COUNTRY.fullmatch(after) and not _WORD_FOLLOWS.match(document.masked, end):
        return None
    return _after_period(document, before, first, end)


def _words(masked: str, mark: int) -> tuple[str, str, int] | None:
    """Return the words before and after a mark and where the second ends; ``None`` where they are no prose."""
    left = _LEFT.search(masked, max(0, mark - 60), mark)
    right = _RIGHT.match(masked, mark + 1)
    if left is None or right is None:
        return None
    before, after = left[0].rstrip(")\x01").lstrip("'’-"), right[0].rstrip(".'’-")
    if not _is_word(before) or not _is_word(after) or after.lower() in _DOMAINS:
        return None
    return before, after, right.end()


def _after_period(document: Document, before: str, first: str, end: int) -> Applicability | None:
    """Tell the same of a period, which also stands inside the names of sites, programs and their parts."""
    plain = not document.is_manual
    if before.isupper() and first.isupper():
        return None
    if plain and before.islower() and first[1:].islower() and len(before) > 2:
        return Applicability.SAFE
    if (plain or _goes_on(document.masked, end)) and _is_frequent(first, document):
        return Applicability.SAFE
    return Applicability.UNSAFE if plain or (before.islower() and _goes_on(document.masked, end)) else None


def _is_frequent(word: str, document: Document) -> bool:
    """Tell whether a word is one of the some two hundred with which most sentences begin."""
    if word.lower() in document.profile.function_words:
        return True
    from cleanup.words.lexicon import load  # noqa: PLC0415 -- opened only for a doubtful place

    lexicon = load(document.language)
    return lexicon is not None and lexicon.zipf(fold(word, document.language.partition("-")[0])) >= _FREQUENT


def _is_word(text: str) -> bool:
    """Tell whether a text is one word of prose: no address, no number, no call, no dot inside."""
    return bool(text) and "." not in text and not text.endswith("(") and _NOT_A_WORD.search(text) is None


def _goes_on(masked: str, end: int) -> bool:
    """Tell whether a sentence of some words follows, as it does not after ``json.Marshal``."""
    rest = masked[end : end + 60].split("\n", maxsplit=1)[0]
    return rest.startswith(" ") and len(re.findall(r"[^\W\d_]{2,}", rest)) >= _SENTENCE_WORDS
