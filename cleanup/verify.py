"""Prove a rule by its own cases, alone and together with every other rule of the language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from cleanup.api import Cleaner, Result
from cleanup.engine import Linter
from cleanup.fixer import UnstableFixError
from cleanup.model import Applicability
from cleanup.rule import Case, Rule
from cleanup.rulebook import Rulebook

_EVERY = frozenset(Applicability)


def language_of(rule: Rule, case: Case) -> str:
    """Return the language of a case: its own, else the folder's, else the first the rule names, else English."""
    if case.language:
        return case.language
    if rule.folder != "common":
        return rule.folder
    return rule.languages[0] if rule.languages else "en"


def verify_rule(book: Rulebook, rule_id: str) -> Iterator[str]:
    """Yield what is wrong with a rule's cases, each as ``file: key: case N: reason``; nothing when all hold."""
    story = book.story(rule_id)
    rule = story.rule
    for key, cases in (("invalid", story.invalid), ("valid", story.valid)):
        for index, case in enumerate(cases, 1):
            try:
                problems = list(_invalid(book, rule, case) if key == "invalid" else _valid(book, rule, case))
                problems += _together(book, rule, case)
            except UnstableFixError as error:
                problems = [str(error)]
            for problem in problems:
                yield f"{story.path}: {key}: case {index}: {problem}"


def run_alone(book: Rulebook, rule: Rule, case: Case, text: str | None = None) -> Result:
    """Run one rule, and no other, over a case; fixes of every applicability are made."""
    return _run(_alone(book, rule, _style(rule, case)), rule, case, case.text if text is None else text)


def run_together(book: Rulebook, rule: Rule, case: Case, text: str | None = None) -> Result:
    """Run all rules of the language over a case; safe and unsafe fixes are made."""
    cleaner = _together_cleaner(book, tuple(sorted(_style(rule, case).items())))
    allowed = frozenset((Applicability.SAFE, Applicability.UNSAFE))
    return _run(cleaner, rule, case, case.text if text is None else text, allowed)


def _invalid(book: Rulebook, rule: Rule, case: Case) -> Iterator[str]:
    result = run_alone(book, rule, case)
    if not result.diagnostics:
        yield f"not reported: {case.text!r}"
        return
    expected = case.text if case.output is None else case.output
    if result.text != expected:
        yield f"becomes {result.text!r}, not {expected!r}"
    if case.output is None:
        return
    if case.output == case.text:
        yield "output equals text"
    again = run_alone(book, rule, case, result.text)
    if again.diagnostics:
        yield f"the output is reported again: {result.text!r}: {again.diagnostics[0].message}"


def _valid(book: Rulebook, rule: Rule, case: Case) -> Iterator[str]:
    result = run_alone(book, rule, case)
    for found in result.diagnostics[:1]:
        yield f"reported, but valid: {case.text!r} at {found.start}: {case.text[found.start : found.end]!r}"


def _together(book: Rulebook, rule: Rule, case: Case) -> Iterator[str]:
    once = run_together(book, rule, case)
    twice = run_together(book, rule, case, once.text)
    if twice.text != once.text:
        yield f"with all rules: {once.text!r} becomes {twice.text!r} when fixed again"


def _run(cleaner: Cleaner, rule: Rule, case: Case, text: str, allowed: frozenset[Applicability] = _EVERY) -> Result:
    return cleaner.clean(
        text,
        language=language_of(rule, case),
        format=case.format,
        source=case.source,
        path=Path(case.path) if case.path else None,
        allowed=allowed,
    )


def _style(rule: Rule, case: Case) -> dict[str, str]:
    return {**{key: values[0] for key, values in rule.style.items()}, **case.style}


def _alone(book: Rulebook, rule: Rule, style: dict[str, str]) -> Cleaner:
    return Cleaner(Linter(book, select=[rule.id], style=style))


@lru_cache(maxsize=32)
def _together_cleaner(book: Rulebook, style: tuple[tuple[str, str], ...]) -> Cleaner:
    return Cleaner(Linter(book, style=dict(style)))
