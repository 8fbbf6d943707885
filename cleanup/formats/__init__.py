"""File formats: each parser marks what is prose and masks the rest. No format ever writes.

A format is a module here with ``parse(text) -> View`` and ``skeleton(text) -> object | None``.
Modules are imported when first used, so that a run over plain text never loads a Markdown parser.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePath
from types import ModuleType
from typing import cast

from cleanup.model import CleanupError, View

FORMATS: Mapping[str, str] = {
    "text": "cleanup.formats.plain",
    "markdown": "cleanup.formats.markdown",
    "html": "cleanup.formats.html",
}
"""Format name -> module."""

SUFFIXES: Mapping[str, str] = {
    "": "text",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
"""File name suffix, in lower case -> format name."""


class UnknownFormatError(CleanupError):
    """A format was asked for that is not in ``FORMATS``."""

    def __init__(self, name: str) -> None:
        super().__init__(f"unknown format {name!r}; known formats: {', '.join(FORMATS)}")
        self.name = name


def format_for(name: str | PurePath) -> str | None:
    """Return the format that the suffix of a file name stands for, or ``None`` when no format reads it."""
    return SUFFIXES.get(PurePath(name).suffix.lower())


def parse(format: str, text: str) -> View:
    """Mask everything in ``text`` that is not prose. Any text at all is accepted.

    Raises ``UnknownFormatError`` for a format that is not in ``FORMATS``.
    """
    return cast(View, _module(format).parse(text))


def skeleton(format: str, text: str) -> object | None:
    """Return what must stay when prose is edited: the structure, code and addresses, comparable with ``==``.

    ``None`` for formats without markup. Raises ``UnknownFormatError``.
    """
    return cast("object | None", _module(format).skeleton(text))


def _module(name: str) -> ModuleType:
    try:
        return import_module(FORMATS[name])
    except KeyError:
        raise UnknownFormatError(name) from None
