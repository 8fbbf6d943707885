"""Links and images that point at a file beside the page which is not there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from cleanup.model import Check, Document, Violation

TRIGGER = r"\]\(<?[.\w%-][^)\n]*\.[A-Za-z]"

_LINK = re.compile(r"\]\(<?((?:\.{1,2}/)*[\w%][^()\s<>?#:]{0,300}\.[A-Za-z][A-Za-z0-9]{1,4})(?=[)>#?\s])")
_TEMPLATE = frozenset("{}$*|\x01\x02")
_DOMAIN = re.compile(r"(?:www\.|[\w-]+\.(?:com|org|net|io|dev|gov|edu|md/))", re.IGNORECASE)


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options. Texts that come from no file are left alone."""

    def check(document: Document) -> Iterator[Violation]:
        if document.path is None or document.format != "markdown":
            return
        known = document.source.text if document.source is not None else ""
        folder = document.path.parent
        links = [match for match in _LINK.finditer(document.markup) if _is_beside(match[1])]
        missing = [match for match in links if _is_missing(folder, match[1], document.outside)]
        if len(missing) * 2 > len(links):
            return  # a page without its site around it
        for match in missing:
            if match[0] not in known:
                yield Violation(*match.span(1), values={"file": match[1]})

    return check


def _is_beside(target: str) -> bool:
    return _TEMPLATE.isdisjoint(target) and not _DOMAIN.match(target)


def _is_missing(folder: Path, target: str, seen: dict[str, bool]) -> bool:
    """Tell whether a file does not exist; what was looked at is noted in ``seen``."""
    for name in {target, unquote(target)}:
        path = os.path.join(folder, name)  # noqa: PTH118 -- ten times as fast as pathlib, for every link of a page
        if path not in seen:
            try:
                seen[path] = os.path.exists(path)  # noqa: PTH110
            except ValueError:
                return False
        if seen[path]:
            return False
    return True
