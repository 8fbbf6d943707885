"""Find and repair the artefacts that machine translation leaves in articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleanup.api import Result, clean
    from cleanup.model import Applicability, CleanupError, Diagnostic, Edit, Fix, Severity

__all__ = ["Applicability", "CleanupError", "Diagnostic", "Edit", "Fix", "Result", "Severity", "clean"]
__version__ = "0.1.0"

_HOME = {name: "api" if name in ("Result", "clean") else "model" for name in __all__}


def __getattr__(name: str) -> Any:
    """Import public names when they are first used: the command line starts faster without them."""
    if name in _HOME:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(f"cleanup.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
