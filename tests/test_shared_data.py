"""Promises over much real text; skipped where the evaluation data is not beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.api import Cleaner
from cleanup.engine import Linter
from cleanup.formats import parse
from cleanup.rulebook import load_rulebook

DATA = Path(__file__).parents[2] / "shared" / "evalkit" / "data"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not DATA.is_dir(), reason="no evaluation data")]


def _sample(folder: str, pattern: str, count: int) -> list[Path]:
    paths = sorted((DATA / folder).rglob(pattern))
    return paths[:: max(1, len(paths) // count)]


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(Linter(load_rulebook(), gated=True))


@pytest.mark.parametrize("path", _sample("ntrex-dev", "*.txt", 30), ids=lambda p: p.stem)
def test_fixing_articles_twice_is_fixing_them_once(cleaner: Cleaner, path: Path) -> None:
    text = "\n".join(path.read_text(encoding="utf-8").split("\n")[:200])
    once = cleaner.clean(text, language=path.stem, unsafe_fixes=True).text
    assert cleaner.clean(once, language=path.stem, unsafe_fixes=True).text == once


@pytest.mark.parametrize("path", _sample("markdown-dev", "*.md", 40), ids=lambda p: "/".join(p.parts[-3:]))
@pytest.mark.parametrize("variant", ["as it is", "CRLF", "BOM"])
def test_markdown_files_settle_and_keep_their_line_ends(cleaner: Cleaner, path: Path, variant: str) -> None:
    text = path.read_bytes().decode()
    if variant == "CRLF":
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    elif variant == "BOM":
        text = "\ufeff" + text
    language = "fr" if "fr" in path.parts[-3] else "und"
    once = cleaner.clean(text, language=language, format="markdown", unsafe_fixes=True).text
    assert cleaner.clean(once, language=language, format="markdown", unsafe_fixes=True).text == once
    assert once.count("\r") == text.count("\r")
    assert once.startswith("\ufeff") == text.startswith("\ufeff")
    view = parse("markdown", text)
    assert len(view.masked) == len(text)


@pytest.mark.parametrize("path", _sample("markdown-dev", "*.md", 25), ids=lambda p: "/".join(p.parts[-3:]))
def test_no_rule_means_no_change(path: Path) -> None:
    nothing = Cleaner(Linter(load_rulebook(), select=["no/rule"]))
    text = path.read_bytes().decode()
    for variant in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        result = nothing.clean(variant, language="en", format="markdown")
        assert result.text == variant
        assert result.diagnostics == ()


@pytest.mark.parametrize("path", _sample("ntrex-dev", "*.txt", 30), ids=lambda p: p.stem)
def test_results_do_not_depend_on_hyperscan(cleaner: Cleaner, path: Path) -> None:
    plain = Cleaner(Linter(load_rulebook(), gated=False))
    text = "\n".join(path.read_text(encoding="utf-8").split("\n")[:60])
    gated, ungated = (c.clean(text, language=path.stem, fix=False).diagnostics for c in (cleaner, plain))
    assert gated == ungated
