"""Choose fixes that do not get in each other's way, apply them, and repeat until nothing changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from cleanup.model import Applicability, CleanupError, Diagnostic, Edit

MAX_PASSES = 12
"""More passes than fixes of different rules that could meet in one place."""


class UnstableFixError(CleanupError):
    """Fixes that undo each other; the text names their rules. Nothing is changed then."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after fixing, and the diagnostics of the text before."""

    text: str
    diagnostics: tuple[Diagnostic, ...]


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits made; they must be sorted and disjoint."""
    out: list[str] = []
    at = 0
    for edit in edits:
        out += (text[at : edit.start], edit.replacement)
        at = edit.end
    out.append(text[at:])
    return "".join(out)


def select_fixes(diagnostics: Iterable[Diagnostic], allowed: frozenset[Applicability]) -> list[Diagnostic]:
    """Return diagnostics whose fixes can be applied together, all edits of each or none.

    Stronger fixes go first, then earlier and longer ones. Fixes that touch wait for the next pass, because
    each was computed for a text in which the other has not been made.
    """
    candidates = [d for d in diagnostics if d.fix and d.fix.applicability in allowed]
    candidates.sort(key=_priority)
    taken: list[tuple[int, int]] = []
    chosen = []
    for diagnostic in candidates:
        edits = diagnostic.fix.edits if diagnostic.fix else ()
        if all(_is_free(taken, edit) for edit in edits):
            for edit in edits:
                insort(taken, (edit.start, edit.end))
            chosen.append(diagnostic)
    return chosen


def _priority(diagnostic: Diagnostic) -> tuple[int, int, int, str]:
    assert diagnostic.fix is not None
    return diagnostic.fix.applicability.rank, diagnostic.start, -diagnostic.end, diagnostic.rule


def _is_free(taken: Sequence[tuple[int, int]], edit: Edit) -> bool:
    index = bisect_right(taken, (edit.start, edit.end))
    before_ok = index == 0 or taken[index - 1][1] < edit.start
    after_ok = index == len(taken) or edit.end < taken[index][0]
    return before_ok and after_ok


def edits_of(diagnostics: Iterable[Diagnostic]) -> list[Edit]:
    """Return the edits of the diagnostics' fixes in the order of the text."""
    return sorted(edit for d in diagnostics if d.fix for edit in d.fix.edits)


def fix_until_stable(
    text: str,
    lint: Callable[[str], list[Diagnostic]],
    allowed: frozenset[Applicability],
    prove: Callable[[str, list[Diagnostic]], list[Diagnostic]] = lambda _, chosen: chosen,
) -> Fixed:
    """Lint and fix until a pass changes nothing, so that a second run changes nothing.

    ``prove`` gets a text and the fixes chosen for it, and returns those that keep the text's structure.
    Diagnostics are those of ``text`` itself; what only a later pass found is added with the place in
    ``text`` that it goes back to.

    Raises:
        UnstableFixError: the passes come back to an earlier text, or do not end.
    """
    first = diagnostics = lint(text)
    current, origin = text, _Origin()
    seen = {hash(text): 0}
    history: list[set[str]] = []
    applied: set[int] = set()
    later: list[Diagnostic] = []
    while len(history) < MAX_PASSES:
        chosen = prove(current, select_fixes(diagnostics, allowed))
        if not chosen:
            return Fixed(current, _merge(first, applied, later))
        history.append({d.rule for d in chosen})
        if diagnostics is first:
            places = {id(d) for d in chosen}
            applied = {i for i, d in enumerate(first) if id(d) in places}
        else:
            later += [origin.map(d) for d in chosen]
        edits = edits_of(chosen)
        current = apply_edits(current, edits)
        origin.add(edits)
        if hash(current) in seen:
            history = history[seen[hash(current)] :]
            break
        seen[hash(current)] = len(history)
        diagnostics = lint(current)
    rules = sorted(set().union(*history[-4:]))
    raise UnstableFixError(f"fixes do not settle: {', '.join(rules)}")


def _merge(first: Sequence[Diagnostic], applied: set[int], later: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Mark what was applied, and add what only later passes found.

    A finding of a later pass is one of the first when it is of the same rule and in the same place.
    """
    waiting: dict[str, list[tuple[int, int, int]]] = {}
    for index, diagnostic in enumerate(first):
        if diagnostic.fix and index not in applied:
            waiting.setdefault(diagnostic.rule, []).append((diagnostic.end, diagnostic.start, index))
    for places in waiting.values():
        places.sort()
    added = []
    for diagnostic in later:
        places = waiting.get(diagnostic.rule, [])
        at = bisect_left(places, (diagnostic.start,))
        if at < len(places) and places[at][1] <= diagnostic.end:
            applied.add(places.pop(at)[2])
        else:
            added.append(replace(diagnostic, applied=True))
    out = [replace(d, applied=True) if i in applied else d for i, d in enumerate(first)]
    return tuple(sorted(out + added, key=lambda d: (d.start, d.end, d.rule)))


class _Origin:
    """Where offsets of the current text come from in the first one."""

    def __init__(self) -> None:
        self._passes: list[tuple[list[int], list[Edit], list[int]]] = []

    def add(self, edits: Sequence[Edit]) -> None:
        starts, shifts, shift = [], [], 0
        for edit in edits:
            starts.append(edit.start + shift)
            shift += len(edit.replacement) - (edit.end - edit.start)
            shifts.append(shift)
        self._passes.append((starts, list(edits), shifts))

    def map(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return the diagnostic with its places in the first text."""
        fix = diagnostic.fix
        if fix:
            edits = tuple(Edit(*self._span(e.start, e.end), e.replacement) for e in fix.edits)
            fix = replace(fix, edits=edits)
        start, end = self._span(diagnostic.start, diagnostic.end)
        return replace(diagnostic, start=start, end=end, fix=fix)

    def _span(self, start: int, end: int) -> tuple[int, int]:
        first = self._offset(start, after=False)
        return first, max(first, self._offset(end, after=True))

    def _offset(self, offset: int, *, after: bool) -> int:
        for starts, edits, shifts in reversed(self._passes):
            index = bisect_right(starts, offset) - 1
            if index < 0:
                continue
            edit = edits[index]
            if offset < starts[index] + len(edit.replacement):
                offset = edit.end if after else edit.start
            else:
                offset -= shifts[index]
        return offset
