"""A unified diff of what the fixes change; ``git apply`` takes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from cleanup.files import BOM
from cleanup.reporters import ReportOptions
from cleanup.results import FileResult
from cleanup.terminal import Painter, escape, painter

_CONTEXT = 3
_SEARCH = 40
"""How many lines apart two texts are looked through for the place where they agree again."""

_WORD = re.compile(r"\w+|.", re.S)
_MOST_WORDS = 2_000

_Block = tuple[int, int, int, int]


def render(results: Iterable[FileResult], options: ReportOptions) -> Iterator[str]:
    """Write a diff for each file that changes."""
    paint = painter(options.colour)
    for result in results:
        if result.changed:
            bom = BOM if result.bom else ""
            yield from _file(result.name, bom + result.text, bom + result.fixed, options, paint)


def _file(name: str, before: str, after: str, options: ReportOptions, paint: Painter) -> Iterator[str]:
    yield paint(f"--- {_quoted(f'a/{name}')}", "bold") + "\n"
    yield paint(f"+++ {_quoted(f'b/{name}')}", "bold") + "\n"
    a, b = _lines(before), _lines(after)
    for hunk in _hunks(changed_blocks(a, b)):
        yield from _hunk(a, b, hunk, options, paint)


def _quoted(name: str) -> str:
    """Write a file name as git does: in quotes if it has special characters, a tab after it if it has a space."""
    if re.search(r'[\x00-\x1f\x7f"\\]', name):
        special = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
        return '"' + re.sub(r'[\x00-\x1f\x7f"\\]', lambda m: special.get(m[0], f"\\{ord(m[0]):03o}"), name) + '"'
    return f"{name}\t" if " " in name else name


def _lines(text: str) -> list[str]:
    """Split after each newline and nowhere else, as git does."""
    lines = text.split("\n")
    last = lines.pop()
    kept = [f"{line}\n" for line in lines]
    return [*kept, last] if last else kept


def changed_blocks(a: list[str], b: list[str]) -> Iterator[_Block]:
    """Yield ``(start, end)`` in ``a`` and in ``b`` of each stretch that differs, in time linear in the lines.

    Fixes change lines and rarely remove or add any, so the texts agree again a few lines further on.

    >>> list(changed_blocks(["1", "x", "2", "3"], ["1", "y", "2"]))
    [(1, 2, 1, 2), (3, 4, 3, 3)]
    """
    i = j = 0
    while i < len(a) or j < len(b):
        if i < len(a) and j < len(b) and a[i] == b[j]:
            i, j = i + 1, j + 1
            continue
        k, m = _next_agreement(a, b, i, j)
        yield i, k, j, m
        i, j = k, m


def _next_agreement(a: list[str], b: list[str], i: int, j: int) -> tuple[int, int]:
    for distance in range(1, 2 * _SEARCH):
        for skip in range(distance + 1):
            # equally many lines on both sides first: 1+1, then 0+2 and 2+0
            left = (distance + 1) // 2 + (skip + 1) // 2 * (1 if skip % 2 else -1)
            k, m = i + left, j + distance - left
            if 0 <= left <= distance and _agree(a, b, k, m):
                return k, m
    return min(len(a), i + _SEARCH), min(len(b), j + _SEARCH)


def _agree(a: list[str], b: list[str], k: int, m: int) -> bool:
    """Tell whether the texts agree from here on: in a line that says something, in two lines, or to the end."""
    if k >= len(a) or m >= len(b):
        return k == len(a) and m == len(b)
    return a[k] == b[m] and (not a[k].isspace() or a[k + 1 : k + 2] == b[m + 1 : m + 2])


def _hunks(blocks: Iterable[_Block]) -> Iterator[list[_Block]]:
    """Group blocks whose context meets."""
    group: list[_Block] = []
    for block in blocks:
        if group and block[0] - group[-1][1] > 2 * _CONTEXT:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _hunk(a: list[str], b: list[str], blocks: list[_Block], options: ReportOptions, paint: Painter) -> Iterator[str]:
    start, end = max(0, blocks[0][0] - _CONTEXT), min(len(a), blocks[-1][1] + _CONTEXT)
    first = blocks[0][2] - (blocks[0][0] - start)
    count = end - start + sum((m - j) - (k - i) for i, k, j, m in blocks)
    yield paint(f"@@ -{_range(start, end - start)} +{_range(first, count)} @@", "cyan") + "\n"
    at = start
    for i, k, j, m in blocks:
        yield from (_line(" ", line, options, paint) for line in a[at:i])
        for sign, lines, others in (("-", a[i:k], b[j:m]), ("+", b[j:m], a[i:k])):
            for line, other in zip_longest(lines, others[: len(lines)]):
                yield _line(sign, line, options, paint, other)
        at = k
    yield from (_line(" ", line, options, paint) for line in a[at:end])


def _range(start: int, count: int) -> str:
    if count == 1:
        return str(start + 1)
    return f"{start + 1 if count else start},{count}"


def _line(sign: str, line: str, options: ReportOptions, paint: Painter, other: str | None = None) -> str:
    """Return one line of a hunk; in colour, what differs from ``other`` stands out."""
    body = line.removesuffix("\n")
    ending = "\n" if line.endswith("\n") else "\n\\ No newline at end of file\n"
    if options.terminal:
        body = escape(body.removesuffix("\r"))
    if sign == " ":
        return sign + body + ending
    colour = {"-": "red", "+": "green"}[sign]
    if not options.colour or other is None:
        return paint(sign + body, colour) + ending
    parts = _differing(body, escape(other.removesuffix("\n").removesuffix("\r")))
    return paint(sign, colour) + "".join(paint(p, colour, *(("reverse",) if on else ())) for p, on in parts) + ending


def _differing(line: str, other: str) -> Iterator[tuple[str, bool]]:
    """Cut a line into parts that ``other`` has too and parts it has not, between words and marks."""
    from difflib import SequenceMatcher  # noqa: PLC0415 -- only for a person at a terminal

    words, others = _WORD.findall(line), _WORD.findall(other)
    if max(len(words), len(others)) > _MOST_WORDS:
        yield line, False
        return
    for kind, start, end, _, _ in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        yield "".join(words[start:end]), kind != "equal"
