"""Open HTML elements that say something about the text inside them: ``lang``, ``translate``, ``notranslate``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleanup.formats.fillers import NEWLINE
from cleanup.formats.html_tags import CONTAINERS, LANGUAGE, SELF_CLOSING, UNTRANSLATED, VOID_ELEMENTS
from cleanup.model import OBJECT

_ROOTS = frozenset({"html", "body", "head"})
"""Elements whose language is that of the document."""


@dataclass(slots=True)
class _Scope:
    """An element that declared something: its name, how many of that name are open, and what holds inside."""

    name: str
    depth: int
    language: str | None
    filler: str | None


class Scopes:
    """The stack of such elements. Markup need not be well formed: what is never closed holds to the end."""

    def __init__(self) -> None:
        self._stack: list[_Scope] = []

    @property
    def language(self) -> str | None:
        """The language declared for the text here, if any."""
        return self._stack[-1].language if self._stack else None

    @property
    def filler(self) -> str | None:
        """What replaces the text here; ``None`` when it is prose of the document."""
        return self._stack[-1].filler if self._stack else None

    def close(self, name: str) -> None:
        """Read a closing tag."""
        if not self._stack:
            return
        top = self._stack[-1]
        if top.name == name:
            top.depth -= 1
        if top.depth == 0 or (top.name in SELF_CLOSING and name in CONTAINERS):
            self._stack.pop()

    def open(self, name: str, attributes: str, *, inline: bool) -> None:
        """Read an opening tag; ``inline`` tells an element inside a sentence, which hides its text there."""
        if attributes.endswith("/") or name in VOID_ELEMENTS or name in _ROOTS:
            return
        declares = "lang" in attributes or "translate" in attributes
        if self._stack and self._stack[-1].name == name:
            if name in SELF_CLOSING:
                self._stack.pop()
            else:
                self._stack[-1].depth += 1
        if declares:
            self._declare(name, attributes, inline=inline)

    def _declare(self, name: str, attributes: str, *, inline: bool) -> None:
        declared = LANGUAGE.search(attributes)
        hidden = UNTRANSLATED.search(attributes) is not None
        if declared is None and not hidden:
            return
        top = self._stack[-1] if self._stack else None
        if top and top.name == name:
            top.depth -= 1  # the new scope counts this one itself
        filler = self.filler or (OBJECT if inline else NEWLINE if hidden else None)
        self._stack.append(_Scope(name, 1, declared[1] if declared else self.language, filler))


class Closers:
    """Finds closing tags, and remembers which are nowhere, so that a page of open tags takes linear time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._absent: set[str] = set()

    def find(self, name: str, at: int) -> int | None:
        """Return the end of the first closing tag of ``name`` from offset ``at`` on."""
        name = name.lower()
        if name in self._absent:
            return None
        match = re.compile(rf"</{re.escape(name)}[ \t\r\n]*>", re.I).search(self._text, at)
        if match is None:
            self._absent.add(name)
            return None
        return match.end()
