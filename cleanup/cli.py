"""The command line: commands and their options. Each command hands over to a session and sets the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from cleanup import __version__
from cleanup import options as o
from cleanup.config import language_tag
from cleanup.model import CleanupError
from cleanup.runner import Mode, RunOptions
from cleanup.session import Session

app = typer.Typer(
    name="cleanup",
    help="Find and repair the artefacts that machine translation leaves in articles.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@contextmanager
def _exits() -> Iterator[None]:
    """Turn what stops a run into one line on standard error and the exit code."""
    try:
        yield
        sys.stdout.flush()
    except CleanupError as error:
        print(f"error: {' '.join(str(error).split())}", file=sys.stderr)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        print("interrupted; every file is whole", file=sys.stderr)
        raise typer.Exit(130) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads: let the flush at exit pass
        raise typer.Exit(141) from None


def _run(mode: Mode, given: dict[str, Any], **more: Any) -> None:
    """Run a session with the options of a command, given as its local variables."""
    with _exits():
        paths = given["paths"] or []
        stdout = bool(given.get("stdout")) or (mode is Mode.WRITE and _reads_stdin(given))
        treatment = RunOptions(
            mode=Mode.PROPOSE if stdout or (mode is Mode.CHECK and given["output_format"] == "diff") else mode,
            language=language_tag(given["language"]) if given["language"] else None,
            format=given["format_"],
            select=o.split(given["select"]),
            ignore=o.split(given["ignore"]),
            unsafe_fixes=given["unsafe_fixes"],
            config=given["config"],
            source_root=given["source_root"],
            stdin_filename=given["stdin_filename"],
            sentencepiece_model=given["sentencepiece_model"],
            cache=not given["no_cache"],
            verbose=given["verbose"],
        )
        session = Session(
            treatment,
            paths,
            output_format=given["output_format"],
            exclude=o.split(given["exclude"]),
            force_exclude=given["force_exclude"],
            jobs=given["jobs"],
            exit_zero=given["exit_zero"],
            statistics=given["statistics"],
            quiet=given["quiet"],
            stdout=stdout,
            **more,
        )
        code = session.run()
    raise typer.Exit(code)


def _reads_stdin(given: dict[str, Any]) -> bool:
    return Path("-") in (given["paths"] or []) or bool(given["stdin_filename"] and not given["paths"])


@app.command()
def check(
    paths: o.Paths = None,
    language: o.Language = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    unsafe_fixes: o.UnsafeFixes = None,
    output_format: o.OutputFormat = None,
    format_: o.Format = None,
    config: o.ConfigFile = None,
    stdin_filename: o.StdinFilename = None,
    exclude: o.Exclude = None,
    force_exclude: o.ForceExclude = None,
    source_root: o.SourceRoot = None,
    sentencepiece_model: o.SentencepieceModel = None,
    baseline: o.BaselineFile = None,
    write_baseline: o.WriteBaseline = None,
    jobs: o.Jobs = None,
    exit_zero: o.ExitZero = False,
    statistics: o.Statistics = False,
    no_cache: o.NoCache = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Report problems and write nothing.

    Exit code 0: nothing found (or only notes of severity info); 1: something found; 2: something could not be done.
    """
    _run(Mode.CHECK, locals(), baseline=baseline, write_baseline=write_baseline)


@app.command()
def fix(
    paths: o.Paths = None,
    language: o.Language = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    unsafe_fixes: o.UnsafeFixes = None,
    stdout: o.Stdout = False,
    output_format: o.OutputFormat = None,
    format_: o.Format = None,
    config: o.ConfigFile = None,
    stdin_filename: o.StdinFilename = None,
    exclude: o.Exclude = None,
    force_exclude: o.ForceExclude = None,
    source_root: o.SourceRoot = None,
    sentencepiece_model: o.SentencepieceModel = None,
    jobs: o.Jobs = None,
    exit_zero: o.ExitZero = False,
    exit_non_zero_on_fix: o.ExitNonZeroOnFix = False,
    statistics: o.Statistics = False,
    no_cache: o.NoCache = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Write safe fixes to the files and list each of them.

    Exit code 0: done, whatever problems are left; 1: a file was changed, with --exit-non-zero-on-fix; 2: something
    could not be done.
    """
    _run(Mode.WRITE, locals(), exit_non_zero_on_fix=exit_non_zero_on_fix)


@app.command()
def diff(
    paths: o.Paths = None,
    language: o.Language = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    unsafe_fixes: o.UnsafeFixes = None,
    output_format: o.OutputFormat = None,
    format_: o.Format = None,
    config: o.ConfigFile = None,
    stdin_filename: o.StdinFilename = None,
    exclude: o.Exclude = None,
    force_exclude: o.ForceExclude = None,
    source_root: o.SourceRoot = None,
    sentencepiece_model: o.SentencepieceModel = None,
    jobs: o.Jobs = None,
    exit_zero: o.ExitZero = False,
    statistics: o.Statistics = False,
    no_cache: o.NoCache = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Print what fix would change as a unified diff, and write nothing.

    Exit code 0: nothing would change; 1: there is a diff; 2: something could not be done.
    """
    _run(Mode.PROPOSE, locals())


@app.command()
def rules(
    language: o.Language = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    output_format: Annotated[str, typer.Option("--output-format", metavar="NAME", help="text or json.")] = "text",
    config: o.ConfigFile = None,
    no_cache: o.NoCache = False,
) -> None:
    """List the rules: id, languages, what their fix may do, message."""
    with _exits():
        from cleanup import catalogue  # noqa: PLC0415

        shown = catalogue.Choice(language and language_tag(language), o.split(select), o.split(ignore))
        sys.stdout.write(catalogue.table(_rulebook(config, cache=not no_cache), shown, output_format))


@app.command()
def rule(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="Id of the rule, such as common/stray-period.")],
    output_format: Annotated[str, typer.Option("--output-format", metavar="NAME", help="text or json.")] = "text",
    config: o.ConfigFile = None,
    no_cache: o.NoCache = False,
) -> None:
    """Explain one rule: what is wrong, why, what is fixed, with cases, and how to switch it off."""
    with _exits():
        from cleanup import catalogue  # noqa: PLC0415

        sys.stdout.write(catalogue.story(_rulebook(config, cache=not no_cache), rule_id, output_format))


def _rulebook(config: Path | None, *, cache: bool) -> Any:
    from cleanup.runner import Runner  # noqa: PLC0415

    runner = Runner(RunOptions(config=config, cache=cache))
    return runner.rulebook(runner.project(Path("x")))


@app.callback(invoke_without_command=True)
def _main(
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version.")] = False,
) -> None:
    if version:
        print(f"cleanup {__version__}")
        raise typer.Exit
