"""The small model: gradient-boosted trees as plain numbers, and the thresholds measured for each language."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from cleanup.words.lexicon import DATA

_STAGES: Final = (
    (15, 2.2), (20, 2.4), (25, 2.5), (35, 2.6), (50, 2.5), (75, 2.2), (100, 1.8), (150, 1.4), (200, 1.1), (300, 0.7),
)  # fmt: skip
"""(trees summed, log odds): of 24,363 words run together on purpose that get above the floor of a report in the end,
18 have a sum further below it than this on the way."""

NEVER: Final = 99.0
"""A threshold that no score reaches."""

Node = tuple[int, float, Any, Any]
"""A tree as it is walked: (feature, threshold, node if <=, node if >); a leaf is a bare number."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores (log odds on the training mixture) from which a finding is a safe fix, an unsafe fix, a report.

    ``plain`` is the one of a safe fix for two plain words (see ``features.is_plain``).
    """

    safe: float
    unsafe: float
    report: float
    plain: float


class Boosted:
    """A sum of decision trees. Each is read when it is first walked: most texts ask for none, or for the first few."""

    def __init__(self, trees: Iterable[str]) -> None:
        """Take trees as they are stored: nodes in preorder, ``feature:threshold`` or the number of a leaf."""
        self._stored = list(trees)
        self._trees: list[Node | float] = []

    def _first(self, count: int) -> list[Node | float]:
        while len(self._trees) < min(count, len(self._stored)):
            self._trees.append(_linked(iter(self._stored[len(self._trees)].split())))
        return self._trees

    def score(self, features: Sequence[float], floor: float = -math.inf) -> float:
        """Return the log odds that the trees give to a feature vector.

        A vector that is far below ``floor`` after the first trees is given up: what is returned then is the
        sum so far, which is below ``floor`` as well. Later trees only refine.
        """
        total = 0.0
        at = 0
        for stage, hopeless in (*_STAGES, (len(self._stored), 0.0)):
            for tree in self._first(stage)[at:stage]:
                node = tree
                while type(node) is tuple:
                    node = node[2] if features[node[0]] <= node[1] else node[3]
                total += node  # type: ignore[operator]  # a leaf by now
            if total < floor - hopeless:
                break
            at = stage
        return total


def _linked(nodes: Iterator[str]) -> Node | float:
    feature, split, threshold = next(nodes).partition(":")
    if not split:
        return float(feature)
    return int(feature), float(threshold), _linked(nodes), _linked(nodes)


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that training produced for one task (``"fused"`` or ``"broken"``)."""

    static: Boosted  # looks at lexicon features only
    static_floor: float  # below this, the document cannot make it a finding
    full: Boosted
    thresholds: dict[str, Thresholds]
    unknown_rates: dict[str, float]

    def limits(self, language: str) -> Thresholds:
        """Return the thresholds of a base language; one that was not admitted is never reported."""
        return self.thresholds.get(language, Thresholds(NEVER, NEVER, NEVER, NEVER))

    def is_abnormal(self, language: str, unknown: int, total: int) -> bool:
        """Whether a document's unknown words are too many to trust the lexicon (garbled or another language)."""
        usual = self.unknown_rates.get(language, 0.05)
        return unknown >= 8 and unknown / max(1, total) > 3 * usual + 0.05


@lru_cache(maxsize=2)
def load(task: str) -> Model:
    """Return the trained model of ``"fused"`` or ``"broken"``."""
    raw = json.loads((DATA / f"{task}.json").read_text(encoding="utf-8"))
    return Model(
        Boosted(raw["static"]),
        raw["static_floor"],
        Boosted(raw["full"]),
        {language: Thresholds(*values) for language, values in raw["thresholds"].items()},
        raw["unknown_rates"],
    )
