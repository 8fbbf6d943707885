"""Links to a place in the same page that the page does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.anchors import FRAGMENT_LINK, includes_others, is_free, places_of, reaches
from cleanup.checks.source_addresses import anchor_edits
from cleanup.model import Check, Document, Violation

TRIGGER = r"\]\(<?[ ]?#|href=[\"']#"


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        broken = list(_broken(document))
        if not broken or includes_others(document.text):
            return
        inherited: frozenset[str] = frozenset()
        mended: frozenset[int] = frozenset()
        if document.source is not None:
            inherited = frozenset(name for _, _, name in _broken(document.source))
            mended = frozenset(edit.start for edit, _ in anchor_edits(document))  # reported by another rule
        for start, end, name in broken:
            if name not in inherited and start not in mended:
                yield Violation(start, end, values={"name": name})

    return check


def _broken(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield the span of each fragment that no place of the document answers to, and the fragment."""
    markup = document.markup
    links = [match for match in FRAGMENT_LINK.finditer(markup) if not is_free(match[1] or match[2])]
    if not links:
        return
    places = places_of(document)
    for match in links:
        group = 1 if match[1] else 2
        if not reaches(match[group], places):
            yield match.start(group) - 1, match.end(group), match[group]
