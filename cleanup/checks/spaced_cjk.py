"""Spaces between Han characters and kana inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from cleanup.checks.scripts import CJK, CLOSERS
from cleanup.model import Applicability, Check, Document, Kind, Violation
from cleanup.words.pairs import inside_word

TRIGGER = rf"[{CJK}] {{1,2}}[{CJK}]"

_SPACE = re.compile(rf"(?<=[{CJK}]) {{1,2}}(?=[{CJK}])")
_INSIDE = re.compile(rf"(?<=[{CJK}]{{2}}) (?=[{CJK}]{{2}})")
_LOOSE = re.compile(rf"[，、」』）”] |[\"'] (?=[{CJK}])|(?<=[{CJK}]) [-–—(]")
_SENTENCE_SPACE = re.compile(r"[。！？][」』）”]? ")
"""Spaces after marks. Where sentences are spaced, a space may also stand for an end of sentence that was lost."""
_SENTENCE = re.compile(rf"[。！？…][{CLOSERS}\"']{{0,3}}\s*\Z")
_LIST_MARK = re.compile(r"[【】★●◆■▼※☆◎○◇□▲△→｜|／～〜]")
_PAUSE = re.compile(r"[，。、；！？]")
_KATAKANA = re.compile("[\u30a1-\u30ff]")
_DATELINE = frozenset("电電讯訊")
_FEW = 2
_SEARCHES = 40
"""How often a document is searched for a word without its space."""
_CHINESE = frozenset(("Hans", "Hant"))
_LABEL = 2
"""Characters at the start of a line that may be a label, such as 说明."""
_ARTICLE = re.compile(r"第.{1,6}")
_NEVER_FIRST = frozenset("ーんンっッゃゅょャュョぁぃぅぇぉァィゥェォ々")
"""No word begins with these, so that a space before them splits one."""
_PROSE = 12
"""Characters of a sentence below which a space may set off a name, a title or an answer."""


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        text = document.masked
        spaced = _SENTENCE_SPACE.search(text) is not None
        loose = _LOOSE.search(text) is not None
        alone = not spaced and not loose and sum(1 for _ in islice(_SPACE.finditer(text), 2)) == 1
        budget, none = iter(range(_SEARCHES)), iter(())
        chinese = document.profile.script in _CHINESE
        for segment in document.segments:
            start, end = segment.start, segment.end
            if text.find(" ", start, end) < 0:
                continue
            found = list(_SPACE.finditer(text, start, end))
            if not found or len(found) > _FEW:
                continue
            line = text[start:end]
            prose = end - start >= _PROSE and not _LIST_MARK.search(line) and _PAUSE.search(line)
            sure = alone and segment.kind is Kind.PARAGRAPH and _SENTENCE.search(line)
            for match in found:
                if _splits_word(text, match, chinese=chinese, budget=budget if prose else none):
                    yield Violation(*match.span(), "")
                elif prose and not spaced and not _separates(text, match) and _is_inside(text, start, match.start()):
                    weaker = Applicability.DISPLAY_ONLY if loose else None if sure else Applicability.UNSAFE
                    yield Violation(*match.span(), "", applicability=weaker)

    return check


def _splits_word(text: str, match: re.Match[str], *, chinese: bool, budget: Iterator[int]) -> bool:
    """Tell whether a space stands inside a word: by its characters, or because the document has the word whole."""
    at, end = match.span()
    if text[end] in _NEVER_FIRST:
        return True
    if not _INSIDE.match(text, at):
        return False
    if chinese and inside_word(text[at - 1], text[end]):
        return True
    if _separates(text, match):
        return False
    return next(budget, None) is not None and text[at - 2 : at] + text[end : end + 2] in text


def _is_inside(text: str, start: int, at: int) -> bool:
    """Tell whether a space has words on both sides, and is not the one after a label or inside a list in brackets."""
    if at - start <= _LABEL or _ARTICLE.fullmatch(text, start, at) or not _INSIDE.match(text, at):
        return False
    return text.rfind("（", start, at) <= text.rfind("）", start, at)


def _separates(text: str, match: re.Match[str]) -> bool:
    """Tell whether the space stands between the parts of a foreign name, or after the head of a dispatch."""
    before, after = text[match.start() - 1], text[match.end()]
    return (_KATAKANA.match(before) is not None and _KATAKANA.match(after) is not None) or before in _DATELINE
