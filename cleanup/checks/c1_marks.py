"""Windows-1252 marks that were read as Latin-1 and now stand as C1 control characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Violation

TRIGGER = r"[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]"

_MARK = re.compile(TRIGGER)
_LEADS = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]{0,2}")
_LEAD_LENGTH = 3


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        text = document.masked
        for match in _MARK.finditer(text):
            start = match.start()
            if any(_LEADS.fullmatch(text, start - n, start) for n in range(1, _LEAD_LENGTH + 1) if start >= n):
                continue  # bytes of UTF-8: another rule's business
            mark = match[0].encode("latin-1").decode("cp1252")
            yield Violation(start, start + 1, mark, values={"mark": mark})

    return check
