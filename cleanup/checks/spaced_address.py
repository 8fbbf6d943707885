"""Addresses of the web and of mail that a tokenizer tore apart at their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import Document, Edit, Line, LineCheck, Violation

TRIGGER = r"\bhttps? ?:|\bftp ?:|\bwww ?\.|@ | @|@[A-Za-z0-9-]{2,50} ?\."
LINES = True

_DOMAINS = (
    "com|org|net|edu|gov|info|eu|de|fr|es|it|pl|cz|sk|ru|ua|uk|nl|se|dk|fi|ch|at|pt|br|jp|cn|kr|tr|gr|ro|hu|hr|rs|bg|lt"
    "|lv|ee|io"
)
_HOST = r"[A-Za-z0-9-]{2,50}"
_FORMS = {
    "scheme": re.compile(r"\b(?:https?|ftp) ?: ?/ ?/ ?(?=[A-Za-z0-9-]{1,63}[.:/])"),
    "www": re.compile(rf"\bwww ?\. ?{_HOST} ?\. ?(?:{_DOMAINS})\b(?!-)"),
    "mail": re.compile(rf"(?<![\w.@+-])[A-Za-z0-9][\w.+-]{{1,40}} ?@ ?{_HOST} ?\. ?(?:{_DOMAINS})\b(?!-)"),
}


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. Option ``form``: ``scheme`` (``https: //``), ``www`` or ``mail``."""
    pattern = _FORMS.get(options.get("form", ""))
    if pattern is None:
        raise ValueError(f"form: one of {', '.join(_FORMS)} is expected, not {options.get('form')!r}")

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        for match in (match for at, line in lines for match in pattern.finditer(document.text, at, at + len(line))):
            start, end = match.span()
            spaces = [at for at in range(start, end) if document.text[at] == " "]
            if spaces and all(document.masked[at] == " " for at in spaces):
                edits = tuple(Edit(at, at + 1, "") for at in spaces)
                yield Violation(start, end, edits=edits, values={"address": match[0].replace(" ", "")})

    return check
