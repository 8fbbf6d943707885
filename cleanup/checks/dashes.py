"""The dash of an aside, written with hyphens: clinging to the aside, free-standing or doubled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from cleanup.model import OBJECT, Applicability, Check, Document, Edit, Kind, Segment, Violation
from cleanup.profile import fallbacks

TRIGGER = r"\S -|--"
_DASH = re.compile(r"([–—])([ \xa0\u202f]?)(?=[^\s\d–—])")
_BEFORE_DASH = re.compile(r"[^\s\d–—]([ \xa0\u202f]?)\Z")
_OPEN = re.compile(r"(?<=[\w\x02,;:)”“»\"’%.]) -(?=[^\W\d_]|[\x02«“„\"¿¡(])")
_CLOSE = re.compile(r"(?<=[\w\x02)\]”“»\"'’%.!?…:,;])(?P<at>-)(?: (?=[\w\x02«“„\"(])|(?=[,;:.]))")
_ANY_DASH = re.compile(r"(?<=\S) [-–—]|[-–—] (?=\S)")
_HYPHEN = re.compile(r"(?P<at> - | -(?![- ]))(?P<right>[^\W\d_]{1,40}|(?<= )[«“„\"])(?![-=/])")
_JOINED = re.compile(r"-(?<=\w-)([^\W\d_]{1,40})")
_LEFT = re.compile(r"(?P<word>[\w'’]{1,40}|[\x02”»\"'’),:;.?!…])[,:;]?\Z")
_DOUBLE = re.compile(r"(?<=[^\s-]) -- (?=[^\s-])|(?<=[^\W\d_])--(?=[^\W\d_])")
_SHORT = 2
_SYLLABLE = 4
_LAST_LATIN, _LAST_CYRILLIC = "\u024f", "\u052f"
_TWO_WORDS = re.compile(r"\b([^\W\d_]{1,40}) ([^\W\d_]{1,40})\Z")
_TIMES = 4
_ASIDE_LENGTH = range(3, 240)
_Words = tuple[frozenset[str], frozenset[str], frozenset[str]]
_WORD = re.compile(r"[^\W\d_]+")
_LINKED = re.compile(r"[^\W\d_]{3}[оo]\Z")
_ADJECTIVE = re.compile(
    r"(?:[сц]ь?к|н|[ое]в)(?:[ыиоі]й|[ео]го|[ео]му|[ыи]м|[ыи]х|[ыи]ми|ая|яя|[уо]ю|[ео]е|[ыи]е|[аіу]|ої|ому)\Z"
    r"|(?:[sc]k|n|[oe]w)(?:i?ego|i?ej|[iy]ch|[iy]mi?|ie|[iyaeą]|[ýáéí]|éh?o|ému|ou|ých|ými?|i?og|om|oj|im|ih)\Z"
)
"""What the second of two adjectives ends in that are joined by a vowel: судебно-медицинской, południowo-zachodniej."""
_ENDING = re.compile(
    r"ih|im[ae]?|og|oj|om|oga|omu|t[iaáeého]|tych|tými?|tém|go|mu|ej|ym|ych|х|й|я|м|го|му|ми|та|ті|те|тих|ої|ій|ому|ым|ых|ой"
)
"""What follows a number with a hyphen: 1990-ih, 20-го."""


def build(options: Mapping[str, Any]) -> Check:
    """Return the check for one shape.

    Options: ``shape`` is ``hugging`` (`` -aside- ``), ``single`` (`` -aside.`` and `` - aside``) or
    ``double`` (`` -- ``).
    ``conjunctions`` gives by language the words beside which a hyphen stands for a part of a word that is said
    only once (``Vor- und Nachteile``), ``starters`` words that often begin an aside.
    ``own-hyphen`` names languages in which the last part of a compound follows a name of several words as
    `` -part``, ``free`` those in which a hyphen between two other words is more likely a dash than a compound,
    and ``always`` those whose print has no hyphen with spaces.

    Raises:
        ValueError: the shape is not one of these.
    """
    table: Mapping[str, list[str]] = options.get("conjunctions", {})

    parts = frozenset(options.get("parts", ()))

    def named(document: Document, option: str) -> bool:
        return not frozenset(options.get(option, ())).isdisjoint(fallbacks(document.language))

    def both(document: Document) -> _Words:
        return _words_for(document, table), _words_for(document, options.get("starters", {})), parts

    shapes: dict[str, Callable[[Document], Iterator[Violation]]] = {
        "hugging": lambda document: _hugging(
            document, _words_for(document, table), clinging=named(document, "own-hyphen")
        ),
        "double": _double,
        "single": lambda document: _single(
            document, both(document), free=named(document, "free"), always=named(document, "always")
        ),
    }
    shape = options.get("shape")
    if shape not in shapes:
        raise ValueError(f"shape: one of {', '.join(shapes)} is expected, not {shape!r}")
    return shapes[shape]


def _words_for(document: Document, table: Mapping[str, list[str]]) -> frozenset[str]:
    return frozenset(word for tag in fallbacks(document.language) for word in table.get(tag, ()))


# -- the document's dash ---------------------------------------------------------------------------------


def house_dash(document: Document, *, spaced: bool = False) -> tuple[str, int]:
    """Return the dash of an aside as this document writes it, with its spaces, and how often it stands.

    Without any in the document it is the language's, with 0. ``spaced`` asks for one with spaces when the
    language leaves the choice.
    """
    memory = vars(document)
    if "_dashes" not in memory:
        memory["_dashes"] = Counter(_dashes(document.masked)), document.masked.count(" - ")
    seen, hyphens = cast("tuple[Counter[str], int]", memory["_dashes"])
    profile = document.profile
    allowed = [dash for dash in (profile.dash, *profile.dash_alternates) if dash]
    if seen:
        dash, count = max(seen.items(), key=lambda entry: (entry[1], entry[0] in allowed[:1]))
        if profile.dash and dash != profile.dash and count * _TIMES < hyphens:
            return profile.dash, seen[profile.dash]  # a few dashes among many hyphens are no habit
        return dash, count
    if spaced:
        return next((dash for dash in allowed if dash.strip() != dash), " – "), 0
    return (allowed or [" – "])[0], 0


def dashes_between(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield the dashes between words: where what is theirs begins, the space before, the dash, the space after."""
    for match in _DASH.finditer(text):  # the dash first: to look back at every character takes far longer
        before = _BEFORE_DASH.search(text, max(0, match.start() - 2), match.start())
        if before:
            yield before.start(1), before[1], match[1], match[2]


def _dashes(text: str) -> Iterator[str]:
    """Yield the dashes of asides: with both spaces, without, or with the outer one of a raya."""
    for _, before, dash, after in dashes_between(text):
        if before and after:
            yield f" {dash} "
        elif dash == "—" and not before and not after:
            yield dash
        elif dash == "—" and before:
            yield f" {dash}"


# -- shapes ----------------------------------------------------------------------------------------------


def _hugging(document: Document, conjunctions: frozenset[str], *, clinging: bool) -> Iterator[Violation]:
    text = document.masked
    for segment in _segments_with(document, " -"):
        opened: int | None = None
        for at, opens in _hyphens(text, segment):
            if opens:
                suspended = _word_before(text, at, conjunctions) or (conjunctions and text[at - 2] == OBJECT)
                opened = at if opened is None and not suspended else None  # "`app` -Objekt" is one compound
                continue
            if opened is None:
                continue
            if _word_after(text, at, conjunctions) and (text[opened - 2] == "," or clinging):
                continue
            if at - opened in _ASIDE_LENGTH:
                weaker = None if house_dash(document)[1] else Applicability.UNSAFE
                yield Violation(opened, at + 1, edits=_aside(document, opened, at), applicability=weaker)
            opened = None


def _hyphens(text: str, segment: Segment) -> list[tuple[int, bool]]:
    opens = [(m.end() - 1, True) for m in _OPEN.finditer(text, segment.start, segment.end)]
    closes = [(m.start("at"), False) for m in _CLOSE.finditer(text, segment.start, segment.end)] if opens else []
    return sorted(opens + closes)


def _aside(document: Document, opened: int, closed: int) -> tuple[Edit, ...]:
    """Return the edits that set the dash of the document or the language on both sides of an aside."""
    dash, _ = house_dash(document, spaced=True)
    mark, before, after = dash.strip(), dash[0] == " ", dash[-1] == " "
    text = document.masked
    stopped = text[closed + 1 : closed + 2] in ",;:."
    if before and after:
        closing = f" {mark}" if not stopped else mark
        return (Edit(opened, opened + 1, f"{mark} "), Edit(closed, closed + 1, closing))
    if before or after:
        return (Edit(opened, opened + 1, mark), Edit(closed, closed + 1, mark))
    rest = closed + 1 if stopped else closed + 2
    return (Edit(opened - 1, opened + 1, mark), Edit(closed, rest, mark))


def _word_before(text: str, at: int, words: frozenset[str]) -> bool:
    start = max(0, at - 12)
    found = _WORD.findall(text[start : at - 1])
    return bool(found) and found[-1].lower() in words


def _word_after(text: str, at: int, words: frozenset[str]) -> bool:
    found = _WORD.match(text, at + 2)
    return found is not None and found[0].lower() in words


def _single(document: Document, words: _Words, *, free: bool, always: bool) -> Iterator[Violation]:
    """Yield hyphens with a space before them that stand between clauses, where no compound is broken.

    One that clings to the next word must be the only dash of its segment. One with two spaces counts only where
    the language, or most of the document, has dashes there.
    """
    text = document.masked
    trusted: bool | None = None
    for segment in _segments_with(document, " -"):
        if segment.kind is not Kind.PARAGRAPH:
            continue
        found = list(_HYPHEN.finditer(text, segment.start, segment.end))
        crowded = len(_ANY_DASH.findall(text, segment.start, segment.end)) > 1
        pair = len(found) == 2 and text.count(" ", found[0].end("at"), found[1].start("at")) > 1
        for match in found:
            standing = match["at"] == " - "
            if standing and trusted is None:
                trusted = always or house_dash(document, spaced=True)[1] > text.count(" - ")
            if standing and not trusted:
                continue
            if not standing and crowded:
                continue
            aside = standing and pair and found[0]["at"] == found[1]["at"]
            if _LEFT.search(text, max(segment.start, match.start() - 42), match.start()) is None:
                continue
            if aside or _is_dash(document, match, words, free=free):
                yield from _replaced(document, match)


def _is_dash(document: Document, match: re.Match[str], words: _Words, *, free: bool) -> bool:
    """Tell whether a hyphen beside a space stands between clauses rather than in a word that was broken there."""
    text, right = document.masked, match["right"]
    before = _LEFT.search(text, max(0, match.start() - 42), match.start())
    left = before["word"] if before else ""
    conjunctions, starters, parts = words
    if left.lower() in conjunctions or (left, right) in _compounds(document):
        return False
    if right in conjunctions and text[match.end() + 1 : match.end() + 2].isupper():
        return False  # "Wirtschafts - und Finanzpolitik": a part of a word may be left out
    if not right[0].isalpha():
        return True
    if _ENDING.fullmatch(right) and left[-1:].isdigit():
        return False
    clings = match["at"] == " -" and left.isascii() and left[-1:].isalpha()  # to a name in Latin letters
    if clings and right[0] > _LAST_CYRILLIC:
        return False  # "Firefox -ის" is an ending, even where it is a word too
    if right.lower() in starters or right.lower() in document.profile.function_words:
        return True
    if clings and right[0] > _LAST_LATIN:
        return False  # "HTTPS -сомона"
    if len(right) <= _SYLLABLE and _ends_name(text, match.start(), left):
        return False
    if left.lower() in parts or (_LINKED.search(left) and _ADJECTIVE.search(right)):
        return False
    return free and right.islower() and not left.isupper() and len(left) > _SHORT


def _ends_name(text: str, at: int, left: str) -> bool:
    """Tell whether a syllable at an offset ends a name: "Ри Йонг - хоу" of Korean, "Jün - nan" of two syllables."""
    return _is_name(_TWO_WORDS.search(text, max(0, at - 82), at)) or (left[:1].isupper() and len(left) <= _SYLLABLE)


def _is_name(words: re.Match[str] | None) -> bool:
    return words is not None and words[1][0].isupper() and words[2][0].isupper()


def _compounds(document: Document) -> set[tuple[str, str]]:
    """Return the parts of the words that stand unbroken in the document, two by two."""
    memory = vars(document)
    if "_compounds" not in memory:
        text, found = document.masked, set()
        for match in _JOINED.finditer(text):
            before = _LEFT.search(text, max(0, match.start() - 42), match.start())
            if before:
                found.add((before["word"], match[1]))
        memory["_compounds"] = found
    return cast("set[tuple[str, str]]", memory["_compounds"])


def _replaced(document: Document, match: re.Match[str]) -> Iterator[Violation]:
    dash, _ = house_dash(document, spaced=True)
    if dash == dash.strip():
        dash = f" {dash} "
    start, end = match.span("at")
    if dash[-1] == " ":
        yield Violation(start, end, edits=(Edit(start, end, dash),))


def _double(document: Document) -> Iterator[Violation]:
    text = document.masked
    if "--" not in text:
        return
    dash, count = house_dash(document, spaced=True)
    for segment in _segments_with(document, "--"):
        for match in _DOUBLE.finditer(text, segment.start, segment.end):
            tight = match[0] == "--"
            if tight and _is_doubled_word(text, match):
                continue
            mark = "—" if tight and not count else dash
            weaker = Applicability.UNSAFE if tight or not count else None
            if tight and document.language.partition("-")[0] != "en":
                weaker = Applicability.DISPLAY_ONLY  # more often a word was lost there (it. "dispositivo--posizione")
            edit = Edit(match.start(), match.end(), mark)
            yield Violation(match.start(), match.end(), edits=(edit,), applicability=weaker)


def _is_doubled_word(text: str, match: re.Match[str]) -> bool:
    """Tell whether the same word stands on both sides: the two hyphens are one that was doubled."""
    before = _WORD.findall(text[max(0, match.start() - 40) : match.start()])
    after = _WORD.match(text, match.end())
    return bool(before) and after is not None and before[-1].lower() == after[0].lower()


def _segments_with(document: Document, needle: str) -> Iterator[Segment]:
    """Yield the segments that hold ``needle``, each once."""
    text, at = document.masked, 0
    while (at := text.find(needle, at)) >= 0:
        segment = document.segment_at(at)
        if segment is None:
            at += 1
            continue
        yield segment
        at = max(segment.end, at + 1)
