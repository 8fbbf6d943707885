"""Run the rules of a language over a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any, cast

from cleanup.anchors import breaks_link
from cleanup.checks import Trigger, load_check
from cleanup.checks.foreign_line import in_foreign_segment
from cleanup.checks.unused_suppressions import UNUSED
from cleanup.model import (
    INLINE,
    OBJECT,
    Applicability,
    Check,
    CleanupError,
    Diagnostic,
    Document,
    Edit,
    Fix,
    Line,
    LineCheck,
    Segment,
    View,
    Violation,
)
from cleanup.pattern import Pattern
from cleanup.profile import UNDETERMINED, fallbacks
from cleanup.rule import Rule
from cleanup.rulebook import Rulebook
from cleanup.scanner import Scanner, encode
from cleanup.suppressions import Suppressions, read_suppressions

_HABITS = frozenset(("grammar", "locale-convention", "number-format", "punctuation", "spelling", "typography"))
"""Kinds of error that only the habits of a language make one."""

_FILLERS = frozenset((INLINE, OBJECT, "\n"))


@dataclass(slots=True)
class _Entry:
    """A rule in one language. ``active`` is false for a rule that shares the scan but does not run."""

    rule: Rule
    active: bool
    applicability: Applicability | None
    pattern: Pattern | None = None
    _check: Check | LineCheck | None = None

    def runs_on(self, document: Document) -> bool:
        return self.active and (not self.rule.formats or document.format in self.rule.formats)

    def check(self) -> Check | LineCheck:
        if self._check is None:
            self._check = load_check(self.rule.check).build(self.rule.options)
        return self._check


class _Group:
    """Rules that are scanned together: those of all languages and scripts, or the rest of one language."""

    def __init__(
        self, entries: Sequence[_Entry], triggers: Mapping[str, Trigger], *, cached: bool, gated: bool | None
    ) -> None:
        none = Trigger(None, by_line=False)
        found = [(e, triggers.get(e.rule.check, none)) for e in entries]
        self._by_line = [e for e, trigger in found if e.pattern or trigger.by_line]
        self._line_triggers: dict[int, re.Pattern[str]] = {}
        self._always = [e for e, trigger in found if e.active and not e.pattern and trigger.pattern is None]
        self._triggered = [e for e, trigger in found if trigger.pattern is not None and not trigger.by_line]
        self._sources = [e.pattern.source if e.pattern else triggers[e.rule.check].pattern or "" for e in self._by_line]
        self._scanner = Scanner(
            self._sources, [triggers[e.rule.check].pattern or "" for e in self._triggered], cached=cached, gated=gated
        )

    def violations(self, document: Document, text: str, data: bytes) -> Iterator[tuple[_Entry, Violation]]:
        lines, triggered = self._scanner.lines(text, data)
        wanted: dict[int, list[Line]] = {}
        for offset, line, indices in lines:
            for index in indices:
                entry = self._by_line[index]
                if not entry.runs_on(document):
                    continue
                if entry.pattern:
                    yield from ((entry, v) for v in _in_time(entry, entry.pattern.violations(line, offset)))
                elif self._wants_line(index, line):
                    wanted.setdefault(index, []).append((offset, line))
        for index in sorted(wanted):
            entry = self._by_line[index]
            yield from ((entry, v) for v in cast("LineCheck", entry.check())(document, wanted[index]))
        for entry in (*self._always, *(self._triggered[i] for i in sorted(triggered))):
            if entry.runs_on(document):
                yield from ((entry, v) for v in cast("Check", entry.check())(document))

    def _wants_line(self, index: int, line: str) -> bool:
        """Tell whether a line holds the trigger for sure: checks count over their lines, however these were found."""
        trigger = self._line_triggers.get(index)
        if trigger is None:
            trigger = re.compile(self._sources[index])
            self._line_triggers[index] = trigger
        return trigger.search(line) is not None


def _in_time(entry: _Entry, violations: Iterator[Violation]) -> Iterator[Violation]:
    try:
        yield from violations
    except TimeoutError:
        raise RuleTimeoutError(f"{entry.rule.id}: its pattern takes too long on this text") from None


class RuleTimeoutError(CleanupError):
    """A rule of the user backtracks without end; the text names it. The file is left alone."""


class Linter:
    """Rules selected for a run.

    Args:
        rulebook: where the rules and profiles come from.
        select: what may run: rule ids, their first parts (``common``, ``fr``) or globs; empty means all.
        ignore: what does not run, in the same notation.
        style: the style options that are set, such as ``{"quotes": "document"}``.
        use_cache: keep compiled scans on disk.
        gated: scan with Hyperscan, where it is installed: always (``True``), never (``False``), or, by default, once
            there is enough text to make it worth compiling the patterns. Results are the same.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        *,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        style: Mapping[str, str] | None = None,
        use_cache: bool = True,
        gated: bool | None = None,
    ) -> None:
        self.rulebook = rulebook
        self.style = dict(style or {})
        self._select = tuple(select)
        self._ignore = tuple(ignore)
        self._cached, self._gated = use_cache, gated
        self._languages: dict[str, dict[str, list[_Group]]] = {}
        self._common: dict[tuple[str, tuple[bool, ...]], _Group] = {}

    def selects(self, rule: Rule) -> bool:
        """Tell whether the selection and the style options let a rule run."""
        if not self._has_style(rule):
            return False
        if self._select and not _names(self._select, rule.id):
            return False
        return not _names(self._ignore, rule.id)

    def _has_style(self, rule: Rule) -> bool:
        if rule.needs and rule.needs not in self.style:
            return False
        return not rule.style or any(self.style.get(key) in values for key, values in rule.style.items())

    def lint(self, document: Document) -> list[Diagnostic]:
        """Return the diagnostics of a document in reading order, suppressed ones left out."""
        found = self._lint_language(document)
        for language in {s.language for s in document.segments if s.language} - {document.language}:
            found += self._lint_language(self._part(document, language))
        hidden = read_suppressions(document.text)
        if hidden:
            unused = self._unused(document, hidden, found)
            found = [*(d for d in found if not hidden.hides(d.rule, d.start)), *unused]
        unique = {(d.rule, d.start, d.end, d.fix): d for d in found}
        return sorted(unique.values(), key=lambda d: (d.start, d.end, d.rule))

    def _unused(self, document: Document, hidden: Suppressions, found: list[Diagnostic]) -> Iterator[Diagnostic]:
        """Yield a remark for each comment that silences nothing, unless what it names does not run here."""
        rule = next((r for r in self.rulebook.rules if r.check == UNUSED and self.selects(r)), None)
        if rule is None:
            return
        for start, name in hidden.unused((d.rule, d.start) for d in found):
            if self._has_run(name, document.language) and not hidden.hides(rule.id, start - 1):
                line, column = document.line_and_column(start)
                message = _message(rule.message, {"name": name})
                yield Diagnostic(rule.id, message, rule.severity, start, start + 1, line, column)

    def _has_run(self, name: str, language: str) -> bool:
        """Tell whether all that a comment names and that speaks of a language runs; what is no name counts as well."""
        if name == "*":
            return language != UNDETERMINED and not self._select and not self._ignore
        chain, script = fallbacks(language), self.rulebook.profile(language).script
        named = [rule for rule in self.rulebook.rules if _names((name,), rule.id)]
        meant = [rule for rule in named if self._has_style(rule) and rule.runs_in(chain, script)]
        return not named or (bool(meant) and all(map(self.selects, meant)))

    def _part(self, document: Document, language: str) -> Document:
        segments = tuple(s._replace(language=None) for s in document.segments if s.language == language)
        view = View(_restrict(document.masked, segments), segments)
        return replace(document, view=view, language=language, profile=self.rulebook.profile(language), source=None)

    def _lint_language(self, document: Document) -> list[Diagnostic]:
        if any(s.language for s in document.segments):
            segments = tuple(s for s in document.segments if s.language in (None, document.language))
            document = replace(
                document, view=View(_restrict(document.masked, segments), segments, document.view.markup)
            )
        out = []
        for view, groups in self._groups(document.language).items():
            text = document.masked if view == "prose" else document.markup
            data = encode(text)
            for group in groups:
                for entry, violation in group.violations(document, text, data):
                    if _is_out_of_place(document, entry.rule, violation):
                        continue
                    diagnostic = _diagnostic(document, entry, violation)
                    if diagnostic:
                        out.append(diagnostic)
        return out

    # -- the rules of a language -------------------------------------------------------------------------

    def _groups(self, language: str) -> dict[str, list[_Group]]:
        if language not in self._languages:
            entries = self._entries(language)
            groups: dict[str, list[_Group]] = {}
            for view in dict.fromkeys(e.rule.view for e in entries):
                groups[view] = list(self._group([e for e in entries if e.rule.view == view]))
            self._languages[language] = groups
        return self._languages[language]

    def _group(self, entries: Sequence[_Entry]) -> Iterator[_Group]:
        shared: list[_Entry] = []
        own: list[_Entry] = []
        for entry in entries:
            fixed = entry.rule.folder == "common" and not entry.rule.scripts
            fixed = fixed and not (entry.pattern and entry.pattern.speaks_of_profile)
            (shared if fixed else own).append(entry)
        for part in (shared, own):
            if any(e.active for e in part):
                yield _Group(part, self.rulebook.triggers, cached=self._cached, gated=self._gated)

    def _entries(self, language: str) -> list[_Entry]:
        profile = self.rulebook.profile(language)
        chain = fallbacks(language)
        entries = []
        for rule in self.rulebook.rules:
            if rule.folder != "common" and rule.folder not in chain:
                continue
            # What a script or the style options rule out is not even scanned for. What a language rules out is:
            # all languages share one compiled scan of the rules for all.
            if (rule.scripts and profile.script not in rule.scripts) or not self._has_style(rule):
                continue
            pattern = None
            if rule.check == "pattern":
                pattern = Pattern(rule.options, profile, guarded=rule.id in self.rulebook.own)
            active = rule.runs_in(chain, profile.script) and self.selects(rule)
            entries.append(_Entry(rule, active, rule.applicability(chain), pattern))
        return entries


def _names(selectors: Iterable[str], rule_id: str) -> bool:
    return any(
        rule_id == selector or rule_id.startswith(f"{selector.rstrip('/')}/") or fnmatchcase(rule_id, selector)
        for selector in selectors
    )


def _restrict(masked: str, segments: Sequence[Segment]) -> str:
    """Return the view with everything outside ``segments`` turned into structure."""
    out, at = [], 0
    for segment in segments:
        out.append("\n" * (segment.start - at))
        out.append(masked[segment.start : segment.end])
        at = segment.end
    out.append("\n" * (len(masked) - at))
    return "".join(out)


def _is_out_of_place(document: Document, rule: Rule, violation: Violation) -> bool:
    """Tell whether a rule speaks of the habits of one language in a line that was left in another.

    Such a line wants to be translated; its own marks and words are right as they are.
    """
    return rule.view == "prose" and rule.mqm in _HABITS and in_foreign_segment(document, violation.start)


def _diagnostic(document: Document, entry: _Entry, violation: Violation) -> Diagnostic | None:
    rule = entry.rule
    if rule.kinds:
        segment = document.segment_at(violation.start)
        if segment is None or segment.kind not in rule.kinds:
            return None
    line, column = document.line_and_column(violation.start)
    return Diagnostic(
        rule=rule.id,
        message=_message(violation.message or rule.message, violation.values),
        severity=rule.severity,
        start=violation.start,
        end=violation.end,
        line=line,
        column=column,
        fix=_fix(document, entry, violation),
    )


def _message(template: str, values: Mapping[str, str]) -> str:
    return template.format_map(_Values(values)) if "{" in template else template


class _Values(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _fix(document: Document, entry: _Entry, violation: Violation) -> Fix | None:
    edits = tuple(sorted(violation.all_edits()))
    if entry.applicability is None or not edits:
        return None
    if entry.rule.view == "prose" and not all(_on_prose(document.masked, edit) for edit in edits):
        return None
    if all(document.text[edit.start : edit.end] == edit.replacement for edit in edits):
        return None
    applicability = entry.applicability.weaker(violation.applicability)
    segments = {document.segment_at(edit.start) for edit in edits}
    if any(segment and (segment.read_only or breaks_link(document, segment, edits)) for segment in segments):
        applicability = Applicability.DISPLAY_ONLY
    return Fix(edits, applicability)


def _on_prose(masked: str, edit: Edit) -> bool:
    """Tell whether an edit changes only characters that a reader sees as prose.

    An insertion may stand beside markup, but not inside a run of it.
    """
    if edit.start < edit.end:
        return _FILLERS.isdisjoint(masked[edit.start : edit.end])
    before = masked[edit.start - 1] if edit.start else "\n"
    after = masked[edit.start] if edit.start < len(masked) else "\n"
    return before != after or before not in _FILLERS
