"""A gate must be found wherever its rule matches: by example, and on random text from the rule's own alphabet."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.api import Cleaner
from cleanup.engine import Linter
from cleanup.gate import gate_for
from cleanup.pattern import Pattern
from cleanup.profile import Profile
from cleanup.rulebook import load_rulebook
from cleanup.scanner import Scanner, encode
from cleanup.verify import language_of

hyperscan = pytest.importorskip("hyperscan")

PATTERNS = [
    r"(?<=\w) +(?=,)",
    r"(?<=[^\W\d_][.!?]) {1,3}\.(?=$| +[A-Z])",
    r"(?i)(?:the|straße|ſo|kelvin) +",
    r"(?:^|(?<=\s))-(?=\S)",
    r"[^\W\d_]{2,}[\"“”„]",
    r"(?<=[\u4e00-\u9fff])[,.](?=[\u4e00-\u9fff])",
    r"(?<![a-z])—(?! )",
    r"\d(?:[.,] \d{3})+\b",
    r"(?<=a)(?=b)",
    r"x(?=\s|$)",
    r"a(?=b)b?c*",
    r"(?:a|bc|)d",
    r"[^a]é[^\x00-\x7f]",
    r".{2,30}!",
    r"(?>ab?)c++d",
    r"\Ax|y\Z",
    r"\x01+(?=[^\W\d_])",
    r"(?<=\.)\s(?<!\n)(?=[a-zà-ÿ])",
    r"[\U0001f300-\U0001faff]{2}",
    r"(?-i:A)(?i:é)",
]


def _lines_with_hits(pattern: str, text: str) -> set[str]:
    regex = re.compile(pattern)
    return {line for line in text.split("\n") if regex.search(line)}


def _named_lines(scanner: Scanner, text: str) -> set[str]:
    lines, _ = scanner.lines(text, encode(text))
    return {line for offset, line, _ in lines if text[offset : offset + len(line)] == line}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_has_a_gate(pattern: str) -> None:
    assert gate_for(pattern) is not None


@pytest.mark.parametrize("pattern", [r"(\w+) \1", r"x*", r"(?!a)", r"(a)?(?(1)b|c)", r"^(?!a)", r"$"])
def test_no_gate_is_better_than_a_wrong_one(pattern: str) -> None:
    assert gate_for(pattern) is None


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_gate_names_every_line_that_matches(pattern: str, data: st.DataObject) -> None:
    alphabet = sorted(set("ab ,.-—x\n1é\u4e00ſK\u212aİ") | set(re.sub(r"\\[a-zA-Z]", "", pattern)))
    text = data.draw(st.text(st.sampled_from(alphabet) | st.characters(), max_size=40))
    drawn = data.draw(st.from_regex(re.compile(pattern)).filter(lambda s: "\n" not in s))
    text = f"{text}\n{drawn}\n{text[::-1]}"
    scanner = Scanner([pattern], [], cached=False, gated=True)
    assert _lines_with_hits(pattern, text) <= _named_lines(scanner, text)


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("aé,. \n\u4e00b”said"), max_size=80))
def test_offsets_of_lines_are_code_points(text: str) -> None:
    lines, _ = Scanner([r"[,.é]"], [], cached=False, gated=True).lines(text, encode(text))
    for offset, line, _ in lines:
        assert text[offset : offset + len(line)] == line
        assert offset == 0 or text[offset - 1] == "\n"


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from('aé,. \n\u4e00b”"1-'), max_size=80))
def test_results_do_not_depend_on_the_gate(text: str) -> None:
    patterns = [p for p in PATTERNS if gate_for(p)] + [r"(\w)\1"]
    found = []
    for gated in (True, False):
        scanner = Scanner(patterns, [], cached=False, gated=gated)
        compiled = [Pattern({"match": p}, Profile()) for p in patterns]
        lines, _ = scanner.lines(text, encode(text))
        found.append(
            {
                (i, v.start, v.end)
                for offset, line, indices in lines
                for i in indices
                for v in compiled[i].violations(line, offset)
            }
        )
    assert found[0] == found[1]


def test_a_line_is_named_once_for_all_its_hits() -> None:
    text = "one.. two..\nthree.."
    lines, _ = Scanner([r"[^.]\.\.(?:[^.]|$)", r"e"], [], cached=False, gated=True).lines(text, encode(text))
    assert [(offset, line, sorted(indices)) for offset, line, indices in lines] == [
        (0, "one.. two..", [0, 1]),
        (12, "three..", [0, 1]),
    ]


@pytest.mark.parametrize("gated", [True, False])
def test_a_trigger_is_looked_for_within_lines(*, gated: bool) -> None:
    scanner = Scanner([], [r'" [^"]{0,9}"', r"\s-$"], cached=False, gated=gated)
    for text, expected in (('a" b\nc"', set()), ('a" b"\nc', {0}), ("a\n-\nb", set()), ("a -\nb", {1})):
        assert scanner.lines(text, encode(text))[1] == expected


DOUBTFUL = {
    "ar": ["وصل الوفد أمس..", "قال الوزير.. ثم غادر..", "انتهت المحادثات،، ولم يعلق أحد؟؟"],
    "fa": ["گفتگوها پایان یافت..", "او رفت.. و برگشت..", "کسی نیامد؛؛ همه رفتند."],
    "hi": ["बैठक कल समाप्त हुई।।", "वह घर गया.. फिर लौटा..", "क्या हुआ??"],
    "fr": ["Il a crié: «Venez»", "क: « Quel", ")!a ! b!"],
    "zh": ["会议结束了。.", "我想。。。还是算了..", '他说:"好"。'],
}


@pytest.mark.parametrize("language", DOUBTFUL)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_document_is_judged_alike_with_and_without_the_gate(language: str, data: st.DataObject) -> None:
    lines = st.sampled_from(DOUBTFUL[language])
    marks = st.text(st.sampled_from('.,;:!?…-–"“”„«»()،؛؟।。 \xa0a1क'), max_size=4)
    drawn = data.draw(st.lists(st.tuples(marks, lines, marks, lines, marks), min_size=1, max_size=4))
    text = data.draw(st.sampled_from(["\n", "\n\n"])).join(map("".join, drawn))
    found = [
        cleaner.linter.lint(cleaner.document(text, language=language))
        for cleaner in map(_cleaner, ("gated", "ungated"))
    ]
    assert found[0] == found[1]


@lru_cache
def _cleaner(how: str) -> Cleaner:
    return Cleaner(Linter(load_rulebook(), gated=how == "gated"))


def test_hit_at_the_end_of_a_text_is_named() -> None:
    scanner = Scanner([r"x(?=\s|$)"], [], cached=False, gated=True)
    for length in range(80):
        text = "a" * length + "x"
        lines, _ = scanner.lines(text, encode(text))
        assert [line for _, line, _ in lines] == [text]


@pytest.mark.parametrize("folder", sorted({rule.folder for rule in load_rulebook().rules}))
def test_cases_are_found_in_longer_texts_with_the_gate(folder: str) -> None:
    book = load_rulebook()
    for rule in book.rules:
        if rule.folder != folder:
            continue
        for case in (case for case in book.story(rule.id).invalid if not case.source and not case.path):
            for text in (f"{'x' * 40}\n{case.text}", f"word \n\n{case.text}\n{'漢' * 40}\n"):
                found = [
                    cleaner.linter.lint(cleaner.document(text, language=language_of(rule, case), format=case.format))
                    for cleaner in map(_cleaner, ("gated", "ungated"))
                ]
                assert found[0] == found[1], (rule.id, case.text)
