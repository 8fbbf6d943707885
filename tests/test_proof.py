"""Broken markup is mended only where nothing else is lost, and a report stays where it would be."""

from __future__ import annotations

import time

import pytest

from cleanup.api import Cleaner
from cleanup.engine import Linter
from cleanup.formats import skeleton
from cleanup.proof import loses_nothing
from cleanup.rulebook import load_rulebook


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(Linter(load_rulebook()))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A ** b ** c", "A **b** c"),
        ("A [b] (c.md)", "A [b](c.md)"),
        ("\u200f# Title", "# Title"),
        ("- a\n\u00a0\u00a0- b", "- a\n  - b"),
        ("| a |\n|---|\n| b |\n\n| c |", "| a |\n|---|\n| b |\n| c |"),
        ("```md\n# A\n\n`b`\n```", "# A\n\n`b`"),
        ("See <a href=“b”>c</a>", 'See <a href="b">c</a>'),
        ("Line < br / > two", "Line <br /> two"),
    ],
)
def test_gain(before: str, after: str) -> None:
    assert loses_nothing(skeleton("markdown", before), skeleton("markdown", after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A **b** c", "A b c"),
        ("A [b](c.md)", "A [b](d.md)"),
        ("A `b` c", "A `d` c"),
        ("A b c", "A `b` c"),
        ("A\n\nb", "A\n\n    b"),
        ("- a\n- b", "- a\n"),
        ("A <br /> b", "A b"),
        ("A {{ b }} c", "A c"),
        ("---\na: b\n---\n\nA", "---\na: c\n---\n\nA"),
        ("```md\n# A\n```", "# B\n\n`c`"),
        ("![a](b.png)", "[a](b.png)"),
        ("A\n\n> b", "A\n\nb"),
    ],
)
def test_loss(before: str, after: str) -> None:
    assert not loses_nothing(skeleton("markdown", before), skeleton("markdown", after))


def test_refused_fix_stays_a_report(cleaner: Cleaner) -> None:
    text = "```markdown\n# Title\n\n```sh\nls\n```\n\nText.\n```\n"
    for fix in (False, True):
        result = cleaner.clean(text, language="en", format="markdown", unsafe_fixes=True, fix=fix)
        found = [d for d in result.diagnostics if d.rule == "common/fenced-document"]
        assert [d.fix for d in found] == [None]
        assert result.text == text


def test_mended_together(cleaner: Cleaner) -> None:
    text = "Read ** this ** and [that] (https://example.com/a).\n\n| a | b |\n|---|---|\n| c | d |\n\n| e | f |\n"
    expected = "Read **this** and [that](https://example.com/a).\n\n| a | b |\n|---|---|\n| c | d |\n| e | f |\n"
    assert cleaner.clean(text, language="en", format="markdown").text == expected


def test_title_of_front_matter_is_only_shown(cleaner: Cleaner) -> None:
    text = "---\ntitle: 'IDiaSymbol :: getName'\n---\n\nText.\n"
    result = cleaner.clean(text, language="en", format="markdown", unsafe_fixes=True)
    assert result.text == text
    assert [d.rule for d in result.diagnostics if d.fix] == ["common/spaced-double-colon"]


@pytest.mark.parametrize("unit", ["##a\n\n", "*a. vb* ", "** a ** \n", "| a |\n\n", "\u200f# a\n", "[ a](b) ", "{ % a"])
def test_time_is_linear(cleaner: Cleaner, unit: str) -> None:
    spent = []
    for size in (4_000, 40_000):
        start = time.process_time()
        cleaner.clean(unit * (size // len(unit)), language="fr", format="markdown", fix=False)
        spent.append(time.process_time() - start)
    assert spent[1] < 40 * spent[0] + 0.5
