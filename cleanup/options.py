"""The options that commands share, as typer declares them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATHS", help="Files and folders; - is standard input. Default: this folder.", show_default=False
    ),
]
Language = Annotated[
    str | None, typer.Option("--language", "-l", metavar="TAG", help="BCP 47 tag of all files, such as fr or pt-BR.")
]
Format = Annotated[
    str | None, typer.Option("--format", metavar="NAME", help="Format of all files: text, markdown or html.")
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select", metavar="RULES", help="Rules that run: ids, folders such as fr, or globs; separated by commas."
    ),
]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="RULES", help="Rules that do not run.")]
UnsafeFixes = Annotated[
    bool | None,
    typer.Option(
        "--unsafe-fixes/--no-unsafe-fixes", help="Also apply fixes that are usually right.", show_default=False
    ),
]
OutputFormat = Annotated[
    str | None,
    typer.Option("--output-format", metavar="NAME", help="full, concise, diff, json, sarif, github or rdjsonl."),
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Use this configuration for all files.")
]
StdinFilename = Annotated[
    Path | None, typer.Option("--stdin-filename", metavar="PATH", help="Treat standard input as the file of this name.")
]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="PATTERNS", help="Leave out files and folders, as in .gitignore."),
]
ForceExclude = Annotated[
    bool | None,
    typer.Option(
        "--force-exclude/--no-force-exclude",
        help="Leave out excluded files also when they are named.",
        show_default=False,
    ),
]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", metavar="N", min=0, help="Processes; default: one per core.")]
ExitZero = Annotated[bool, typer.Option("--exit-zero", "-e", help="Exit with 0 even if something was found.")]
Statistics = Annotated[bool, typer.Option("--statistics", help="Count what was found by rule instead of listing it.")]
NoCache = Annotated[
    bool, typer.Option("--no-cache", "-n", help="Neither read nor write what runs keep: rules and results.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print what was found, and nothing else.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say how each file is treated.")]
SourceRoot = Annotated[
    Path | None,
    typer.Option("--source-root", metavar="FOLDER", help="Where the texts are that the files were translated from."),
]
SentencepieceModel = Annotated[
    Path | None, typer.Option("--sentencepiece-model", metavar="FILE", help="Model of subwords to use for fused words.")
]
BaselineFile = Annotated[
    Path | None, typer.Option("--baseline", metavar="FILE", help="Do not report what this file already lists.")
]
WriteBaseline = Annotated[
    Path | None,
    typer.Option("--write-baseline", metavar="FILE", help="List all that is found in this file, and exit with 0."),
]
Stdout = Annotated[
    bool, typer.Option("--stdout", help="Print the corrected text, and the diff to standard error; write no file.")
]
ExitNonZeroOnFix = Annotated[bool, typer.Option("--exit-non-zero-on-fix", help="Exit with 1 if a file was changed.")]


def split(values: list[str] | None) -> tuple[str, ...]:
    """Return the parts of options that may be repeated and hold several values separated by commas."""
    return tuple(part for value in values or () for part in map(str.strip, value.split(",")) if part)
