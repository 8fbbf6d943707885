"""Comments in an article that silence diagnostics: ``cleanup-disable``, ``-disable-next-line``, ``-enable``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

_LONGEST = 300
_CLOSERS = {"<!--": "-->", "{/*": "*/}", "(": ")", '"': '"', "'": "'"}
_REASON = re.compile(r"(?:^|\s)--\s.*")
_EVERY = "*"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what opens a comment with a directive, front matter, and what opens or closes a code fence."""
    opener = re.compile(
        r"(?P<open><!--|\{/\*|^\[//\]:[ \t]*\#[ \t]*[(\"']|(?:^|[ \t])\#)"
        r"[ \t]*cleanup-(?P<what>disable-next-line|disable|enable)(?!\w|-\w)",
        re.MULTILINE,
    )
    front_matter = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(?:[^\n]*\n)*?\1[ \t]*\r?(?:\n|\Z)")
    return opener, front_matter, re.compile(r"[ ]{0,3}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Suppressions:
    """Where which rules are silent. Offsets are code points of the text that was read."""

    switches: dict[str, tuple[tuple[int, ...], tuple[bool, ...]]]
    """Rule id, folder or ``*`` -> the offsets at which it is switched, and whether it is silent from there on."""
    lines: tuple[tuple[int, int, dict[str, int]], ...] = ()
    """Start, end (exclusive) and the ids of each line silenced by ``cleanup-disable-next-line``, each with the
    offset of its comment."""

    def hides(self, rule_id: str, offset: int) -> bool:
        """Tell whether a diagnostic of ``rule_id`` that starts at ``offset`` is silenced."""
        return self._hider(rule_id, offset) is not None

    def unused(self, found: Iterable[tuple[str, int]]) -> list[tuple[int, str]]:
        """Return the offset of each comment that silences none of ``found``, and the id in it that does not.

        ``found`` are the rule ids and offsets of all diagnostics, silenced or not.
        """
        used = {self._hider(rule_id, offset) for rule_id, offset in found}
        named = {
            (at, name)
            for name, (offsets, states) in self.switches.items()
            for at, on in zip(offsets, states, strict=True)
            if on
        }
        named |= {(at, name) for _, _, ids in self.lines for name, at in ids.items()}
        return sorted(named - used)

    def _hider(self, rule_id: str, offset: int) -> tuple[int, str] | None:
        """Return the offset of the comment that silences a diagnostic, and the id in it that does."""
        names = (_EVERY, *_prefixes(rule_id))
        index = bisect_right(self.lines, offset, key=lambda line: line[0]) - 1
        if index >= 0:
            start, end, ids = self.lines[index]
            if start <= offset < max(end, start + 1):
                for name in reversed(names):
                    if name in ids:
                        return ids[name], name
        latest, hider = -1, None
        for name in names:
            offsets, states = self.switches.get(name, ((), ()))
            at = bisect_right(offsets, offset) - 1
            if at >= 0 and offsets[at] > latest:
                latest = offsets[at]
                hider = (latest, name) if states[at] else None
        return hider


def read_suppressions(text: str) -> Suppressions | None:
    r"""Read the comments in a text; ``None`` means that there are none.

    They may have the form of HTML, MDX, Markdown (``[//]: # (…)``) and, in front matter, ``#``. Several rule
    ids are separated by commas or spaces, a folder stands for its rules, and no id means every rule; what
    follows `` -- `` is the reason. Comments shown in code fences or inline code do not count.

    >>> text = "<!-- cleanup-disable-next-line common/stray-period -- a quote -->\nOops ..\n"
    >>> silence, at = read_suppressions(text), text.index("..")
    >>> silence.hides("common/stray-period", at), silence.hides("common/other", at)
    (True, False)
    """
    if "cleanup-" not in text:
        return None
    switches: dict[str, list[tuple[int, bool]]] = {}
    lines: list[tuple[int, int, dict[str, int]]] = []
    for start, end, what, ids in _directives(text):
        if what == "disable-next-line":
            lines.append((*_next_line(text, end), dict.fromkeys(ids, start)))
            continue
        for name in ids:
            switches.setdefault(name, []).append((start, what == "disable"))
    if not switches and not lines:
        return None
    packed = {name: (tuple(at for at, _ in events), tuple(on for _, on in events)) for name, events in switches.items()}
    return Suppressions(packed, tuple(_merge(lines)))


def _directives(text: str) -> Iterator[tuple[int, int, str, frozenset[str]]]:
    opener, front_matter, _ = _patterns()
    head = front_matter.match(text)
    body = head.end() if head else 0
    fences = _fences(text, body)
    for match in opener.finditer(text):
        in_head, hash_sign = match.start() < body, match["open"].endswith("#")
        if in_head != hash_sign or text[match.start() - 1 : match.start()] == "`" or _within(fences, match.start()):
            continue
        end = _closing(text, match.end(), match["open"])
        if end is not None:
            ids = frozenset(re.split(r"[\s,]+", _REASON.sub("", text[match.end() : end]).strip())) - {""}
            yield match.start(), end, match["what"], ids or frozenset({_EVERY})


def _closing(text: str, start: int, opener: str) -> int | None:
    """Return where the content of a comment ends, on its own line; ``None`` when it is not closed there."""
    line_end = min(_line_end(text, start), start + _LONGEST)
    if opener.endswith("#"):
        return line_end
    closer = _CLOSERS.get(opener) or _CLOSERS[opener[-1]]
    end = text.find(closer, start, line_end)
    return end if end >= 0 else None


def _fences(text: str, start: int) -> list[tuple[int, int]]:
    """Return the spans of fenced code from ``start`` on; an unclosed fence reaches to the end."""
    spans: list[tuple[int, int]] = []
    fence = _patterns()[2]
    opener, opened = "", 0
    at = start
    for line in text[start:].split("\n"):
        match = fence.match(line)
        if match and not opener:
            opener, opened = match[1], at
        elif match and match[1][0] == opener[0] and len(match[1]) >= len(opener) and not line[match.end() :].strip():
            spans.append((opened, at))
            opener = ""
        at += len(line) + 1
    return [*spans, (opened, len(text))] if opener else spans


def _within(spans: list[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return index >= 0 and offset < spans[index][1]


def _next_line(text: str, offset: int) -> tuple[int, int]:
    """Return the span of the first line after the one of ``offset`` that is not blank."""
    start = _line_end(text, offset) + 1
    while start < len(text) and not text[start : _line_end(text, start)].strip():
        start = _line_end(text, start) + 1
    return start, _line_end(text, start)


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return end if end >= 0 else len(text)


def _merge(lines: list[tuple[int, int, dict[str, int]]]) -> Iterator[tuple[int, int, dict[str, int]]]:
    """Join the ids of several comments that stand above the same line."""
    joined: dict[tuple[int, int], dict[str, int]] = {}
    for start, end, ids in lines:
        joined[start, end] = ids | joined.get((start, end), {})
    for (start, end), ids in sorted(joined.items(), key=lambda item: item[0]):
        yield start, end, ids


def _prefixes(rule_id: str) -> Iterator[str]:
    parts = rule_id.split("/")
    for count in range(1, len(parts) + 1):
        yield "/".join(parts[:count])
