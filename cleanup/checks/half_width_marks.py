"""ASCII marks after Han characters and kana, where the script has marks of its own as wide as a character.

How sure the fix is depends on the document: where it uses the same mark in full width more often, a half-width
one is a slip; where it does not, its author may have wanted them so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.checks.scripts import CJK, CLOSERS, OPENERS, SKIP
from cleanup.model import INLINE, Applicability, Check, Document, Violation

TRIGGER = rf"[{CJK}」』》】]\x01{{0,8}}[,;:?!.]"

_MARK = re.compile(
    rf"(?P<mark>[,;:?!.])(?:(?<=[{CJK}」』》】].)|(?<=\x01.))(?P<space>[ ]?)(?={SKIP}(?P<after>[^\x01]|\Z))"
)
_BEFORE = re.compile(f"[{CJK}」』》】]")
_STRONG = re.compile(rf"[{CJK}{OPENERS}{CLOSERS}\n]")
_WEAK = re.compile(r"[A-Za-z0-9０-９Ａ-Ｚａ-ｚ%\x02]")
_SMILEY = re.compile(r"[:;][-^]?[DPpOoXx3](?![A-Za-z0-9])")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千两兩甲乙丙丁")
_DOMAINS = ("中国", "中國", "网络", "网址", "公司", "台灣", "香港", "みんな", "コム")
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_GROUPS = {",": "，、", ";": "；", ":": "：", "?": "？！", "!": "？！", ".": "。．"}
_PAUSES = (_GROUPS[","], _GROUPS["."])
"""The marks by which a document shows whether it is punctuated in full width as a whole."""
_NAMES = frozenset(
    "得西阿埃艾爱愛安奥奧巴班邦鲍鮑贝貝本彼毕畢宾賓伯博勃布查茨戴丹德登邓鄧迪蒂丁顿頓厄恩尔爾法范菲费費芬弗夫福盖蓋甘冈岡戈格葛古瓜圭"
    "哈豪赫亨洪霍基吉贾賈杰傑金津卡凯凱坎考柯科克肯库庫夸奎拉莱萊兰蘭朗劳勞勒雷黎利莉丽麗列林琳隆卢盧鲁魯伦倫罗羅洛马馬玛瑪迈邁麦麥"
    "曼芒梅蒙米密缪繆摩莫默姆穆纳納娜奈尼妮涅宁寧纽紐努诺諾欧歐帕潘庞龐培佩彭皮珀普齐齊奇恰乔喬切琴丘瑞萨薩赛賽桑瑟沙莎绍紹舍施史舒"
    "翰逊遜森治廉理奇汉漢露琼瓊保丝絲"
    "斯苏蘇索塔泰坦汤湯陶特腾騰廷图圖托瓦旺威韦韋维維魏翁沃乌烏伍希锡錫肖谢謝辛欣休雅亚亞耶伊尤约約泽澤扎詹珍朱兹茲卓佐"
)
_MARKUP = 200
_SLIPS = 2
"""Half-width marks of a kind that a document may hold by mistake; with more it has a habit, if a bad one."""

_ENUMERATED, _ITEM, _SHORT_ITEM, _PAIR = 9, 4, 2, 6
_CLAUSE_MARKS = frozenset("，。、？！：；“”‘’（）《》「」\n,.?!:;—…")
_AND = re.compile(r"[^的了是]{1,7}(?:和|及|与|與|以及|等|或|并|並)")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    ``tolerated``: language -> marks that edited text of the language also writes in half width; they are
    touched only where the document itself prefers the wide form.
    """
    tolerated: Mapping[str, str] = options.get("tolerated", {})

    def check(document: Document) -> Iterator[Violation]:
        text = document.masked
        lenient = tolerated.get(document.language.partition("-")[0], "")
        found = [m for m in _MARK.finditer(text) if _is_mark(text, m)]
        habits = _Habits(text, found)
        own = _own_marks(document)
        spaced = frozenset(mark for mark in "，、；" if mark + " " in text)
        for match in found:
            mark = match["mark"]
            usual = habits.prefers_wide(mark)
            if mark in lenient and not usual:
                continue
            if match["space"] and (mark not in ",;" or not match["after"].strip()):
                continue
            if mark in ".?" and _is_name(text, match):
                continue
            replacement, certain = _replacement(text, match, own)
            tight = not match["space"] and _STRONG.fullmatch(match["after"] or "\n") is not None
            safe = certain and habits.is_slip(mark) and (usual or tight) and not _may_be_name(text, match)
            if match["space"] and match["after"].isascii():
                safe = False
            keeps_space = not match["space"] or replacement in spaced
            yield Violation(
                match.start("mark"),
                match.end("mark" if keeps_space else "space"),
                replacement,
                values={"mark": mark, "wide": replacement},
                applicability=None if safe else habits.doubt(mark) if certain else Applicability.DISPLAY_ONLY,
            )

    return check


class _Habits:
    """How often a document writes each mark in full and in half width."""

    def __init__(self, text: str, found: Sequence[re.Match[str]]) -> None:
        self._narrow = {group: sum(m["mark"] in _marks_of(group) for m in found) for group in _GROUPS.values()}
        self._wide = {group: sum(map(text.count, group)) for group in _GROUPS.values()}
        self._is_wide = sum(self._wide[g] - self._narrow[g] for g in _PAUSES) > 0

    def prefers_wide(self, mark: str) -> bool:
        group = _GROUPS[mark]
        return self._wide[group] > self._narrow[group]

    def is_slip(self, mark: str) -> bool:
        """Tell whether the mark is so rare in half width that its author cannot have wanted it so."""
        few = self._narrow[_GROUPS[mark]] <= _SLIPS
        return few and mark != ":" and (self.prefers_wide(mark) or mark not in "?!")

    def doubt(self, mark: str) -> Applicability:
        """Return how far to go where the mark may be a habit."""
        kept_narrow = mark in ":?!" and self._is_wide and not self.prefers_wide(mark)
        return Applicability.DISPLAY_ONLY if kept_narrow else Applicability.UNSAFE


def _before(text: str, match: re.Match[str]) -> str:
    """Return the character before the mark, inline markup left out."""
    at = match.start("mark")
    return text[max(0, at - _MARKUP) : at].rstrip(INLINE)[-1:]


def _marks_of(group: str) -> str:
    return "".join(mark for mark, wide in _GROUPS.items() if wide == group)


def _is_mark(text: str, match: re.Match[str]) -> bool:
    """Tell whether an ASCII mark after a wide character punctuates the sentence."""
    mark, before, after = match["mark"], _before(text, match), match["after"]
    if not _BEFORE.match(before):
        return False
    if after and not (_STRONG.fullmatch(after) or (mark != "." and _WEAK.fullmatch(after))):
        return False
    if (before in _NUMERALS and mark in ".:") or _SMILEY.match(text, match.start("mark")):
        return False
    if mark == "?" and after.isascii() and text[match.end("mark") + 1 : match.end("mark") + 2] == "=":
        return False
    if mark == ".":
        return not text.startswith(_DOMAINS, match.end("mark")) and not (_is_katakana(before) and _is_katakana(after))
    return True


def _is_katakana(character: str) -> bool:
    return "\u30a1" <= character <= "\u30ff"


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Tell whether the mark may stand for the dot of a transliterated name."""
    return match["mark"] in ".?:,;" and _before(text, match) in _NAMES and match["after"] in _NAMES


def _may_be_name(text: str, match: re.Match[str]) -> bool:
    """Tell the same where one of the two characters is one that transliterations use."""
    before, after = _before(text, match) in _NAMES, match["after"] in _NAMES
    return before or after if match["mark"] == "." and match["after"].strip() else before and after


def _replacement(text: str, match: re.Match[str], own: Mapping[str, str]) -> tuple[str, bool]:
    """Return the wide mark, and whether it is certain that it is this one."""
    mark = match["mark"]
    if mark == "," and mark not in own:
        return _comma(text, match.start("mark"), match.end("space"))
    return own.get(mark, _WIDE[mark]), True


def _own_marks(document: Document) -> dict[str, str]:
    """Return the full stop that a document uses, and its comma where the language has one for all uses."""
    text = document.masked
    own = {".": "．" if text.count("．") > text.count("。") else "。"}
    if document.profile.comma == "、":
        own[","] = "，" if text.count("，") > text.count("、") else "、"
    return own


def _comma(text: str, start: int, end: int) -> tuple[str, bool]:
    """Choose between the comma and the mark between items of a list, by the marks and lengths around."""
    low, high = max(0, start - 60), min(len(text), end + 60)
    left = next((i for i in range(start - 1, low - 1, -1) if text[i] in _CLAUSE_MARKS), low - 1)
    right = next((i for i in range(end, high) if text[i] in _CLAUSE_MARKS), high)
    before, after = start - left - 1, right - end
    from_list = left >= low and text[left] == "、"
    to_list = right < high and text[right] == "、"
    ends_list = _AND.match(text, end, right) is not None
    if from_list and to_list:
        return ("、", True) if min(before, after) <= _PAIR else ("，", False)
    if from_list:
        if (ends_list and before <= _ENUMERATED) or before <= _SHORT_ITEM:
            return "、", ends_list or before <= _SHORT_ITEM
        return "，", not ends_list and before > _ITEM
    if to_list:
        return ("、", after <= _SHORT_ITEM) if after <= _ITEM else ("，", after > _ENUMERATED)
    return "，", not ends_list and text[start - 1] != "的"
