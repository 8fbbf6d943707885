from __future__ import annotations

import json
import os
import pty
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleanup import languages, rulebook
from cleanup.runner import Runner

Run = Callable[..., Any]
COMMAND = [sys.executable, "-m", "cleanup"]


def article(project: Path, name: str = "a.md", text: str = "Oh oops, this.\n") -> Path:
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


# -- check -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("All is fine.\n", [], 0),
        ("Oh oops.\n", [], 1),
        ("Oh hmm.\n", [], 1),
        ("Oh psst.\n", [], 0),
        ("Oh oops.\n", ["--exit-zero"], 0),
        ("Oh oops.\n", ["--ignore", "common/oops"], 0),
        ("Oh oops.\n", ["--select", "common/hmm"], 0),
        ("Oh oops.\n", ["--select", "common/h*,common/oops"], 1),
        ("<!-- cleanup-disable -->\n\nOh oops.\n", [], 0),
    ],
    ids=["clean", "warning", "error", "info only", "exit zero", "ignored", "not selected", "glob", "suppressed"],
)
def test_check_exits_with(project: Path, run: Run, text: str, options: list[str], code: int) -> None:
    path = article(project, text=text)
    assert run("check", "a.md", *options).code == code
    assert path.read_text() == text


def test_check_shows_line_place_outcome_rule_and_applicability(project: Path, run: Run) -> None:
    article(project, text="First line.\n\nOh oops, this.\n")
    assert run("check", "a.md").out == (
        "a.md:3:4: warning common/oops: The word “oops” does not belong here. [safe fix]\n"
        "    3 | Oh oops, this.\n"
        "      |    ^^^^\n"
        "    3 + Oh well, this.\n"
        "\n"
        "Found 1 problem in 1 of 1 file. 1 can be fixed with `cleanup fix`.\n"
    )


def test_check_counts_what_unsafe_fixes_would_add(project: Path, run: Run) -> None:
    article(project, text="oops hmm psst\n")
    summary = run("check").out.splitlines()[-1]
    assert summary == "Found 3 problems in 1 of 1 file. 1 can be fixed with `cleanup fix`, 1 more with --unsafe-fixes."


def test_check_prints_a_diff_on_request(project: Path, run: Run) -> None:
    article(project)
    outcome = run("check", "--output-format", "diff")
    assert "-Oh oops, this.\n+Oh well, this.\n" in outcome.out
    assert outcome.code == 1


def test_check_without_paths_reads_the_working_folder(project: Path, run: Run) -> None:
    article(project, "docs/b.md")
    assert run("check", "-q", "--output-format", "concise").out.startswith("docs/b.md:1:4: warning common/oops:")


def test_check_reads_standard_input_under_a_given_name(project: Path, run: Run) -> None:
    outcome = run("check", "-", "--stdin-filename", "x/y.md", "--output-format", "concise", stdin=b"`oops` oops\n")
    assert outcome.out.startswith("x/y.md:1:8: ")


def test_statistics_count_by_rule(project: Path, run: Run) -> None:
    article(project, text="oops oops hmm\n")
    assert run("check", "--statistics", "-q").out == "2  common/oops  [2 safe]\n1  common/hmm  [1 unsafe]\n"
    rows = json.loads(run("check", "--statistics", "--output-format", "json", "--language", "fr").out)
    assert rows[0] == {"rule": "common/oops", "language": "fr", "count": 2, "safe": 2, "unsafe": 0}


def test_verbose_says_the_language_and_why(project: Path, run: Run, configure: Callable[[str], None]) -> None:
    configure("languages = {}\n")
    article(project, "docs/fr/a.md")
    assert "docs/fr/a.md: fr (path)" in run("check", "-v").err
    assert "docs/fr/a.md: pt-BR (--language)" in run("check", "-v", "--language", "pt_br").err


def test_quiet_prints_only_findings(project: Path, run: Run) -> None:
    article(project, text="fine\n")
    outcome = run("check", "-q")
    assert (outcome.out, outcome.err) == ("", "")


# -- errors ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "missing.md"], "error: missing.md: no such file or folder\n"),
        (
            ["check", "--language", "not a tag"],
            "error: 'not a tag' is not a BCP 47 language tag, such as fr or pt-BR\n",
        ),
        (
            ["check", "--select", "common/ops"],
            "error: command line: unknown rule 'common/ops'; did you mean 'common/oops'?\n",
        ),
        (
            ["check", "--output-format", "xml"],
            "error: unknown output format 'xml'; known are full, concise, diff, json,",
        ),
        (["check", "--format", "docx"], "error: a.md: unknown format 'docx'; known formats: text, markdown, html"),
        (["check", "--config", "none.toml"], "error: none.toml: cannot be read: "),
        (
            ["check", "--baseline", "none.json"],
            "error: none.json: the baseline cannot be read: No such file or directory\n",
        ),
        (["rule", "common/ops"], "error: no rule 'common/ops'; did you mean 'common/oops'?\n"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_stops_a_run_is_one_line_on_standard_error(
    project: Path, run: Run, arguments: list[str], message: str
) -> None:
    article(project)
    outcome = run(*arguments)
    assert outcome.code == 2
    assert outcome.err.replace(f"{project}/cleanup.toml", "command line").startswith(message)
    assert outcome.err.count("\n") == 1


def test_unknown_options_exit_with_2(project: Path, run: Run) -> None:
    assert run("check", "--langauge", "fr").code == 2


def test_a_file_that_cannot_be_read_does_not_stop_the_others(project: Path, run: Run) -> None:
    article(project, "a.md")
    (project / "bad.md").write_bytes(b"caf\xe9\n")
    (project / "wide.md").write_bytes("oops".encode("utf-16"))
    outcome = run("check")
    assert outcome.code == 2
    assert outcome.err == (
        "error: bad.md: not UTF-8: byte 0xE9 at byte offset 3 (line 1)\n"
        "error: wide.md: not UTF-8: it starts with a UTF-16 byte order mark (byte offset 0)\n"
    )
    assert "a.md:1:4" in outcome.out
    assert (project / "bad.md").read_bytes() == b"caf\xe9\n"


def test_fixes_that_undo_each_other_leave_the_text_and_name_the_rules(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, other in (("yes", "no"), ("no", "yes")):
        (project / "own" / "common" / f"{name}.yaml").write_text(
            f"message: m.\nwhy: w.\nfix: safe\ncheck: {{pattern: {{match: '\\b{name}\\b', replace: '{other}'}}}}\n"
            f"invalid: [{{text: 'Oh {name}.', output: 'Oh {other}.'}}]\nvalid: ['Oh.']\n"
        )
    path = article(project, text="Oh yes, sir.\n")
    command = ("fix", "--select", "common/yes,common/no")
    assert "fixes do not settle" in run(*command).err  # found when the rules are loaded …
    monkeypatch.setattr(rulebook, "_verify", lambda book: None)
    outcome = run(*command)  # … or, should they pass, in the article
    assert (outcome.code, outcome.err) == (2, "error: a.md: fixes do not settle: common/no, common/yes\n")
    assert path.read_text() == "Oh yes, sir.\n"
    filtered = run(*command, "-", stdin=b"Oh yes, sir.\n")
    assert (filtered.code, filtered.out) == (2, "Oh yes, sir.\n")


# -- fix -------------------------------------------------------------------------------------------------


def test_fix_writes_safe_fixes_and_lists_each(project: Path, run: Run) -> None:
    path = article(project, text="Oh oops, hmm.\r\nFine.")
    outcome = run("fix")
    assert outcome.out == (
        "a.md:1:4: warning common/oops: The word “oops” does not belong here. [fixed] “oops,” → “well,”\n"
        "Fixed 1 problem in 1 file. 1 problem left, 1 of them can be fixed with --unsafe-fixes.\n"
    )
    assert outcome.code == 0
    assert path.read_bytes() == b"Oh well, hmm.\r\nFine."


def test_fix_applies_unsafe_fixes_on_request(project: Path, run: Run) -> None:
    path = article(project, text="oops hmm\n")
    assert run("fix", "--unsafe-fixes").code == 0
    assert path.read_text() == "well so\n"


def test_fix_twice_changes_nothing_the_second_time(project: Path, run: Run) -> None:
    path = article(project)
    run("fix")
    before = path.stat()
    outcome = run("fix")
    assert outcome.out == "Nothing to fix in 1 file.\n"
    assert path.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize(("text", "code"), [("oops\n", 1), ("hmm\n", 0)], ids=["changed", "unchanged"])
def test_exit_non_zero_on_fix(project: Path, run: Run, text: str, code: int) -> None:
    article(project, text=text)
    assert run("fix", "--exit-non-zero-on-fix").code == code


def test_fix_stdout_prints_the_text_and_the_diff_apart(project: Path, run: Run) -> None:
    path = article(project, text="\ufeffOh oops.\r\n")
    outcome = run("fix", "--stdout", "a.md")
    assert outcome.bytes == "\ufeffOh well.\r\n".encode()
    assert "+\ufeffOh well." in outcome.err
    assert outcome.code == 0
    assert path.read_bytes() == "\ufeffOh oops.\r\n".encode()


def test_fix_of_standard_input_is_a_filter(project: Path, run: Run) -> None:
    assert run("fix", "-", "-q", stdin=b"oops and `oops`").bytes == b"well and `oops`".replace(b"`oops`", b"`well`")
    assert run("fix", "-", "-q", "--format", "markdown", stdin=b"oops and `oops`").bytes == b"well and `oops`"


def test_config_may_allow_unsafe_fixes_and_the_command_line_forbid_them(
    project: Path, run: Run, configure: Callable[[str], None]
) -> None:
    configure("unsafe-fixes = true\n")
    article(project, text="hmm\n")
    assert run("diff", "--no-unsafe-fixes").code == 0
    assert run("diff").code == 1


# -- diff ------------------------------------------------------------------------------------------------


def test_diff_exits_with_1_when_there_is_one_and_writes_nothing(project: Path, run: Run) -> None:
    path = article(project)
    outcome = run("diff")
    assert outcome.code == 1
    assert outcome.out == "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-Oh oops, this.\n+Oh well, this.\n"
    assert outcome.err == "Would fix 1 problem in 1 file.\n"
    assert path.read_text() == "Oh oops, this.\n"


def test_diff_of_clean_files_is_empty(project: Path, run: Run) -> None:
    article(project, text="hmm\n")
    outcome = run("diff")
    assert (outcome.code, outcome.out) == (0, "")


# -- many files ------------------------------------------------------------------------------------------


def test_several_processes_give_the_same_report_in_the_same_order(project: Path, run: Run) -> None:
    for number in range(40):
        article(project, f"docs/{number:02}.md", f"Number {number}: oops.\n")
    (project / "docs" / "13.md").write_bytes(b"\xff oops")
    alone = run("check", "--jobs", "1", "--output-format", "concise")
    together = run("check", "--jobs", "3", "--output-format", "concise")
    assert together == alone
    assert alone.code == 2


def test_several_processes_write_files(project: Path, run: Run) -> None:
    paths = [article(project, f"{number}.md") for number in range(9)]
    assert run("fix", "--jobs", "2").out.endswith("Fixed 9 problems in 9 files.\n")
    assert {path.read_text() for path in paths} == {"Oh well, this.\n"}


def test_a_process_that_dies_is_reported_with_the_file(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Runner.run

    def die(self: Runner, path: Path) -> Any:
        if path.name == "3.md":
            os._exit(9)
        return whole(self, path)

    for number in range(9):
        article(project, f"{number}.md")
    monkeypatch.setattr(Runner, "run", die)
    outcome = run("check", "--jobs", "2", "--output-format", "concise", "-q")
    assert outcome.err == "error: 3.md: the process that checked it died\n"
    assert outcome.code == 2
    assert outcome.out.count("\n") == 8


def test_an_error_in_the_program_names_the_file(
    project: Path, run: Run, configure: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    configure("languages = {}\n")

    def fail(text: str, file_format: str) -> str:
        raise RuntimeError("boom")

    monkeypatch.setattr(languages, "declared", fail)
    article(project)
    outcome = run("check")
    assert outcome.err == "error: a.md: internal error: RuntimeError: boom\n"
    assert outcome.code == 2


# -- baseline --------------------------------------------------------------------------------------------


def test_a_baseline_hides_old_findings_and_not_new_ones(project: Path, run: Run) -> None:
    path = article(project, text="An oops here.\n\nAnother oops there, and another oops.\n")
    assert run("check", "--write-baseline", "known.json").out == "Listed 3 findings in known.json.\n"
    outcome = run("check", "--baseline", "known.json")
    assert outcome.code == 0
    assert outcome.out == "Found nothing in 1 file. 3 findings of the baseline not shown.\n"
    path.write_text("A new start.\n\nAn oops here.\n\nRetranslated oops.\n\nAnother oops there, and another oops.\n")
    outcome = run("check", "--baseline", "known.json", "--output-format", "concise", "-q")
    assert outcome.code == 1
    assert outcome.out.startswith("a.md:5:14: ")
    assert outcome.out.count("\n") == 1


def test_a_baseline_counts_what_looks_alike(project: Path, run: Run) -> None:
    path = article(project, text="An oops.\n\nAn oops.\n")
    run("check", "--write-baseline", "known.json")
    path.write_text("An oops.\n\nAn oops.\n\nAn oops.\n")
    assert run("check", "--baseline", "known.json", "-q", "--output-format", "concise").out.count("\n") == 1


def test_advice_is_about_what_is_shown_and_not_about_the_baseline(project: Path, run: Run) -> None:
    path = article(project, text="An oops here.\n")
    run("check", "--write-baseline", "known.json")
    path.write_text("An oops here.\n\nAnd a hmm there.\n")
    assert (
        "Found 1 problem in 1 of 1 file. 1 can be fixed with --unsafe-fixes. 1 finding"
        in run("check", "--baseline", "known.json").out
    )


def test_a_baseline_may_be_named_in_the_configuration(
    project: Path, run: Run, configure: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    article(project, "docs/a.md")
    run("check", "--write-baseline", "known.json")
    configure('baseline = "known.json"\n')
    monkeypatch.chdir(project / "docs")
    assert run("check").code == 0
    assert run("check", "a.md").code == 0


# -- rules -----------------------------------------------------------------------------------------------


def test_rules_lists_id_languages_applicability_and_message(project: Path, run: Run) -> None:
    out = run("rules", "--select", "common/oops,common/psst").out
    assert [line.split(None, 3) for line in out.splitlines()] == [
        ["common/oops", "all", "safe", "The word “oops” does not belong here."],
        ["common/psst", "all", "report", "The word “psst” does not belong here."],
    ]
    listed = json.loads(run("rules", "--select", "common/oops", "--output-format", "json").out)
    assert (listed[0]["id"], listed[0]["fix"], listed[0]["severity"]) == ("common/oops", "safe", "warning")


def test_rule_tells_why_shows_cases_and_how_to_switch_off(project: Path, run: Run) -> None:
    out = run("rule", "common/oops").out
    for part in ("It is a word of a test.", "- Oh oops.", "+ Oh well.", "Left alone", 'ignore = ["common/oops"]'):
        assert part in out
    told = json.loads(run("rule", "common/oops", "--output-format", "json").out)
    assert told["invalid"] == [{"text": "Oh oops.", "output": "Oh well.", "format": "markdown"}]


# -- as a program ----------------------------------------------------------------------------------------


def on_terminal(arguments: list[str], folder: Path, **environment: str) -> str:
    """Run a command with a pseudo-terminal as its standard output and error, and return what it prints."""
    main, other = pty.openpty()
    variables = {**os.environ, "TERM": "xterm", **environment}
    with subprocess.Popen(arguments, cwd=folder, stdout=other, stderr=other, env=variables) as process:
        os.close(other)
        parts = []
        while True:
            try:
                part = os.read(main, 65536)
            except OSError:
                break
            if not part:
                break
            parts.append(part)
    os.close(main)
    assert process.returncode in (0, 1)
    return b"".join(parts).decode()


def test_colour_is_for_terminals(project: Path) -> None:
    article(project)
    piped = subprocess.run([*COMMAND, "check"], cwd=project, capture_output=True, text=True, check=False).stdout
    shown = on_terminal([*COMMAND, "check"], project)
    assert "\x1b[" not in piped
    assert "\x1b[1;33mwarning\x1b[0m" in shown
    assert "\x1b[" not in on_terminal([*COMMAND, "check"], project, NO_COLOR="1")


def test_control_characters_of_an_article_never_reach_a_terminal(project: Path) -> None:
    article(project, text="Oh \x1b[31moops\x07 this \u202eoops.\n")
    for command in ("check", "diff"):
        shown = on_terminal([*COMMAND, command], project, NO_COLOR="1")
        assert "<U+001B>[31m" in shown
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_many_files_show_progress_on_a_terminal_only(project: Path) -> None:
    for number in range(210):
        article(project, f"{number}.md", "Fine.\n")
    assert "200/210 files" in on_terminal([*COMMAND, "check", "--jobs", "1"], project)
    piped = subprocess.run([*COMMAND, "check"], cwd=project, capture_output=True, text=True, check=False)
    assert piped.stderr == ""


def test_a_reader_that_stops_reading_is_no_error(project: Path) -> None:
    article(project, text="oops\n\n" * 30_000)
    line = f"{sys.executable} -m cleanup check --output-format concise | head -n 1"
    done = subprocess.run(["bash", "-c", line], cwd=project, capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_ctrl_c_leaves_every_file_whole(project: Path) -> None:
    text = "Oh oops, this.\n\n" * 3_000
    for number in range(60):
        article(project, f"{number:02}.md", text)
    process = subprocess.Popen(
        [*COMMAND, "fix", "--output-format", "concise"], cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()  # the first file is done
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode().splitlines()[-1] == "interrupted; every file is whole"
    contents = {path.read_text() for path in project.glob("*.md")}
    assert contents <= {text, text.replace("oops", "well")}
    assert not list(project.glob(".*.tmp"))


def test_help_and_version_do_not_load_the_engine() -> None:
    code = "import sys; import cleanup.cli; print(sorted(m for m in sys.modules if m in %r))"
    heavy = ("rich", "langdetect", "ftfy", "hyperscan", "yaml", "pathspec", "sentencepiece", "multiprocessing")
    done = subprocess.run([sys.executable, "-c", code % (heavy,)], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_one_file_is_checked_quickly(project: Path) -> None:
    article(project)
    command = [*COMMAND, "check", "--language", "en", "a.md"]
    subprocess.run(command, cwd=project, capture_output=True, check=False)
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=project, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    assert min(times) < 0.75  # a quarter of a second on a quiet machine; others may share this one
