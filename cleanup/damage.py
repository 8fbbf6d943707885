"""Tell damage from translation: what was damaged still has the letters and digits of its source."""

from __future__ import annotations

import unicodedata


def squashed(text: str) -> str:
    """Return what damage leaves of a text: its letters and digits, without case, full-width ones made plain.

    >>> squashed("water -- Beds") == squashed("water --beds")
    True
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def is_damaged(mine: str, source: str) -> bool:
    """Tell whether two texts differ, but only in spaces, marks, case or width."""
    return mine != source and bool(source.strip()) and squashed(mine) == squashed(source) != ""
