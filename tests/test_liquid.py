"""Template tags whose words were translated, and directives: what rule files cannot show."""

from __future__ import annotations

import time

import pytest

from cleanup.checks import directives, liquid_words
from cleanup.liquid import mended


@pytest.mark.parametrize(
    "tag", ["{% données variables.a %}", "{%- или x -%}", "{% si a o b %}", "{{ < ref x > }}", "{% if a ou b %}"]
)
def test_what_was_mended_stays(tag: str) -> None:
    assert mended(mended(tag)) == mended(tag)


def test_a_language_mends_its_own_words_only() -> None:
    assert mended("{% sinon %}", "fr") == "{% else %}"
    assert mended("{% sinon %}", "de") == "{% sinon %}"


def test_many_tags_and_directives_take_proportional_time() -> None:
    began = time.process_time()
    for text in ("::: row\n" * 20_000 + "::: zone-end\n" * 20_000, "-->\n:::note\n" + "<!-- " * 40_000):
        list(directives._found(text))
    for text in ("{% si " * 40_000, "{ { < a " * 40_000, "{% données x variables " * 40_000):
        list(liquid_words._found(text, "fr"))
    assert time.process_time() - began < 10
