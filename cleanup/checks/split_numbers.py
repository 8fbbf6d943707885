"""Numbers with a space after the decimal or grouping mark: ``1, 234`` and ``3. 5 %``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from cleanup.model import Applicability, Document, Edit, Line, LineCheck, Violation

TRIGGER = r"[0-9][.,][ \xa0\u202f][0-9]"
LINES = True

_SPLIT = re.compile(
    r"(?<![A-Za-z0-9_.,/:\x02-])(?P<left>\d{1,3}(?:[.,]\d{3}){0,3})(?P<mark>[.,])"
    r"(?P<space>[ \xa0\u202f])(?P<right>\d{1,3})(?![\dA-Za-z])(?![.,:/-][ \xa0]?\d)"
)
_LIST_BEFORE = re.compile(r"\d[%€$£]?(?:[.,;:/–-]|[,;]?[ \xa0]\w{1,4})?[ \xa0]\Z|[.§#№][ \xa0]?\Z")
_LIST_AFTER = re.compile(r"[ \xa0,;]{1,2}(?:[^\W\d_]{1,4}[ \xa0])?[$€£]?\d{1,3}(?!\d)")
_COUNTED = re.compile(r"[ \xa0][^\W\d_]{2,30}[ \xa0][^\W\d_]{1,3}[ \xa0]\d{1,2}[ \xa0][^\W\d_]")
"""What goes on counting: "we are 4, 2 adults and 2 children"."""
_UNIT = re.compile(
    r"[ \xa0\u202f]?(?:[%‰°€$£¥₹₽₺₴]"
    r"|(?:mill?i|milj|milij|mili|mln|mio\b|mrd|md\b|bill?i|bn\b|trill?i|crore|lakh|euro|dolar|dollar"
    r"|USD|EUR|GBP|мил|млн|млрд|мільй|мілья|тыс|евро|євро|доллар|долар|лв|руб|грн|εκατ|δισ|ευρώ|ملي|مليون|مليار|میلی|מיליו|मिलि|करोड़|लाख"
    r"|km|kg|cm|mm|ha\b|m²|MW|GW|kWh|GB|MB|TB|mph|°|[万亿億兆만억]))"
)
_OPENERS, _CLOSERS = frozenset("([{"), frozenset(")]}")
_PARTED = re.compile(r"\d(?P<mark>[.,])[ \xa0\u202f]\d")
_ARGUMENT = re.compile(r"[\"'’”»],[ \xa0]\Z")
"""What stands before the second of several values in parentheses: ``substr('12345', 1, 0)``."""
_NUMBER = re.compile(r"\d+[.,][\d.,]*\d")
_MONEY = re.compile(r"[$€£¥₹]\Z")


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. It has no options."""

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        profile, masked = document.profile, document.masked
        known: frozenset[str] | None = None
        for match, counting in _matches(masked, lines):
            decimal = match["mark"] == profile.decimal
            group = match["mark"] in profile.group and len(match["right"]) == 3
            money = _MONEY.search(masked, max(0, match.start() - 1), match.start())
            if not decimal and not group and not money:
                continue
            if _is_listed(masked, match):
                continue
            known = frozenset(_NUMBER.findall(masked)) if known is None else known
            unbroken = match["left"] + match["mark"] + match["right"] in known
            months = _after_month(profile.months)
            strength = _strength(masked, match, months, decimal=decimal, unbroken=unbroken)
            if strength is Applicability.UNSAFE and match["mark"] in counting:
                continue
            if strength is not None:
                at = match.start("space")
                yield Violation(match.start(), match.end(), edits=(Edit(at, at + 1, ""),), applicability=strength)

    return check


def _matches(masked: str, lines: Sequence[Line]) -> Iterator[tuple[re.Match[str], frozenset[str]]]:
    """Yield what may be one number, and the marks of its line that part several: "8 for level 1, 16 for level 2, 24"."""
    for offset, line in lines:
        found = list(_SPLIT.finditer(masked, offset, offset + len(line)))
        if found:
            parted = Counter(match["mark"] for match in _PARTED.finditer(masked, offset, offset + len(line)))
            counting = frozenset(mark for mark, count in parted.items() if count > 1)
            yield from ((match, counting) for match in found)


@lru_cache(maxsize=128)
def _after_month(months: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a month's name at the end of a text."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, months)) or '(?!)'})\.?[ \xa0]\Z", re.IGNORECASE)


def _counts_on(left: str, right: str) -> bool:
    """Tell whether two numbers follow one another, as in ``14, 15 years``."""
    return left.isdigit() and len(left) == len(right) and 0 < int(right) - int(left) <= 2


def _is_listed(masked: str, match: re.Match[str]) -> bool:
    before = masked[max(0, match.start() - 8) : match.start()]
    if match["mark"] == "." and before[-1:] in ("", "\n"):
        return True  # the number of a heading or an item
    if before[-1:] in _OPENERS and masked[match.end() : match.end() + 1] in _CLOSERS:
        return True  # an interval or a pair: [0, 100]
    if _ARGUMENT.search(before):
        return True
    return bool(_LIST_BEFORE.search(before) or _LIST_AFTER.match(masked, match.end()))


def _strength(
    masked: str, match: re.Match[str], dated: re.Pattern[str], *, decimal: bool, unbroken: bool
) -> Applicability | None:
    """Tell how sure it is that one number was split; ``None`` where a list, a date or a new sentence is meant."""
    before = masked[max(0, match.start() - 24) : match.start()]
    if unbroken:
        return Applicability.SAFE
    measured = bool(_UNIT.match(masked, match.end()) or _MONEY.search(before))
    if match["mark"] == "," and (dated.search(before) or (not measured and _counts_on(match["left"], match["right"]))):
        return None
    if match["mark"] == "." and decimal and not measured:
        following = f"{masked[match.end() : match.end() + 3]}   "
        if following[0] == " " and following[1].isupper() and not following[2].isupper():
            return None
    if measured:
        return Applicability.SAFE
    counted = match["mark"] == "," and _COUNTED.match(masked, match.end())
    return Applicability.DISPLAY_ONLY if counted else Applicability.UNSAFE
