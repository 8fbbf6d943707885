"""Two unknown-word tokens that hug a phrase: what the model could not write were its quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Check, Document, Edit, Violation

TRIGGER = "<unk>"

_PAIR = re.compile(
    r"(?:^|(?<=[ \t(\[]))<unk>(?=[^\s<])([^<\n]{2,200})(?<=[^\s<])<unk>(?=[ \t,.;:!?)\]]|$)", re.MULTILINE
)
_TOPIC = re.compile(r"tokeni[sz]|sentencepiece|vocabulary|токени", re.IGNORECASE)


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        if _TOPIC.search(document.text):
            return
        opening, closing = document.profile.quotes
        for match in _PAIR.finditer(document.masked):
            edits = (Edit(match.start(), match.start(1), opening), Edit(match.end(1), match.end(), closing))
            yield Violation(match.start(), match.end(), edits=edits)

    return check
