"""Words that mix letters of two alphabets: look-alikes to put right, and mixtures that only a person can mend."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from cleanup.checks.scripts import CYRILLIC, GREEK, LATIN
from cleanup.model import Applicability, Document, Edit, Line, LineCheck, Violation

TRIGGER = f"[{LATIN}][{CYRILLIC}{GREEK}]|[{CYRILLIC}][{LATIN}{GREEK}]|[{GREEK}][{LATIN}{CYRILLIC}]"
LINES = True

_MIXED = re.compile(TRIGGER)
_WORD = re.compile(rf"[{LATIN}{CYRILLIC}{GREEK}\u0300-\u036f]+")
_SCRIPTS = {"Latn": re.compile(f"[{LATIN}]"), "Cyrl": re.compile(f"[{CYRILLIC}]"), "Grek": re.compile(f"[{GREEK}]")}
_TO_CYRILLIC = dict(zip("aceiopsxyhjëïABCEHIJKMOPSTXYËÏ", "асеіорѕхуһјёїАВСЕНІЈКМОРЅТХУЁЇ", strict=True))
_TO_LATIN = {v: k for k, v in _TO_CYRILLIC.items()} | {"к": "k"}
_GREEK_TO_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_LATIN_TO_GREEK = {v: k for k, v in _GREEK_TO_LATIN.items()}
_TWINS = {
    ("Latn", "Cyrl"): _TO_CYRILLIC,
    ("Cyrl", "Latn"): _TO_LATIN,
    ("Grek", "Latn"): _GREEK_TO_LATIN,
    ("Latn", "Grek"): _LATIN_TO_GREEK,
}
_COMMON_CYRILLIC = frozenset("асеорхуАВСЕНКМОРТХУ")
_WITHOUT_CASE = frozenset(("Hans", "Hant", "Jpan", "Kore", "Arab", "Hebr", "Deva", "Thai", "Beng", "Taml", "Telu"))
"""Scripts that lean no endings on a Latin word by letters that look like Latin ones."""
_SHARE = 2 / 3
_SHORTEST = 3


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. ``report``: report the mixtures without a repair, and nothing else."""
    report = bool(options.get("report"))

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        text = document.masked
        end = 0
        for hit in (hit for at, line in lines for hit in _MIXED.finditer(text, at, at + len(line))):
            if hit.start() < end:
                continue
            word = _word_around(text, hit.start())
            end = word.end()
            scripts = [next((s for s, letters in _SCRIPTS.items() if letters.match(c)), "") for c in word[0]]
            mended, certain = _mend(document, word[0], scripts)
            values = {"word": word[0], "mended": mended or ""}
            if report and mended is None and _is_scrambled(document.profile.script, word[0], scripts):
                yield Violation(word.start(), word.end(), values=values)
            elif not report and mended is not None:
                edits = tuple(
                    Edit(word.start() + i, word.start() + i + 1, new)
                    for i, (old, new) in enumerate(zip(word[0], mended, strict=True))
                    if old != new
                )
                applicability = None if certain else Applicability.UNSAFE
                yield Violation(word.start(), word.end(), edits=edits, values=values, applicability=applicability)

    return check


def _word_around(text: str, at: int) -> re.Match[str]:
    start = at
    while start and _WORD.match(text[start - 1]) and at - start < 100:
        start -= 1
    word = _WORD.match(text, start)
    assert word is not None  # the hit itself is a letter
    return word


def _mend(document: Document, word: str, scripts: list[str]) -> tuple[str | None, bool]:
    """Return the word in one script, and whether it is certain; ``None`` when letters have no twin there."""
    counts = {script: scripts.count(script) for script in set(scripts) if script}
    main = max(counts, key=lambda name: (counts[name], name == document.profile.script, name == "Latn"))
    total = sum(counts.values())
    elsewhere = main == "Latn" and document.profile.script not in ("", "Cyrl", "Grek")
    least, share = (2, 1 / 2) if elsewhere else (_SHORTEST, _SHARE)
    if len(counts) != 2 or total < least or counts[main] < share * total:
        return None, False
    odd = [i for i, script in enumerate(scripts) if script and script != main]
    if _is_compound(document.profile.script, word, odd, main):
        return None, False
    twins = _TWINS.get((scripts[odd[0]], main), {})
    letters = document.profile.alphabet if main == document.profile.script and main != "Latn" else frozenset()
    if not all(_has_twin(word[i], twins, letters, main) for i in odd):
        return None, False
    mended = "".join(twins[c] if script and script != main else c for c, script in zip(word, scripts, strict=True))
    return (mended, True) if _is_certain(document.profile.script, word, scripts, odd, main) else (mended, False)


def _is_compound(script: str, word: str, odd: list[int], main: str) -> bool:
    """Tell whether the word is a foreign name or acronym with an ending (PDFа), or a word with a prefix (eКнига)."""
    if script in ("Cyrl", "Grek", "") and main == "Latn" and odd[-1] == len(word) - 1:
        return True
    return odd[0] == 0 and word[0].islower() and not word[len(odd) :].islower()


def _has_twin(character: str, twins: Mapping[str, str], letters: frozenset[str], main: str) -> bool:
    twin = twins.get(character)
    if twin is None:
        return False
    return twin.lower() in letters if letters else main != "Cyrl" or twin in _COMMON_CYRILLIC


def _is_certain(script: str, word: str, scripts: list[str], odd: list[int], main: str) -> bool:
    """Tell whether the odd letters stand among the others, so that they are no prefix, ending or symbol."""
    first, last = odd[0], odd[-1]
    if main == "Latn" and script in _WITHOUT_CASE:
        return True
    if first > 0 and last < len(word) - 1:
        if main == script or script not in ("Cyrl", "Grek"):
            return len(odd) <= 2 or scripts[first : last + 1].count(main) > 0
        return len(odd) == 1
    if main != script or len(odd) > 1 or len(word) <= _SHORTEST or not word[1:].islower():
        return False
    if first == 0:
        return not (main == "Cyrl" and word[0] in "exhi")
    return word[last] in "aeocAEOC"


def _is_scrambled(script: str, word: str, scripts: list[str]) -> bool:
    """Tell whether a mixture is no Latin name or acronym with an ending of the language."""
    letters = [s for s in scripts if s]
    changes = sum(a != b for a, b in pairwise(letters))
    latin = "".join(c for c, s in zip(word, scripts, strict=True) if s == "Latn")
    glued = letters[0] == script and latin.islower() and len(latin) > 1
    unlike_name = changes > 1 or not latin.isascii() or glued
    return len(letters) > _SHORTEST and unlike_name and any(c.islower() for c in word)
