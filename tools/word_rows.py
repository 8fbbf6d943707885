"""What training learns from: candidates of clean and of corrupted documents, each with its features."""

from __future__ import annotations

import hashlib
import random
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import word_planting

from cleanup.words import affixes, broken, features, fused
from cleanup.words.document import DocumentWords
from cleanup.words.lexicon import UNKNOWN, Lexicon, load
from cleanup.words.model import Boosted, Model
from cleanup.words.screen import Screen
from cleanup.words.tokens import fold

CLEAN, PLANTED, WRONG_PLACE, HIDDEN = 0, 1, 2, 3

OPEN = Model(Boosted(()), -1.0, Boosted(()), {}, {})
"""A model that lets every candidate through."""

PASSES = 3
"""Corrupted copies of each document, each with other places planted."""

RARE_ZIPF = 3.2
"""Half of the words below this frequency are hidden in one more clean copy of the training documents: the
words that a list lacks look like the rare words that it has, and clean text holds too few of them to learn from."""

GENUINE = Path(__file__).with_name("genuine_word_errors.txt")
"""Errors of the human writers, found by reading what training reported: language, tab, token."""

LARGE = frozenset({"en", "es", "fr", "de", "it", "pt", "nl", "pl", "cs", "ru", "sv", "nb", "fi"})

Limits = dict[str, tuple[float, float, float, float]]
"""Language -> thresholds of safe fixes, unsafe fixes, reports, and safe fixes of plain words."""


class Thinned(Lexicon):
    """A lexicon that lacks half of its rare words."""

    def find(self, word: str) -> int:
        """Return the id of a word that is not hidden."""
        found = super().find(word)
        if found < 0 or zlib.crc32(word.encode()) & 1:
            return found
        return UNKNOWN if 1.0 + (self._values[3 * found] & 63) / 10 < RARE_ZIPF else found


@dataclass(slots=True)
class Row:
    """One candidate: its features, what it is, and which token of which document it belongs to."""

    vector: list[float]
    label: int
    language: str
    source: str  # folder name
    document: int
    token: tuple[int, int]  # (document serial, offset)
    shown: str
    kind: str = ""


@dataclass(slots=True)
class Harvest:
    """Rows of one language, the words they come from, and what was planted."""

    rows: list[Row] = field(default_factory=list)
    words: Counter[tuple[str, str, bool]] = field(default_factory=Counter)  # (language, source, is test)
    planted: Counter[tuple[str, bool, str]] = field(default_factory=Counter)  # (language, is test, class)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)  # (language, "unknown" or "all")
    genuine: set[tuple[str, str, bool]] = field(default_factory=set)  # (language, token, is test)


def documents(folder: Path, language: str) -> list[str]:
    """Return the documents of ``<language>.txt``, or nothing when the folder lacks it."""
    path = folder / f"{language}.txt"
    return path.read_text(encoding="utf-8").strip("\n").split("\n\n") if path.exists() else []


def is_test(index: int, source: str, only_tests: set[str]) -> bool:
    """Every second document tests; all of a folder that only tests do."""
    return source in only_tests or index % 2 == 1


def rows_of(task: str, text: str, lexicon: Lexicon) -> list[tuple[int, int, list[float], str]]:
    """Return (token offset, cut offset, features, token as shown) for every candidate in a text."""
    words = DocumentWords(text, lexicon)
    if task == "fused":
        return [
            (start, start + way.split.cut, vector, f"{suspect.word[: way.split.cut]}|{suspect.word[way.split.cut :]}")
            for start, suspect, _, vectors in fused.candidates(text, Screen(lexicon, OPEN), words)
            for way, vector in vectors
        ]
    return [
        (pair.start, pair.gap, vector, text[pair.start : pair.end])
        for pair, vector in broken.candidates(text, lexicon, words)
    ]


def harvest(task: str, language: str, folders: tuple[Path, ...], tests: tuple[Path, ...]) -> Harvest:
    """Collect the rows of one language from clean and from corrupted documents."""
    lexicon, found = load(language), Harvest()
    assert lexicon is not None
    plant = word_planting.fuse if task == "fused" else word_planting.split
    only_tests = {folder.name for folder in tests}
    genuine = genuine_errors(language)
    thinned = Thinned(language)
    serial = 0
    for folder in (*folders, *tests):
        for index, text in enumerate(documents(folder, language)):
            held = is_test(index, folder.name, only_tests)
            found.words[language, folder.name, held] += len(text.split())
            lost, total = DocumentWords(text, lexicon).unknown
            found.unknown[language, "unknown"] += lost
            found.unknown[language, "all"] += total
            for start, _, vector, shown in rows_of(task, text, lexicon):
                if shown in genuine:
                    found.genuine.add((language, shown, held))
                else:
                    found.rows.append(Row(vector, CLEAN, language, folder.name, index, (serial, start), shown))
            if task == "fused" and not held:
                for start, _, vector, shown in rows_of(task, text, thinned):
                    if lexicon.find(fold(shown.replace("|", ""), language)) >= 0:
                        found.rows.append(Row(vector, HIDDEN, language, folder.name, index, (serial, start), shown))
            for turn in range(1 if held else PASSES):
                serial += 1
                seed = hashlib.sha256(f"{folder.name}/{language}/{index}/{turn}".encode()).hexdigest()
                planted = plant(text, lexicon, random.Random(seed))
                for _, kind in planted.places.values():
                    found.planted[language, held, kind] += 1
                for start, cut, vector, shown in rows_of(task, planted.text, lexicon):
                    if start in planted.places:
                        place, kind = planted.places[start]
                        label = PLANTED if place == cut else WRONG_PLACE
                        row = Row(vector, label, language, folder.name, index, (serial, start), shown, kind)
                        found.rows.append(row)
            serial += 1
    return found


def genuine_errors(language: str) -> set[str]:
    """Return the human writers' own errors of a language, as rows show them."""
    if not GENUINE.exists():
        return set()
    rows = [row.split("\t") for row in GENUINE.read_text(encoding="utf-8").splitlines() if row and row[0] != "#"]
    return {row[1] for row in rows if row[0] == language}


def best_of(rows: list[Row], values: list[float]) -> dict[tuple[str, tuple[int, int], bool], tuple[float, Row]]:
    """Keep, for each token, the candidate with the best score: what the product would propose."""
    best: dict[tuple[str, tuple[int, int], bool], tuple[float, Row]] = {}
    for row, value in zip(rows, values, strict=True):
        key = (row.language, row.token, row.label == CLEAN)
        if key not in best or value > best[key][0]:
            best[key] = (value, row)
    return best


def is_plain(row: Row) -> bool:
    """Whether the safe threshold of plain words goes for a finding."""
    return "|" in row.shown and features.is_plain(row.vector)


def is_safe(row: Row, value: float, limits: tuple[float, float, float, float]) -> bool:
    """Whether a finding of this score is a safe fix."""
    return not never_safe(row) and value >= (limits[3] if is_plain(row) else limits[0])


def never_safe(row: Row) -> bool:
    """Whether the checks hold a finding down to an unsafe fix, whatever its score."""
    if "|" not in row.shown:
        return broken.never_safe(row.vector)
    left, _, right = row.shown.lower().partition("|")
    built = fused.may_be_built(left, right, row.language)
    return left in affixes.NEGATIONS or built or features.never_safe(row.vector, row.language)
