"""Front matter whose fence or values translation broke, so that the site does not build or shows it as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Violation

_FENCE = re.compile(
    r"\ufeff?(?P<fence>(?:[—–]{1,3}|-{1,2}[—–]|- - -|‐{3}|−{3}|─{3}|\*{3}|-{4,10}|`{3}ya?ml)[ \t]*)\r?\n"
    r"(?:#.*\n)?[A-Za-z_][\w.-]{0,40}[ \t]*[:：][ \t]?\S"
)
_OPEN = re.compile(r"\ufeff?---[ \t]*\r?\n(?=[A-Za-z_\"'#])")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.M)
_BROKEN_CLOSE = re.compile(r"^(?:[—–]{1,3}|-{1,2}[—–]|- - -|‐{3}|−{3}|─{3})[ \t]*\r?$", re.M)
_KEY = re.compile(r"^(?P<key>[A-Za-z_][\w.-]{0,40})(?P<colon>[ \t]*[:：][ \t]*)(?P<value>[^\s|>].*?)[ \t]*\r?$", re.M)
_PLAIN_COLON = re.compile(r":(?:[ \t]|$)")
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*+"[ \t]*(?:#.*)?')
_SINGLE = re.compile(r"'(?:[^']|'')*+'[ \t]*(?:#.*)?")
_RESERVED = frozenset("@`%")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. ``kind``: "fence" or "value".

    Raises:
        ValueError: ``kind`` is neither.
    """
    if options.get("kind") not in {"fence", "value"}:
        raise ValueError("kind: fence or value is expected")
    return _fence if options["kind"] == "fence" else _value


def _fence(document: Document) -> Iterator[Violation]:
    text = document.text
    if match := _FENCE.match(text):
        yield Violation(match.start("fence"), match.end("fence"))
    elif (opened := _OPEN.match(text)) and _CLOSE.search(text, opened.end(), opened.end() + 20_000) is None:
        broken = _BROKEN_CLOSE.search(text, opened.end(), opened.end() + 20_000)
        if broken:
            yield Violation(broken.start(), broken.end())


def _value(document: Document) -> Iterator[Violation]:
    """Yield each value of the front matter that YAML cannot read."""
    text = document.text
    opened = _OPEN.match(text)
    closed = _CLOSE.search(text, opened.end(), opened.end() + 20_000) if opened else None
    if opened is None or closed is None:
        return
    for match in _KEY.finditer(text, opened.end(), closed.start()):
        if "：" in match["colon"]:
            yield Violation(match.start("colon"), match.end("colon"), values={"key": match["key"]})
        elif _is_broken(match["value"], text[match.end() : match.end() + 2]):
            yield Violation(match.start("value"), match.end("value"), values={"key": match["key"]})


def _is_broken(value: str, following: str) -> bool:
    if following[1:2] in {" ", "\t"}:  # the value goes on in the next line
        return False
    first = value[0]
    if first == '"':
        return _DOUBLE.fullmatch(value) is None
    if first == "'":
        return _SINGLE.fullmatch(value) is None
    if first in "{[&*!#":
        return False
    text = re.split(r"[ \t]#", value, maxsplit=1)[0]
    return first in _RESERVED or _PLAIN_COLON.search(text) is not None
