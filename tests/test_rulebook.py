"""The rulebook: every mistake in a rule file is an error that names the file, the key and the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleanup
from cleanup.config import parse_config
from cleanup.engine import RuleTimeoutError
from cleanup.model import Applicability
from cleanup.rule import RuleError
from cleanup.rulebook import load_rulebook

GOOD = """\
message: Wrong word.
why: Because.
fix: safe
check: {pattern: {match: 'foo', replace: 'bar'}}
invalid: [{text: 'a foo b', output: 'a bar b'}]
valid: ['a food']
"""


def write(folder: Path, text: str, name: str = "word", language: str = "en") -> Path:
    (folder / language).mkdir(exist_ok=True)
    path = folder / language / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANUP_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))


def test_a_rule_is_named_by_its_path(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("'a food'", "'a bar'"))
    book = load_rulebook([tmp_path])
    rule = next(r for r in book.rules if r.id == "en/word")
    assert rule.fix is Applicability.SAFE
    assert rule.id in book.own


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("message: Wrong word.\n", ""), "message: required"),
        (("fix: safe", "fix: sure"), "fix: 'sure' is not one of safe"),
        (("fix: safe", "fixx: safe"), "fixx: unknown key"),
        (("fix: safe", "severity: loud"), "severity: 'loud'"),
        (("fix: safe", "scripts: [Latin]"), "scripts: ISO 15924"),
        (("fix: safe", "fix-by-language: {de: maybe}"), "fix-by-language: de"),
        (("match: 'foo'", "match: 'fo('"), "check: missing \\)"),
        (("match: 'foo'", "match: '(?&nothing)foo'"), "unknown macro"),
        (("match: 'foo'", "mach: 'foo'"), "unknown option 'mach'"),
        (("replace: 'bar'", "replace: '\\9'"), "check: invalid group reference"),
        (("{pattern:", "{no-such-check:"), "unknown check 'no-such-check'"),
        (("invalid: [{text: 'a foo b', output: 'a bar b'}]", "invalid: []"), "invalid: at least one case"),
        (("output: 'a bar b'", "outptu: 'a bar b'"), "invalid: case 1: outptu: unknown key"),
        (("output: 'a bar b'", "output: 'a baz b'"), "case 1: becomes 'a bar b', not 'a baz b'"),
        (("'a food'", "'a foo'"), "valid: case 1: reported, but valid"),
        (("replace: 'bar'", "replace: 'foofoo'"), "do not settle"),
        (("text: 'a foo b'", "text: 'a fo b'"), "not reported"),
        (("why: Because.", "why: [not, text]"), "why: str expected"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[1][:25],
)
def test_a_bad_rule_file_is_explained(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    text = GOOD.replace("'a food'", "'a bar'")
    old, new = change
    if old == "'a food'":
        old = "'a bar'"
    assert old in text
    path = write(tmp_path, text.replace(old, new))
    with pytest.raises(RuleError, match=message) as caught:
        load_rulebook([tmp_path])
    assert str(path) in str(caught.value)


def test_yaml_that_does_not_parse_is_explained(tmp_path: Path) -> None:
    path = write(tmp_path, "message: [")
    with pytest.raises(RuleError, match="not valid YAML") as caught:
        load_rulebook([tmp_path])
    assert str(path) in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no-such-folder"):
        load_rulebook([tmp_path / "no-such-folder"])


def test_the_cache_gives_the_same_rules_and_a_damaged_one_is_rebuilt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("CLEANUP_CACHE_DIR", str(cache))
    first = load_rulebook()
    second = load_rulebook()
    assert first.rules == second.rules
    files = list(cache.iterdir())
    assert files
    for path in files:
        path.write_bytes(path.read_bytes()[:-20] + b"x" * 20)
    assert load_rulebook().rules == first.rules


def test_a_changed_rule_is_read_again(tmp_path: Path) -> None:
    good = GOOD.replace("'a food'", "'a bar'")
    write(tmp_path, good)
    load_rulebook([tmp_path])
    write(tmp_path, good.replace("Wrong word.", "Another message."))
    rule = next(r for r in load_rulebook([tmp_path]).rules if r.id == "en/word")
    assert rule.message == "Another message."


def test_a_rule_of_the_user_that_backtracks_without_end_is_stopped(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("'a food'", "'a bar'").replace("match: 'foo'", "match: 'foo|(?:a|aa)+\\dz'"))
    config = parse_config({"extend-rules": [str(tmp_path)], "select": ["en/word"]})
    with pytest.raises(RuleTimeoutError, match="en/word"):
        cleanup.clean("a" * 60 + "z foo", language="en", config=config)
