"""Comments that silence nothing. Only the engine knows that, after all rules have run; this check finds nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleanup.model import Check, Document, Violation

UNUSED = "unused-suppressions"
"""The name of this check, by which the engine knows the rule."""


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""
    return _nothing


def _nothing(_: Document) -> tuple[Violation, ...]:
    return ()
