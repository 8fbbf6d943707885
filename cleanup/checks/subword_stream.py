"""Leaked subword pieces and ids, decoded with the user's own SentencePiece model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.model import Applicability, Check, Document, Violation
from cleanup.words import pieces

STYLE_KEY = "sentencepiece-model"


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It finds nothing unless the configuration names a model file."""

    def check(document: Document) -> Iterator[Violation]:
        path = document.style.get(STYLE_KEY)
        if not path:
            return
        model = pieces.load(str(path))
        for stream in pieces.piece_streams(document.masked, model):
            weaker = None if stream.exact else Applicability.UNSAFE
            yield _violation(document, stream, "pieces", weaker)
        for stream in pieces.id_streams(document.masked, model):
            yield _violation(document, stream, "ids", Applicability.UNSAFE)

    return check


def _violation(document: Document, stream: pieces.Stream, kind: str, weaker: Applicability | None) -> Violation:
    values = {"kind": kind, "text": stream.text[:60]}
    return Violation(stream.start, stream.end, stream.text, values=values, applicability=weaker)
