"""Short lines that a translator left in English, and lines that stand in the source word for word.

Whole paragraphs in another language are the business of ``foreign_line``; here are headings, table cells, list
items and single lines, in files of content sites. Names, code, quotations, titles of linked pages and entries of
change logs are expected to stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from cleanup.checks import foreign_line
from cleanup.model import INLINE, OBJECT, Check, Document, Violation
from cleanup.profile import fallbacks
from cleanup.titles import without_titles
from cleanup.words.english import QUOTED, STRIP, EnglishWords, english_beside
from cleanup.words.stream import BREAK, stream_of

_NATIVE, _TELLING, _OWN, _BREAK = range(4)
_CANDIDATE = re.compile(rb"(?:^|(?<=\x03))[^\x03]*?\x01[^\x03]*?\x01[^\x03]*")
_CHANGE = re.compile(r"\(?#\d{2,}|(?<![\w.])@\w+|\b[0-9a-f]{7,40}\b")
_LEAST = 4
_MOST_REMEMBERED = 400_000
_LEAST_LOWER = 3
_ITEMS = 3
_LEAST_NEW = 2
_LABEL = re.compile(r"[^A-Za-z]*([A-Z][a-z]+(?:[ -][A-Za-z]+)?)(?: \d[\d.]{0,9})?\W{0,3}:")
"""What an item says of itself before a colon: ``Next chapter:``, ``Step 2:``."""
_CAPITAL = re.compile("[A-Z][a-z]")
_NO_MARKS = str.maketrans(dict.fromkeys(STRIP, " "))
_LINE = re.compile(r"[^\n]{12,}")
_LONGEST_TITLE = 160
_IN_ITALICS = re.compile(f"[^{INLINE}]{{0,4}}{INLINE}[^{INLINE}]*{INLINE}[^{INLINE}]{{0,2}}")
"""A line that is in italics as a whole: as a rule the title of a work."""
_FOREIGN_LETTER = re.compile(r"(?=[^\x00-\x7f])[^\W\d_]")
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
        found = sorted({*_english(document, english), *_titles(document, english)})
        if document.source is not None:
            found = sorted({*found, *_identical(document, document.source.masked, english)})
            found = _with_heads(found, _table_heads(document, document.source, english))
        if found:
            elsewhere = [(s.start, s.end) for s, _ in foreign_line.foreign_segments(document)]
            for start, end in found:
                if not any(first < end and start < last for first, last in elsewhere):
                    yield Violation(start, end)

    return check


def _with_heads(found: list[tuple[int, int]], heads: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put the heads of tables in place of their cells."""
    kept = list(heads)
    return sorted([*kept, *(f for f in found if not any(start <= f[0] < end for start, end in kept))])


def _english(document: Document, english: EnglishWords) -> Iterator[tuple[int, int]]:
    """Yield the span of each line that is English for sure."""
    stream = stream_of(document.masked)
    kinds = bytes(map(_kinds(document.language).__getitem__, stream.words))
    if kinds.count(_TELLING) < _LEAST_LOWER:
        return
    for match in _CANDIDATE.finditer(kinds):
        line = match[0]
        if line.count(_TELLING) < _LEAST_LOWER or line.count(_OWN) * _NOISE > len(line):
            continue
        start = stream.line_starts[kinds.count(_BREAK, 0, match.start())]
        span = start, _line_end(document.masked, start)
        if document.masked.count(" - ", *span) >= _ITEMS:
            continue  # "vibrate - Android - Windows Phone 8 (devices only) - iOS" lists what keeps its name
        if english.has_line(document.masked[slice(*span)]) and _is_prose(document, *span, english):
            yield span


def _titles(document: Document, english: EnglishWords) -> Iterator[tuple[int, int]]:
    """Yield the span of each title that was left in English: most of its words have a capital and none is foreign."""
    masked = document.masked
    found = []
    for match in _LINE.finditer(masked):
        (start, end), line = match.span(), match[0]
        spaces = line.count(" ")
        if spaces < _LEAST - 1 or end - start > _LONGEST_TITLE or len(_CAPITAL.findall(line)) * 2 < spaces:
            continue
        if (line.isascii() or not _FOREIGN_LETTER.search(line)) and _is_english_title(line, english, frozenset()):
            found.append((end - len(line.lstrip()), start + len(line.rstrip())))
    if not found:
        return
    kept = _kept(masked, english, frozenset(word.lower() for span in found for word in _words(masked[slice(*span)])))
    for start, end in found:
        shown = without_titles(document, start, end)
        if _is_english_title(shown, english, kept) and not _CHANGE.search(document.text, start, end):
            yield start, end


def _kept(masked: str, english: EnglishWords, wanted: frozenset[str]) -> frozenset[str]:
    """Return which words stand in a line that is not English: what it has of that language are names and terms."""
    kept: set[str] = set()
    for line in filter(None, masked.lower().translate(_NO_MARKS).split("\n")):
        here = wanted.intersection(line.split())
        if here - kept:
            words = _words(line)
            if sum(map(english.is_english, words)) * 2 <= len(words):
                kept |= here
    return frozenset(kept)


def _is_english_title(line: str, english: EnglishWords, kept: frozenset[str]) -> bool:
    """Tell whether a line is a title whose words are English, but for a name among many, and not that of a work."""
    words = _words(line)
    unknown = [word for word in words if not english.is_english(word.lower())]
    if len(words) < _LEAST or len(unknown) * _LEAST > len(words) or _IN_ITALICS.fullmatch(line):
        return False
    if any(word[0].islower() for word in unknown) or any(word.lower() in english.own for word in words):
        return False
    return _is_title(line, words, english, kept)


class _Kinds(dict[str, int]):
    """What each word that was ever met says of its line."""

    def __init__(self, english: EnglishWords) -> None:
        super().__init__({BREAK: _BREAK})
        self._english = english

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
            self[BREAK] = _BREAK
        bare = word[:-1] if word[-1] in ",.:" else word
        kind = _OWN if word in self._english.own else _TELLING if self._english.tells(bare) else _NATIVE
        self[word] = kind
        return kind


@lru_cache(maxsize=64)
def _kinds(language: str) -> _Kinds:
    return _Kinds(english_beside(language))


def _is_prose(document: Document, start: int, end: int, english: EnglishWords) -> bool:
    """Tell whether a line is still English without the titles of pages that it links to, and no change log."""
    if _CHANGE.search(document.text, start, end):
        return False
    shown = without_titles(document, start, end)
    return shown == document.masked[start:end] or english.has_line(shown)


def _identical(document: Document, source: str, english: EnglishWords) -> Iterator[tuple[int, int]]:
    """Yield the span of each line of prose that the source has too and that is more than names."""
    masked = document.masked
    lines = _lines_of(source)
    same = lines.intersection(map(str.strip, filter(None, masked.split("\n"))))
    kept: frozenset[str] | None = None

    def is_wanted(line: str) -> bool:
        nonlocal kept
        words = _words(line)
        if len(words) < _LEAST or any(word.lower() in english.own for word in words):
            return False
        if _is_translatable(words, english):
            return True
        if kept is None:
            kept = frozenset(word.lower() for other in _lines_of(masked) - lines for word in _words(other))
        return _is_title(line, words, english, kept)

    wanted = {line for line in same if len(line) > 2 * _LEAST and is_wanted(line)}
    for first in stream_of(masked).line_starts if wanted else ():
        line = masked[first : _line_end(masked, first)]
        text = line.strip()
        if text in wanted:
            start = first + line.index(text)
            end = start + len(text)
            if is_wanted(without_titles(document, start, end)) and not _CHANGE.search(document.text, start, end):
                yield start, end


def _words(line: str) -> list[str]:
    """Return the words of a line, without code, quotations and the marks around them."""
    words = (raw.strip(STRIP) for raw in QUOTED.sub(OBJECT, line).split() if OBJECT not in raw)
    return [word for word in words if word[:1].isalpha()]


def _is_translatable(words: list[str], english: EnglishWords) -> bool:
    """Tell whether a line that stands in the source is a sentence, by its words in lower case."""
    lower = [word for word in words if word[0].islower() and len(word) > 1]
    return len(lower) >= _LEAST_LOWER or (len(lower) >= 2 and any(english.is_function_word(word) for word in lower))


def _table_heads(document: Document, source: Document, english: EnglishWords) -> Iterator[tuple[int, int]]:
    """Yield the span of each head of a table that the source has too: heads are seldom names."""
    if "|" not in document.text:
        return
    theirs: frozenset[str] | None = None
    for match in _TABLE_HEAD.finditer(document.text):
        start, end = match.span(1)
        words = _words(document.masked[start:end].replace("\n", " "))
        telling = {word.lower() for word in words if english.is_english(word.lower())}
        if len(words) < _LEAST or len(telling) < _LEAST or any(word.lower() in english.own for word in words):
            continue
        if theirs is None:
            theirs = frozenset(found[1].strip() for found in _TABLE_HEAD.finditer(source.text))
        if match[1].strip() in theirs:
            yield start, end


def _is_title(line: str, words: list[str], english: EnglishWords, kept: frozenset[str]) -> bool:
    """Tell whether a line that stands in the source is a title with capitals, and no name.

    What the translated lines of the page keep in English are its names and terms (``kept``); a title has other
    English words, and a function word among them or a label before a colon.
    """
    new = {word.lower() for word in words} - kept
    new = {word for word in new if english.is_english(word)}
    if len(new) < _LEAST_NEW:
        return False
    label = _LABEL.match(line)
    if label and new.issuperset(label[1].lower().replace("-", " ").split()):
        return True
    return len(new) > _LEAST_NEW and any(english.is_function_word(word) for word in new)


@lru_cache(maxsize=256)
def _lines_of(masked: str) -> frozenset[str]:
    return frozenset(map(str.strip, masked.split("\n")))


def _line_end(masked: str, start: int) -> int:
    end = masked.find("\n", start)
    return len(masked) if end < 0 else end
