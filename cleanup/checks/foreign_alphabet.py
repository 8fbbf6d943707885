"""Words in Cyrillic or Greek left in a text of another script: as ``foreign_script``, with a trigger of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleanup.checks import foreign_script
from cleanup.model import Check

TRIGGER = "[\u0400-\u052f\u0386\u0388-\u03ce]"


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""
    return foreign_script.build({"alphabets": True})
