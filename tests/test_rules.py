"""Every rule, proved by the cases in its own file, alone and among all others; and what no rule may ever touch."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanup.api import Cleaner, Result
from cleanup.engine import Linter
from cleanup.gate import gate_for
from cleanup.model import Applicability, Diagnostic
from cleanup.pattern import Pattern
from cleanup.rule import Case, Rule
from cleanup.rulebook import load_rulebook, rules_root
from cleanup.verify import language_of, verify_rule

BOOK = load_rulebook(use_cache=False)
RULES = {rule.id: rule for rule in BOOK.rules}
PATTERNS = [rule for rule in BOOK.rules if rule.check == "pattern"]
FILES = sorted(rules_root().glob("*/*.yaml"))
LANGUAGES = [language for language in BOOK.languages if "-" not in language]
EVERY_FIX = frozenset((Applicability.SAFE, Applicability.UNSAFE))

needs_hyperscan = pytest.mark.skipif(find_spec("hyperscan") is None, reason="there is nothing to compare")

WITHOUT_GATE: dict[str, str] = {}
"""Rule -> why its pattern may run on every line."""


def _sentence(rule: Rule | str) -> str:
    """Turn an id into words for the list of tests."""
    return (rule if isinstance(rule, str) else rule.id).replace("-", " ")


# -- the files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule_id", RULES, ids=_sentence)
def test_cases_hold_alone_and_among_all_rules(rule_id: str) -> None:
    assert list(verify_rule(BOOK, rule_id)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name} {path.stem}".replace("-", " "))
def test_no_invisible_character_stands_raw_in_a_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    hidden = {
        f"U+{ord(c):04X}" for c in set(text) - {" ", "\n"} if unicodedata.category(c) in ("Cc", "Cf", "Zs", "Zl", "Zp")
    }
    assert not hidden, "write invisible characters as escapes in double quotes"


@pytest.mark.parametrize("rule", BOOK.rules, ids=_sentence)
def test_file_says_enough(rule: Rule) -> None:
    story = BOOK.story(rule.id)
    assert rule.message.endswith("."), "the message is a sentence"
    assert rule.mqm, "an MQM label is required"
    assert len(story.why) > 40, "the reason deserves more than a few words"
    assert len(story.valid) >= 2, "near misses are what keeps a rule precise"
    if rule.fix and not rule.needs:
        assert any(case.output is not None for case in story.invalid), "a fix needs a case that shows it"


@pytest.mark.parametrize("rule", PATTERNS, ids=_sentence)
def test_pattern_has_a_gate(rule: Rule) -> None:
    story = BOOK.story(rule.id)
    for language in {language_of(rule, case) for case in (*story.invalid, *story.valid)}:
        source = Pattern(rule.options, BOOK.profile(language)).source
        assert (gate_for(source) is None) == (rule.id in WITHOUT_GATE), language


# -- the scan ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _cleaner(rule_id: str | None, style: tuple[tuple[str, str], ...] = (), *, gated: bool | None = True) -> Cleaner:
    return Cleaner(Linter(BOOK, select=[rule_id] if rule_id else [], style=dict(style), gated=gated))


def _found(rule: Rule, text: str, language: str, file_format: str, *, gated: bool) -> tuple[Diagnostic, ...]:
    style = tuple((key, values[0]) for key, values in rule.style.items())
    cleaner = _cleaner(rule.id, style, gated=gated)
    return cleaner.clean(text, language=language, format=file_format, fix=False).diagnostics


@needs_hyperscan
@pytest.mark.parametrize("rule", BOOK.rules, ids=_sentence)
def test_scan_finds_in_the_cases_what_the_expressions_find(rule: Rule) -> None:
    story = BOOK.story(rule.id)
    for case in (*story.invalid, *story.valid):
        language = language_of(rule, case)
        gated = _found(rule, case.text, language, case.format, gated=True)
        assert gated == _found(rule, case.text, language, case.format, gated=False)


def _alphabet(cases: list[Case]) -> str:
    return "".join(sorted(set("".join(case.text for case in cases)))) + " .,\n"


@needs_hyperscan
@pytest.mark.parametrize("rule", [rule for rule in BOOK.rules if not rule.needs], ids=_sentence)
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_scan_finds_in_any_text_what_the_expressions_find(rule: Rule, data: st.DataObject) -> None:
    story = BOOK.story(rule.id)
    case = data.draw(st.sampled_from(story.invalid))
    pieces = st.sampled_from(re.findall(r"\s+|\w+|[^\w\s]+", case.text)) | st.text(_alphabet([case]), max_size=3)
    text = "".join(data.draw(st.lists(pieces, max_size=20)))
    language = language_of(rule, case)
    assert _found(rule, text, language, "text", gated=True) == _found(rule, text, language, "text", gated=False)


# -- all rules together -----------------------------------------------------------------------------------


def _clean(text: str, language: str, file_format: str = "text") -> Result:
    return _cleaner(None).clean(text, language=language, format=file_format, allowed=EVERY_FIX)


UNTOUCHABLE = {
    "inline code": 'Type `a , b . c ( d ) - -x "y" ...` and go on.',
    "a fenced block": "Look:\n\n```python\nx = f( a , b )  # 'it s' , , ..\n```\n\nThat is all.",
    "addresses": "Open https://example.com/a,b;c?d=e!f and http://example.org/x(y)z now.",
    "e-mail addresses": "Write to jo.smith+list@mail.example.co.uk or ann@example.org today.",
    "file names": "Edit main.py, Setup.EXE, .gitignore, README.md and src/app.Module.ts first.",
    "versions": "It needs Python 3.11.7, v2.0-rc.1, Node.js 18 and .NET 8.0 to run.",
    "times": "Trains leave at 7:05, 19:30 and 5.45 pm.",
    "emoticons": "That was fun :) and sad :-( and odd ;P at once :D",
    "initials": "It was J. R. R. Tolkien, not C.S. Lewis or A.Smith, who wrote it.",
    "abbreviations": "See p. 4, vol. 2, e.g. the U.S. Army, Inc., etc., at 5 p.m., i.e. now.",
    "book numbers": "Its ISBN 978-3-16-148410-0 and ISSN 2049-3630 are printed inside.",
    "chemistry": "Copper(II) sulfate, CuSO4·5H2O, and N,N-dimethylformamide were used.",
    "mathematics": "Let f(x) = 2x + 1, x ∈ (0, 1], n! > 2^n, so a:b = c:d and -5 < x.",
    "placeholders": "Dear {name}, you have {{ count }} new messages, %s and $USER say.",
    "ranges and scores": "They won 3-1, 21:17 and 6–4 in the years 1999-2003.",
    "suspended hyphens": "Short- and long-term plans for pre- and post-war houses.",
    "ellipses": "He waited... and waited… and left.",
    "feet and inches": 'It is 6\'2" tall and comes on a 20x16" sheet.',
    "the apostrophe of a decade": "Rock ’n’ roll of the ’90s, the students’ choice.",
    "measures": "It weighs 5 kg, costs $5.50 or 1,250 €, and is 98.6 °F warm.",
}


@pytest.mark.parametrize("text", UNTOUCHABLE.values(), ids=UNTOUCHABLE)
@pytest.mark.parametrize("file_format", ["text", "markdown"])
def test_no_rule_changes(text: str, file_format: str) -> None:
    if file_format == "text" and "`" in text:
        pytest.skip("plain text knows no code")
    result = _clean(text, "en", file_format)
    assert result.text == text, [d for d in result.diagnostics if d.fix]


ALPHABETS = {
    "en": "aI s.,;:!?'’\"“”()-–…  \n1%$it's don't the The of",
    "de": "äS .,;:!?„“‚‘»«()- \n12%und Der der die",
    "fr": "éL .,;:!?«»\u00a0\u202f'’()-\n1l’d'le Il",
    "es": "ñQ .,;:¿?¡!«»“”—-\n1¿Qué el",
    "ru": "яП .,;:!?«»„“—-\n1%и не Он",
    "ar": 'اب .,،؛؟!«»"()-\n1و',
    "hi": "अक।|.,?!\"'()-\n1 है",
    "zh": "中文，。、！？：；“”「」,.?!: ()\n1a",
    "ja": "日本語のカナ、。「」！？,.?! ()\n1a",
}


@pytest.mark.parametrize("language", ALPHABETS)
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_rules_settle_whatever_the_text(language: str, data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from(ALPHABETS[language]), max_size=60))
    once = _clean(text, language).text
    assert _clean(once, language).text == once


@lru_cache
def _pieces(language: str) -> list[str]:
    """Return the broken phrases of all rules of a language, cut where a line or a sentence ends."""
    texts = [
        case.text
        for rule in BOOK.rules
        for case in BOOK.story(rule.id).invalid
        if language_of(rule, case) == language and not rule.style
    ]
    return [piece for text in texts for piece in re.split(r"(?<=[.!?।。])\s+|\n", text) if piece]


@pytest.mark.parametrize("language", ALPHABETS)
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_rules_settle_where_faults_meet(language: str, data: st.DataObject) -> None:
    pieces = st.sampled_from(_pieces(language)).flatmap(
        lambda s: st.sampled_from((s, s[: len(s) // 2], s[len(s) // 2 :]))
    )
    glue = st.sampled_from(("", " ", "  ", ".", ", ", "\n", '"'))
    text = "".join(piece + data.draw(glue) for piece in data.draw(st.lists(pieces, min_size=1, max_size=4)))
    once = _clean(text, language).text
    assert _clean(once, language).text == once


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_of_a_language_compile_and_leave_an_empty_text_empty(language: str) -> None:
    assert _clean("", language).text == ""
