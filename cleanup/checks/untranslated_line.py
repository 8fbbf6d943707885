"""Short lines that a translator left in English, and lines that stand in the source word for word.

Whole paragraphs in another language are the business of ``foreign_line``; here are headings, table cells, list
items and single lines, in files of content sites. Names, code, quotations, titles of linked pages and entries of
change logs are expected to stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from cleanup.checks import foreign_line
from cleanup.english_tables import rows
from cleanup.english_titles import CHANGE, is_title, titles, words_of
from cleanup.model import Check, Document, Violation
from cleanup.profile import fallbacks
from cleanup.titles import without_titles
from cleanup.words.english import STRIP, EnglishWords, english_beside
from cleanup.words.stream import BREAK, stream_of

Span = tuple[int, int]

_NATIVE, _TELLING, _OWN, _BREAK = range(4)
_CANDIDATE = re.compile(rb"(?:^|(?<=\x03))[^\x03]*?\x01[^\x03]*?\x01[^\x03]*")
_LEAST = 4
_MOST_REMEMBERED = 400_000
_LEAST_LOWER = 3
_ITEMS = 3
_TABLE_HEAD = re.compile(r"^([^\n]+)\n[ \t>]{0,40}(?=[^\n]*-)(?=[^\n]*\|)[-:| \t]+\r?$", re.MULTILINE)
_NOISE = 10
"""English words for which one word of the language is pardoned."""


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        chain = fallbacks(document.language)
        if not chain or "en" in chain or document.format == "text":
            return
        english = english_beside(document.language)
        sure = set(_english(document, english))
        is_mixed = bool(sure or foreign_line.foreign_segments(document))
        found = sorted({*sure, *titles(document, english, is_mixed=is_mixed)})
        found = _with_rows(found, rows(document, english))
        if document.source is not None:
            found = sorted({*found, *_identical(document, document.source.masked, english)})
            found = _with_rows(found, _table_heads(document, document.source, english))
        if found:
            for start, end in _outside(found, [(s.start, s.end) for s, _ in foreign_line.foreign_segments(document)]):
                yield Violation(start, end)

    return check


def _with_rows(found: list[Span], rows: Iterable[Span]) -> list[Span]:
    """Put rows of tables in place of their cells."""
    kept = sorted(rows)
    return sorted([*kept, *_outside(found, kept)])


def _outside(found: list[Span], spans: list[Span]) -> Iterator[Span]:
    """Yield what overlaps none of some spans, both in reading order."""
    index = 0
    for start, end in found:
        while index < len(spans) and spans[index][1] <= start:
            index += 1
        if index == len(spans) or spans[index][0] >= end:
            yield start, end


def _english(document: Document, english: EnglishWords) -> Iterator[Span]:
    """Yield the span of each line that is English for sure."""
    stream = stream_of(document.masked)
    kinds = bytes(map(_kinds(document.language).__getitem__, stream.words))
    if kinds.count(_TELLING) < _LEAST_LOWER:
        return
    number = at = 0
    for match in _CANDIDATE.finditer(kinds):
        line = match[0]
        if line.count(_OWN) * _NOISE > len(line):
            continue
        number += kinds.count(_BREAK, at, match.start())
        at = match.start()
        start = stream.line_starts[number]
        span = start, _line_end(document.masked, start)
        if document.masked.count(" - ", *span) >= _ITEMS:
            continue  # "vibrate - Android - Windows Phone 8 (devices only) - iOS" lists what keeps its name
        if english.has_phrase(document.masked[slice(*span)]) and _is_prose(document, *span, english):
            yield span


class _Kinds(dict[str, int]):
    """What each word that was ever met says of its line."""

    def __init__(self, english: EnglishWords) -> None:
        super().__init__({BREAK: _BREAK})
        self._english = english

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
            self[BREAK] = _BREAK
        bare = word.strip(STRIP).replace("’", "'")
        kind = _OWN if word in self._english.own else _NATIVE
        if bare.isascii() and self._english.is_english(bare):
            kind = _TELLING
        self[word] = kind
        return kind


@lru_cache(maxsize=64)
def _kinds(language: str) -> _Kinds:
    return _Kinds(english_beside(language))


def _is_prose(document: Document, start: int, end: int, english: EnglishWords) -> bool:
    """Tell whether a line is still English without the titles of pages that it links to, and no change log."""
    if CHANGE.search(document.text, start, end):
        return False
    shown = without_titles(document, start, end)
    return shown == document.masked[start:end] or english.has_phrase(shown)


def _identical(document: Document, source: str, english: EnglishWords) -> Iterator[Span]:
    """Yield the span of each line of prose that the source has too and that is more than names."""
    masked = document.masked
    lines = _lines_of(source)
    same = lines.intersection(map(str.strip, filter(None, masked.split("\n"))))
    kept: frozenset[str] | None = None

    def is_wanted(line: str) -> bool:
        nonlocal kept
        words = words_of(line)
        if len(words) < _LEAST or any(word.lower() in english.own for word in words):
            return False
        if _is_translatable(words, english):
            return True
        if kept is None:
            kept = frozenset(word.lower() for other in _lines_of(masked) - lines for word in words_of(other))
        return is_title(line, words, english, kept)

    wanted = {line for line in same if len(line) > 2 * _LEAST and is_wanted(line)}
    for first in stream_of(masked).line_starts if wanted else ():
        line = masked[first : _line_end(masked, first)]
        text = line.strip()
        if text in wanted:
            start = first + line.index(text)
            end = start + len(text)
            if is_wanted(without_titles(document, start, end)) and not CHANGE.search(document.text, start, end):
                yield start, end


def _is_translatable(words: list[str], english: EnglishWords) -> bool:
    """Tell whether a line that stands in the source is a sentence, by its words in lower case."""
    lower = [word for word in words if word[0].islower() and len(word) > 1]
    return len(lower) >= _LEAST_LOWER or (len(lower) >= 2 and any(english.is_function_word(word) for word in lower))


def _table_heads(document: Document, source: Document, english: EnglishWords) -> Iterator[Span]:
    """Yield the span of each head of a table that the source has too: heads are seldom names."""
    if "|" not in document.text:
        return
    theirs: frozenset[str] | None = None
    for match in _TABLE_HEAD.finditer(document.text):
        start, end = match.span(1)
        words = words_of(document.masked[start:end].replace("\n", " "))
        telling = {word.lower() for word in words if english.is_english(word.lower())}
        if len(words) < _LEAST or len(telling) < _LEAST or any(word.lower() in english.own for word in words):
            continue
        if theirs is None:
            theirs = frozenset(found[1].strip() for found in _TABLE_HEAD.finditer(source.text))
        if match[1].strip() in theirs:
            yield start, end


@lru_cache(maxsize=256)
def _lines_of(masked: str) -> frozenset[str]:
    return frozenset(map(str.strip, masked.split("\n")))


def _line_end(masked: str, start: int) -> int:
    end = masked.find("\n", start)
    return len(masked) if end < 0 else end
