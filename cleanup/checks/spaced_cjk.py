"""Spaces between Han characters and kana inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from cleanup.checks.scripts import CJK, CLOSERS, OPENERS
from cleanup.model import Applicability, Check, Document, Kind, Segment, Violation
from cleanup.words.unspaced import REACH, Gap, Units, units

TRIGGER = rf"[{CJK}] {{1,2}}[{CJK}]"

_SPACE = re.compile(rf"(?<=[{CJK}]) {{1,2}}(?=[{CJK}])")
_PROPER_SPACE = re.compile(rf"(?<=[{CJK}]) {{1,2}}(?=[{CJK}])(?:(?<![\u30a1-\u30ff] )|(?![\u30a1-\u30ff]))")
"""One that is not between two parts of a term or name in katakana."""
_INSIDE = re.compile(rf"(?<=[{CJK}]{{2}}) (?=[{CJK}]{{2}})")
_RUN = re.compile(f"[{CJK}]+")
_RUN_BEFORE = re.compile(f"[{CJK}]+\\Z")
_LOOSE = re.compile(rf"[，、」』）”] |[\"'] (?=[{CJK}])|(?<=[{CJK}]) [-–—(]")
_SENTENCE_SPACE = re.compile(r"[。！？][」』）”]? ")
"""Spaces after marks. Where sentences are spaced, a space may also stand for an end of sentence that was lost."""
_SENTENCE = re.compile(rf"[。！？…][{CLOSERS}\"']{{0,3}}\s*\Z")
_LIST_MARK = re.compile(r"[【】★●◆■▼※☆◎○◇□▲△→｜|／～〜]")
_PAUSE = re.compile(r"[，。、；！？]")
_KATAKANA = re.compile("[\u30a1-\u30ff]")
_KATAKANA_RUN = re.compile("[\u30a1-\u30ff]+")
_KATAKANA_BEFORE = re.compile("[\u30a1-\u30ff]+\\Z")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_DATELINE = frozenset("电電讯訊")
_FEW = 2
_MANY, _SPARSE = 500, 200
"""A document with more spaces than the first, and one within so many characters, sets them on purpose."""
_SEARCHES = 40
"""How often a document is searched for a word without its space."""
_LABEL, _HEAD = 2, 6
"""Characters at the start of a line that may be a label, such as 说明, or the name of who speaks."""
_ARTICLE = re.compile(r"第.{1,6}")
_NEVER_FIRST = frozenset("ーんンっッゃゅょャュョぁぃぅぇぉァィゥェォ々")
"""No word begins with these, so that a space before them splits one."""
_PROSE = 12
"""Characters of a sentence below which a space may set off a name, a title or an answer."""
_SURE = 2.0
"""log10 of how much likelier a text must be without a cut: of 12,000 commas in Chinese and Japanese sentences three
would be taken for the inside of a word."""

_SURE_OF_LOAN = 6.0
"""The same where one side is a word in katakana, of which a longer one may be put together with a space."""


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    Options, language -> words separated by spaces: ``leaning`` words lean on the one before them (particles, endings),
    ``leading`` words on the one after them (prepositions, adverbs); a space on that side of them is stray.
    """
    leaning = {language: frozenset(words.split()) for language, words in options.get("leaning", {}).items()}
    leading = {language: frozenset(words.split()) for language, words in options.get("leading", {}).items()}

    def check(document: Document) -> Iterator[Violation]:
        text, base = document.masked, document.language.partition("-")[0]
        page = _Page(text, units(base), leaning.get(base, frozenset()), leading.get(base, frozenset()))
        for segment in document.segments:
            if text.find(" ", segment.start, segment.end) >= 0:
                yield from _in_segment(page, segment)

    return check


class _Page:
    """What is known of a document, gathered once."""

    def __init__(self, text: str, words: Units | None, leaning: frozenset[str], leading: frozenset[str]) -> None:
        self.text, self.words = text, words
        self.leaning, self.leading = leaning, leading
        self.spaced = _SENTENCE_SPACE.search(text) is not None
        self.loose = _LOOSE.search(text) is not None
        self.gaps = sum(1 for _ in islice(_PROPER_SPACE.finditer(text), _FEW + 1))
        total = sum(1 for _ in _SPACE.finditer(text))
        self.alone = total == 1
        if total > _MANY and total * _SPARSE > len(text):
            self.words = None
        self.budget = iter(range(_SEARCHES))

    def gap(self, at: int, end: int) -> Gap | None:
        """Return what the words say about the space at ``at``, ``None`` where there is no word list."""
        before = _RUN_BEFORE.search(self.text, max(0, at - REACH), at)
        after = _RUN.match(self.text, end, end + REACH)
        return self.words.gap(before[0], after[0]) if self.words and before and after else None


def _in_segment(page: _Page, segment: Segment) -> Iterator[Violation]:
    text, start, end = page.text, segment.start, segment.end
    found = list(_SPACE.finditer(text, start, end))
    if not found or len(found) > _FEW:
        return
    line = text[start:end]
    prose = end - start >= _PROSE and not _LIST_MARK.search(line) and _PAUSE.search(line) is not None
    sentence = segment.kind is Kind.PARAGRAPH and _SENTENCE.search(line) is not None
    for match in found:
        if text[match.end()] in _NEVER_FIRST:
            yield Violation(*match.span(), "")
            continue
        if not _INSIDE.match(text, match.start()):
            continue
        gap = page.gap(*match.span())
        if gap and (_splits_word(page, match, gap) or _leans(page, gap)):
            yield Violation(*match.span(), "")
        elif prose and not _separates(text, match):
            if _is_whole_elsewhere(page, match):
                yield Violation(*match.span(), "")
            elif _is_inside(text, start, match.start()):
                heads = match.start() - start <= _HEAD
                if verdict := _verdict(page, gap, sentence=sentence, heads=heads):
                    yield Violation(*match.span(), "", applicability=verdict)


def _verdict(page: _Page, gap: Gap | None, *, sentence: bool, heads: bool) -> Applicability | None:
    """Return who may take out a space between two words of a sentence, ``None`` where it may be meant.

    ``heads``: so little stands before it in the line that it may be the name of who speaks.
    """
    few = page.gaps <= _FEW
    if page.spaced:
        return None
    if gap and gap.left in page.leading and few:
        return Applicability.SAFE if sentence else Applicability.UNSAFE
    if not few or not sentence or heads:
        return Applicability.DISPLAY_ONLY
    return Applicability.SAFE if page.alone and not page.loose else Applicability.UNSAFE


def _splits_word(page: _Page, match: re.Match[str], gap: Gap) -> bool:
    """Tell whether a space stands inside a word, and not between two that may be written apart."""
    if gap.margin < _SURE:
        return False
    before = _KATAKANA_BEFORE.search(page.text, max(0, match.start() - REACH), match.start())
    after = _KATAKANA_RUN.match(page.text, match.end())
    if before and after and page.words:
        return _is_one_loan(page.words, before[0], after[0], gap)
    return not gap.is_compound


def _is_one_loan(words: Units, before: str, after: str, gap: Gap) -> bool:
    """Tell whether two stretches of katakana are one word, and not two of a name or of a term that is typed apart."""
    if any(len(part) > 1 and part in words for part in (before, after)):
        return gap.margin >= _SURE_OF_LOAN
    first, found, last = (before + after).partition(gap.across)
    return not found or all(not rest or rest in words for rest in (first, last))


def _leans(page: _Page, gap: Gap) -> bool:
    """Tell whether a particle follows the space: one, and not the start of a word that the list lacks."""
    if gap.margin > 0 or not (gap.right in page.leaning or gap.right + gap.following in page.leaning):
        return False
    return len(gap.right) > 1 or len(gap.following) > 1 or not _HIRAGANA.match(gap.following)


def _is_whole_elsewhere(page: _Page, match: re.Match[str]) -> bool:
    """Tell whether the document has the characters around a space side by side too; endings in kana prove nothing."""
    text, (at, end) = page.text, match.span()
    if _HIRAGANA.match(text[at - 1]) or _HIRAGANA.match(text[end]):
        return False
    return next(page.budget, None) is not None and text[at - 2 : at] + text[end : end + 2] in text


def _is_inside(text: str, start: int, at: int) -> bool:
    """Tell whether a space is not the one after a label, or between the parts of a name or list in brackets or quotes."""
    if at - start <= _LABEL or _ARTICLE.fullmatch(text, start, at):
        return False
    opened = max(text.rfind(mark, start, at) for mark in OPENERS)
    closed = max(text.rfind(mark, start, at) for mark in CLOSERS)
    return opened <= closed or (text[opened] != "（" and _PAUSE.search(text, opened, at) is not None)


def _separates(text: str, match: re.Match[str]) -> bool:
    """Tell whether the space stands between the parts of a foreign name, or after the head of a dispatch."""
    before, after = text[match.start() - 1], text[match.end()]
    return (_KATAKANA.match(before) is not None and _KATAKANA.match(after) is not None) or before in _DATELINE
