"""Pairs of Han characters that are neighbours only inside a word."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "zh.pairs"


def inside_word(first: str, second: str) -> bool:
    """Tell whether two characters side by side belong to one Chinese word.

    >>> inside_word("争", "议"), inside_word("的", "疏")
    (True, False)
    """
    return second in _pairs().get(first, "")


@lru_cache(maxsize=1)
def _pairs() -> dict[str, str]:
    return {line[0]: line[1:] for line in _FILE.read_text(encoding="utf-8").splitlines()}
