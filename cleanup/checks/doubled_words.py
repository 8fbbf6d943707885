"""A word written twice in a row where the language does not repeat it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cleanup.model import Applicability, Check, Document, Edit, Violation
from cleanup.profile import fallbacks
from cleanup.words.stream import stream_of

_NAME = re.compile(r"(?: [^\W\d_]{1,4}){0,2} (?:[^\W\d_]{1,3}['’])?(?![a-zß-öø-ÿ])[^\W\d_]")
_TITLE = re.compile(r"\b(?:acerca|propos|about|proposito) $", re.IGNORECASE)
"""What makes a title together with a preposition: the page "Acerca de" of a program."""
_FREQUENT = 3
"""How often a word must stand alone in the document, besides, to count as one of its frequent words."""
_LONG = 3
_ARABIC_AND = "\u0648"
_CLAUSE = re.compile(r"(?:[,;:.!?–—(„“»«\"\n]|^)(?: ?[^\s,;:.!?]{1,20})? $")
_FOLLOWING = re.compile(r"[ \xa0]([^\W\d_]{1,20})")
_LAST = re.compile(r"([^\W\d_]{1,30})[ \xa0]\Z")
_NEXT_TWO = re.compile(r"[ \xa0]([^\W\d_]{1,30})(?:[ \xa0]([^\W\d_]{1,30}))?")
_BLANK = frozenset(" \t\xa0\u202f")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. Options are tables by language, words in lower case and separated by spaces.

    ``never``: words that no grammar lets stand twice; their doubling is removed as the rule's fix says.
    ``may``: words that may stand twice, besides ``may_repeat`` of the profile; ``any`` is for every language.
    ``clause``: words that may stand twice only where a clause begins ("eine Gruppe, die die Wahl gewann").
    ``before``: words that make a phrase with the second copy (Polish "w w pełni urządzonym domu").
    ``particles``: words that also begin a surname ("de de Gaulle"), by no language.
    ``reduplicating``: languages that repeat words to mean more of them; only ``never`` is read there.
    ``unread``: languages in whose text hardly anybody read what stands twice.
    Other words are unsafe fixes: function words of the profile, and in languages that do not reduplicate
    those that are frequent in the document, and all of three letters and more unless the language is ``unread``.
    """
    tables = {key: _words(options, key) for key in ("never", "may", "clause", "before")}
    particles = frozenset(options.get("particles", "").split())
    reduplicating = frozenset(options.get("reduplicating", "").split())
    unread = frozenset(options.get("unread", "").split())

    def check(document: Document) -> Iterator[Violation]:
        stream = stream_of(document.masked)
        runs = list(stream.repeats(1, 1)) if document.profile.spaces else []
        if not runs:
            return
        chain = fallbacks(document.language)
        spared = _of(tables["may"], (*chain, "any")) | frozenset(document.profile.may_repeat)
        habits = _Habits(
            document,
            never=_of(tables["never"], chain),
            may=spared - _of(tables["clause"], chain),
            clause=_of(tables["clause"], chain),
            before=_of(tables["before"], chain),
            particles=particles,
            repeats_any=not reduplicating.isdisjoint(chain),
            repeats_some=not unread.isdisjoint(chain),
        )
        for index, length in runs:
            first, last = stream.span(index), stream.span(index + length)
            word, copy = document.masked[slice(*first)], document.masked[slice(*last)]
            begins = length == 1 and habits.begins_sentence(word, copy, first[0])
            if (word == copy or begins) and habits.is_slip(copy, first, last, length):
                sure = length == 1 and copy in habits.never and not begins
                yield _violation(document, first, last, sure=sure)

    return check


@dataclass(frozen=True)
class _Habits:
    """Which words a language lets stand twice, and the document that is judged."""

    document: Document
    never: frozenset[str]
    may: frozenset[str]
    clause: frozenset[str]
    before: frozenset[str]
    particles: frozenset[str]
    repeats_any: bool
    repeats_some: bool

    def is_slip(self, word: str, first: tuple[int, int], last: tuple[int, int], copies: int) -> bool:
        """Tell whether nobody meant the word to stand ``copies`` times more."""
        text = self.document.masked
        if not _is_word(word) or text[last[1] : last[1] + 1] in ("", "\n"):
            return False  # what ends a line is often cut off from more
        if word[0] == _ARABIC_AND and len(word) > _LONG:
            return False  # والغياب والغياب المدفوع: "and absence and paid absence"
        if word in self.may and not (copies == 1 and word in self.never):
            return False
        if self._belongs(word, first[0], last[1]):
            return False
        if word in self.never:
            return True
        if _is_mirrored(text, first[0], last[1], word):
            return False
        if word in self.document.profile.function_words:
            return True
        if self.repeats_any:
            return False
        if len(word) >= _LONG and not self.repeats_some:
            return True
        return stream_of(self.document.masked).words.count(word) - copies > _FREQUENT

    def begins_sentence(self, word: str, copy: str, start: int) -> bool:
        """Tell whether a sentence begins with a word that no grammar repeats ("The the"); it may stand for another."""
        if len(copy) < 2 or copy not in self.never or word == copy or word != copy.capitalize():
            return False
        before = self.document.masked[max(0, start - 2) : start].rstrip(" ")
        return before[-1:] in ("", "\n", *".!?…:")

    def _belongs(self, word: str, start: int, end: int) -> bool:
        """Tell whether one copy belongs to what stands before it or the other to what follows: a name, phrase or clause."""
        text = self.document.masked
        if word in self.particles and (_NAME.match(text, end) or _TITLE.search(text, max(0, start - 9), start)):
            return True
        following = _FOLLOWING.match(text, end) if self.before else None
        if following and following[1].lower() in self.before:
            return True
        return word in self.clause and _CLAUSE.search(text, max(0, start - 40), start) is not None


def _is_mirrored(text: str, start: int, end: int, word: str) -> bool:
    """Tell whether a mark was lost between the copies: "haben wir | wir haben", "with mayo | mayo shrimp mayo"."""
    before = _LAST.search(text, max(0, start - 40), start)
    after = _NEXT_TWO.match(text, end)
    if after is None:
        return False
    return word in after.groups() or (before is not None and before[1].lower() == after[1].lower())


def _words(options: Mapping[str, Any], key: str) -> dict[str, frozenset[str]]:
    return {tag: frozenset(str(words).split()) for tag, words in options.get(key, {}).items()}


def _of(table: Mapping[str, frozenset[str]], keys: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*(table.get(key, ()) for key in keys))


def _is_word(word: str) -> bool:
    """Tell whether the token is a word in lower case or of a script without case; marks belong to letters."""
    if word != word.lower():
        return False
    return word.isalpha() or all(c.isalpha() or unicodedata.category(c)[0] == "M" for c in word)


def _violation(document: Document, first: tuple[int, int], last: tuple[int, int], *, sure: bool) -> Violation:
    text = document.text
    word = text[slice(*first)]
    edits: tuple[Edit, ...] = ()
    between = document.masked[first[1] : last[0]]
    if _BLANK.issuperset(between.replace(word, "")):  # the first one stays, with its capital
        edits = (Edit(first[1], last[1], ""),)
    return Violation(
        first[0], last[1], edits=edits, values={"word": word}, applicability=None if sure else Applicability.UNSAFE
    )
