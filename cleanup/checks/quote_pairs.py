"""Quotation marks in a document: which of them open, which close, and which belong together.

Only double marks are paired. Single ones are also apostrophes, and the checks that care look at them alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast

from cleanup.model import INLINE, Document, Segment

if TYPE_CHECKING:
    from cleanup.profile import Profile

Role = Literal["open", "close", "either", "none"]

STRAIGHT = '"'
MARK = re.compile("[\"“”„‟«»「」『』〝〟]|''|``")
"""One double quotation mark, also as typed with two single ones."""

_OPENING = frozenset("“„‟«「『〝") | {"``"}
_CLOSING = frozenset("”»」』〟")
_MATCHING = frozenset(
    {"“”", "„“", "„”", "«»", "»«", "””", "»»", "「」", "『』", "〝〟", '""', "''''", "``''", "‟”", "“‟"}
)
_BEFORE_OPENING = frozenset(" \t\xa0\u202f\u2009\u3000\n([{<—–-/¿¡|=+*#~'‘’‚\"“”„«»、。，：；（《「『")
_AFTER_CLOSING = frozenset(" \t\xa0\u202f\u2009\u3000\n.,;:!?…)]}>—–-/|=+*~'‘’\"“”„«»、。，：；！？）》」』।،؛؟")
SPACES = " \t\xa0\u202f\u2009"
_NEVER_AFTER_OPENING = frozenset(SPACES + "\n.,;:!?)]}»、。，：；！？）")
_TURNED = frozenset("“”")
"""Marks that languages, and slips of the keyboard, use at both ends."""
_DEEPEST = 4


@dataclass(slots=True)
class Mark:
    """A quotation mark: offsets in the document, and the characters beside it, inline markup skipped.

    ``clings`` says that words of the language may follow a closing mark without a space.
    ``index`` is its place among the marks of the segment, ``pair`` the pair it belongs to, if any.
    """

    start: int
    end: int
    text: str
    before: str
    after: str
    clings: bool = False
    index: int = 0
    role: Role = "either"
    pair: Pair | None = None

    @property
    def fits_opening(self) -> bool:
        """Whether its neighbours are those of an opening mark."""
        return self.before in _BEFORE_OPENING and self.after not in _NEVER_AFTER_OPENING

    @property
    def fits_closing(self) -> bool:
        """Whether its neighbours are those of a closing mark."""
        return (self.clings or self.after in _AFTER_CLOSING) and self.before not in SPACES and self.before != "\n"


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening and a closing mark. ``depth`` 0 is the outermost."""

    open: Mark
    close: Mark
    depth: int

    @property
    def kind(self) -> str:
        """Both marks as one text."""
        return self.open.text + self.close.text

    @property
    def matches(self) -> bool:
        """Whether some language pairs these two marks."""
        return self.kind in _MATCHING


@dataclass(frozen=True, slots=True)
class Quoted:
    """The marks of one segment, the pairs they form and those that are left over, in the order of the text."""

    segment: Segment
    marks: tuple[Mark, ...]
    pairs: tuple[Pair, ...]
    lone: tuple[Mark, ...]

    def inside(self, pair: Pair) -> tuple[Mark, ...]:
        """Return the marks between those of a pair."""
        return self.marks[pair.open.index + 1 : pair.close.index]


@dataclass(frozen=True, slots=True)
class Habits:
    """Which marks may open and close in a language, and the pairs it uses."""

    openers: frozenset[str]
    closers: frozenset[str]
    kinds: frozenset[str]


def habits_of(profile: Profile) -> Habits:
    """Return the marks of a profile, without inner spaces."""
    return _habits(profile.quote_pairs)


@lru_cache(maxsize=64)
def _habits(quote_pairs: tuple[tuple[str, str], ...]) -> Habits:
    pairs = [(first.strip(), last.strip()) for first, last in quote_pairs]
    return Habits(
        frozenset(first for first, _ in pairs),
        frozenset(last for _, last in pairs),
        frozenset(first + last for first, last in pairs),
    )


def quoted(document: Document) -> tuple[Quoted, ...]:
    """Return the segments that hold a double quotation mark. Computed once a document."""
    memory = vars(document)
    if "_quoted" not in memory:
        memory["_quoted"] = tuple(_quoted(document))
    return cast("tuple[Quoted, ...]", memory["_quoted"])


def mark_at(document: Document, offset: int) -> tuple[Quoted, Mark] | None:
    """Return the mark that begins at ``offset`` and the marks of its segment."""
    memory = vars(document)
    if "_mark_at" not in memory:
        memory["_mark_at"] = {mark.start: (item, mark) for item in quoted(document) for mark in item.marks}
    return cast("dict[int, tuple[Quoted, Mark]]", memory["_mark_at"]).get(offset)


def house_pair(document: Document) -> tuple[str, str, int]:
    """Return the typographic pair that this document prefers, with its inner spaces, and how often it stands.

    Only double marks of the language count; without any, the profile's own pair is returned with 0.
    """
    memory = vars(document)
    if "_house_pair" not in memory:
        memory["_house_pair"] = _house_pair(document)
    return cast("tuple[str, str, int]", memory["_house_pair"])


def _house_pair(document: Document) -> tuple[str, str, int]:
    primary = _double(document.profile)
    known = habits_of(document.profile).kinds
    text = document.masked
    seen: Counter[tuple[str, str]] = Counter()
    for item in quoted(document):
        for pair in item.pairs:
            if pair.depth == 0 and pair.kind in known:
                seen[_with_spaces(text, pair)] += 1
    if not seen:
        return (*primary, 0)
    (first, last), count = max(seen.items(), key=lambda entry: (entry[1], entry[0] == primary))
    return first, last, count


def _double(profile: Profile) -> tuple[str, str]:
    """Return the preferred pair of double marks, for languages whose first level is single."""
    return next((pair for pair in profile.quote_pairs if pair[0].strip() in _OPENING | _CLOSING), profile.quotes)


def _with_spaces(text: str, pair: Pair) -> tuple[str, str]:
    after, before = text[pair.open.end], text[pair.close.start - 1]
    spaced = after in SPACES and before in SPACES and pair.close.start - pair.open.end > 1
    return (pair.open.text + after, before + pair.close.text) if spaced else (pair.open.text, pair.close.text)


# -- pairing ---------------------------------------------------------------------------------------------


def _quoted(document: Document) -> Iterator[Quoted]:
    text, habits = document.masked, habits_of(document.profile)
    inside_words = document.profile.script == "Hebr"
    clings = document.profile.script == "Kore"
    current: Segment | None = None
    found: list[Mark] = []
    for match in MARK.finditer(text):
        if current is None or match.start() >= current.end:
            if current is not None and found:
                yield _pair(current, found, habits)
            found, current = [], document.segment_at(match.start())
            if current is None:
                continue
        mark = _mark(text, match, current)
        mark.clings = clings and mark.after.isalpha()
        if inside_words and mark.before.isalpha() and mark.after.isalpha():
            continue
        found.append(mark)
    if current is not None and found:
        yield _pair(current, found, habits)


def _mark(text: str, match: re.Match[str], segment: Segment) -> Mark:
    start, end = match.span()
    left, right = start - 1, end
    while left >= segment.start and text[left] == INLINE:
        left -= 1
    while right < segment.end and text[right] == INLINE:
        right += 1
    before = text[left] if left >= segment.start else "\n"
    return Mark(start, end, match[0], before, text[right] if right < segment.end else "\n")


def _pair(segment: Segment, marks: list[Mark], habits: Habits) -> Quoted:
    waiting: list[Mark] = []
    pairs: list[Pair] = []
    lone: list[Mark] = []
    for index, mark in enumerate(marks):
        mark.index = index
        mark.role = _role(mark, waiting, habits)
        if mark.role == "open":
            if len(waiting) == _DEEPEST:
                lone.append(waiting.pop(0))
            waiting.append(mark)
            continue
        opener = _opener_for(mark, waiting)
        if opener is None:
            lone.append(mark)
            continue
        while waiting[-1] is not opener:
            lone.append(waiting.pop())
        waiting.pop()
        opener.pair = mark.pair = Pair(opener, mark, len(waiting))
        pairs.append(opener.pair)
    lone += waiting
    return Quoted(
        segment,
        tuple(marks),
        tuple(sorted(pairs, key=lambda pair: pair.open.start)),
        tuple(sorted(lone, key=lambda mark: mark.start)),
    )


def _role(mark: Mark, waiting: list[Mark], habits: Habits) -> Role:
    """Tell what a mark does: by its shape where that is certain, then by its neighbours, then by what is open."""
    opens, closes = mark.fits_opening, mark.fits_closing
    text = mark.text
    if text in "\"''":
        sure: Role = "either"
    elif text in habits.openers or text in habits.closers:
        both = text in habits.openers and text in habits.closers
        sure = "either" if both else "open" if text in habits.openers else "close"
    else:
        sure = "open" if text in _OPENING else "close" if text in _CLOSING else "either"
    if text in _TURNED and opens != closes:
        if sure == "open" and closes and waiting:
            return "close"
        if sure == "close" and opens and not any(_fits(opener, mark) for opener in waiting):
            return "open"
    if sure != "either":
        return sure
    if opens != closes:
        return "open" if opens else "close"
    return "close" if any(_fits(opener, mark) for opener in waiting) else "open"


def _opener_for(mark: Mark, waiting: list[Mark]) -> Mark | None:
    """Return the innermost open mark that this one closes: one of its kind, else the last one."""
    for opener in reversed(waiting):
        if _fits(opener, mark):
            return opener
    return waiting[-1] if waiting else None


def _fits(opener: Mark, closer: Mark) -> bool:
    return opener.text + closer.text in _MATCHING
