"""Faults that a translation has from its source: they are the source's to mend, and not reported here."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from cleanup.model import Diagnostic, Document

Fault = tuple[str, int]
"""A rule, and the section of the page, counted by headings, in which it found something that it cannot mend."""


def faults_of(document: Document, diagnostics: Iterable[Diagnostic]) -> Counter[Fault]:
    """Count what was reported without a fix in each section of a document."""
    found = [diagnostic for diagnostic in diagnostics if diagnostic.fix is None]
    return Counter((d.rule, section) for d, section in zip(found, _sections(document, found), strict=True))


def own_faults(document: Document, diagnostics: list[Diagnostic], inherited: Counter[Fault]) -> list[Diagnostic]:
    """Return the diagnostics without those that the source has as well, by rule and section."""
    rules = {rule for rule, _ in inherited}
    doubtful = [diagnostic for diagnostic in diagnostics if diagnostic.fix is None and diagnostic.rule in rules]
    if not doubtful:
        return diagnostics
    left = inherited.copy()
    dropped = set()
    for diagnostic, section in zip(doubtful, _sections(document, doubtful), strict=True):
        if left[diagnostic.rule, section] > 0:
            left[diagnostic.rule, section] -= 1
            dropped.add(id(diagnostic))
    return [diagnostic for diagnostic in diagnostics if id(diagnostic) not in dropped]


def _sections(document: Document, diagnostics: Iterable[Diagnostic]) -> list[int]:
    if document.format != "markdown":
        return [0 for _ in diagnostics]
    from cleanup.alignment import sections_of  # noqa: PLC0415 -- needs the Markdown parser

    starts = [section.start for section in sections_of(document.text)]
    return [bisect_right(starts, diagnostic.start) for diagnostic in diagnostics]
