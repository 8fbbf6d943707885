"""House style: the ellipsis character, or three periods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Violation

TRIGGER = r"…|\.\.\."
_ELLIPSIS = re.compile(r"(?<![.…/])(?:\.\.\.|…)(?![.…/])")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options; the style ``ellipsis`` is ``character``, ``dots`` or ``document``."""
    del options

    def check(document: Document) -> Iterator[Violation]:
        found = list(_ELLIPSIS.finditer(document.masked))
        characters = sum(match[0] == "…" for match in found)
        wanted = document.style.get("ellipsis")
        if wanted == "document":
            if 2 * characters == len(found):
                return
            wanted = "character" if 2 * characters > len(found) else "dots"
        replacement = "…" if wanted == "character" else "..."
        for match in found:
            if match[0] != replacement:
                yield Violation(match.start(), match.end(), replacement=replacement)

    return check
