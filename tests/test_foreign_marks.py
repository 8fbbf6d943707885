"""A line that was left in another language keeps its own marks, and is reported."""

from __future__ import annotations

import pytest

import cleanup

LEFT = {
    "de": 'The members of the board said that they were "not happy" with the plan, and would vote against it.',
    "fr": "She told the court: “They said that we could not have it”, and then the judge left the room.",
    "ca": "Der Verein nannte den Vorschlag eine „Torheit“ und sagte, dass er nicht an die Schule gehen werde.",
}
AROUND = {
    "de": "Der Vorstand hat gestern über den Plan beraten.\n\n{}\n\nDas sagte er „heute“ und ging ,dann wieder nach Hause.",
    "fr": "Le conseil a parlé du projet hier soir.\n\n{}\n\nIl a dit « oui » et il est parti ,puis revenu à la maison.",
    "ca": "El consell va parlar ahir del projecte.\n\n{}\n\nVa dir «sí» i se’n va anar ,després va tornar a casa seva.",
}


@pytest.mark.parametrize("language", LEFT)
def test_a_line_in_another_language_is_reported_and_kept(language: str) -> None:
    line = LEFT[language]
    result = cleanup.clean(AROUND[language].format(line), language=language, unsafe_fixes=True)
    assert line in result.text
    assert {d.rule for d in result.diagnostics if d.line == 3} == {"common/foreign-line"}
    assert " ," not in result.text


def test_damage_is_mended_in_any_language() -> None:
    line = "The members of the board said that it was not â€œfineâ€\x9d, and they would vote against the plan."
    result = cleanup.clean(AROUND["de"].format(line), language="de")
    assert "“fine”" in result.text
