"""Find words run together in a masked text. The checks turn what is found into violations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from cleanup.words.affixes import NEGATIONS
from cleanup.words.document import DocumentWords
from cleanup.words.features import Context, document_vector, is_plain, never_safe
from cleanup.words.glance import flagged
from cleanup.words.screen import SUSPECT, Candidate, Screen, Suspect
from cleanup.words.splits import Split
from cleanup.words.stream import chunk_starts, chunks_of
from cleanup.words.tokens import word_pattern

_WINDOW: Final = 60
_MARKUP_BONUS: Final = 3.0
"""Log odds added when inline markup stands at the cut: almost no word of the languages is half in a link."""

_LINKING: Final = frozenset({"cs", "sk", "pl", "sl", "hr", "ru", "uk", "bg", "el"})
_LINKS: Final = ("o", "о", "ο")  # Latin, Cyrillic, Greek
_SHORTEST_PART: Final = 4


class Fused(NamedTuple):
    """Two words run together: offsets of the token and of the cut, and how sure the model is."""

    start: int
    end: int
    cut: int  # offset at which the space goes
    word: str  # the token without markup
    split: Split
    score: float
    context: Context
    markup: int  # width of the inline markup at the cut, 0 without
    sure: bool  # a high score may be a safe fix
    plain: bool  # two plain words


def context_of(masked: str, start: int, end: int, language: str, *, joined: bool) -> Context:
    """Return what stands around ``masked[start:end]`` within one line and sixty code points."""
    before = masked[max(0, start - _WINDOW) : start]
    after = masked[end : end + _WINDOW]
    before = before.rpartition("\n")[2] or "\n"
    after = after.partition("\n")[0]
    pattern = word_pattern(language)
    found = list(pattern.finditer(before))
    last = found[-1] if found else None
    first = pattern.search(after)
    return Context(
        last[0] if last else "",
        first[0] if first else "",
        before[last.end() if last else 0 :].replace(" ", "") if before != "\n" else "",
        after[: first.start() if first else len(after)].replace(" ", ""),
        joined,
    )


def may_be_built(left: str, right: str, language: str) -> bool:
    """Whether two halves may be one word: Slavic languages and Greek link parts with an o (``stříbrolesklý``)."""
    return language in _LINKING and len(right) >= _SHORTEST_PART and left.endswith(_LINKS)


def _relevant(suspect: Suspect, screen: Screen, words: DocumentWords) -> list[Candidate]:
    """Return the candidates that the document does not rule out."""
    found = (
        screen.complete(suspect.word, candidate)
        for candidate in suspect.candidates
        if suspect.markup or not candidate.split.needs or words.may_hold(candidate.split.needs)
    )
    return [candidate for candidate in found if candidate]


def candidates(
    masked: str, screen: Screen, words: DocumentWords
) -> Iterator[tuple[int, Suspect, Context, list[tuple[Candidate, list[float]]]]]:
    """Yield each suspect of a text (offset, suspect, context) with its candidates and their full features."""
    chunks = chunks_of(masked)
    language = screen.lexicon.language
    for index in flagged(masked, screen, SUSPECT):
        for suspect in screen.suspects[chunks[index]]:
            ways = _relevant(suspect, screen, words)
            if not ways:
                continue
            start = chunk_starts(masked)[index] + suspect.offset
            end = start + len(suspect.word) + suspect.markup
            context = context_of(masked, start, end, language, joined=suspect.joined)
            vectors = [
                (
                    way,
                    [*way.static, *document_vector(suspect.word, way.split, context, screen.lexicon, words)],
                )
                for way in ways
            ]
            yield start, suspect, context, vectors


def find(masked: str, screen: Screen, words: DocumentWords, floor: float) -> Iterable[Fused]:
    """Yield the tokens whose best split scores at least ``floor``, in reading order."""
    score, language = screen.model.full.score, screen.lexicon.language
    for start, suspect, context, vectors in candidates(masked, screen, words):
        scored = []
        for way, vector in vectors:
            extra = _MARKUP_BONUS if suspect.markup else 0.0
            scored.append((score(vector, floor - extra) + extra, way, vector))
        best, way, vector = max(scored, key=lambda found: found[0])
        if best < floor:
            continue
        cut = start + way.split.cut + suspect.markup
        end = start + len(suspect.word) + suspect.markup
        left, right = way.split.left, way.split.right
        sure = left not in NEGATIONS and not may_be_built(left, right, language) and not never_safe(vector, language)
        yield Fused(start, end, cut, suspect.word, way.split, best, context, suspect.markup, sure, is_plain(vector))
