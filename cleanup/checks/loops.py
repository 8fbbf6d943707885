"""Phrases and sentences that a decoder repeated: at once, to the letter, and more often than people do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import compress, groupby, islice
from operator import eq
from typing import Any

from cleanup.model import INLINE, OBJECT, Applicability, Check, Document, Edit, Segment, Violation
from cleanup.words.stream import BREAK, Stream, stream_of

_LONGEST = 12
_COPIES = 3
_WIDE_COPIES = 4
_WIDE_SHARE = 0.3
_SAFE_WORDS = 3
_LEAST_LETTERS = 2
_PAIR, _MANY = 2, 6
_PLAIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_QUOTES = re.compile('["“”„«»‘‚]')
_ZEROS = re.compile(rb"(?:\x00{4})*+")
_MARKS = (". ", "! ", "? ", "… ", "。", "！", "？", "। ", "؟ ", "۔ ")
_ENDS = "!?…。！？।؟۔"
_SENTENCE_WORDS = 5
_SENTENCE_CHARACTERS = 12


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. Option ``unit``: ``phrase`` (two words or more, three times) or ``sentence`` (twice)."""
    unit = options.get("unit", "phrase")
    if unit not in ("phrase", "sentence"):
        raise ValueError(f"unit: phrase or sentence is expected, not {unit!r}")
    return _phrases if unit == "phrase" else _sentences


def _phrases(document: Document) -> Iterator[Violation]:
    if not document.profile.spaces:
        yield from _wide(document)
        return
    stream = stream_of(document.masked)
    found = sorted(
        (index, period, (length // period + 1) * period)
        for period in range(2, _LONGEST + 1)
        for index, length in stream.repeats(period, period * (_COPIES - 1))
    )
    at = 0
    for start, period, length in found:
        phrase = stream.words[start : start + period]
        if start < at or len(set(phrase)) < 2 or any(word == BREAK or _is_masked(word) for word in phrase):
            continue
        if max(sum(map(str.isalpha, word)) for word in phrase) < _LEAST_LETTERS:
            continue
        at = start + length
        first, end = stream.span(start + period - 1)[1], stream.span(start + length - 1)[1]
        begin = stream.span(start)[0]
        yield Violation(
            begin,
            end,
            edits=(Edit(first, end, ""),),
            values={"phrase": document.masked[begin:first], "copies": str(length // period)},
            applicability=_how_sure(document, stream, start, period, length),
        )


def _how_sure(document: Document, stream: Stream, start: int, period: int, length: int) -> Applicability | None:
    """Tell who may take the copies out; "again and again and again" is how people speak."""
    if _is_certain(document, stream, start, period, length):
        return None
    following = stream.words[start + length : start + length + 1]
    spoken = period == _PAIR and length < _PAIR * _MANY and following == [stream.words[start]]
    return Applicability.DISPLAY_ONLY if spoken else Applicability.UNSAFE


def _is_certain(document: Document, stream: Stream, start: int, period: int, length: int) -> bool:
    """Tell whether nobody could have meant it: a chant or a refrain has capitals, commas or quotation marks."""
    phrase = stream.words[start : start + period]
    before, after = stream.words[max(0, start - 1) : start], stream.words[start + length : start + length + 1]
    # The first or last copy of a chant has the quotation mark on it, and so is not counted among the copies.
    chant = _QUOTES.sub("", "".join(before)) == phrase[-1] or _QUOTES.sub("", "".join(after)) == phrase[0]
    return (
        period >= _SAFE_WORDS
        and all(_PLAIN.fullmatch(word) for word in phrase)
        and not document.masked[stream.span(start)[0]].isupper()
        and not chant
    )


def _wide(document: Document) -> Iterator[Violation]:
    """Find loops of characters where words are not spaced."""
    masked = document.masked
    at = 0
    judged: Segment | None = None
    loops = False
    for start, period, copies in sorted(_runs(masked)):
        end = start + period * copies
        unit = masked[start : start + period]
        segment = document.segment_at(start)
        if start < at or segment is None or len(set(unit)) < 2 or not unit.isalpha():
            continue
        if segment is not judged:
            judged, line = segment, masked[segment.start : segment.end]
            loops = len(line) - len(set(line)) >= _WIDE_SHARE * len(line)
        if not loops:
            continue
        at = end
        yield Violation(
            start,
            end,
            edits=(Edit(start + period, end, ""),),
            values={"phrase": unit, "copies": str(copies)},
            applicability=Applicability.UNSAFE,
        )


def _runs(masked: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, period, copies) of stretches that repeat at once, found as ``Stream.repeats`` finds words."""
    data = masked.encode("utf-32-le", "surrogatepass")
    codes = int.from_bytes(data, "little")
    for period in range(3, _LONGEST + 1):
        lag, least = 4 * period, 4 * period * (_WIDE_COPIES - 1)
        end = len(data) - lag
        if end < least:
            return
        difference = (codes ^ (codes >> (8 * lag))).to_bytes(len(data), "little")
        zeros = bytes(least)
        at = difference.find(zeros, 0, end)
        while at >= 0:
            start = -(-at // 4)
            zero = _ZEROS.match(difference, 4 * start, end)
            length = (zero.end() - zero.start()) // 4 if zero else 0
            if length >= period * (_WIDE_COPIES - 1):
                yield start, period, length // period + 1
            at = difference.find(zeros, 4 * (start + length) + 1, end)


def _sentences(document: Document) -> Iterator[Violation]:
    # The whole text at once and without its spaces, since next to no document has anything to look for.
    shown = document.masked.replace(" ", "").replace("\n", "")
    for mark in _ENDS:
        shown = shown.replace(mark, ".")
    parts = shown.split(".")
    if not any(len(part) >= _SENTENCE_CHARACTERS for part in compress(parts, map(eq, parts, islice(parts, 1, None)))):
        return
    marks = [mark for mark in _MARKS if mark in document.masked]
    for segment in document.segments:
        for mark in marks:
            yield from _repeated(document, segment, mark)


def _repeated(document: Document, segment: Segment, mark: str) -> Iterator[Violation]:
    parts = document.masked[segment.start : segment.end].split(mark)
    parts[-1] = parts[-1].removesuffix(mark.strip())
    at = segment.start
    for part, copies in groupby(parts):
        size, more = len(part) + len(mark), sum(1 for _ in copies) - 1
        end = at + size * more
        if more and _is_sentence(part, spaced=document.profile.spaces):
            yield Violation(at + size, end + len(part), edits=(Edit(at, end, ""),), values={"sentence": part})
        at = end + size


def _is_sentence(part: str, *, spaced: bool) -> bool:
    if _is_masked(part):
        return False
    return len(part.split()) >= _SENTENCE_WORDS if spaced else len(part) >= _SENTENCE_CHARACTERS


def _is_masked(text: str) -> bool:
    return INLINE in text or OBJECT in text
