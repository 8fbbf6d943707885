"""A number made ordinal by a full stop that clings to the next word: ``3.března``, ``2011.godine``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from cleanup.dotted import FILE_SUFFIXES
from cleanup.model import Document, Edit, Line, LineCheck, Violation
from cleanup.profile import Profile
from cleanup.words.lexicon import Case, load

TRIGGER = r"[0-9]\.[^\W\d_]{3}"
LINES = True

_ORDINAL = re.compile(r"(?<![\w.,:;/\\@#&=+$€£§%-])\d{1,4}\.(?P<word>[^\W\d_]{3,30})(?![\w@/\\=-]|[.:]\w)")
_KNOWN = (Case.COMMON, Case.NO_DICTIONARY)
_LEAST_ZIPF = 3.0


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check. It has no options."""

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        months = _months(document.profile)
        lexicon = load(document.language)
        for offset, line in lines:
            for match in _ORDINAL.finditer(document.masked, offset, offset + len(line)):
                word, at = match["word"], match.start("word")
                if word not in months:
                    if not word.islower() or word in FILE_SUFFIXES or lexicon is None:
                        continue
                    if lexicon.case(word) not in _KNOWN or lexicon.zipf(word) < _LEAST_ZIPF:
                        continue
                yield Violation(*match.span(), edits=(Edit(at, at, " "),), values={"word": word})

    return check


@lru_cache(maxsize=32)
def _months(profile: Profile) -> frozenset[str]:
    """Return the names of the months as the language spells them in dates."""
    return frozenset(profile.months)
