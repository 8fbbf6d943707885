from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleanup import config
from cleanup.config import ConfigError, load, nearest, parse_config
from cleanup.sources import source_of, under

Run = Callable[..., Any]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("severty = 1", "severty: unknown key; known keys are baseline, exclude, extend-rules,"),
        ("selct = []", "selct: unknown key; did you mean select?"),
        ("extend_rules = []", "extend_rules: unknown key; did you mean extend-rules?"),
        ('select = "common"', "select: expected array, got str"),
        ("select = [1]", "select[0]: expected str, got int"),
        ('jobs = "two"', "jobs: expected int | null, got str"),
        ("jobs = -1", "jobs: expected a number of processes, or 0 for one per core"),
        ('output-format = "xml"', "output-format: invalid enum value 'xml'"),
        ('languages = { "docs/**" = "French (France)" }', "languages: \"docs/**\": 'French (France)' is not a BCP 47"),
        ('formats = { "*.page" = "docx" }', "formats: \"*.page\": 'docx' is not one of text, markdown, html"),
        ("per-file-ignores = 3", "per-file-ignores: expected object, got int"),
        ("select = [", "not valid TOML: "),
    ],
    ids=lambda value: value if "=" in value else "",
)
def test_a_faulty_configuration_is_an_error_that_names_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    file = write(tmp_path / "cleanup.toml", text)
    with pytest.raises(ConfigError) as raised:
        load(file)
    assert str(raised.value).startswith(f"{file}: {message}")


def test_the_nearest_configuration_is_used(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.cleanup]\nignore = ["top"]\n')
    write(tmp_path / "a" / "cleanup.toml", 'ignore = ["a"]\n')
    write(tmp_path / "a" / "b" / "pyproject.toml", "[tool.other]\nx = 1\n")
    write(tmp_path / "c" / "x.md", "")
    assert nearest(tmp_path).config.ignore == ("top",)
    assert nearest(tmp_path / "a" / "b").config.ignore == ("a",)
    assert nearest(tmp_path / "c").config.ignore == ("top",)
    assert nearest(tmp_path / "c").root == tmp_path


def test_cleanup_toml_goes_before_pyproject_toml(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.cleanup]\nignore = ["pyproject"]\n')
    write(tmp_path / "cleanup.toml", 'ignore = ["own"]\n')
    assert nearest(tmp_path).config.ignore == ("own",)


def test_a_pyproject_toml_without_our_table_is_never_parsed(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "this is [ not TOML")
    assert nearest(tmp_path).file is None


def test_a_named_pyproject_toml_must_have_our_table(tmp_path: Path) -> None:
    file = write(tmp_path / "pyproject.toml", "[project]\n")
    with pytest.raises(ConfigError, match=r"has no table \[tool.cleanup\]"):
        load(file)


def test_paths_start_at_the_configuration_file(tmp_path: Path) -> None:
    file = write(tmp_path / "conf" / "cleanup.toml", 'extend-rules = ["our"]\nbaseline = "../known.json"\n')
    loaded = load(file).config
    assert loaded.extend_rules == (tmp_path / "conf" / "our",)
    assert loaded.baseline == tmp_path / "conf" / "../known.json"


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("docs/a.md", "en"),
        ("docs/fr/a.md", "fr"),
        ("docs/fr/legal/a.md", "fr-CH"),
        ("other/a.md", None),
        ("x/special.md", "de"),
    ],
)
def test_the_last_pattern_that_matches_gives_the_language(tmp_path: Path, path: str, language: str | None) -> None:
    file = write(
        tmp_path / "cleanup.toml",
        '[languages]\n"docs/**" = "en"\n"docs/fr/" = "fr"\n"docs/fr/legal/*.md" = "fr-CH"\n"special.md" = "de"\n',
    )
    assert load(file).language_for(tmp_path / path) == language


def test_rules_are_ignored_by_path(tmp_path: Path) -> None:
    file = write(
        tmp_path / "cleanup.toml", '[per-file-ignores]\n"legal/" = ["fr"]\n"*.html" = ["common/a", "common/b"]\n'
    )
    project = load(file)
    assert project.ignored_in(tmp_path / "legal/x.html") == ("common/a", "common/b", "fr")
    assert project.ignored_in(tmp_path / "x.md") == ()


def test_a_table_given_from_python_is_validated_too() -> None:
    assert parse_config({"unsafe-fixes": True}).unsafe_fixes
    with pytest.raises(ConfigError, match="slect: unknown key; did you mean select"):
        parse_config({"slect": []})


@pytest.mark.parametrize(
    ("given", "tag"), [("fr", "fr"), ("pt_br", "pt-BR"), ("ZH-hant-tw", "zh-Hant-TW"), ("en_GB.UTF-8", "en-GB")]
)
def test_language_tags_are_normalised(given: str, tag: str) -> None:
    assert config.language_tag(given) == tag


# -- its effect ------------------------------------------------------------------------------------------


def test_per_file_ignores_and_excludes_hold_in_a_run(project: Path, run: Run, configure: Callable[[str], None]) -> None:
    configure('exclude = ["drafts"]\n[per-file-ignores]\n"legal/**" = ["common/oops"]\n')
    for name in ("a.md", "legal/b.md", "drafts/c.md"):
        write(project / name, "oops\n")
    assert run("check", "--output-format", "concise", "-q").out.splitlines()[0].startswith("a.md:1:1: ")
    assert run("check", "legal", "-q").code == 0
    assert run("check", "drafts/c.md", "-q").code == 1
    assert run("check", "drafts/c.md", "-q", "--force-exclude").code == 0
    assert run("check", "a.md", "-q", "--force-exclude", "--exclude", "a.*").code == 0


def test_select_on_the_command_line_replaces_that_of_the_configuration(
    project: Path, run: Run, configure: Callable[[str], None]
) -> None:
    configure('ignore = ["common/oops"]\n')
    write(project / "a.md", "oops hmm\n")
    assert "common/oops" not in run("check").out
    assert "common/oops" in run("check", "--select", "common/oops").out
    assert "common/hmm" not in run("check", "--ignore", "common/hmm").out


def test_each_file_has_its_nearest_configuration(project: Path, run: Run) -> None:
    write(project / "a.md", "oops\n")
    write(project / "sub" / "b.md", "oops\n")
    write(project / "sub" / "cleanup.toml", 'extend-rules = ["../own"]\nselect = ["common/hmm"]\n')
    assert [line.split(":")[0] for line in run("check", "-q", "--output-format", "concise").out.splitlines()] == [
        "a.md"
    ]


def test_a_given_configuration_holds_for_all_files(project: Path, run: Run) -> None:
    write(project / "sub" / "b.md", "oops\n")
    write(project / "sub" / "cleanup.toml", 'extend-rules = ["../own"]\nselect = ["common/hmm"]\n')
    assert run("check").code == 0
    assert run("check", "--config", "cleanup.toml").code == 1


def test_formats_by_path(project: Path, run: Run, configure: Callable[[str], None]) -> None:
    configure('[formats]\n"*.page" = "markdown"\n')
    write(project / "a.page", "`oops`\n")
    assert run("check", "a.page").code == 0
    assert run("check", "a.page", "--format", "text").code == 1


def test_protected_terms_are_never_changed(project: Path, run: Run, configure: Callable[[str], None]) -> None:
    configure('protected-terms = ["oops", "Mr. hmm"]\n')
    write(project / "a.md", "oops, oopsy, Mr. hmm and hmm\n")
    outcome = run("fix", "--unsafe-fixes", "--stdout", "a.md")
    assert outcome.out == "oops, oopsy, Mr. hmm and so\n", outcome.err


def test_an_unknown_rule_or_style_in_the_configuration_is_an_error(
    project: Path, run: Run, configure: Callable[[str], None]
) -> None:
    write(project / "a.md", "oops\n")
    configure('ignore = ["common/opps"]\n')
    assert "unknown rule 'common/opps'; did you mean 'common/oops'?" in run("check").err
    configure('style = { qotes = "straight" }\n')
    outcome = run("check")
    assert outcome.code == 2
    assert "style: qotes: no rule knows this option" in outcome.err


# -- the source of a translation -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "path", "source"),
    [
        ('"docs/en/{path}"', "docs/fr/guide/a.md", "docs/en/guide/a.md"),
        ('"{path}"', "translations/pt-BR/README.md", "README.md"),
        ('"{path}"', "blog/article.es.md", "blog/article.md"),
        ('{ "translations/{lang}/{path}" = "{path}" }', "translations/fr/x/a.md", "x/a.md"),
        ('{ "{folder}/{lang}.md" = "{folder}/en.md" }', "news/de.md", "news/en.md"),
        ('"docs/en/{path}"', "docs/en/guide/a.md", None),
        ('"docs/en/{path}"', "docs/fr/new.md", None),
    ],
    ids=str,
)
def test_the_source_of_a_file_is_found_by_pattern(tmp_path: Path, setting: str, path: str, source: str | None) -> None:
    for name in ("docs/en/guide/a.md", "README.md", "blog/article.md", "x/a.md", "news/en.md"):
        write(tmp_path / name, "English\n")
    project = load(write(tmp_path / "cleanup.toml", f"source = {setting}\n"))
    assert project.config.source is not None
    found = source_of(write(tmp_path / path, "x\n"), path, project.config.source, tmp_path)
    assert found == (tmp_path / source if source else None)


@pytest.mark.parametrize(
    ("path", "source"),
    [("fr/guide/a.md", "guide/a.md"), ("translations/fr/guide/a.md", "guide/a.md"), ("fr/b.md", None), ("a.md", None)],
)
def test_the_source_of_a_file_is_found_below_the_source_root(tmp_path: Path, path: str, source: str | None) -> None:
    root = tmp_path / "english"
    write(root / "guide/a.md", "English\n")
    assert under(tmp_path / path, path, root) == (root / source if source else None)
