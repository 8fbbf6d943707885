"""Plant words run together, and words broken in two, in clean text, and remember where."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from cleanup.words.lexicon import Lexicon
from cleanup.words.tokens import fold

_GAP = re.compile(r"(?<=[^\W\d_])(?:, | )(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_TIES = "-'’@._/"
_FREQUENT = 5.8
FUSION_RATE = 0.025
BREAK_RATE = 0.02


@dataclass(slots=True)
class Planted:
    """A corrupted text; ``places`` maps the offset of a planted token to (offset of its cut, class)."""

    text: str
    places: dict[int, tuple[int, str]] = field(default_factory=dict)


def classify(left: str, right: str, lexicon: Lexicon) -> str:
    """Name the kind of a fusion by its halves as spelt."""
    if len(left) == 1 or len(right) == 1:
        return "one letter"
    if right[0].isupper():
        return "any+name"
    first = lexicon.zipf(fold(left, lexicon.language)) >= _FREQUENT
    second = lexicon.zipf(fold(right, lexicon.language)) >= _FREQUENT
    if second and not first:
        return "name+function" if left[0].isupper() else "content+function"
    if first:
        return "function+function" if second else "function+content"
    return "name+content" if left[0].isupper() else "content+content"


_SHARE = {
    "content+function": 0.8,
    "name+function": 1.0,
    "function+content": 0.3,
    "function+function": 0.3,
    "name+content": 1.0,
    "content+content": 0.7,
    "any+name": 0.25,
    "one letter": 0.5,
}


def _rebuild(text: str, cuts: list[tuple[int, int, int, str]], joint: str) -> Planted:
    """Replace ``text[start:end]`` of each (token start, start, end, kind) by ``joint``; note the new offsets."""
    parts, at, shift = [], 0, 0
    planted = Planted("")
    for token, start, end, kind in cuts:
        parts += [text[at:start], joint]
        planted.places[token + shift] = (start + shift, kind)
        shift += len(joint) - (end - start)
        at = end
    planted.text = "".join([*parts, text[at:]])
    return planted


def fuse(text: str, lexicon: Lexicon, rng: random.Random) -> Planted:
    """Remove some spaces between words, never two in a row. Commas go with three in ten of theirs."""
    cuts: list[tuple[int, int, int, str]] = []
    last = -1
    for gap in _GAP.finditer(text):
        left = _LAST_WORD.search(text, max(0, gap.start() - 40), gap.start())
        right = _WORD.match(text, gap.end())
        if not left or not right or left.start() <= last or (gap[0] == ", " and rng.random() > 0.3):
            continue
        kind = classify(left[0], right[0], lexicon)
        if rng.random() < FUSION_RATE * _SHARE[kind]:
            cuts.append((left.start(), gap.start(), gap.end(), kind))
            last = right.end()
    return _rebuild(text, cuts, "")


def split(text: str, lexicon: Lexicon, rng: random.Random) -> Planted:
    """Put a space inside some words of five letters or more, never next to each other."""
    cuts: list[tuple[int, int, int, str]] = []
    last = -2
    for word in _WORD.finditer(text):
        if len(word[0]) < 5 or word.start() <= last + 1 or not word[0][1:].islower():
            continue
        before, after = text[max(0, word.start() - 1) : word.start()], text[word.end() : word.end() + 1]
        if (before and before in _TIES) or (after and after in _TIES) or rng.random() > BREAK_RATE:
            continue
        cut = rng.randint(2, len(word[0]) - 2)
        halves = [fold(half, lexicon.language) for half in (word[0][:cut], word[0][cut:])]
        kind = f"{sum(lexicon.zipf(half) >= 3.5 for half in halves)} halves are words"
        cuts.append((word.start(), word.start() + cut, word.start() + cut, kind))
        last = word.end()
    return _rebuild(text, cuts, " ")
