"""The small model: gradient-boosted trees as plain numbers, and the thresholds measured for each language."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from cleanup.words.lexicon import DATA

_STAGES: Final = (
    (15, 3.7), (20, 3.3), (25, 3.2), (35, 3.0), (50, 2.6), (75, 2.4), (100, 2.0), (150, 1.7), (200, 1.4), (300, 1.1),
)  # fmt: skip
"""(trees summed, log odds): of 4,400 words run together on purpose, none whose sum was further below the floor
than this got above it in the end; the margins leave a fifth more."""

NEVER: Final = 99.0
"""A threshold that no score reaches."""

Rows = list[list[float]]
"""A tree as it is stored: rows of (feature, threshold, row if <=, row if >); a leaf is a row of one number."""

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
    """A sum of decision trees. They are linked up when the first score is asked for: most texts ask for none."""

    def __init__(self, trees: Iterable[Rows]) -> None:
        """Take the trees as they are stored."""
        self._rows = list(trees)

    @cached_property
    def trees(self) -> tuple[Node | float, ...]:
        """The trees as they are walked."""
        return tuple(_linked(rows, 0) for rows in self._rows)

    def score(self, features: Sequence[float], floor: float = -math.inf) -> float:
        """Return the log odds that the trees give to a feature vector.

        A vector that is far below ``floor`` after the first trees is given up: what is returned then is the
        sum so far, which is below ``floor`` as well. Later trees only refine.
        """
        total = 0.0
        at = 0
        for stage, hopeless in (*_STAGES, (len(self.trees), 0.0)):
            for tree in self.trees[at:stage]:
                node = tree
                while type(node) is tuple:
                    node = node[2] if features[node[0]] <= node[1] else node[3]
                total += node  # type: ignore[operator]  # a leaf by now
            if total < floor - hopeless:
                break
            at = stage
        return total


def _linked(rows: Rows, index: int) -> Node | float:
    row = rows[index]
    if len(row) == 1:
        return row[0]
    return int(row[0]), row[1], _linked(rows, int(row[2])), _linked(rows, int(row[3]))


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
