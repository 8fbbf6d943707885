"""Dots of an ellipsis that were torn apart, or one dot too many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.checks.house_style import ellipses, most_common
from cleanup.model import Applicability, Document, Line, LineCheck, Violation
from cleanup.profile import fallbacks

TRIGGER = r"\.[ \xa0]\.[ \xa0]\.|\.\.\.\."
LINES = True

_BOTH = re.compile(
    r"(?P<space>[ \xa0]?)(?<![.\d])(?<!\.[ \xa0])\.(?:[ \xa0]\.){2,3}(?![ \xa0]?\.|\d)"
    r"|(?<=[^\W\d_])(?P<four>\.{4})(?=[ \xa0\"”’»)]|$)"
)


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check.

    Option ``four``: languages, separated by spaces, whose style guides know an ellipsis after a full stop.
    """
    four = frozenset(options.get("four", "").split())

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        found = [m for offset, line in lines for m in _BOTH.finditer(document.masked, offset, offset + len(line))]
        if not found:
            return
        forms = ellipses(document)
        spaced = forms.pop(". . .", 0)
        own = most_common(forms) or "..."
        habit = spaced >= 3 and not forms
        for match in found:
            at = match.start()
            if match["four"]:
                known = not four.isdisjoint(fallbacks(document.language))
                weaker = Applicability.DISPLAY_ONLY if known else Applicability.UNSAFE
                yield Violation(at, match.end(), replacement=own, applicability=weaker)
                continue
            after_word = at > 0 and document.masked[at - 1] not in " \t\n\xa0.([“„«‘\"'"
            start = at if after_word else match.end("space") if match["space"] else at
            yield Violation(start, match.end(), replacement=own, applicability=Applicability.UNSAFE if habit else None)

    return check
