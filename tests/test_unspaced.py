"""The word lists of Chinese and Japanese, and what they say about a gap."""

from __future__ import annotations

import pytest

from cleanup.words.unspaced import units


@pytest.mark.parametrize(
    ("language", "before", "after", "across"),
    [
        ("zh", "市政府收回公", "共交通的经营权", "公共交通"),
        ("zh-TW", "市政府收回經", "營權的爭議", "经营权"),
        ("ja", "昨年ドイ", "ツで開かれた", "ドイツ"),
        ("ja", "会議の結", "果を発表した", "結果"),
    ],
)
def test_gap_in_a_word_is_likelier_without(language: str, before: str, after: str, across: str) -> None:
    words = units(language)
    assert words is not None
    gap = words.gap(before, after)
    assert gap.margin > 2
    assert gap.across == across
    assert not gap.is_compound


@pytest.mark.parametrize(
    ("language", "before", "after", "left", "right"),
    [("zh", "会议将在", "北京举行", "在", "北京"), ("ja", "新しい橋", "が完成した", "橋", "が")],
)
def test_gap_between_words_names_them(language: str, before: str, after: str, left: str, right: str) -> None:
    words = units(language)
    assert words is not None
    gap = words.gap(before, after)
    assert gap.margin < 0
    assert (gap.left, gap.right) == (left, right)


def test_word_of_two_words_is_a_compound() -> None:
    words = units("ja")
    assert words is not None
    assert words.gap("データ", "ベース").is_compound


def test_characters_that_no_list_has_are_cut_alone() -> None:
    words = units("zh")
    assert words is not None
    assert words.gap("\U00020000", "\U00020001").margin < 0


def test_other_languages_have_no_list() -> None:
    assert units("ko") is None
