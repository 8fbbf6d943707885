"""Rows, trees, thresholds and figures for ``train_words.py``."""

from __future__ import annotations

import importlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import word_report
from word_rows import CLEAN, HIDDEN, PLANTED, Harvest, Limits, Row, best_of, harvest, is_plain, is_test, never_safe

from cleanup.words import features
from cleanup.words.lexicon import load
from cleanup.words.model import Boosted

BUDGETS = {"fused": (0.2, 1.75, 2.6), "broken": (0.1, 0.25, 0.6)}
"""False safe fixes, unsafe fixes and reports that training documents may give, per 20,000 words, pooled."""

OWN_BUDGETS = (0.25, 2.5, 4.0)
"""The same for a language's own training documents, which are manuals for the most part: they name many things in
one word that news does not know."""

PLAIN_BUDGET = 0.02
"""False safe fixes of two plain words per 20,000 words that training documents may give, pooled."""

TREES, LEAVES = 500, 16
HIDDEN_WEIGHT = 0.3
STATIC_TREES, STATIC_LEAVES = 40, 8
STATIC_RECALL = 0.995
EXPORT_DIGITS = 6


ENOUGH_WORDS = 15_000
"""Training text below which a language's own scores raise its thresholds by half a point at most, and a safe fix asks
for ``CAUTION`` more than elsewhere: what stands next to markup still gets it."""

CAUTION = 3.0
"""By how much the score of a safe fix is higher in a language with too little training text."""

LEAST_WORDS = 5_000
"""Training text below which a language counts as unseen."""

UNSEEN = ("sk", "lt")
"""Languages with a lexicon but no training text here."""


@dataclass(frozen=True, slots=True)
class Task:
    """What to train on what. ``languages`` empty means every one with a lexicon and text."""

    name: str
    folders: tuple[Path, ...]
    test: tuple[Path, ...]
    languages: tuple[str, ...]


@dataclass(slots=True)
class Outcome:
    """The model as plain numbers and the report as Markdown."""

    model: dict[str, Any]
    report: str


def boost(rows: list[Row], columns: int, trees: int, leaves: int) -> Any:
    """Fit boosted trees to the first ``columns`` features of the rows."""
    numpy, lightgbm = importlib.import_module("numpy"), importlib.import_module("lightgbm")
    vectors = numpy.array([row.vector[:columns] for row in rows], dtype=float)
    labels = numpy.array([row.label == PLANTED for row in rows], dtype=float)
    settings = {
        "objective": "binary",
        "num_leaves": leaves,
        "learning_rate": 0.08,
        "min_data_in_leaf": 40,
        "lambda_l2": 1.0,
        "feature_fraction": 0.8,
        "seed": 1,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "verbosity": -1,
    }
    weights = numpy.array([HIDDEN_WEIGHT if row.label == HIDDEN else 1.0 for row in rows])
    return lightgbm.train(settings, lightgbm.Dataset(vectors, labels, weight=weights), trees)


def plain(booster: Any) -> list[str]:
    """Return a fitted model as plain numbers (see ``cleanup.words.model.Boosted``)."""

    def nodes(node: dict[str, Any]) -> Iterator[str]:
        if "leaf_value" in node:
            yield f"{round(node['leaf_value'], 4):g}"
            return
        yield f"{node['split_feature']}:{node['threshold']:.{EXPORT_DIGITS}g}"
        yield from nodes(node["left_child"])
        yield from nodes(node["right_child"])

    return [" ".join(nodes(info["tree_structure"])) for info in booster.dump_model()["tree_info"]]


def scores(trees: list[str], rows: list[Row]) -> list[float]:
    """Score rows exactly as the product does."""
    model = Boosted(trees)
    return [model.score(row.vector) for row in rows]


def budgeted(clean: list[float], words: int, budget: float) -> float:
    """Return the least score that no more than ``budget`` clean tokens per 20,000 words exceed."""
    allowed = int(budget * words / 20_000)
    ordered = sorted(clean, reverse=True)
    return ordered[allowed] + 0.01 if allowed < len(ordered) else -99.0


def gather(task: Task, jobs: int) -> Harvest:
    """Harvest every language, in parallel; the order of the result does not depend on ``jobs``."""
    names = task.languages or sorted(
        {path.stem for folder in (*task.folders, *task.test) for path in folder.glob("*.txt")}
    )
    names = tuple(
        name for name in names if "-" not in name and (lexicon := load(name)) is not None and lexicon.language == name
    )
    total = Harvest()
    with ProcessPoolExecutor(jobs) as pool:
        count = len(names)
        for part in pool.map(harvest, [task.name] * count, names, [task.folders] * count, [task.test] * count):
            total.rows += part.rows
            total.words += part.words
            total.planted += part.planted
            total.unknown += part.unknown
            total.genuine |= part.genuine
    return total


def fit(rows: list[Row], columns: int) -> list[str]:
    """Train the full model."""
    return plain(boost(rows, columns, TREES, LEAVES))


def held_out_scores(rows: list[Row], columns: int) -> list[float]:
    """Score training rows by models that did not see their documents (two folds)."""
    folds = [[row for row in rows if row.document // 2 % 2 == half] for half in (0, 1)]
    models = [fit(fold_rows, columns) for fold_rows in folds]
    trees = [Boosted(model) for model in models]
    return [trees[1 - row.document // 2 % 2].score(row.vector) for row in rows]


def thresholds(
    rows: list[Row], values: list[float], words: Counter[tuple[str, str, bool]], budgets: tuple[float, float, float]
) -> tuple[Limits, tuple[float, ...]]:
    """Set the three thresholds of each language from held-out scores of training documents.

    The pooled thresholds keep to the budgets over all languages. A language whose own clean text
    scores higher gets higher ones.
    """
    kept = [(row, value) for row, value in zip(rows, values, strict=True) if row.label == CLEAN]
    clean: dict[str, list[float]] = defaultdict(list)
    safe_clean: dict[str, list[float]] = defaultdict(list)
    plain: list[float] = []
    for (language, _, _), (value, row) in best_of([row for row, _ in kept], [value for _, value in kept]).items():
        clean[language].append(value)
        if is_plain(row):
            plain.append(value)
        elif not never_safe(row):
            safe_clean[language].append(value)
    size: Counter[str] = Counter()
    for (language, _, held), count in words.items():
        if not held:
            size[language] += count
    total = sum(size.values())
    pooled = (
        budgeted([value for group in safe_clean.values() for value in group], total, budgets[0]),
        budgeted([value for group in clean.values() for value in group], total, budgets[1]),
        budgeted([value for group in clean.values() for value in group], total, budgets[2]),
    )
    found = {}
    for language in sorted(language for language in size if size[language] >= LEAST_WORDS):
        enough = size[language] >= ENOUGH_WORDS
        own = (
            budgeted(safe_clean[language], size[language], OWN_BUDGETS[0]),
            budgeted(clean[language], size[language], OWN_BUDGETS[1]),
            budgeted(clean[language], size[language], OWN_BUDGETS[2]),
        )
        safe, unsafe, report = (
            max(one, two if enough else min(two, one + 0.5)) for one, two in zip(pooled, own, strict=True)
        )
        safe += 0.0 if enough else CAUTION
        easy = min(max(budgeted(plain, total, PLAIN_BUDGET), unsafe), max(safe, unsafe))
        found[language] = _rounded((max(safe, unsafe), unsafe, min(report, unsafe), easy))
    for language in UNSEEN:  # no text to measure on: a margin instead
        margins = (pooled[0] + CAUTION, pooled[1] + 1, pooled[1], pooled[0] + CAUTION)
        found.setdefault(language, _rounded(margins))
    return found, pooled


def _rounded(limits: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    safe, unsafe, report, plain = limits
    return round(safe, 2), round(unsafe, 2), round(report, 2), round(plain, 2)


def run(task: Task, jobs: int) -> Outcome:
    """Train, set thresholds, measure."""
    got = gather(task, jobs)
    only_tests = {folder.name for folder in task.test}
    train = [row for row in got.rows if not is_test(row.document, row.source, only_tests)]
    held = [row for row in got.rows if is_test(row.document, row.source, only_tests)]
    static_columns = len(features.STATIC) if task.name == "fused" else 0
    columns = len(train[0].vector)
    static: list[str] = []
    floor = -99.0
    if static_columns:
        static = plain(boost(train, static_columns, STATIC_TREES, STATIC_LEAVES))
        planted = sorted(value for row, value in zip(train, scores(static, train), strict=True) if row.label == PLANTED)
        floor = round(planted[int(len(planted) * (1 - STATIC_RECALL))], 3)
        train = [row for row, value in zip(train, scores(static, train), strict=True) if value >= floor]
        held = [row for row, value in zip(held, scores(static, held), strict=True) if value >= floor]
    limits, pooled = thresholds(train, held_out_scores(train, columns), got.words, BUDGETS[task.name])
    full = fit(train, columns)
    values = scores(full, held)
    rates = {
        language: round(got.unknown[language, "unknown"] / max(1, got.unknown[language, "all"]), 4)
        for language in limits
    }
    model = {"static": static, "static_floor": floor, "full": full, "thresholds": limits, "unknown_rates": rates}
    report = "\n\n".join(
        [
            f"## {task.name}",
            f"Training rows {len(train)}, test rows {len(held)}; pooled thresholds {pooled}; static floor {floor}.",
            word_report.by_language(held, values, got, limits),
            word_report.by_class(held, values, got, limits),
            word_report.curve(held, values, got),
            "Findings in clean test text:",
            word_report.false_list(held, values, limits),
        ]
    )
    return Outcome(model, report + "\n")
