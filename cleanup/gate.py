"""Turn a rule's regular expression into a byte pattern that Hyperscan can run for all rules at once.

A gate is a superset: wherever the rule matches in a line, the gate matches in the same line. It is built
from the parse tree of the expression, in byte mode, because Hyperscan's Unicode mode is slow to compile
and refuses constructs that rules need. What the gate lets through is verified by ``re`` on that line,
so a gate can only be too generous. Where no gate can be built, ``None`` says so and ``re`` runs on every line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any

_ANY_WIDE = r"[\xc2-\xf4][\x80-\xbf]{1,3}"
_UNICODE_SPACES = [c for c in range(0x80, 0x3001) if chr(c).isspace()]
_CASE_FOLDS = {"k": 0x212A, "s": 0x17F, "i": 0x130}
_LARGE_REPEAT = 12
_EDGE_REPEAT = 3
_ZERO_WIDTH = {_constants.ASSERT_NOT, _constants.AT}


class _NoGateError(Exception):
    """Raised inside this module where the expression has no useful superset."""


def gate_for(pattern: str) -> str | None:
    r"""Return a Hyperscan byte pattern that is a superset of ``pattern``, or ``None`` when there is none.

    ``pattern`` is in Python ``re`` syntax and is applied to single lines, without line ends. The gate is
    for text in which every line has a line end before and after it.

    >>> gate_for(r'(?<=\w) +(?=,)')
    '(?:(?:[0-9A-Z_a-z]|[\\x80-\\xbf]))[ ]+[,]'
    """
    try:
        tree = _parser.parse(pattern)
        converted = _sequence(list(tree), tree.state.flags, tree.state, lead=True, trail=True)
    except (_NoGateError, RecursionError):
        return None
    return None if _says_nothing(converted) else converted


def _says_nothing(converted: str) -> bool:
    """Tell whether a gate is found in every line; one that is a bare line end would not even tell of which line."""
    try:
        return re.search(converted.encode("latin-1"), b"\n") is not None or not converted
    except re.error:
        return True


def _sequence(nodes: list[Any], flags: int, state: Any, *, lead: bool, trail: bool) -> str:
    """Convert consecutive nodes. ``lead``/``trail``: nothing of the pattern stands before/after them."""
    before, nodes, after = _strip_edges(nodes, lead=lead, trail=trail)
    if lead and not before:
        nodes = _cut_edge(nodes)
    if trail and not after:
        nodes = _cut_edge(nodes[::-1])[::-1]
    out = []
    if before:
        out.append(_edge_assertion(before, flags, state, lead=True, trail=False))
    last = len(nodes) - 1
    for index, node in enumerate(nodes):
        at_start = lead and not before and index == 0
        at_end = trail and not after and index == last
        out.append(_node(node, flags, state, lead=at_start, trail=at_end))
    if after:
        out.append(_edge_assertion(after, flags, state, lead=False, trail=True))
    return "".join(out)


def _edge_assertion(nodes: list[Any], flags: int, state: Any, *, lead: bool, trail: bool) -> str:
    return _group(_sequence(nodes, flags, state, lead=lead, trail=trail))


def _group(text: str) -> str:
    return f"(?:{text})" if "|" in text else text


def _strip_edges(nodes: list[Any], *, lead: bool, trail: bool) -> tuple[list[Any], list[Any], list[Any]]:
    """Take the look-behind that opens a pattern and the look-ahead that closes it as text to consume.

    Of several at one edge only the one next to the text is kept: they all speak of the same characters.
    """
    before: list[Any] = []
    after: list[Any] = []
    if lead:
        while nodes and _is_zero_width(nodes[0]) and not _is_anchor(nodes[0]):
            op, value = nodes[0]
            if op is _constants.ASSERT and value[0] < 0:
                before = list(value[1])
            elif op is _constants.ASSERT:
                break
            nodes = nodes[1:]
    if trail:
        while nodes and _is_zero_width(nodes[-1]) and not _is_anchor(nodes[-1]):
            op, value = nodes[-1]
            if op is _constants.ASSERT and value[0] > 0:
                after = list(value[1])
            elif op is _constants.ASSERT:
                break
            nodes = nodes[:-1]
    return before, nodes, after


def _is_zero_width(node: Any) -> bool:
    return node[0] in _ZERO_WIDTH or node[0] is _constants.ASSERT


def _is_anchor(node: Any) -> bool:
    op, value = node
    return op is _constants.AT and value not in (_constants.AT_BOUNDARY, _constants.AT_NON_BOUNDARY)


def _cut_edge(nodes: list[Any]) -> list[Any]:
    """Shorten a repeat that opens the list to its minimum: more of it changes only where the match starts."""
    while nodes:
        op, value = nodes[0]
        if op not in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            return nodes
        low, _, item = value
        if low:
            low = min(int(low), _EDGE_REPEAT)
            return [(_constants.MAX_REPEAT, (low, low, item)), *nodes[1:]]
        nodes = nodes[1:]
    return nodes


def _node(node: Any, flags: int, state: Any, *, lead: bool, trail: bool) -> str:
    op, value = node
    if op in (_constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY, _constants.IN):
        return _characters(node, flags, lead=lead, trail=trail)
    if op is _constants.SUBPATTERN:
        _, add, remove, items = value
        return _group(_sequence(list(items), (flags | add) & ~remove, state, lead=lead, trail=trail))
    if op is _constants.ATOMIC_GROUP:
        return _group(_sequence(list(value), flags, state, lead=lead, trail=trail))
    if op is _constants.BRANCH:
        return _branch(value[1], flags, state, lead=lead, trail=trail)
    if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return _repeat(value, flags, state)
    if op is _constants.AT:
        return _anchor(value, lead=lead, trail=trail)
    if op in (_constants.ASSERT, _constants.ASSERT_NOT):
        return ""
    raise _NoGateError(str(op))


def _branch(branches: Sequence[Any], flags: int, state: Any, *, lead: bool, trail: bool) -> str:
    options = [_sequence(list(branch), flags, state, lead=lead, trail=trail) for branch in branches]
    return "(?:" + "|".join(dict.fromkeys(options)) + ")"


def _anchor(value: Any, *, lead: bool, trail: bool) -> str:
    """Anchors are written as the line end that stands there: Hyperscan misses ``$`` before a final line end."""
    if lead and value in (_constants.AT_BEGINNING, _constants.AT_BEGINNING_STRING):
        return r"\x0a"
    if trail and value in (_constants.AT_END, _constants.AT_END_STRING):
        return r"\x0a"
    return ""


def _repeat(value: Any, flags: int, state: Any) -> str:
    low, high, item = value
    inner = _sequence(list(item), flags, state, lead=False, trail=False)
    if not inner:
        return ""
    if high is _constants.MAXREPEAT or high > _LARGE_REPEAT:
        low = min(low, _LARGE_REPEAT)
        quantifier = "*" if low == 0 else "+" if low == 1 else f"{{{low},}}"
    elif low == high == 1:
        return inner
    else:
        quantifier = "?" if (low, high) == (0, 1) else f"{{{low},{high}}}"
    single = re.fullmatch(r"\[(?:\\.|[^\\\]])*\]", inner)
    return (inner if single else f"(?:{inner})") + quantifier


# -- characters ------------------------------------------------------------------------------------------


def _characters(node: Any, flags: int, *, lead: bool, trail: bool) -> str:
    """Convert one character position: its ASCII members exactly, the others exactly or as any wide character."""
    narrow = _ascii_members(node, flags)
    wide = _wide_ranges(node, flags)
    options = [_byte_class(narrow)] if narrow else []
    if wide is None:
        # At an edge one byte of the character is enough, and saves an event for each of the others.
        options.append(r"[\x80-\xbf]" if lead else r"[\xc2-\xf4]" if trail else _ANY_WIDE)
    else:
        options.extend(_utf8_ranges(wide))
    if not options:
        raise _NoGateError("a class without members")
    return options[0] if len(options) == 1 else "(?:" + "|".join(options) + ")"


def _ascii_members(node: Any, flags: int) -> list[int]:
    state = _parser.State()
    state.flags = flags
    matcher = _compiler.compile(_parser.SubPattern(state, [node]), flags & ~re.DEBUG)
    return [c for c in range(128) if c != 0x0A and matcher.fullmatch(chr(c))]


def _wide_ranges(node: Any, flags: int) -> list[tuple[int, int]] | None:
    """Return the non-ASCII members as code point ranges, or ``None`` for "any of them"."""
    op, value = node
    if op in (_constants.ANY, _constants.NOT_LITERAL):
        return None
    items = value if op is _constants.IN else [(op, value)]
    ranges: list[tuple[int, int]] = []
    for kind, member in items:
        if kind is _constants.LITERAL:
            ranges.append((member, member))
        elif kind is _constants.RANGE:
            ranges.append((member[0], member[1]))
        elif kind is _constants.CATEGORY and member is _constants.CATEGORY_SPACE:
            ranges.extend((c, c) for c in _UNICODE_SPACES)
        else:
            return None
    wide = [(max(low, 0x80), high) for low, high in ranges if high >= 0x80]
    if flags & re.IGNORECASE:
        if wide:
            return None
        folded = {chr(c).lower() for c in _ascii_members(node, flags)}
        wide = [(c, c + 1 if c == 0x130 else c) for letter, c in _CASE_FOLDS.items() if letter in folded]
    return wide


def _byte_class(members: Sequence[int]) -> str:
    """Write byte values as a class, runs as ranges."""
    out, index = [], 0
    while index < len(members):
        end = index
        while end + 1 < len(members) and members[end + 1] == members[end] + 1:
            end += 1
        first, last = _byte(members[index]), _byte(members[end])
        out.append(first if first == last else first + last if end == index + 1 else f"{first}-{last}")
        index = end + 1
    return f"[{''.join(out)}]"


def _byte(value: int) -> str:
    character = chr(value)
    return (
        character if character.isascii() and (character.isalnum() or character in " _,.;:!?'\"") else f"\\x{value:02x}"
    )


def _utf8_ranges(ranges: Sequence[tuple[int, int]]) -> list[str]:
    """Write code point ranges as alternatives of byte sequences, last bytes merged where the rest is equal."""
    merged: dict[str, list[int]] = {}
    for low, high in sorted(ranges):
        for first, last in _split_by_length(low, high):
            for prefix, tail in _byte_paths(
                chr(first).encode("utf-8", "surrogatepass"), chr(last).encode("utf-8", "surrogatepass")
            ):
                merged.setdefault(prefix, []).extend(tail)
    return [prefix + _byte_class(sorted(set(tail))) for prefix, tail in merged.items()]


def _split_by_length(low: int, high: int) -> list[tuple[int, int]]:
    edges = (0x7F, 0x7FF, 0xFFFF, 0x10FFFF)
    out = []
    for below, top in zip((-1, *edges), edges, strict=False):
        first, last = max(low, below + 1), min(high, top)
        if first <= last:
            out.append((first, last))
    return out


def _byte_paths(low: bytes, high: bytes) -> list[tuple[str, list[int]]]:
    """Return (pattern of the leading bytes, values of the last byte) that cover ``low`` to ``high``."""
    if len(low) == 1:
        return [("", list(range(low[0], high[0] + 1)))]
    if low[0] == high[0]:
        head = f"\\x{low[0]:02x}"
        return [(head + prefix, tail) for prefix, tail in _byte_paths(low[1:], high[1:])]
    size = len(low) - 1
    lowest, highest = b"\x80" * size, b"\xbf" * size
    out = []
    first, last = low[0], high[0]
    if low[1:] != lowest:
        out += _byte_paths(low, bytes([first]) + highest)
        first += 1
    tail_part: list[tuple[str, list[int]]] = []
    if high[1:] != highest:
        tail_part = _byte_paths(bytes([last]) + lowest, high)
        last -= 1
    if first <= last:
        head = f"[\\x{first:02x}-\\x{last:02x}]" + r"[\x80-\xbf]" * (size - 1)
        out.append((head, list(range(0x80, 0xC0))))
    return out + tail_part
