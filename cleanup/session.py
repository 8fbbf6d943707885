"""One run of a command: which files, treated how, reported where, and the exit code."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cleanup import files
from cleanup.baseline import Baseline
from cleanup.config import Config, ConfigError
from cleanup.formats import SUFFIXES
from cleanup.gitignore import matcher
from cleanup.reporters import FOR_PEOPLE, REPORTERS, ReportOptions, reporter
from cleanup.results import FileResult
from cleanup.runner import Mode, Runner, RunOptions
from cleanup.tally import Tally
from cleanup.terminal import Progress, escape, wants_colour

MANY = 200
"""Files from which on several processes are worth starting."""
SEVERAL = 20
"""Files from which on it is worth remembering results for the next run."""


@dataclass(frozen=True, slots=True)
class Session:
    """What the command line says about the run as a whole."""

    options: RunOptions
    paths: Sequence[Path] = ()
    output_format: str | None = None
    exclude: tuple[str, ...] = ()
    force_exclude: bool | None = None
    jobs: int | None = None
    exit_zero: bool = False
    exit_non_zero_on_fix: bool = False
    statistics: bool = False
    quiet: bool = False
    stdout: bool = False
    baseline: Path | None = None
    write_baseline: Path | None = None
    runner: Runner = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "runner", Runner(self.options))

    # -- the run -----------------------------------------------------------------------------------------

    def run(self) -> int:
        """Treat the files, print the report, and return the exit code.

        Raises:
            CleanupError: nothing can be done, because of a path, the configuration or a rule.
        """
        config = self.runner.project(Path("x")).config
        name = self._reporter_name(config)
        paths = list(self._find(config))
        if not paths and not self.quiet:
            _say("warning: no articles found under the given paths")
        tally = Tally(self.options.mode)
        if len(paths) >= SEVERAL:
            self.runner.options = replace(self.options, remember=True)
        results = self._watched(self._results(paths, config), len(paths), tally)
        if self.write_baseline:
            return self._write_baseline(self.write_baseline, results, tally)
        if self.options.mode is Mode.CHECK and (file := self.baseline or config.baseline):
            results = self._without_known(Baseline.load(file), results, tally)
        self._print(tally.counted(results), name, tally)
        return self._exit_code(tally)

    def _reporter_name(self, config: Config) -> str:
        default = {Mode.CHECK: config.output_format or "full", Mode.WRITE: config.output_format or "concise"}
        name = self.output_format or ("diff" if self.stdout else default.get(self.options.mode, "diff"))
        if name not in REPORTERS:
            raise ConfigError(f"unknown output format {name!r}; known are {', '.join(REPORTERS)}")
        return name

    def _find(self, config: Config) -> Iterator[Path]:
        own = matcher(self.exclude)
        here = Path.cwd()

        def excluded(path: Path, *, folder: bool) -> bool:
            inside = self.exclude and path != here and path.is_relative_to(here)
            if inside and own(path.relative_to(here).as_posix() + ("/" if folder else "")):
                return True
            return self.runner.project(path).excludes(path, folder=folder)

        force = config.force_exclude if self.force_exclude is None else self.force_exclude
        paths = self.paths or ([files.STDIN] if self.options.stdin_filename else [Path()])
        return files.find(paths, SUFFIXES.keys() - {""}, excluded, force_exclude=force)

    def _results(self, paths: Sequence[Path], config: Config) -> Iterator[FileResult]:
        jobs = self.jobs if self.jobs is not None else config.jobs
        least = 2 if jobs else MANY
        if jobs == 1 or len(paths) < least or self.stdout or files.STDIN in paths:
            return self._one_by_one(paths)
        from cleanup import pool  # noqa: PLC0415 -- multiprocessing costs start-up time

        processes = min(jobs or pool.processes(), len(paths))
        return pool.run_many(paths, self.runner, processes, least) if processes > 1 else self._one_by_one(paths)

    def _one_by_one(self, paths: Sequence[Path]) -> Iterator[FileResult]:
        try:
            for path in paths:
                yield self.runner.run(path)
        finally:
            self.runner.save()

    def _watched(self, results: Iterator[FileResult], total: int, tally: Tally) -> Iterator[FileResult]:
        """Pass results on, errors to standard error, progress to a terminal; only what was applied when fixing."""
        progress = Progress(total, quiet=self.quiet, least=MANY)
        started = time.perf_counter()
        for result in results:
            progress.step()
            if result.error is not None:
                progress.clear()
                _say(f"error: {escape(result.name)}: {escape(result.error)}")
            elif self.options.verbose:
                progress.clear()
                now = time.perf_counter()
                _say(f"{escape(result.name)}: {result.language} ({result.reason}), {1000 * (now - started):.0f} ms")
                started = now
            elif sys.stdout.isatty():
                progress.clear()
            tally.see(result)
            if self.options.mode is not Mode.CHECK:
                yield replace(result, diagnostics=result.applied)
            else:
                yield result
        progress.clear()

    # -- the baseline ------------------------------------------------------------------------------------

    def _without_known(self, baseline: Baseline, results: Iterator[FileResult], tally: Tally) -> Iterator[FileResult]:
        for result in results:
            new = baseline.new(result.path, result.text, result.diagnostics)
            tally.known += len(result.diagnostics) - len(new)
            yield replace(result, diagnostics=new)

    def _write_baseline(self, file: Path, results: Iterator[FileResult], tally: Tally) -> int:
        baseline = Baseline.empty(file)
        for result in results:
            baseline.add(result.path, result.text, result.diagnostics)
        baseline.save(file)
        if not self.quiet:
            print(f"Listed {len(baseline):,} findings in {file}.")
        return 2 if tally.errors else 0

    # -- the output --------------------------------------------------------------------------------------

    def _print(self, results: Iterator[FileResult], name: str, tally: Tally) -> None:
        stream = sys.stderr if self.stdout else sys.stdout
        options = ReportOptions(colour=wants_colour(stream), terminal=stream.isatty(), messages=self._messages(name))
        if self.stdout:
            results = self._printing_text(results)
        if self.statistics:
            for _ in results:
                pass
            stream.write(tally.table(as_json=name == "json", colour=options.colour))
        else:
            write = stream.write
            for text in reporter(name)(results, options):
                write(text)
        if name in FOR_PEOPLE and not self.quiet:
            print(tally.summary(), file=stream)
        elif name == "diff" and not self.quiet:
            _say(tally.summary())

    def _printing_text(self, results: Iterator[FileResult]) -> Iterator[FileResult]:
        """Print the corrected text of each file, or the text as it was when fixing failed."""
        for result in results:
            data = files.Article(result.fixed, result.bom).encode()
            if sys.stdout.isatty() and not data.endswith(b"\n"):
                data += b"\n"  # the diff, or the prompt, begins on a new line
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            yield result

    def _messages(self, name: str) -> dict[str, str]:
        if name != "sarif":
            return {}
        return {rule.id: rule.message for rule in self.runner.rulebook(self.runner.project(Path("x"))).rules}

    def _exit_code(self, tally: Tally) -> int:
        if tally.errors:
            return 2
        if self.options.mode is Mode.CHECK:
            failed = tally.failing > 0
        elif self.options.mode is Mode.PROPOSE and not self.stdout:
            failed = tally.changed > 0
        else:
            failed = self.exit_non_zero_on_fix and tally.changed > 0
        return int(failed and not self.exit_zero)


def _say(message: str) -> None:
    print(message, file=sys.stderr)
