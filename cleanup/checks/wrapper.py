"""A document that was answered inside one code fence: ```` ```markdown ````."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Edit, Violation

_OPEN = re.compile(r"\s*(?P<fence>`{3,}|~{3,})[ \t]*(?:markdown|md|mdx)[ \t]*\r?\n", re.I)
_CLOSE = re.compile(r"\n(?P<fence>`{3,}|~{3,})[ \t]*\s*\Z")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        text = document.text
        opened = _OPEN.match(text)
        if opened is None:
            return
        closed = _CLOSE.search(text, max(opened.end() - 1, len(text) - 100))
        if closed is None or closed["fence"][0] != opened["fence"][0] or len(closed["fence"]) < len(opened["fence"]):
            return
        edits = (Edit(0, opened.end(), ""), Edit(closed.start() + 1, len(text), ""))
        yield Violation(opened.start("fence"), opened.end() - 1, edits=edits)

    return check
