"""Fixes: whole or not at all, never on top of each other, until nothing changes."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.fixer import UnstableFixError, apply_edits, edits_of, fix_until_stable, select_fixes
from cleanup.model import Applicability, Diagnostic, Edit, Fix, Severity

SAFE = frozenset((Applicability.SAFE,))
BOTH = SAFE | {Applicability.UNSAFE}


def diagnostic(*edits: tuple[int, int, str], rule: str = "common/a", unsafe: bool = False) -> Diagnostic:
    applicability = Applicability.UNSAFE if unsafe else Applicability.SAFE
    fix = Fix(tuple(Edit(*e) for e in edits), applicability)
    return Diagnostic(rule, "m", Severity.WARNING, edits[0][0], edits[-1][1], 1, 1, fix)


def substituting(*pairs: tuple[str, str]):  # type: ignore[no-untyped-def]
    def lint(text: str) -> list[Diagnostic]:
        return [
            diagnostic((m.start(), m.end(), new), rule=f"common/{old}")
            for old, new in pairs
            for m in re.finditer(re.escape(old), text)
        ]

    return lint


def test_edits_are_applied_from_left_to_right() -> None:
    assert apply_edits("abcd", [Edit(0, 1, "X"), Edit(2, 2, "-"), Edit(3, 4, "")]) == "Xb-c"


def test_touching_fixes_wait_for_the_next_pass() -> None:
    first, second = diagnostic((0, 2, "x")), diagnostic((2, 3, "y"), rule="common/b")
    assert select_fixes([second, first], SAFE) == [first]


def test_a_fix_lands_whole_or_not_at_all() -> None:
    pair = diagnostic((0, 1, "“"), (9, 10, "”"))
    blocker = diagnostic((8, 10, ""), rule="common/b")
    assert select_fixes([pair, blocker], SAFE) == [pair]
    assert select_fixes([diagnostic((0, 1, "«"), rule="common/0"), pair], SAFE)[0].rule == "common/a"


def test_safe_fixes_go_before_unsafe_ones() -> None:
    unsafe, safe = diagnostic((0, 5, "x"), unsafe=True), diagnostic((3, 4, "y"))
    assert select_fixes([unsafe, safe], BOTH) == [safe]
    assert select_fixes([unsafe], SAFE) == []


def test_passes_go_on_until_nothing_changes() -> None:
    fixed = fix_until_stable("aaa b", substituting(("aa", "a"), ("a b", "c")), SAFE)
    assert fixed.text == "c"
    assert all(d.applied for d in fixed.diagnostics)


def test_later_findings_are_reported_where_they_come_from() -> None:
    fixed = fix_until_stable("__x--y", substituting(("__", ""), ("x--", "x–"), ("–y", "– y")), SAFE)
    assert fixed.text == "x– y"
    later = next(d for d in fixed.diagnostics if d.rule == "common/–y")
    assert (later.start, later.end) == (2, 6)


def test_fixes_that_undo_each_other_are_named() -> None:
    with pytest.raises(UnstableFixError, match="common/a, common/b"):
        fix_until_stable("xay", substituting(("a", "b"), ("b", "a")), SAFE)


def test_growing_fixes_end_in_an_error() -> None:
    with pytest.raises(UnstableFixError):
        fix_until_stable("a", substituting(("a", "aa")), SAFE)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4), st.text(max_size=2)), max_size=12))
def test_selected_fixes_never_overlap(spans: list[tuple[int, int, str]]) -> None:
    chosen = select_fixes([diagnostic((a, a + n, new)) for a, n, new in spans], SAFE)
    edits = edits_of(chosen)
    assert all(a.end < b.start for a, b in pairwise(edits))
    apply_edits("x" * 40, edits)
