"""Decimal marks of another language, in amounts that can be nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Document, Line, LineCheck, Violation

TRIGGER = r"[0-9][.,][0-9]{1,2}(?:[ \xa0\u202f]?%|[ \xa0\u202f][mbkмтбεмм])"
LINES = True

_AMOUNT = re.compile(
    r"(?<![\w.,:/-])\d{1,3}(?P<mark>[.,])\d{1,2}(?=[ \xa0\u202f]?%|[ \xa0\u202f]"
    r"(?:mil[lij]|mln|mio\b|mrd|mld\b|md\b|bil[lij]|мил|млн|млрд|мільй|мілья|εκατ|δισ))",
    re.IGNORECASE,
)


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. It has no options; the mark is the profile's ``decimal``."""

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        decimal = document.profile.decimal
        if decimal not in (".", ","):
            return
        for offset, line in lines:
            for match in _AMOUNT.finditer(document.masked, offset, offset + len(line)):
                if match["mark"] != decimal:
                    yield Violation(*match.span("mark"), replacement=decimal)

    return check
