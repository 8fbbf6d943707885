"""Front matter of Markdown files: YAML, TOML and JSON blocks before the text.

Only the values of ``title``, ``description`` and ``summary`` at the top level are prose. Whatever
would end or break a value when edited (quotes, escapes, comments, colons) is masked with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cleanup.formats.fillers import as_edges, as_object, trim
from cleanup.formats.html_tags import ENTITY
from cleanup.model import Kind, Segment

_BLOCKS = {
    "---": re.compile(r"---[ \t\r]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t\r]*(?:\n|\Z)"),
    "+++": re.compile(r"\+\+\+[ \t\r]*\n(?:.*\n)*?\+\+\+[ \t\r]*(?:\n|\Z)"),
    "{": re.compile(r"\{[ \t\r]*\n(?:.*\n)*?\}[ \t\r]*(?:\n|\Z)"),
}
_FIRST_LINE = {
    "---": re.compile(r"[\w\"'][^:]{0,80}:|[#-]"),
    "+++": re.compile(r"[\w\"'][^=]{0,80}=|[#\[+]"),
    "{": re.compile(r"[ \t]*[\"}]"),
}
_KEYS = "title|description|summary"
_YAML = re.compile(rf"^(?:{_KEYS})[ \t]*:[ \t]*(.*)", re.M)
_TOML = re.compile(rf"^(?:{_KEYS})[ \t]*=[ \t]*(.*)", re.M)
_JSON = re.compile(rf'^[ \t]{{1,8}}"(?:{_KEYS})"[ \t]*:[ \t]*(.*)', re.M)
_TABLE = re.compile(r"^\[", re.M)
_DOUBLE = re.compile(r'"((?:[^"\\\n]|\\.)*+)"[ \t]*,?[ \t]*(?:#.*)?$', re.M)
_SINGLE = re.compile(r"'((?:[^'\n]|'')*+)'[ \t]*(?:#.*)?$", re.M)
_PLAIN = re.compile(r"[^\s\"'\[\]{}>|*&!%#@`,?:-][^\n]*|[?:-][^\s\n][^\n]*")
_COMMENT = re.compile(r"[ \t]#.*")
_BLOCK_SCALAR = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?\n((?:[ \t]+\S.*\n|[ \t]*\n)*)")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8}|.)|\"")
_PAIR = re.compile(r"''")
_EDGE_SPACE = re.compile(r"^[ \t]+|(?<![ \t])[ \t]++$", re.M)
_COLON = re.compile(r":+|#+")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the front matter that is prose: its span, its style, and what is masked inside it."""

    start: int
    end: int
    style: str


_Reader = Callable[[str, int], Value | None]


def end_of(text: str, start: int = 0) -> int:
    r"""Return the offset where the front matter at ``start`` ends; 0 when there is none.

    Lines end in "\n" or "\r\n"; a byte order mark is before ``start``.
    """
    for opener, block in _BLOCKS.items():
        if text.startswith(opener, start):
            match = block.match(text, start)
            return match.end() if match and _believable(opener, match[0]) else 0
    return 0


def mask(block: str) -> tuple[str, list[Segment]]:
    """Return the masked front matter and the segments of its prose values."""
    parts: list[str] = []
    at = 0
    for value in values(block):
        text = block[value.start : value.end]
        shown = _INNER[value.style].sub(as_object, text) if value.style in _INNER else text
        if "&" in shown:
            shown = ENTITY.sub(as_object, shown)
        shown = _EDGE_SPACE.sub(as_edges, shown)
        parts += ("\n" * (value.start - at), shown)
        at = value.end
    parts.append("\n" * (len(block) - at))
    masked = "".join(parts)
    spans = [trim(masked, value.start, value.end) for value in values(block)]
    return masked, [Segment(*span, Kind.TITLE, read_only=True) for span in spans if span is not None]


def outline(block: str) -> tuple[str, ...]:
    """Return the front matter without the text of its prose values, but with the style of each."""
    parts: list[str] = []
    at = 0
    for value in values(block):
        parts += (block[at : value.start], value.style)
        at = value.end
    return (*parts, block[at:])


def values(block: str) -> Iterator[Value]:
    """Yield the prose values in order. A value that is not well-formed is left out."""
    opener = block[:2].lstrip("\n")[:1]
    if opener == "-":
        yield from _found(_YAML, block, len(block), _yaml)
    elif opener == "+":
        table = _TABLE.search(block)
        yield from _found(_TOML, block, table.start() if table else len(block), _quoted)
    else:
        yield from _found(_JSON, block, len(block), _double)


def _found(key: re.Pattern[str], block: str, end: int, read: _Reader) -> Iterator[Value]:
    for match in key.finditer(block, 0, end):
        value = read(block, match.start(1))
        if value is not None:
            yield value


def _yaml(block: str, start: int) -> Value | None:
    if match := _BLOCK_SCALAR.match(block, start):
        return Value(match.start(1), match.end(1), "block")
    if value := _quoted(block, start):
        return value
    match = _PLAIN.match(block, start)
    if match is None or re.search(r":(?:[ \t]|$)", match[0]):
        return None
    comment = _COMMENT.search(match[0])
    text = match[0][: comment.start()] if comment else match[0]
    return Value(start, start + len(text.rstrip()), "plain")


def _quoted(block: str, start: int) -> Value | None:
    if value := _double(block, start):
        return value
    match = _SINGLE.match(block, start)
    return Value(match.start(1), match.end(1), "single") if match else None


def _double(block: str, start: int) -> Value | None:
    match = _DOUBLE.match(block, start)
    return Value(match.start(1), match.end(1), "double") if match else None


_INNER = {"double": _ESCAPE, "single": _PAIR, "plain": _COLON}


def _believable(opener: str, block: str) -> bool:
    """Tell front matter from a text that merely begins with a rule or a brace, by its first line."""
    lines = block.split("\n")
    first = next((line for line in lines[1:] if line.strip()), "")
    return _FIRST_LINE[opener].match(first) is not None
