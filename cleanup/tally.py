"""Counts of what a run found, for its summary, its statistics and its exit code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from cleanup.model import Applicability, Diagnostic, Severity
from cleanup.results import FileResult
from cleanup.runner import Mode
from cleanup.terminal import painter, plural


class Tally:
    """Counts kept while results pass by."""

    def __init__(self, mode: Mode) -> None:
        self.files = self.changed = self.errors = self.failing = self.known = 0
        self._mode = mode
        self._unsure = 0
        self._with_findings = 0
        self._reported = 0
        self._remaining: Counter[Applicability | None] = Counter()
        self._rules: Counter[tuple[str, str]] = Counter()
        self._fixable: Counter[tuple[str, str, Applicability]] = Counter()

    def see(self, result: FileResult) -> None:
        """Count a file and what of it is not applied."""
        self.files += 1
        self.errors += result.error is not None
        self.changed += result.changed
        self._unsure += result.language == "und" and result.reason.startswith("unsure")
        self._remaining.update(d.fix.applicability if d.fix else None for d in result.diagnostics if not d.applied)

    def counted(self, results: Iterator[FileResult]) -> Iterator[FileResult]:
        """Pass on results to a reporter and count their diagnostics as reported."""
        for result in results:
            self._with_findings += bool(result.diagnostics)
            for diagnostic in result.diagnostics:
                self._count(result, diagnostic)
            yield result

    def _count(self, result: FileResult, diagnostic: Diagnostic) -> None:
        self._reported += 1
        self.failing += diagnostic.severity is not Severity.INFO
        key = (diagnostic.rule, result.language)
        self._rules[key] += 1
        if diagnostic.fix:
            self._fixable[*key, diagnostic.fix.applicability] += 1

    # -- for people --------------------------------------------------------------------------------------

    def summary(self) -> str:
        """Return one or two sentences about the whole run."""
        text = self._checked() if self._mode is Mode.CHECK else self._fixed()
        if self.known:
            text += f" {plural(self.known, 'finding')} of the baseline not shown."
        if self._unsure:
            text += (
                f" The language of {plural(self._unsure, 'file')} is uncertain, so only rules for every language ran"
                " (--language says it)."
            )
        return text

    def _checked(self) -> str:
        if not self._reported:
            return f"Found nothing in {plural(self.files, 'file')}."
        found = f"Found {plural(self._reported, 'problem')} in {self._with_findings:,} of {plural(self.files, 'file')}."
        shown: Counter[Applicability | None] = Counter()
        for (_, _, applicability), count in self._fixable.items():
            shown[applicability] += count
        return found + self._advice(shown)

    def _advice(self, remaining: Counter[Applicability | None]) -> str:
        safe, unsafe = remaining[Applicability.SAFE], remaining[Applicability.UNSAFE]
        parts = [f"{safe:,} can be fixed with `cleanup fix`"] if safe else []
        parts += [f"{unsafe:,}{' more' if safe else ' can be fixed'} with --unsafe-fixes"] if unsafe else []
        return f" {', '.join(parts)}." if parts else ""

    def _fixed(self) -> str:
        verb = "Fixed" if self._mode is Mode.WRITE else "Would fix"
        if not self.changed:
            done = f"Nothing to fix in {plural(self.files, 'file')}."
        else:
            done = f"{verb} {plural(self._reported, 'problem')} in {plural(self.changed, 'file')}."
        left = self._remaining.total()
        if not left:
            return done
        unsafe = self._remaining[Applicability.UNSAFE]
        more = f", {unsafe:,} of them can be fixed with --unsafe-fixes" if unsafe else ""
        return f"{done} {plural(left, 'problem')} left{more}."

    def table(self, *, as_json: bool, colour: bool) -> str:
        """Return the counts by rule, in JSON also by language, the most frequent first."""
        if as_json:
            rows = [
                {
                    "rule": rule,
                    "language": language,
                    "count": count,
                    "safe": self._fixable[rule, language, Applicability.SAFE],
                    "unsafe": self._fixable[rule, language, Applicability.UNSAFE],
                }
                for (rule, language), count in self._rules.most_common()
            ]
            return json.dumps(rows, indent=1) + "\n"
        paint = painter(colour)
        counts: Counter[str] = Counter()
        for (rule, _), count in self._rules.items():
            counts[rule] += count
        width = max((len(f"{count:,}") for count in counts.values()), default=0)
        lines = (
            f"{count:>{width},}  {paint(rule, 'bold')}{self._fixes(rule)}"
            for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        )
        return "".join(f"{line}\n" for line in lines)

    def _fixes(self, rule: str) -> str:
        kinds: Counter[str] = Counter()
        for (name, _, kind), count in self._fixable.items():
            kinds[kind] += count * (name == rule)
        shown = ", ".join(f"{kinds[kind]:,} {kind}" for kind in Applicability if kinds[kind])
        return f"  [{shown}]" if shown else ""
