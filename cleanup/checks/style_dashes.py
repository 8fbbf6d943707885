"""House style: dashes of one kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.dashes import dashes_between, house_dash
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
    for start, before, mark, after in dashes_between(document.masked):
        found = before + mark + after
        if bool(before) == bool(after) and (mark == "—" or before) and found != dash:
            yield Violation(start, start + len(found), replacement=dash)
