from __future__ import annotations

import re

import pytest

import cleanup
from cleanup.suppressions import read_suppressions

RULE = "common/stray-period"


def hidden(text: str, rule: str = RULE) -> list[str]:
    """Return the words ``x1``, ``x2``, … of a text at which a rule is silenced."""
    found = read_suppressions(text)
    return [m[0] for m in re.finditer(r"x\d", text) if found and found.hides(rule, m.start())]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x1\n", []),
        ("x1\n\n<!-- cleanup-disable -->\n\nx2\n", ["x2"]),
        ("<!-- cleanup-disable -->\nx1\n<!-- cleanup-enable -->\nx2\n", ["x1"]),
        ("<!--cleanup-disable-->x1<!--cleanup-enable-->x2\n", ["x1"]),
        ("{/* cleanup-disable */}\n\nx1\n\n{/* cleanup-enable */}\n\nx2\n", ["x1"]),
        ("[//]: # (cleanup-disable)\n\nx1\n\n[//]: # (cleanup-enable)\n\nx2\n", ["x1"]),
        ('[//]: # "cleanup-disable"\n\nx1\n', ["x1"]),
        ("---\n# cleanup-disable\ntitle: x1\n---\nx2\n", ["x1", "x2"]),
        ("---\ntitle: x1\nlang: fr # cleanup-disable\n---\nx2\n", ["x2"]),
        ("+++\n# cleanup-disable-next-line\ntitle = 'x1'\n+++\nx2\n", ["x1"]),
        ("<!-- cleanup-disable-next-line -->\nx1\nx2\n", ["x1"]),
        ("<!-- cleanup-disable-next-line -->\n\nx1\n\nx2\n", ["x1"]),
        ("<!-- cleanup-disable-next-line -->\r\n\r\nx1\r\nx2\r\n", ["x1"]),
        ("<!-- cleanup-disable-next-line -->", []),
    ],
    ids=[
        "no comment", "to the end", "block", "inside a line", "MDX", "Markdown", "Markdown with quotes",
        "front matter", "front matter after a value", "next line of TOML", "next line", "next line after a blank one",
        "CRLF", "no next line",
    ],
)  # fmt: skip
def test_comments_silence(text: str, words: list[str]) -> None:
    assert hidden(text) == words


@pytest.mark.parametrize(
    ("ids", "silent"),
    [
        ("", True),
        (RULE, True),
        ("common", True),
        ("fr, common/stray-period", True),
        ("fr common", True),
        ("common/stray-period -- a quotation", True),
        ("-- a quotation of common", True),
        ("common/stray", False),
        ("fr", False),
        ("fr -- common", False),
    ],
)
def test_rule_ids_and_folders_limit_a_comment(ids: str, silent: bool) -> None:
    assert bool(hidden(f"<!-- cleanup-disable {ids} -->\n\nx1\n")) is silent
    assert bool(hidden(f"<!-- cleanup-disable-next-line {ids} -->\nx1\n")) is silent


def test_the_latest_comment_that_speaks_of_a_rule_decides() -> None:
    text = (
        "<!-- cleanup-disable -->\nx1\n<!-- cleanup-enable common/stray-period -->\nx2\n"
        "<!-- cleanup-disable common -->\nx3\n<!-- cleanup-enable -->\nx4\n"
    )
    assert hidden(text) == ["x1", "x3"]
    assert hidden(text, "fr/other") == ["x1", "x2", "x3"]


@pytest.mark.parametrize(
    "text",
    [
        "# cleanup-disable\n\nx1\n",
        "```markdown\n<!-- cleanup-disable -->\n```\n\nx1\n",
        "~~~\n<!-- cleanup-disable -->\n```\n~~~\nx1\n",
        "Write `<!-- cleanup-disable -->` to silence it. x1\n",
        "<!-- cleanup-disabled -->\nx1\n",
        "<!-- cleanup-disable\nx1 -->\n",
        "The word cleanup-disable alone. x1\n",
    ],
    ids=["heading", "code fence", "tilde fence", "inline code", "another word", "over two lines", "no comment"],
)
def test_what_only_looks_like_a_comment_silences_nothing(text: str) -> None:
    assert hidden(text) == []


def test_many_comments_take_proportional_time() -> None:
    text = "<!-- cleanup-disable a/b -->\n<!-- cleanup-enable -->\n" * 20_000
    found = read_suppressions(text)
    assert found is not None
    assert not any(found.hides(RULE, offset) for offset in range(0, len(text), 50))
    read_suppressions("<!-- cleanup-disable " * 50_000)
    read_suppressions("---\n" * 250_000 + "cleanup-")


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("<!-- cleanup-disable-next-line common/stray-period -->\nOops. .\n", 0),
        ("<!-- cleanup-disable-next-line common/stray-period -->\nOops.\n", 1),
        ("<!-- cleanup-disable common -->\nOops. .\n<!-- cleanup-enable -->\nFine.\n", 0),
        ("<!-- cleanup-disable -->\nFine.\n<!-- cleanup-enable -->\nOops. .\n", 1),
        ("<!-- cleanup-disable common/stray-period common/doubled-word -->\nOops. .\n", 1),
        ("<!-- cleanup-disable common/no-such-rule -->\nFine.\n", 1),
        ("<!-- cleanup-disable fr -->\nFine.\n", 0),
    ],
)
def test_comments_that_silence_nothing_are_named(text: str, unused: int) -> None:
    found = cleanup.clean(text, "en", "markdown").diagnostics
    assert [d.rule for d in found if d.severity == "info"] == ["common/unused-suppression"] * unused


def test_comments_for_rules_that_were_not_asked_for_are_not_named() -> None:
    text = "<!-- cleanup-disable common/stray-period -->\nFine.\n"
    for config in (
        {"select": ["common/doubled-word", "common/unused-suppression"]},
        {"ignore": ["common/stray-period"]},
    ):
        assert not cleanup.clean(text, "en", "markdown", config=config).diagnostics
