r"""Characters that came out as the notation of a program: ``\u00e9``, ``<0xC3><0xA9>``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Violation

_FORMS = {
    "unicode": ("\\u", re.compile(r"(?:\\u[0-9a-fA-F]{4}){1,200}")),
    "bytes": ("<0x", re.compile(r"(?:<0x[0-9A-F]{2}>){1,200}")),
}
_CODE = re.compile(r"[\\/\[\]{}=<>^$]")
_TOPIC = re.compile(r"\bJSON\b|\bUTF-8\b|Unicode|JavaScript|Python|\bASCII\b|escape|tokeni[sz]", re.IGNORECASE)


def build(options: Mapping[str, Any]) -> Check:
    r"""Return the check. Option ``form``: ``unicode`` (``\u00e9``) or ``bytes`` (``<0xC3><0xA9>``)."""
    form = options.get("form")
    if form not in _FORMS:
        raise ValueError(f"form: one of {', '.join(_FORMS)} is expected, not {form!r}")
    literal, pattern = _FORMS[form]

    def check(document: Document) -> Iterator[Violation]:
        text = document.text
        if literal not in text or _TOPIC.search(text):
            return
        for match in pattern.finditer(text):
            start, end = match.span()
            word = text[max(0, start - 30) : start].rpartition(" ")[2] + text[end : end + 30].partition(" ")[0]
            character = _decoded(match[0], form)
            if character is None:
                yield Violation(start, end, values={"match": match[0], "character": "?"})
            elif not (form == "unicode" and _CODE.search(pattern.sub("", word))):
                yield Violation(start, end, character, values={"match": match[0], "character": character})

    return check


def _decoded(text: str, form: str) -> str | None:
    """Return the characters, or ``None`` where they are broken or cannot be seen."""
    if form == "bytes":
        data = bytes(int(code, 16) for code in re.findall(r"0x(..)", text))
        characters = data.decode("utf-8", "replace")
    else:
        units = b"".join(int(code, 16).to_bytes(2, "big") for code in re.findall(r"u(....)", text))
        characters = units.decode("utf-16-be", "replace")
    return characters if characters.isprintable() and "\ufffd" not in characters else None
