"""Spaces after the wide marks of Chinese and Japanese, copied from the sentences of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.scripts import CJK, OPENERS
from cleanup.model import Applicability, Check, Document, Violation

_MARKS = "，。、；？！"
TRIGGER = rf"[{_MARKS}] {{1,2}}[{CJK}{OPENERS}]"
_FEW = 10
"""A space between two characters to this many after marks, or fewer, says nothing about lost marks."""
_BETWEEN = re.compile(rf"[{CJK}] {{1,2}}[{CJK}]")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check.

    Option ``marks``: script -> the marks after which its writers set no space.
    """
    patterns = {
        script: re.compile(rf"(?<=[{CJK}”」』》）][{marks}]) {{1,2}}(?=[{CJK}{OPENERS}])")
        for script, marks in options["marks"].items()
    }

    def check(document: Document) -> Iterator[Violation]:
        pattern = patterns.get(document.profile.script)
        if pattern is None:
            return
        # Where marks are lost, such spaces alone show that others, between two characters, stand for them.
        found = list(pattern.finditer(document.masked))
        between = len(_BETWEEN.findall(document.masked)) if found else 0
        verdict = Applicability.DISPLAY_ONLY if between * _FEW > len(found) else None
        for match in found:
            yield Violation(*match.span(), "", applicability=verdict)

    return check
