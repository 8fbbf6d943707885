"""Typographic quotes around the value of an attribute, in a tag or shortcode."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Edit, Violation

_CURLY = "“”„‟«»″"
_SIGNS = tuple(f"={quote}" for quote in _CURLY)
_TAG = re.compile(r"<[A-Za-z][\w.:-]{0,40}[ \t\n][^<>]{0,500}>|\{\{[<%][^{}]{0,500}[>%]\}\}|\{%[^{}%]{0,500}%\}")
_VALUE = re.compile(rf"(?<=[\w-])=(?P<open>[{_CURLY}])(?P<value>[^{_CURLY}\"\n<>]{{0,300}})(?P<close>[{_CURLY}\"])")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        text = document.text
        if not any(sign in text for sign in _SIGNS):
            return
        for tag in _TAG.finditer(text):
            if _is_code(document, tag):
                continue
            found = list(_VALUE.finditer(tag[0]))
            if found:
                quotes = [tag.start() + m.start(group) for m in found for group in ("open", "close")]
                yield Violation(tag.start(), tag.end(), edits=tuple(Edit(at, at + 1, '"') for at in quotes))

    return check


def _is_code(document: Document, tag: re.Match[str]) -> bool:
    """Tell whether the tag stands in code: then nothing of it is visible as markup, though it is no template tag."""
    shown = document.markup[tag.start() : tag.end()]
    return tag[0].startswith("<") and not shown.startswith("<")
