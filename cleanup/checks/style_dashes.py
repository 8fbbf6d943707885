"""House style: dashes of one kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.dashes import DASH, house_dash
from cleanup.model import Check, Document, Violation

TRIGGER = "[–—]"


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options; the style ``dashes`` is ``document``, ``profile``, ``em`` or ``en``."""
    del options
    return _styled


def _styled(document: Document) -> Iterator[Violation]:
    """Yield the dashes between words that differ from what the style ``dashes`` asks for."""
    wanted = document.style.get("dashes", "")
    dash = {"em": "—", "en": " – "}.get(wanted)
    if dash is None:
        dash, count = house_dash(document)
        if wanted == "profile":
            allowed = [dash for dash in (document.profile.dash, *document.profile.dash_alternates) if dash]
            dash = allowed[0] if allowed else ""
        elif not count:
            return
    if not dash or (dash[0] == " ") != (dash[-1] == " "):
        return
    for match in DASH.finditer(document.masked):
        before, mark, after = match.groups()
        if bool(before) == bool(after) and (mark == "—" or before) and match[0] != dash:
            yield Violation(match.start(), match.end(), replacement=dash)
