"""Words run together: ``currencyin addition``, ``theUnited``, ``2023and``. The space is all that is put back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from cleanup.model import INLINE, OBJECT, Applicability, Check, Document, Edit, Violation
from cleanup.words import digits, fused, triples
from cleanup.words.document import DocumentWords
from cleanup.words.lexicon import Case, is_english_pair
from cleanup.words.lexicon import load as load_lexicon
from cleanup.words.model import Model, Thresholds
from cleanup.words.screen import Screen, screen

_FILLED = re.compile(f"[{INLINE}{OBJECT}\n]+")
_JOINERS = ("@@ ", "@@", "##", "￭ ", "￭", " ￭")
_SHORT_NAME = 7
_REACH = 2000
_LEAST_NAME = 4
"""Letters of a capitalised word that is not the first of a name cut in two (``Le|wentz``, ``Or|to``)."""
_STOPS = ".!?:…\n"
_QUOTES = frozenset("“”„‟‘’«»\"'")
_GRAMMATICAL = 6.0
"""Zipf of a half of a token in a page, from which on it is a function word there."""
_KNOWN = 3.5
_NOUN = re.compile(r"(?:ung|heit|keit|schaft|zeit|arbeit|tion|tät)(?:en|s)?\Z")
"""What German nouns end in: after a word with a capital they would have one themselves."""
_NEIGHBOURS = {
    "pt": ("es",), "gl": ("es", "pt"), "ca": ("es",), "es": ("pt",), "uk": ("ru",), "ru": ("uk",), "be": ("ru",),
    "sk": ("cs",), "cs": ("sk",), "da": ("nb", "sv"), "nb": ("da", "sv"), "sv": ("da", "nb"),
}  # fmt: skip
"""Languages whose words are met in text of another that hardly differs."""
_SEPARABLE = {
    "de": frozenset({
        "ab", "an", "auf", "aus", "bei", "da", "dar", "ein", "fest", "fort", "her", "heran", "heraus", "herum", "hin",
        "hinaus", "los", "mit", "nach", "raus", "rein", "um", "unter", "vor", "weg", "weiter", "wieder", "zu", "zurück",
        "zusammen",
    }),
    "nl": frozenset({
        "aan", "achter", "af", "bij", "door", "in", "mee", "na", "om", "onder", "op", "over", "toe", "uit", "voor", "weg",
        "terug",
    }),
}  # fmt: skip
"""Particles that are written together with their verb at the end of a clause."""
_FREQUENT = 5.0  # Zipf: from here on the message calls a word common


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options: thresholds come with the model, one set for each language."""

    def check(document: Document) -> Iterator[Violation]:
        found = screen(document.language)
        if found is None:
            return
        masked = document.masked
        words = words_of(masked, found.lexicon.language)
        yield from _fused(document, found, words)
        for start, end, cut, left, right in digits.find(masked, found):
            values = {"token": masked[start:end], "left": left, "right": right, "evidence": "a number and a word"}
            yield Violation(start, end, edits=(Edit(cut, cut, " "),), values=values, applicability=Applicability.UNSAFE)

    return check


@lru_cache(maxsize=4)
def words_of(masked: str, language: str) -> DocumentWords:
    """Return the word statistics of a masked text; checks of the same document share them."""
    lexicon = load_lexicon(language)
    assert lexicon is not None
    return DocumentWords(masked, lexicon)


def level(
    score: float, safe: float, limits: Thresholds, model: Model, words: DocumentWords, language: str
) -> Applicability:
    """Return who may apply a fix of this score; nobody in a document whose words are mostly unknown."""
    if score < limits.unsafe or model.is_abnormal(language, *words.unknown):
        return Applicability.DISPLAY_ONLY
    return Applicability.SAFE if score >= safe else Applicability.UNSAFE


def is_declared_foreign(document: Document, offset: int) -> bool:
    """Whether the markup declares another language at ``offset``."""
    segment = document.segment_at(offset)
    declared = segment.language if segment else None
    return bool(declared) and str(declared).split("-")[0] != document.language.split("-")[0]


def _is_piece(masked: str, start: int, end: int) -> bool:
    """Tell whether a token is a piece of a word that a joiner of subwords (``geg@@ enüber``) completes."""
    return masked.endswith(_JOINERS, 0, start) or masked.startswith(_JOINERS, end)


def _fused(document: Document, found: Screen, words: DocumentWords) -> Iterator[Violation]:
    language = found.lexicon.language
    limits = found.model.limits(language)
    seen: set[int] = set()
    for item in fused.find(document.masked, found, words, limits.unsafe):
        if is_declared_foreign(document, item.start) or _is_piece(document.masked, item.start, item.end):
            continue
        seen.add(item.start)
        if _is_identifier(document, item) or is_english_pair(item.split.left, item.split.right, found.lexicon):
            continue
        safe = limits.plain if item.plain else limits.safe
        applicability = level(item.score, safe, limits, found.model, words, language)
        if document.is_manual and not item.markup and _are_content(item, found):
            applicability = Applicability.DISPLAY_ONLY  # manuals are full of new compounds
        if not item.sure or _fills_quotation(document.masked, item):
            applicability = applicability.weaker(Applicability.UNSAFE)
        if _is_name(item, found) or _is_whole(item, language):
            applicability = Applicability.DISPLAY_ONLY
        at = _edge(document, item) if item.markup else item.cut
        token = item.word
        values = {"token": token, "left": token[: item.split.cut], "right": token[item.split.cut :]}
        values["evidence"] = _evidence(item, words, found)
        yield Violation(item.start, item.end, edits=(Edit(at, at, " "),), values=values, applicability=applicability)
    for start, end, cuts in triples.find(document.masked, found, words):
        if start not in seen and not is_declared_foreign(document, start):
            token = document.masked[start:end]
            values = {"token": token, "left": token[: cuts[0] - start], "right": token[cuts[0] - start :]}
            values["evidence"] = "every part is a common word"
            edits = tuple(Edit(cut, cut, " ") for cut in cuts)
            yield Violation(start, end, edits=edits, values=values, applicability=Applicability.UNSAFE)


def _is_identifier(document: Document, item: fused.Fused) -> bool:
    """Tell whether the token also stands where no prose is: in code, or in the address of a link."""
    return not item.markup and item.word in _unread(document.text, document.masked)


@lru_cache(maxsize=1)
def _unread(text: str, masked: str) -> str:
    """Return what a text has besides its prose, in lines of its own."""
    return "\n".join(part for m in _FILLED.finditer(masked) if (part := text[m.start() : m.end()]) != m[0])


def _are_content(item: fused.Fused, found: Screen) -> bool:
    """Tell whether neither half is so common that it must be a function word."""
    return max(found.lexicon.zipf(item.split.left), found.lexicon.zipf(item.split.right)) < _GRAMMATICAL


def _is_whole(item: fused.Fused, language: str) -> bool:
    """Tell whether the token may be one word after all.

    It may belong to the language next door, be a German compound (Büroöffnungszeiten) or a verb at the end of
    its clause ("wo er das herhatte"), or leave a word doubled when it is cut ("a atak").
    """
    left, right, context = item.split.left, item.split.right, item.context
    if item.markup:
        return False
    if left == context.previous.lower() or right == context.next.lower():
        return True
    if language == "de" and item.word[0].isupper() and _NOUN.search(right):
        return True
    if language in _SEPARABLE and left in _SEPARABLE[language] and item.word.islower():
        return bool(context.mark_after) or not context.next
    return len(item.word) > _SHORT_NAME and any(
        _knows(neighbour, left + right) for neighbour in _NEIGHBOURS.get(language, ())
    )


def _knows(language: str, word: str) -> bool:
    lexicon = load_lexicon(language)
    return lexicon is not None and lexicon.zipf(word) >= _KNOWN


def _fills_quotation(masked: str, item: fused.Fused) -> bool:
    """Tell whether quotation marks enclose the token alone: a name or a word that is spoken of."""
    return masked[item.start - 1 : item.start] in _QUOTES and masked[item.end : item.end + 1] in _QUOTES


def _is_name(item: fused.Fused, found: Screen) -> bool:
    """Tell whether a short token with a capital inside a sentence is a name that no list has ("the Fareit program").

    Beside another word with a capital it may be part of a longer name, or join two ("Hydra Marketa hidden site").
    """
    context, language = item.context, found.lexicon.language
    if not item.word[0].isupper() or not item.word[1:].islower() or item.markup or language == "de":
        return False
    if item.split.cut < _LEAST_NAME and context.previous and not any(mark in _STOPS for mark in context.mark_before):
        return True
    if len(item.word) > _SHORT_NAME:
        return False
    inside = context.previous.islower() and not context.mark_before and not context.next[:1].isupper()
    return inside and found.lexicon.case(item.split.left) == Case.COMMON


def _edge(document: Document, item: fused.Fused) -> int:
    """Return where the space goes beside inline markup: before what opens, after what closes."""
    first, last = item.cut - item.markup, item.cut
    run = document.text[first:last]
    opening = min((index for index in (run.find("["), _opening_tag(run)) if index >= 0), default=-1)
    if opening >= 0 and "](" not in run[opening:]:
        return first + opening
    least = max(0, first - _REACH)
    line = document.masked[max(least, document.masked.rfind("\n", least, first) + 1) : first]
    if run.strip("*_~") == "" and INLINE not in line:
        return first
    return last


def _opening_tag(run: str) -> int:
    at = run.find("<")
    while at >= 0 and run[at + 1 : at + 2] == "/":
        at = run.find("<", at + 1)
    return at


def _evidence(item: fused.Fused, words: DocumentWords, found: Screen) -> str:
    """Say in a few words why the token is two words."""
    split, lexicon = item.split, found.lexicon
    parts = []
    for half, spelt in ((split.left, item.word[: split.cut]), (split.right, item.word[split.cut :])):
        count = words.counts[half]
        if lexicon.zipf(half) >= _FREQUENT:
            parts.append(f"“{spelt}” is a common word")
        elif count:
            parts.append(f"“{spelt}” occurs {'once' if count == 1 else f'{count} times'} in this document")
    own = words.counts[split.left + split.right]
    parts.append(f"“{item.word}” occurs once" if own == 1 else f"“{item.word}” is in no dictionary")
    if words.pairs[split.left, split.right]:
        parts.append("both stand side by side elsewhere")
    if item.context.next and item.context.next[0].islower() and not lexicon.zipf(split.right) >= _FREQUENT:
        parts.append("a comma may be lost too")
    return "; ".join(parts)
