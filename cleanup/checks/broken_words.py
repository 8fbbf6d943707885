"""Words that a stray space breaks in two: ``inter national``. The space is taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cleanup.checks.fused_words import is_declared_foreign, level, words_of
from cleanup.model import Applicability, Check, Document, Edit, Violation
from cleanup.words import broken
from cleanup.words.lexicon import is_english_pair
from cleanup.words.lexicon import load as load_lexicon
from cleanup.words.model import load as load_model


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options: thresholds come with the model, one set for each language."""

    def check(document: Document) -> Iterator[Violation]:
        lexicon = load_lexicon(document.language)
        if lexicon is None:
            return
        model = load_model("broken")
        limits = model.limits(lexicon.language)
        words = words_of(document.masked, lexicon.language)
        for pair, score, sure in broken.find(document.masked, lexicon, words, model.full, limits.report):
            if is_declared_foreign(document, pair.start):
                continue
            text = document.masked[pair.start : pair.end]
            left, right = document.masked[pair.start : pair.gap], document.masked[pair.gap + 1 : pair.end]
            if is_english_pair(left.lower(), right.lower(), lexicon):
                continue
            count = words.counts[pair.joined]
            evidence = f"“{text.replace(' ', '')}” " + (
                f"occurs {count} time{'s' * (count > 1)} in this document" if count else "is a word"
            )
            applicability = level(score, limits.safe, limits, model, words, lexicon.language)
            if not sure:
                applicability = applicability.weaker(Applicability.UNSAFE)
            yield Violation(
                pair.start,
                pair.end,
                edits=(Edit(pair.gap, pair.gap + 1, ""),),
                values={"text": text, "joined": text.replace(" ", ""), "evidence": evidence},
                applicability=applicability,
            )

    return check
