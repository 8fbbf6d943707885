"""Results that are remembered: only while nothing that they depend on has changed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from cleanup import pool
from cleanup.model import Applicability, Diagnostic, Edit, Fix, Severity
from cleanup.result_cache import Outcome, ResultCache
from cleanup.runner import Runner, RunOptions

FILES = 24  # from 20 on results are kept
FAULT = "He said so . Then he left the room.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "fr").mkdir(parents=True)
    (folder / "en").mkdir()
    for number in range(FILES):
        (folder / "en" / f"page{number}.md").write_text(f"# Page {number}\n\n{FAULT}", encoding="utf-8")
    return folder


def _check(site: Path, *more: str, command: str = "check") -> list[dict[str, object]]:
    environment = {**os.environ, "CLEANUP_CACHE_DIR": str(site.parent / "cache")}
    done = subprocess.run(
        [sys.executable, "-m", "cleanup", command, "--language", "en", "--output-format", "json", *more, "."],
        cwd=site, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def _kept(site: Path) -> int:
    with sqlite3.connect(site.parent / "cache" / "results.sqlite") as database:
        count: int = database.execute("SELECT count(*) FROM results").fetchone()[0]
    return count


def test_a_second_run_says_the_same(site: Path) -> None:
    first = _check(site)
    assert len(first) == FILES
    assert _kept(site) == FILES
    assert _check(site) == first
    assert _check(site, "--jobs", "2") == first
    assert _check(site, "--no-cache") == first


def test_what_changes_is_checked_again(site: Path) -> None:
    _check(site)
    page = site / "en" / "page3.md"
    page.write_text("# Page 3\n\nHe said so. Then he left the room.\n", encoding="utf-8")
    assert len(_check(site)) == FILES - 1
    assert len(_check(site, "--ignore", "common/space-before-comma-or-period")) == 0
    (site / "cleanup.toml").write_text('protected-terms = ["said so ."]\n', encoding="utf-8")
    assert len(_check(site)) == 0
    (site / "cleanup.toml").unlink()
    assert len(_check(site)) == FILES - 1


@pytest.mark.parametrize("changed", [1, 2, 23])
def test_remembered_and_changed_files_come_in_their_order_from_several_processes(site: Path, changed: int) -> None:
    _check(site)
    for number in range(0, FILES, FILES // changed):
        page = site / "en" / f"page{number}.md"
        page.write_text(f"# Page {number}\n\nNew , here.\n\n{FAULT}", encoding="utf-8")
    found = _check(site, "--jobs", "2")
    assert len(found) > FILES
    assert found == _check(site, "--jobs", "1", "--no-cache")


def test_what_waits_for_other_processes_has_a_limit(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_MOST_AHEAD", 3)
    monkeypatch.setenv("CLEANUP_CACHE_DIR", str(site.parent / "cache"))
    paths = sorted(site.rglob("*.md"))
    whole = [result.diagnostics for result in map(Runner(RunOptions(cache=False)).run, paths)]
    for least in (2, 5, 1000):
        runner = Runner(RunOptions(remember=True, language="en"))
        results = list(pool.run_many([*paths, paths[0]], runner, 2, least))
        assert [result.path for result in results] == paths
        assert [result.diagnostics for result in results] == whole


def test_fixed_files_are_not_remembered_as_they_were(site: Path) -> None:
    _check(site)
    _check(site, command="fix")
    assert _check(site) == []
    assert "so. Then" in (site / "en" / "page0.md").read_text(encoding="utf-8")


def test_a_file_beside_the_page_that_comes_and_goes(site: Path) -> None:
    page, other = site / "en" / "page0.md", site / "en" / "other.md"
    page.write_text("# Links\n\nSee [one](page1.md) and [the other](other.md).\n", encoding="utf-8")
    rules = ("--select", "common/missing-file")
    assert len(_check(site, *rules)) == 1
    assert len(_check(site, *rules)) == 1
    other.write_text("# Other\n", encoding="utf-8")
    assert _check(site, *rules) == []
    other.unlink()
    assert len(_check(site, *rules)) == 1


def test_rules_of_the_project_that_change(site: Path) -> None:
    rules = site / "ours" / "common"
    rules.mkdir(parents=True)
    rule = rules / "house-word.yaml"
    text = "message: Not here.\nwhy: House style.\nmqm: terminology\ncheck:\n  pattern:\n    match: {}\n"
    text += "invalid:\n  - {{ text: He left the room. }}\nvalid:\n  - A house.\n"
    rule.write_text(text.format("room"), encoding="utf-8")
    (site / "cleanup.toml").write_text(
        'extend-rules = ["ours"]\nselect = ["common/house-word"]\nexclude = ["ours/"]\n', encoding="utf-8"
    )
    assert [item["column"] for item in _check(site)] == [FAULT.index("room") + 1] * FILES
    rule.write_text(text.format("left the room"), encoding="utf-8")
    assert [item["column"] for item in _check(site)] == [FAULT.index("left") + 1] * FILES


def test_a_damaged_cache_is_no_error(site: Path) -> None:
    first = _check(site)
    for path in (site.parent / "cache").glob("results.sqlite*"):
        path.write_bytes(b"not a database at all" * 100)
    assert _check(site) == first
    assert _kept(site) == FILES


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = ResultCache(tmp_path / "file" / "below")
    cache.put("key", Outcome("en", "path", (), {}))
    cache.save()
    assert cache.get("key") is None


def test_outcomes_come_back_whole(tmp_path: Path) -> None:
    fix = Fix((Edit(3, 4, ""), Edit(6, 6, "é\ud800")), Applicability.UNSAFE)
    found = Diagnostic("common/x", "Why “so”?", Severity.INFO, 3, 6, 1, 4, fix, applied=True)
    cache = ResultCache(tmp_path)
    cache.put("key", Outcome("pt-BR", "path", (found,), {str(tmp_path): True}))
    cache.save()
    known = ResultCache(tmp_path).get("key")
    assert known is not None
    assert (known.language, known.reason, known.diagnostics) == ("pt-BR", "path", (found,))
    assert ResultCache(tmp_path).get("other") is None
