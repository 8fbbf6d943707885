"""What the source proves: pairs by structure, repairs, and faults that are its own."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleanup
from cleanup.alignment import pairs, sections_of, segment_pairs
from cleanup.formats import parse, skeleton
from cleanup.model import Document
from cleanup.profile import Profile
from cleanup.proof import loses_nothing
from cleanup.sources import under

SOURCE = "# Beds\n\nUse `water --beds` and [the guide](https://example.org/a-b).\n\n## Soil\n\n- One\n- Two\n"
TARGET = "# Čšž\n\nPoužij `water -- beds` a [návod](https://example.org/a_b).\n\n## Půda\n\n- Jedna\n- Dvě\n"


def page(text: str, source: str | None = None) -> Document:
    original = page(source) if source is not None else None
    return Document(text, parse("markdown", text), "cs", Profile(), "markdown", source=original)


def rules(text: str, source: str, language: str = "cs") -> set[str]:
    result = cleanup.clean(text, language, "markdown", source=source)
    return {diagnostic.rule.partition("/")[2] for diagnostic in result.diagnostics}


def test_places_are_code_points_of_the_whole_file() -> None:
    text = f"---\ntitle: Ž\n---\n\n{TARGET}"
    first = sections_of(text)[1]
    assert text[first.codes[0].start : first.codes[0].end] == "`water -- beds`"
    assert text[first.links[0].start : first.links[0].end] == "[návod](https://example.org/a_b)"
    assert text[sections_of(text)[2].start :].startswith("## Půda")


def test_sections_and_segments_answer_to_each_other() -> None:
    document = page(TARGET, SOURCE)
    assert len(list(pairs(document))) == 3
    assert [TARGET[a.start : a.end] for a, _ in segment_pairs(document)][-2:] == ["Jedna", "Dvě"]


def test_pages_with_other_headings_have_no_pairs() -> None:
    assert list(pairs(page("## Půda\n", SOURCE))) == []
    assert segment_pairs(page("## Půda\n", SOURCE)) == []


def test_damage_is_mended_from_the_source() -> None:
    result = cleanup.clean(TARGET, "cs", "markdown", unsafe_fixes=True, source=SOURCE)
    assert "`water --beds`" in result.text
    assert "(https://example.org/a-b)" in result.text
    again = cleanup.clean(result.text, "cs", "markdown", unsafe_fixes=True, source=SOURCE)
    assert again.text == result.text


def test_nothing_of_the_source_is_needed() -> None:
    assert not any("source" in d.message for d in cleanup.clean(TARGET, "cs", "markdown").diagnostics)


def test_differences_in_number_are_reported() -> None:
    assert "lost-structure" in rules(TARGET.replace("- Dvě\n", ""), SOURCE)
    assert "lost-structure" not in rules(TARGET, SOURCE)


def test_a_page_of_another_version_gets_one_remark() -> None:
    source = SOURCE + "".join(f"\n### Part {n}\n\n- One\n" for n in range(12))
    target = TARGET + "".join(f"\n## Část {n}\n\nText.\n" for n in range(8))
    assert rules(target, source) & {"stale-translation", "lost-structure"} == {"stale-translation"}


@pytest.mark.parametrize("fault", ["Ta\ufffdto", "<details>\n\nText.\n\n"])
def test_faults_of_the_source_are_not_reported(fault: str) -> None:
    text = f"# Půda\n\n{fault}\n"
    alone = {d.rule for d in cleanup.clean(text, "cs", "markdown").diagnostics if d.fix is None}
    beside = {d.rule for d in cleanup.clean(text, "cs", "markdown", source=f"# Soil\n\n{fault}\n").diagnostics}
    assert alone
    assert not alone & beside


def test_the_proof_lets_go_only_of_what_the_source_does_not_have() -> None:
    def structure(text: str) -> object:
        return skeleton("markdown", text)

    damaged, right, source = "`a -- b` `c`", "`a --b` `c`", "`a --b` `c`"
    assert loses_nothing(structure(damaged), structure(right), structure(source))
    assert not loses_nothing(structure(damaged), structure(right))
    assert not loses_nothing(structure(right), structure(damaged), structure(source))
    assert not loses_nothing(structure(damaged), structure("`a --b`"), structure(source))


def test_translations_below_the_root_of_their_sources_are_found(tmp_path: Path) -> None:
    (tmp_path / "translations/fr/docs").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    source, target = tmp_path / "docs/a.md", tmp_path / "translations/fr/docs/a.md"
    source.write_text("A", encoding="utf-8")
    target.write_text("A", encoding="utf-8")
    assert under(target, "translations/fr/docs/a.md", tmp_path) == source
    assert under(source, "docs/a.md", tmp_path) is None
