"""Titles that were left in English: headings, labels, items whose words have capitals as those of names have.

What tells a title from a name is a label before a colon, a number, a function word ("How to Feed the Roses"), and
that the translated lines of the page do not speak of it: what they keep in English are its names and terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.model import INLINE, OBJECT, Document, Kind
from cleanup.titles import without_titles
from cleanup.words.english import JOINING, QUOTED, STRIP, EnglishWords, is_wide

CHANGE = re.compile(r"\(?#\d{2,}|(?<![\w.])@\w+|\b[0-9a-f]{7,40}\b")
"""What an entry of a change log has: numbers of issues, names of people, hashes."""

_LEAST = 4
_LEAST_NEW = 2
_LINE = re.compile(r"[^\n]{12,}")
_LONGEST = 160
_CAPITAL = re.compile("[A-Z][a-z]")
_LATIN_WORD = re.compile("[a-z]+(?:[-'’][a-z]+)*")
_FOREIGN_LETTER = re.compile(r"(?=[^\x00-\x7f])[^\W\d_]")
_LABEL = re.compile(r"[^A-Za-z]*([A-Z][a-z]+(?:[ -][A-Za-z]+){0,3}+)(?: \d[\d.]{0,9})?\W{0,3}:")
"""What an item says of itself before a colon: ``Next chapter:``, ``Step 2:``."""
_NUMBERED = re.compile(
    r"[^A-Za-z]*(appendix|approach|case|challenge|chapter|day|example|exercise|lab|lesson|level|method|module|option"
    r"|part|phase|problem|question|rule|scenario|section|session|stage|step|task|tip|tutorial|unit|week)s?"
    r" (?:\d[\d.–-]{0,9}|[A-Z])(?!\w)[^\w\n]{0,6}",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"\[[^\]\n]{1,200}\]\(#[^)\n]{1,200}\)")
"""An item of a table of contents: a heading once more."""
_LEAD_IN = re.compile(f"[^{INLINE}]{{0,9}}{INLINE}{INLINE}[^{INLINE}]+(?::{INLINE}{INLINE}|{INLINE}{INLINE}:)")
"""A line in bold with a colon at its end."""
_IN_ITALICS = re.compile(f"[^{INLINE}]{{0,4}}{INLINE}[^{INLINE}]*{INLINE}[^{INLINE}]{{0,2}}")
"""A line that is in italics as a whole: as a rule the title of a work."""


def titles(document: Document, english: EnglishWords, *, is_mixed: bool) -> Iterator[tuple[int, int]]:
    """Yield the span of each title that was left in English: most of its words have a capital and none is foreign.

    ``is_mixed`` tells that the page has sentences in English too: on one that has none, an English title may be a
    name that the page speaks of.
    """
    masked = document.masked
    found = []
    for match in _LINE.finditer(masked):
        (start, end), line = match.span(), match[0]
        spaces = line.count(" ")
        if spaces < _LEAST - 1 or end - start > _LONGEST or len(_CAPITAL.findall(line)) * 2 < spaces:
            continue
        if (line.isascii() or not _FOREIGN_LETTER.search(line)) and _may_be_title(line, english):
            found.append((end - len(line.lstrip()), start + len(line.rstrip())))
    if not found:
        return
    kept = _kept(masked, english, frozenset(word.lower() for span in found for word in words_of(masked[slice(*span)])))
    for start, end in found:
        shown = without_titles(document, start, end)
        segment = document.segment_at(start)
        if segment is None or not _may_be_title(shown, english) or CHANGE.search(document.text, start, end):
            continue
        is_heading = (
            segment.kind is Kind.HEADING
            or _CONTENTS.fullmatch(document.text, segment.start, segment.end) is not None
            or (is_mixed and _LEAD_IN.fullmatch(shown) is not None)
        )
        if (
            is_labelled(shown, english, kept, is_heading=is_heading)
            or (is_mixed and segment.kind is not Kind.ATTRIBUTE and _has_function_word(words_of(shown), english, kept))
            or (is_heading and _is_new(words_of(shown), english, kept, is_mixed=is_mixed))
        ):
            yield start, end


def words_of(line: str) -> list[str]:
    """Return the words of a line, without code, quotations and the marks around them."""
    words = (raw.strip(STRIP) for raw in QUOTED.sub(OBJECT, line).split() if OBJECT not in raw)
    return [word for word in words if word[:1].isalpha()]


def is_title(line: str, words: list[str], english: EnglishWords, kept: frozenset[str]) -> bool:
    """Tell whether a line that stands in the source is a title with capitals, and no name.

    ``kept`` are the words that the translated lines of the page have in English; a title has others, and a function
    word among them, or a label before a colon, or a number.
    """
    return is_labelled(line, english, kept, is_heading=True) or _has_function_word(words, english, kept)


def is_labelled(line: str, english: EnglishWords, kept: frozenset[str], *, is_heading: bool) -> bool:
    """Tell whether a line of English words has a label before a colon, or one with a number."""
    numbered = _NUMBERED.match(line)
    if numbered:
        rest = {word.lower() for word in words_of(line[numbered.end() :])}
        known = sum(map(english.in_title, rest))
        tells = known > 0 and english.is_english(numbered[1].lower())
        return known >= _LEAST_NEW or (tells and sum(map(english.is_plain, rest)) >= _LEAST_NEW)
    label = _LABEL.match(line)
    if not label:
        return False
    first = set(label[1].lower().replace("-", " ").split())
    if kept.intersection(first) or not all(map(english.is_english, first)):
        return False
    after = words_of(line[label.end() :])
    new = _known(after, english) - kept
    if is_heading or len(first) > 1 or label[0].rstrip(":")[-1:].isdigit():
        return len(first) + len(new) >= _LEAST_NEW
    return len(new) >= _LEAST_NEW and any(word[0].islower() or english.is_function_word(word.lower()) for word in after)


def _known(words: list[str], english: EnglishWords) -> set[str]:
    return {folded for word in words if english.in_title(folded := word.lower())}


def _has_function_word(words: list[str], english: EnglishWords, kept: frozenset[str]) -> bool:
    new = _known(words, english) - kept
    function = set(filter(english.is_function_word, new))
    return len(new) > _LEAST_NEW and not function <= JOINING


def _is_new(words: list[str], english: EnglishWords, kept: frozenset[str], *, is_mixed: bool) -> bool:
    """Tell whether the page speaks of none of the words of a heading: one that names a thing is followed by its name."""
    known = _known(words, english)
    new = known - kept
    function = set(filter(english.is_function_word, known))
    if not is_mixed and function <= JOINING:
        return False
    if len(function) > 1 and len(new) > _LEAST_NEW:
        return True
    return len(known) >= _LEAST - bool(function) and (function >= known & kept or (is_mixed and len(new) >= _LEAST - 1))


def _may_be_title(line: str, english: EnglishWords) -> bool:
    """Tell whether a line may be a title whose words are English, but for a name among many, and not that of a work."""
    words = [word for word in words_of(line) if word != "a"]
    unknown = [word for word in words if not english.is_plain(word.lower())]
    if len(words) < _LEAST or len(unknown) * _LEAST > len(words) or _IN_ITALICS.fullmatch(line):
        return False
    if any(word[0].islower() or (word[1:].islower() and english.is_own(word.lower())) for word in unknown):
        return False
    return not any(word.lower() in english.own for word in words)


def _kept(masked: str, english: EnglishWords, wanted: frozenset[str]) -> frozenset[str]:
    """Return which words stand in a line that is not English: what it has of that language are names and terms."""
    kept: set[str] = set()
    for line in filter(None, masked.lower().split("\n")):
        here = wanted.intersection(_LATIN_WORD.findall(line)) - kept
        if here and (is_wide(line) or _is_native(words_of(line), english)):
            kept |= here
    return frozenset(kept)


def _is_native(words: list[str], english: EnglishWords) -> bool:
    own = sum(map(english.is_own, words))
    return own > 0 and own >= sum(map(english.is_english, words))
