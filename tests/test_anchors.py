"""Fragments against the names that GitHub, Docusaurus, Hugo, MkDocs and kramdown give to headings."""

from __future__ import annotations

import pytest

from cleanup import clean
from cleanup.anchors import fingerprint, includes_others, is_free, places_of, reaches
from cleanup.formats import parse
from cleanup.model import Document
from cleanup.profile import Profile


def page(text: str) -> Document:
    return Document(text, parse("markdown", text), "und", Profile(), "markdown")


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("## What's new? (2024)", ["whats-new-2024", "what-s-new-2024", "what%27s-new-2024"]),
        ("## 🌱 Seeds & soil", ["-seeds--soil", "seeds-soil", "seeds--soil"]),
        ("## Größe & Maße", ["größe--maße", "gr%C3%B6%C3%9Fe--ma%C3%9Fe"]),
        ("## Über", ["über", "uber"]),
        ("## 浇水：早上", ["浇水早上", "浇水-早上"]),
        ("## The `sow()` method", ["the-sow-method"]),
        ("## See [the guide](guide.md)", ["see-the-guide"]),
        ("## 2. Beds", ["2-beds", "beds"]),
        ("## Beds {#plots}", ["plots", "beds"]),
        ("## Beds {/*plots*/}", ["plots", "beds"]),
        ("## Beds\n\n## Beds", ["beds", "beds-1", "beds_1"]),
        ('<a name="plots"></a>\n## Beds', ["plots"]),
        ("<h2 id='plots'>Beds</h2>", ["plots", "beds"]),
        ("(plots)=\n## Beds", ["plots"]),
        ('=== "Clay soil"\n\n    Text.', ["clay-soil"]),
        ("Beds\n====", ["beds"]),
        ("> ## Beds", ["beds"]),
        ("---\ntitle: The beds\n---\n\nText.", ["the-beds"]),
    ],
)
def test_every_tool_is_believed(heading: str, names: list[str]) -> None:
    places = places_of(page(f"{heading}\n"))
    assert [name for name in names if not reaches(name, places)] == []


@pytest.mark.parametrize("name", ["watering", "codeblock1", "beds-of-roses"])
def test_a_name_that_no_tool_makes_is_broken(name: str) -> None:
    assert not reaches(name, places_of(page("## Beds\n\nwatering codeblock1\n")))


@pytest.mark.parametrize("name", ["top", "fn1", "fnref:2", "tab/linux", "/route", ":~:text=x", "L10", "{{ id }}", "3"])
def test_some_names_are_not_of_the_page(name: str) -> None:
    assert is_free(name)


def test_pages_that_take_in_others_are_known() -> None:
    assert includes_others("{% include beds.md %}")
    assert includes_others("<Beds />")
    assert not includes_others("<br/> and `x` in <Beds>")


def test_fingerprints_have_letters_and_digits_alone() -> None:
    assert fingerprint("-A b_C.1️⃣") == "abc1"


def test_a_heading_keeps_the_name_by_which_the_page_links_to_it() -> None:
    page = "- [Remarque](#remarque)\n\n## {}\n\nTexte de la page, qui est assez long pour être lu."
    linked = page.format("Remarque: deux mots").replace("#remarque", "#remarque-deux-mots")
    result = clean(linked, language="fr", format="markdown")
    assert result.text == linked
    assert [d.rule for d in result.diagnostics] == ["fr/missing-space-before-mark"]
    free = page.format("Attention: deux mots")
    assert "Attention\u00a0: deux mots" in clean(free, language="fr", format="markdown").text
