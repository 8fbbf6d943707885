"""Paragraphs that were left in another language, or came out in one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.line_language import Vocabulary, familiarity, name_of, score, vocabulary_of, words_of
from cleanup.model import OBJECT, Check, Document, Segment, Violation
from cleanup.profile import UNDETERMINED
from cleanup.titles import without_titles
from cleanup.words.english import english_beside
from cleanup.words.stream import stream_of

_LEAST_CHARACTERS = 40
_LEAST_CJK = 20
_LEAST_WORDS = 5
_THIN = 150
"""Known words below which those of the document itself are counted as its language's."""
_LEAST_SEGMENTS = 5
_LEAST_SMALL = 3
_MOST_NAMES = 0.7
_MANY = 0.15
_FAMILIAR = 0.82
_UNFAMILIAR = 0.62
_THIN_SHARE = 0.4
_SAMPLE = 6000
_LEAST_SAMPLE = 60
_OWN_SHARE = 0.4
_SOURCES = ("en", "es", "fr", "de", "ru")
_CLOSE = {
    **dict.fromkeys(("gl", "oc", "ast", "co", "la", "sc", "br", "eo"), frozenset({"es", "fr"})),
    **dict.fromkeys(("lb", "fy", "af", "nn", "fo"), frozenset({"de"})),
    "be": frozenset({"ru"}),
}
"""Languages without a word list of their own, and the sources of translations that their lines are mistaken for."""
_SCRIPTS = {
    "Latn": "a-zA-Zà-öø-ÿÀ-ÖØ-Þ\u0100-\u024f\u1e00-\u1eff",
    "Cyrl": r"\u0400-\u052f",
    "Grek": r"\u0370-\u03ff\u1f00-\u1fff",
    "Arab": r"\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Hebr": r"\u0590-\u05ff",
    "Deva": r"\u0900-\u097f",
    "Thai": r"\u0e00-\u0e7f",
    "Hang": r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "Hani": r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
}
_SAME = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani", "Kore": "Hang"}
_NAMES = {
    "Latn": "one in Latin letters", "Cyrl": "one in Cyrillic letters", "Grek": "Greek", "Arab": "one in Arabic letters",
    "Hebr": "Hebrew", "Deva": "one in Devanagari", "Thai": "Thai", "Hang": "Korean", "Hani": "Chinese or Japanese",
}  # fmt: skip
_RUNS = {tag: re.compile(f"[{letters}]+") for tag, letters in _SCRIPTS.items()}
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff，。、]{8,}")
_MARKS = ".,;:!?…()[]{}\"'“”„‘’«»¿¡—–-*_+&/|→·=\x01\x02"
_ARGUMENTS = re.compile(r"\((?:[A-Za-z_][\w.]{0,40}, ?){1,20}[A-Za-z_][\w.]{0,40}\)")
_CODE = re.compile(r"\(\) ?\{|\) ?=> ?\{")
"""Marks of a line of code that lost its fence: what stands in it is no language to translate."""
_LETTERS = re.compile(r"[^\W\d_]+")
_WIDE = re.compile(r"[\u0370-\u1dff\u1f00-\u1fff\u2c00-\ud7ff\uf900-\ufffd]")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        for segment, name in foreign_segments(document):
            yield Violation(segment.start, segment.end, values={"language": name})

    return check


def foreign_segments(document: Document) -> list[tuple[Segment, str]]:
    """Return the segments in another language, in reading order, with its name."""
    if __name__ not in document.memo:
        found = [] if document.language in ("", UNDETERMINED) else list(_foreign(document))
        many = len(found) > 1 and len(found) > _MANY * len(document.segments)
        if many and len(vocabulary_of(document.language).own) < _THIN:
            found = []  # a language that is close to the one it was taken for
        document.memo[__name__] = found
    known: list[tuple[Segment, str]] = document.memo[__name__]
    return known


def in_foreign_segment(document: Document, offset: int) -> bool:
    """Tell whether the code point at ``offset`` stands in a segment in another language."""
    found = foreign_segments(document)
    index = bisect_right(found, offset, key=lambda item: item[0].start) - 1
    return index >= 0 and offset < found[index][0].end


def _foreign(document: Document) -> Iterator[tuple[Segment, str]]:
    masked, spaced = document.masked, document.profile.spaces
    script = _SAME.get(document.profile.script, document.profile.script)
    vocabulary = vocabulary_of(document.language)
    thin = len(vocabulary.own) < _THIN
    if thin and spaced:
        vocabulary = vocabulary.knows(_frequent(document))
    unsure = thin and len(document.segments) < _LEAST_SEGMENTS
    usual: dict[str, float] = {}
    plain = document.format == "text"
    for segment in _suspicious(document, vocabulary, script):
        line = masked[segment.start : segment.end] if plain else without_titles(document, segment.start, segment.end)
        name = _other_script(line, script) if script and (script != "Latn" or not line.isascii()) else None
        if name is None and (unsure or not spaced or len(line) < _LEAST_CHARACTERS or not _is_running(line)):
            continue
        if not plain:
            if _CODE.search(line):
                continue
            line = _ARGUMENTS.sub(OBJECT, line)
        words = words_of(line)
        tag = vocabulary.foreign_language(words)
        if tag is None and name is None and script in ("", "Latn", "Cyrl"):
            tag = _familiar(vocabulary, words, masked, usual)
        if tag and thin and (tag not in _SOURCES or tag in _CLOSE.get(document.language.partition("-")[0], ())):
            tag = None  # the words of its own language are not known, so that the closest one wins
        if not plain and not _is_sure(document, line, words, tag or name, thin=thin):
            continue
        if tag or name:
            yield segment, name_of(tag) if tag else name or ""


def _is_sure(document: Document, line: str, words: Sequence[str], tag: str | None, *, thin: bool) -> bool:
    """Tell whether a line of a page is in another language for good: there many lines are names or half code."""
    if tag in ("en", _NAMES["Latn"]):
        return english_beside(document.language).has_line(line)
    if tag is None or tag in _NAMES.values():
        return True
    telling = {word for word in words if tag in vocabulary_of(document.language).tags_of(word)}
    return len(telling) >= _LEAST_SMALL + thin and (not thin or score(words, [tag])[tag] >= _THIN_SHARE)


def _suspicious(document: Document, vocabulary: Vocabulary, script: str) -> Iterator[Segment]:
    """Yield the segments that are worth a closer look, in reading order."""
    stream = stream_of(document.masked)
    words = stream.words
    numbers = list(vocabulary.suspicious_lines(words))
    offsets = [_first_letter(document.masked, stream.line_starts[number]) for number in numbers]
    if script != "Hani" and _has_ideographs(words):
        offsets += [match.start() for match in _IDEOGRAPHS.finditer(document.masked)]
    seen = -1
    for offset in sorted(offsets):
        segment = document.segment_at(offset)
        if segment is not None and segment.start > seen:
            seen = segment.start
            yield segment


def _has_ideographs(words: Sequence[str]) -> bool:
    """Tell, at little cost, whether a text that puts spaces between words holds a line of one that does not."""
    if max(map(len, words), default=0) < _LEAST_CJK:
        return False
    return any(_IDEOGRAPHS.search(word) for word in words if len(word) >= _LEAST_CJK)


def _first_letter(masked: str, offset: int) -> int:
    while masked[offset] in " \t\xa0" and offset + 1 < len(masked):
        offset += 1
    return offset


def _frequent(document: Document) -> list[str]:
    """Return words that stand in many lines of a document: they are its own language's."""
    lines = list(filter(None, document.masked.lower().split("\n")))
    counts = Counter(word for line in lines for word in set(line.split()))
    least = max(3, len(lines) // 5)
    return [word for word, count in counts.items() if count >= least]


def _familiar(vocabulary: Vocabulary, words: Sequence[str], masked: str, usual: dict[str, float]) -> str | None:
    """Return the language whose lexicon knows the words of a line much better than those of the document."""
    if vocabulary.lexicon is not None or len(words) < _LEAST_WORDS:
        return None
    if sum(map(vocabulary.own.__contains__, words)) > _OWN_SHARE * len(words):
        return None
    for tag in _SOURCES:
        if tag in vocabulary.others and familiarity(words, tag) >= _FAMILIAR:
            if tag not in usual:
                sample = words_of(masked[:_SAMPLE])
                usual[tag] = familiarity(sample, tag) if len(sample) >= _LEAST_SAMPLE else 1.0
            if usual[tag] <= _UNFAMILIAR:
                return tag
    return None


def _other_script(line: str, script: str) -> str | None:
    """Name the script of a line that has next to no letter of ``script``; a few words may be names."""
    if script == "Latn" and _WIDE.search(line) is None:
        return None
    own = _RUNS.get(script)
    total = _count(_LETTERS, line)
    if own is not None and own.search(line) is not None and _count(own, line) * 5 > total:
        return None
    for tag, run in _RUNS.items():
        words = run.findall(line) if tag != script else []
        letters = sum(map(len, words))
        if tag == "Latn":
            lower = sum(1 for word in words if word.islower() and len(word) > 1)
            enough = lower >= _LEAST_SMALL and lower * 2 >= len(words) and len(line) >= _LEAST_CHARACTERS
        elif tag == "Hani":
            enough = letters >= _LEAST_CJK
        else:
            enough = letters >= _LEAST_CHARACTERS * 0.6 and len(words) >= 4
        if enough and letters >= 0.7 * total:
            return _NAMES[tag]
    return None


def _is_running(line: str) -> bool:
    """Tell whether a line is a sentence and no name: of products, of works, of people."""
    words = [word for raw in line.split() if (word := raw.strip(_MARKS))]
    names = sum(1 for word in words if word[0].isupper())
    return len(words) - names >= _LEAST_SMALL and names <= _MOST_NAMES * len(words)


def _count(pattern: re.Pattern[str], line: str) -> int:
    return sum(map(len, pattern.findall(line)))
