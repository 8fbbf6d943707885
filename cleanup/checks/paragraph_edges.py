"""How paragraphs of prose begin and end, judged by what the others of the document do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from cleanup.line_language import vocabulary_of
from cleanup.model import OBJECT, Applicability, Check, Document, Edit, Kind, Segment, Violation
from cleanup.profile import fallbacks
from cleanup.words.english import english_beside
from cleanup.words.lexicon import Case, load

_LEAST_OTHERS = 3
_EXCEPTIONS = 0.05
"""Share of the other paragraphs that may break the habit: artefacts come in more than one place."""
_CLOSERS = "\"'”’»“›」』)]"
_WORD = re.compile(r"[^\W\d_]\u0307?(?:[^\W\d_]|[-'’](?=[^\W\d_]))*")
_PARTICLES = re.compile(r"al|bin|d|das?|de|dell?a?|den|der|des|di|do|dos|du|el|l[ae]|les|te[rn]|van|v[oe]n|vom|zu")
_UNCASED = re.compile("[\u10d0-\u10ff]")
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.!?…।؟]['\"”’»“)]?\s+\W{0,2}(?![a-zß-öø-ÿа-я])[^\W\d_]")
_GOES_ON = re.compile(r",\s[^\W\d_]{1,5}\Z")
_LAST = re.compile(r"[^\W\d_][\w.]*(?=\.\Z)")
_REACH = 40
_CREDIT = re.compile(r"(?:^|[.!?…।؟] )[^\W\d_]{3,16} ?: [^.!?…।؟]*\Z|[^\W\d_] ?/ ?[^\W\d_][^.!?…।؟]*\Z")
"""How a caption ends: ``Photo: name``, ``agency/name``."""
_CREDIT_LENGTH = 80
_SENTENCE_BREAK = re.compile(r"[.!?…।؟]['\"”’»“)]{0,2}[ \xa0]")
_SMILEY = re.compile(r"[:;=] ?[-^o']? ?[DPpOoSx]\Z")
_CREDIT_WORDS = 4
_DASHES = (["-"], ["–"], ["—"], ["|"])
_LEAST_WORDS = 8
_LEAST_CHARACTERS = 130
"""Length of a paragraph of one sentence; a shorter one may be a headline."""
_OPENING = 3
_SURE_OTHERS = 4
_FREQUENT_ZIPF = 4.0
_LEAST_LETTERS = 5
_SHORT_NAME = 4
_CODE_BLOCK = re.compile(r"```|~~~|^(?: {4}|\t)[^\s*+>-]", re.MULTILINE)
_KNOWN_ZIPF = 3.5


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    Option ``edge``: ``start`` (a paragraph begins in lower case) or ``end`` (it ends without a mark).
    ``dotted``: languages, separated by spaces, in which the capital of ``i`` is ``İ``.
    """
    edge = options.get("edge")
    if edge not in ("start", "end"):
        raise ValueError(f"edge: start or end is expected, not {edge!r}")
    if edge == "end":
        return _ends
    dotted = frozenset(options.get("dotted", "").split())
    return lambda document: _starts(document, dotted)


# -- starts ----------------------------------------------------------------------------------------------


def _starts(document: Document, dotted: frozenset[str]) -> Iterator[Violation]:
    masked, segments = document.masked, document.segments
    suspects = [i for i, s in enumerate(segments) if masked[s.start].islower() and s.kind is Kind.PARAGRAPH]
    if not suspects or not document.profile.cased:
        return
    ended = [s for s in segments if s.kind is Kind.PARAGRAPH and _is_ended(document, s)]
    lower = sum(1 for s in ended if masked[s.start].islower())
    if not _is_habit(len(ended), lower, lambda s: masked[s.start].isupper(), ended):
        return
    for index in suspects:
        segment = segments[index]
        word = _WORD.match(masked, segment.start, segment.end)
        if word is None or not _is_plain(masked, word, segment.end) or _is_program(document, word[0]):
            continue
        whole = _is_ended(document, segment)
        if not whole and not _breaks_off(document, index, segment):
            continue
        before = segments[index - 1] if index else None
        if before and not _may_precede(document, before):
            continue
        if before and _CODE_BLOCK.search(document.text, before.end, segment.start):
            continue  # the sentence may have begun before the code
        end = segment.start + (2 if word[0][1:2] == "\u0307" else 1)
        capital = "İ" if masked[segment.start] == "i" and not dotted.isdisjoint(fallbacks(document.language)) else None
        capital = capital or ("İ" if end - segment.start == 2 else masked[segment.start].upper())
        if len(capital) == 1:
            sure = whole and len(ended) > _SURE_OTHERS and lower == 1 and not _is_speech(masked, before)
            stray = len(word[0]) == 1 and masked[word.end() + 1 : word.end() + 2].isupper()
            sure = sure and not stray and _is_common(document, word[0])
            sure = sure and (before is None or before.kind is not Kind.HEADING or _is_ended(document, before))
            applicability = None if sure else Applicability.UNSAFE
            yield Violation(segment.start, end, capital, values={"word": word[0]}, applicability=applicability)


def _is_habit(total: int, breaking: int, keeps: Callable[[Segment], bool], segments: Sequence[Segment]) -> bool:
    kept = sum(map(keeps, segments))
    return kept >= _LEAST_OTHERS and breaking <= max(1, _EXCEPTIONS * total)


def _is_plain(masked: str, word: re.Match[str], end: int) -> bool:
    """Tell whether the first word is one that a sentence may begin with: no brand, address, name or formula."""
    if word[0] != word[0].lower() or _UNCASED.match(word[0]) or len(masked[word.end() : end]) < 8:
        return False
    if word.end() < end and masked[word.end()] not in " \xa0\u202f,":
        return False
    following = masked[word.end() + 1 : word.end() + 2]
    return not (following.isupper() and _PARTICLES.fullmatch(word[0]))


def _is_common(document: Document, word: str) -> bool:
    """Tell whether a word is a common one of the language, and so no name that is written small."""
    if word in vocabulary_of(document.language).own:
        return True
    lexicon = load(document.language)
    return lexicon is not None and lexicon.case(word) == Case.COMMON and lexicon.zipf(word) >= _FREQUENT_ZIPF


def _is_program(document: Document, word: str) -> bool:
    """Tell whether a word is a name of software in its manual (``uv``, ``npm``), or a word of code (``else``)."""
    if not document.is_manual:
        return False
    if document.language.partition("-")[0] != "en" and english_beside(document.language).tells(word):
        return True
    lexicon = load(document.language)
    known = _FREQUENT_ZIPF if len(word) < _SHORT_NAME else _KNOWN_ZIPF
    return lexicon is not None and len(word) < _LEAST_LETTERS and lexicon.zipf(word) < known


def _is_speech(masked: str, before: Segment | None) -> bool:
    """Tell whether the segment before may end a speech, whose tag may follow in lower case."""
    return before is not None and masked[before.end - 1] in f"{_CLOSERS}!?"


def _may_precede(document: Document, segment: Segment) -> bool:
    """Tell whether a new sentence follows a segment.

    It does not after a colon, an abbreviation, a comma with its conjunction, or a speech that its tag follows.
    """
    masked, end = document.masked, segment.end
    closed = masked[end - 1] in _CLOSERS
    while end > segment.start and masked[end - 1] in _CLOSERS:
        end -= 1
    last = masked[end - 1]
    if (closed and last in "!?,…") or _GOES_ON.search(masked, max(segment.start, end - _REACH), end):
        return False
    word = _LAST.search(masked, max(segment.start, end - _REACH), end)
    if last == "." and word and word[0].lower() in document.profile.abbreviations:
        return False
    return segment.kind is not Kind.PARAGRAPH or last in ".!?…。।؟"


# -- ends ------------------------------------------------------------------------------------------------


def _ends(document: Document) -> Iterator[Violation]:
    masked, segments = document.masked, document.segments
    ended = frozenset(document.profile.sentence_end)
    suspects = [i for i, s in enumerate(segments) if masked[s.end - 1] not in ended and _breaks_off(document, i, s)]
    if not suspects or not document.profile.spaces:
        return
    prose = [s for s in segments if s.kind is Kind.PARAGRAPH]
    if len(suspects) > max(1, _EXCEPTIONS * len(prose)) or sum(_is_ended(document, s) for s in prose) < _LEAST_OTHERS:
        return
    for index in suspects:
        end = document.segments[index].end
        start = end - 1
        while unicodedata.category(masked[start])[0] == "M":
            start -= 1
        yield Violation(start, end, edits=(Edit(end, end, _period(document)),))


@lru_cache(maxsize=1)
def _has_gaps(masked: str) -> bool:
    return "\n\n" in masked


def _breaks_off(document: Document, index: int, segment: Segment) -> bool:
    """Tell whether a paragraph is prose that should have ended.

    Headlines and their second lines open a text; what stands between paragraphs that end is one itself.
    """
    last = document.masked[segment.end - 1]
    if (
        segment.kind is not Kind.PARAGRAPH
        or _UNCASED.match(last)
        or not (last.isalpha() or unicodedata.category(last)[0] == "M")
    ):
        return False
    text = document.masked[segment.start : segment.end]
    if index < _OPENING or OBJECT in text[-40:] or len(text.split()) < _LEAST_WORDS:
        return False
    if _CREDIT.search(text, max(0, len(text) - _CREDIT_LENGTH)):
        return False
    around = document.segments[index - 1 : index + 2 : 2]
    lone = len(text) < _LEAST_CHARACTERS or not _has_gaps(document.masked)  # lines of many texts, headlines too
    if lone and not _SENTENCE_END.search(text):
        return False
    following = document.text[segment.end : around[-1].start] if len(around) > 1 else ""
    if following.strip():
        return False  # it goes on in code or a table
    if _SMILEY.search(text) or _is_credit(_SENTENCE_BREAK.split(text)[-1].split()):
        return False
    return all(_is_ended(document, other) for other in around)


def _is_credit(words: Sequence[str]) -> bool:
    """Tell whether the last words are an agency, an author or the credit of a picture, which end without a mark.

    So does a headline with its source behind a dash ("… opens in May - Evening Post").
    """
    source = next((words[-count:] for count in range(1, 4) if words[-count - 1 : -count] in _DASHES), None)
    if source and all(word[0].isupper() for word in source):
        return True
    names = sum(word[0].isupper() for word in words)
    return len(words) < _CREDIT_WORDS or (len(words) <= 2 * _CREDIT_WORDS and 2 * names > len(words))


def _period(document: Document) -> str:
    return next((mark for mark in document.profile.sentence_end if mark not in "!?…"), ".")


def _is_ended(document: Document, segment: Segment) -> bool:
    end = segment.end
    while end > segment.start and document.masked[end - 1] in _CLOSERS:
        end -= 1
    return end > segment.start and document.masked[end - 1] in document.profile.sentence_end
