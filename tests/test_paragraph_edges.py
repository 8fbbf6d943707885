"""Who may change a paragraph that begins in lower case."""

from __future__ import annotations

import pytest

import cleanup
from cleanup.model import Applicability

TEXT = """The council met on Monday to talk about the bridge.

The vote was put off for a week.

{}

they were shown to the press on the same day.

Nobody was hurt, the agency said.

The mayor thanked the helpers in the evening.

A new vote will be held in the spring.

Both sides agreed to meet before that.

The bridge stays closed for now.
"""


@pytest.mark.parametrize(
    ("before", "applicability"),
    [
        ("The police spoke to the press on Tuesday.", Applicability.SAFE),
        ("“The bridge was of all things what mattered most to Mary", Applicability.UNSAFE),
    ],
)
def test_a_paragraph_after_one_without_an_end_may_go_on(before: str, applicability: Applicability) -> None:
    result = cleanup.clean(TEXT.format(before), language="en")
    fixes = [d.fix for d in result.diagnostics if d.rule == "common/lowercase-start"]
    assert [fix and fix.applicability for fix in fixes] == [applicability]
