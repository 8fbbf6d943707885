"""What a document does by habit: read from its text before a rule enforces anything."""

from __future__ import annotations

import re
from collections import Counter

from cleanup.model import Document

NO_BREAK, NARROW = "\u00a0", "\u202f"
SPACES = f" {NO_BREAK}{NARROW}"

_HIGH = re.compile(r"[;:!?](?=[\s\x01»”\")]|$)", re.M)
_GUILLEMET = re.compile(rf"«([{SPACES}])|([{SPACES}])»")
_ANY_NO_BREAK = re.compile(f"[{NO_BREAK}{NARROW}]")
# A mark comes first: to look back at every character of a long text takes far longer.
_ELLIPSIS = re.compile(
    r"[….](?:(?<=…)|(?<!\.\.)\.\.(?!\.)|(?:(?<![.\s]\.)|(?<=^ \.)|(?<=[^.\s] \.))[ ]\.[ ]\.(?![ ]?\.))"
)


def spaces_before_marks(masked: str) -> tuple[Counter[str], Counter[str]]:
    r"""Count the spaces before the colon, and those before ``;``, ``!`` and ``?``; "" counts the missing ones.

    >>> spaces_before_marks("Oui\u00a0: non ! si; ou?")
    (Counter({'\xa0': 1}), Counter({'': 2, ' ': 1}))
    """
    colon: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for match in _HIGH.finditer(masked):
        before = masked[max(0, match.start() - 2) : match.start()]
        space = before[-1:] if before[-1:] in SPACES else ""
        word = before[:1] if space else before[-1:]
        if word.isalnum() or word in ")]":
            (colon if match[0] == ":" else others)[space] += 1
    return colon, others


def space_in_guillemets(masked: str) -> str:
    """Return the space that stands most often inside « », or "" where there is none."""
    return most_common(Counter(m[1] or m[2] for m in _GUILLEMET.finditer(masked)))


def no_break_space(masked: str) -> str:
    """Return the no-break space that the text uses most, or "" where it uses none."""
    return most_common(Counter(_ANY_NO_BREAK.findall(masked)))


def most_common(counts: Counter[str]) -> str:
    """Return the most frequent of the counted texts, "" when nothing was counted."""
    return counts.most_common(1)[0][0] if counts else ""


def ellipses(document: Document) -> Counter[str]:
    """Count the forms of the ellipsis: ``…``, ``...`` and, under ``. . .``, the spaced one."""
    return Counter(". . ." if " " in m[0] else m[0] for m in _ELLIPSIS.finditer(document.masked))
