"""List hyphens inside a table cell that stick to their text: ``<br />-Item``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Document, Edit, Line, LineCheck, Violation

TRIGGER = r"<br[ ]?/?>[ ]?-[^\W\d_]"
LINES = True

_CELL = re.compile(r"(?:[^|\\\n]|\\.){1,20000}")
_BULLET = re.compile(r"(?:<br[ ]?/?>|^)[ \t]*-(?P<space> ?)(?=[^\W_])")


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. It has no options."""

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        for offset, line in lines:
            for cell in _CELL.finditer(line):
                bullets = list(_BULLET.finditer(cell[0]))
                glued = [m for m in bullets if not m["space"] and not _is_option(cell[0], m.end())]
                if len(bullets) < 2:
                    continue
                for match in glued:
                    at = offset + cell.start() + match.end()
                    yield Violation(at - 1, at, edits=(Edit(at, at, " "),))

    return check


def _is_option(cell: str, at: int) -> bool:
    """Tell whether a command-line option may begin at ``at``: a lower-case ASCII word."""
    return cell[at].isascii() and not cell[at].isupper()
