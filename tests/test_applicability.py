"""Fixes whose applicability depends on the document around them."""

from __future__ import annotations

import pytest

from cleanup import Applicability, clean

KOREAN = (
    "시는 지난해 시장 앞 도로를 넓히기로 했지만 상인들은 공사 때문에 손님이 줄어들 것이라며 반대했고, 그래서 이제 "
    "새로운 계획을 두고 모두가 모여 이야기를 나누고 있으며 다음 달에 나올 결정은 글로 적어 모든 사람에게 알릴 것이라고 "
    "담당자는 어제 오후에 열린 회의가 끝난 뒤 기자들에게 차분하게 말했다."
)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Die Polizei fand  nichts.", Applicability.SAFE),
        ("vi", "Cảnh sát không  tìm thấy gì.", Applicability.UNSAFE),
        ("ko", "경찰은 아무것도  찾지 못했다.", Applicability.UNSAFE),
        ("ko", KOREAN.replace("상인들은 ", "상인들은  "), Applicability.DISPLAY_ONLY),
    ],
)
def test_doubled_space(language: str, text: str, expected: Applicability) -> None:
    result = clean(text, language=language, unsafe_fixes=True)
    found = [d.fix.applicability for d in result.diagnostics if d.rule == "common/doubled-space" and d.fix]
    assert found == [expected]
    assert (result.text == text) == (expected is Applicability.DISPLAY_ONLY)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("hi", "वह गया । वे आए। सब बैठे। बात हुई।", {Applicability.SAFE}),
        ("hi", "वह गया । वे आए । सब बैठे । बात हुई । वह चला गया।", {Applicability.SAFE}),
        ("bn", "আমি যাই । তুমি যাও । সে যায় । তারা আসে । কেউ নেই।", {Applicability.UNSAFE}),
        ("ne", "ऊ गयो । उनीहरू आए।", {Applicability.DISPLAY_ONLY}),
    ],
)
def test_space_before_danda_that_is_a_habit(language: str, text: str, expected: set[Applicability]) -> None:
    result = clean(text, language=language, format="text")
    assert {d.fix.applicability for d in result.diagnostics if d.fix} == expected
