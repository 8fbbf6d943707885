"""Names with dots that translation cut into words: ``System. Data. DataSet``, ``Class1. vb``, ``the file. exe``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleanup.dotted import FILE_SUFFIXES
from cleanup.model import INLINE, Applicability, Document, Edit, Line, LineCheck, Violation

TRIGGER = (
    r"[\w}]\. [a-z][a-z0-9]{0,11}(?![\w'’])|[A-Z]\w*\. ?[A-Z]\w*\. ?[A-Z]|com\. [A-Z]"
    r"|\x01\. [a-zA-Z]{1,20}\x01|[\w}]\. [A-Z]{2,6}\x01"
)
LINES = True

_CHAIN = re.compile(r"(?<![\w.])[A-Za-z]\w{1,60}(?:\. ?[A-Za-z]\w{1,60}){2,12}(?!\w)")
_ROOTS = frozenset(("Microsoft", "System", "Windows", "Azure", "EnvDTE", "Newtonsoft", "Xamarin", "com", "org"))
_CAMEL = re.compile(r"[A-Z]+[a-z0-9]+[A-Z]\w*|\w*_\w+")
_SPLIT = re.compile(r"(?<![\w.])(?P<name>[\w-]{1,60})\.(?P<space> )(?P<extension>[a-z][a-z0-9]{0,11})(?![\w'’-])")
_SPAN = re.compile(r"\x01{1,3}(?P<inner>[\w@$-][\w .@$-]{1,100}[\w])\x01{1,3}")
_BARE = re.compile(r"\x01\.(?P<space> )[A-Za-z]{1,20}\x01")
_INNER = re.compile(r"(?<=\w)\. (?=\w)")
_LABEL = re.compile(r"[:：][ \xa0\u202f]{0,2}\Z|, \Z")
_CODE = re.compile(r"\d|_|[a-z][A-Z]|[A-Z]{2}")
_WORDS = frozenset(
    "class config log res net lib db bin app com doc go is it me mid no so".split()  # noqa: SIM905
)
"""Suffixes that are words as well: known only beside a name that looks like code, or in a label."""


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check.

    ``kind``: "qualified" for namespaces, "file" for file names. ``nouns``: language -> words such as "file", after
    which a suffix stands alone: the space then belongs before the period.

    Raises:
        ValueError: ``kind`` is not one of the two.
    """
    if options.get("kind") not in {"qualified", "file"}:
        raise ValueError("kind: qualified or file is expected")
    if options["kind"] == "qualified":
        return _qualified
    nouns = {language: frozenset(words) for language, words in options.get("nouns", {}).items()}

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        known = nouns.get(document.language.partition("-")[0], frozenset())
        generic = known | {w.lower() for w in document.profile.function_words}
        for offset, line in lines:
            spans = list(_in_emphasis(document, offset, line))
            yield from spans
            done = {at for violation in spans for at in range(violation.start, violation.end)}
            for match in _SPLIT.finditer(line):
                if offset + match.start("space") not in done:
                    yield from _file(match, line, offset, generic, known)

    return check


def _qualified(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
    for offset, line in lines:
        for match in _CHAIN.finditer(line):
            name = match[0]
            if ". " not in name or not name.isascii():
                continue
            parts = re.split(r"\. ?", name)
            camel = sum(_CAMEL.fullmatch(part) is not None for part in parts)
            rooted = parts[0] in _ROOTS
            if not rooted and not all(part[0].isupper() for part in parts):
                continue
            whole = line[match.start() - 1 : match.start()] == line[match.end() : match.end() + 1] == INLINE
            if camel >= 2 or (rooted and (camel or whole)):
                edits = tuple(
                    Edit(offset + match.start() + m.start() + 1, offset + match.start() + m.end(), "")
                    for m in re.finditer(r"\. ", name)
                )
                yield Violation(offset + match.start(), offset + match.end(), edits=edits)


def _in_emphasis(document: Document, offset: int, line: str) -> Iterator[Violation]:
    """Yield file names that fill an emphasised span: ``*docker-compose. yml*``, ``*. pdb*``."""
    for match in _BARE.finditer(line):
        yield Violation(offset + match.start("space") - 1, offset + match.end() - 1, edits=(_gone(offset, match),))
    for match in _SPAN.finditer(line):
        inner, at = match["inner"], offset + match.start("inner")
        cuts = list(_INNER.finditer(inner))
        last = inner.rpartition(".")[2].strip()
        if not cuts or " " in _INNER.sub(".", inner) or last.lower() not in FILE_SUFFIXES:
            continue
        if document.text[at - 1] not in "*_>":
            continue
        edits = tuple(Edit(at + cut.start() + 1, at + cut.end(), "") for cut in cuts)
        yield Violation(at, at + len(inner), edits=edits)


def _file(
    match: re.Match[str], line: str, offset: int, generic: frozenset[str], nouns: frozenset[str]
) -> Iterator[Violation]:
    name, extension = match["name"], match["extension"]
    if extension not in FILE_SUFFIXES and extension != "h":
        return
    start, end = offset + match.start(), offset + match.end()
    label = _LABEL.search(line, max(0, match.start() - 4), match.start()) is not None
    code = _CODE.search(name) is not None and not name.isdigit()
    if name.lower() in generic:
        if name.lower() in nouns or (extension not in _WORDS and len(extension) > 2):
            dot = offset + match.start("space") - 1
            yield Violation(start, end, edits=(Edit(dot, dot + 2, " ."),))
        return
    follows = line[match.end() : match.end() + 1]
    ends = label and follows in {"", INLINE, ",", ";", "\n", "|"}
    if (code and not name.isupper() and extension not in _WORDS) or (ends and extension not in _WORDS - {"lib"}):
        yield Violation(start, end, edits=(_gone(offset, match),))
    elif label and extension == "h" and follows == " ":
        yield Violation(start, end, edits=(_gone(offset, match),), applicability=Applicability.UNSAFE)


def _gone(offset: int, match: re.Match[str]) -> Edit:
    return Edit(offset + match.start("space"), offset + match.end("space"), "")
