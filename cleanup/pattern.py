"""The check ``pattern``: a regular expression on one line of the masked view, and what the match becomes.

A group named ``edit`` is the part that is replaced. Where a group named ``unsafe`` takes part, perhaps an empty one,
the fix is unsafe.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from cleanup.model import Applicability, Edit, Violation

if TYPE_CHECKING:
    from cleanup.profile import Profile

_OPTIONS = {"match", "replace", "unless"}
_MACRO = re.compile(r"\(\?&([a-z-]+)\)")
_NEVER = "(?!)"

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
_KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_FIXED = {
    "letter": r"[^\W\d_]",
    "word": "[\\w\x01\x02]",
    "object": "\x02",
    "inline": "\x01*",
    "space": "[ \\t\xa0\u202f]",
    "han": f"[{_HAN}]",
    "kana": f"[{_KANA}]",
    "cjk": f"[{_HAN}{_KANA}\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]",
    "hangul": "[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]",
    "arabic": "[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f]",
    "hebrew": "[\u05d0-\u05ea\u05ef-\u05f2]",
    "devanagari": "[\u0900-\u0963\u0966-\u097f]",
}


class PatternError(ValueError):
    """A pattern option that cannot be used; the text names the option and the reason."""


class Matcher(Protocol):
    """What a compiled expression must do; both ``re`` and ``regex`` do it."""

    def finditer(self, string: str, /) -> Iterator[re.Match[str]]:
        """Yield the matches in order."""


@lru_cache
def _cased_class(*, upper: bool) -> str:
    """Return the class of upper or lower-case letters of Latin, Greek, Cyrillic and Armenian.

    >>> import re
    >>> re.fullmatch(_cased_class(upper=True) + "+", "AÉŽΩЖ") is not None
    True
    """
    blocks = (*range(0x41, 0x588), *range(0x1E00, 0x2000))
    wanted = [c for c in blocks if (chr(c).isupper() if upper else chr(c).islower())]
    runs: list[list[int]] = []
    for c in wanted:
        if runs and c == runs[-1][1] + 1:
            runs[-1][1] = c
        else:
            runs.append([c, c])
    return "[" + "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in runs) + "]"


def _alternation(words: tuple[str, ...]) -> str:
    escaped = (re.escape(w).replace("\\ ", _FIXED["space"]) for w in sorted(words, key=lambda w: (-len(w), w)))
    return f"(?:{'|'.join(escaped)})" if words else _NEVER


def expand(source: str, profile: Profile) -> tuple[str, bool]:
    """Replace the macros ``(?&name)`` of a pattern; also tell whether the result depends on the profile.

    Raises:
        PatternError: a macro is unknown.
    """
    speaks_of_profile = False

    def macro(match: re.Match[str]) -> str:
        nonlocal speaks_of_profile
        name = match[1]
        if name in _FIXED:
            return _FIXED[name]
        if name in ("upper", "lower"):
            return _cased_class(upper=name == "upper")
        speaks_of_profile = True
        if name == "abbr":
            return _alternation(profile.abbreviations)
        if name == "elision":
            return _alternation(profile.elisions)
        if name == "function-word":
            return _alternation(profile.function_words)
        raise PatternError(f"unknown macro (?&{name})")

    return _MACRO.sub(macro, source), speaks_of_profile


class Pattern:
    """A compiled ``pattern`` check for one language.

    ``guarded`` patterns come from a user's rule: they run under a time limit, so that an expression that
    backtracks without end stops the run with ``TimeoutError`` instead of hanging it.
    """

    def __init__(self, options: Mapping[str, Any], profile: Profile, *, guarded: bool = False) -> None:
        """Check the options and expand the macros.

        Raises:
            PatternError: an option is unknown or not a string, or an expression does not compile.
        """
        for key, value in options.items():
            if key not in _OPTIONS:
                raise PatternError(f"unknown option {key!r}; known are {', '.join(sorted(_OPTIONS))}")
            if not isinstance(value, str):
                raise PatternError(f"{key}: a string is expected, not {value!r}")
        if "match" not in options:
            raise PatternError("match: required, but missing")
        self.source, self.speaks_of_profile = expand(options["match"], profile)
        self.replace: str | None = options.get("replace")
        self._unless = expand(options["unless"], profile)[0] if "unless" in options else None
        self._guarded = guarded

    def compile(self) -> None:
        """Compile the expressions now. Raises ``PatternError`` when one is not valid."""
        try:
            regex = re.compile(self.source)
            if self.replace is not None:
                re._parser.parse_template(self.replace, regex)  # type: ignore[attr-defined]
            if self._unless is not None:
                re.compile(self._unless)
        except (re.error, IndexError) as error:
            raise PatternError(str(error)) from error

    @cached_property
    def _matcher(self) -> Matcher:
        return _guard(self.source) if self._guarded else re.compile(self.source)

    @cached_property
    def _exception(self) -> Matcher | None:
        if self._unless is None:
            return None
        return _guard(self._unless) if self._guarded else re.compile(self._unless)

    @cached_property
    def _edited_group(self) -> int | str:
        return "edit" if "(?P<edit>" in self.source else 0

    def violations(self, line: str, offset: int) -> Iterator[Violation]:
        """Yield the violations in one line, which starts at code point ``offset`` of its document."""
        spared: list[tuple[int, int]] | None = None
        for match in self._matcher.finditer(line):
            if self._exception is not None:
                if spared is None:
                    spared = [found.span() for found in self._exception.finditer(line)]
                if _touches(spared, *match.span()):
                    continue
            yield self._violation(match, offset)

    def _violation(self, match: re.Match[str], offset: int) -> Violation:
        edits: tuple[Edit, ...] = ()
        start, end = match.span(self._edited_group)
        if self.replace is not None:
            replacement = match.expand(self.replace)
            if replacement != match.group(self._edited_group):
                edits = (Edit(start + offset, end + offset, replacement),)
        groups = match.groupdict()
        values = {"match": match[0], **{k: v or "" for k, v in groups.items()}}
        weaker = None if groups.get("unsafe") is None else Applicability.UNSAFE
        return Violation(start + offset, end + offset, edits=edits, values=values, applicability=weaker)


def _touches(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether one of ``spans`` (sorted, disjoint) shares a character with a match, or its start."""
    index = bisect_left(spans, (max(end, start + 1),)) - 1
    return index >= 0 and spans[index][1] > start


_TIME_LIMIT = 2.0


def _guard(source: str) -> Matcher:
    import regex  # noqa: PLC0415 -- only users' own rules need it

    compiled = regex.compile(source)

    class Guarded:
        def finditer(self, string: str, /) -> Iterator[re.Match[str]]:
            found: Iterator[re.Match[str]] = compiled.finditer(string, timeout=_TIME_LIMIT + len(string) / 1e6)
            return found

    return Guarded()
