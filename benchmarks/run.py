#!/usr/bin/env python3
"""Measure how fast the tool is on a folder of text, beside other tools that are installed.

    python benchmarks/run.py FOLDER [--repeat 5] [--language TAG] [--peers]

Every figure is the median of ``--repeat`` runs in CPU time (user and system), after one that does not count. CPU time
is what can be trusted on a shared machine; wall-clock time is printed for the start-up, where it is what users feel.
"Unchanged files" are those whose results the tool remembers from the run before; the other figures are of text that it
has not seen. Peers are compared with a run that remembers nothing, not even the compiled rules.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from cleanup.api import Cleaner
from cleanup.engine import Linter
from cleanup.formats import format_for
from cleanup.languages import declared, from_path
from cleanup.rulebook import load_rulebook

PEERS = {
    "typos": ["typos", "--format", "brief"],
    "codespell": ["codespell", "--quiet-level", "3"],
    "autocorrect": ["autocorrect", "--lint"],
    "rumdl": ["rumdl", "check", "--quiet"],
    "markdownlint-cli2": ["markdownlint-cli2"],
}
"""Other tools over the same folder: name -> command, to which the folder is added. Those not installed are left out."""

Article = tuple[Path, str, str, str]


def read(folder: Path, language: str | None) -> list[Article]:
    """Return (path, text, language, format) of every file that the tool reads below a folder."""
    articles = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        kind = format_for(path)
        if kind is None:
            continue
        try:
            text = path.read_bytes().decode()
        except UnicodeDecodeError:
            continue
        found = (
            language or declared(text, kind) or from_path(str(path.relative_to(folder))) or from_path(path.stem + "/x")
        )
        articles.append((path, text, found or "und", kind))
    return articles


def cpu(work: Callable[[], object], repeat: int) -> float:
    """Return the median CPU seconds of a piece of work after one run that does not count."""
    work()
    seconds = []
    for _ in range(repeat):
        gc.collect()
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def child(command: Sequence[str], repeat: int) -> tuple[float, float]:
    """Return the median CPU and wall seconds of a whole process."""
    used, walls = [], []
    for _ in range(repeat + 1):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        walls.append(time.perf_counter() - start)
        used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(used[1:]), statistics.median(walls[1:])


def report(name: str, seconds: float, size: float, files: int) -> None:
    """Print one line of the table; ``size`` is in megabytes."""
    print(f"{name:34}{seconds * 1000:10.1f} ms CPU{size / seconds:9.1f} MB/s{files / seconds:11.0f} files/s")


def main(argv: Sequence[str] | None = None) -> None:
    """Parse arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--language", help="BCP 47 tag of all files; default: what files and paths say")
    parser.add_argument("--peers", action="store_true", help="time other tools over the same folder")
    options = parser.parse_args(argv)

    articles = read(options.folder, options.language)
    if not articles:
        parser.error(f"{options.folder}: no file that the tool reads")
    size = sum(len(text.encode()) for _, text, _, _ in articles) / 1e6
    languages = sorted({language for _, _, language, _ in articles})
    print(f"{len(articles)} files, {size:.2f} MB, {len(languages)} languages, Python {sys.version.split()[0]}")

    book = load_rulebook()
    cleaner = Cleaner(Linter(book))
    print(f"{len(book.rules)} rules\n")

    def over(fix: bool) -> None:
        for path, text, language, kind in articles:
            cleaner.clean(text, language=language, format=kind, fix=fix, path=path)

    def parse() -> None:
        for _, text, language, kind in articles:
            cleaner.document(text, language=language, format=kind)

    report("parse only", cpu(parse, options.repeat), size, len(articles))
    checking = cpu(lambda: over(fix=False), options.repeat)
    report("check", checking, size, len(articles))
    report("fix (in memory)", cpu(lambda: over(fix=True), options.repeat), size, len(articles))

    smallest = min(articles, key=lambda a: abs(len(a[1]) - 5000))[0]
    used, wall = child([sys.executable, "-m", "cleanup", "check", "--exit-zero", str(smallest)], options.repeat)
    bare, bare_wall = child([sys.executable, "-c", "pass"], options.repeat)
    print(
        f"\nstart-up: check of one file ({smallest.stat().st_size} bytes): {used * 1000:.0f} ms CPU, {wall * 1000:.0f} ms wall"
    )
    print(f"          bare Python: {bare * 1000:.0f} ms CPU, {bare_wall * 1000:.0f} ms wall")

    print("\nwhole process over the folder, CPU time")
    own = [sys.executable, "-m", "cleanup", "check", "--exit-zero", "--quiet", "--jobs", "1", str(options.folder)]
    report("cleanup check, unchanged files", child(own, options.repeat)[0], size, len(articles))
    if options.peers:
        base, _ = child([*own, "--no-cache"], options.repeat)
        report("cleanup check, nothing remembered", base, size, len(articles))
        for name, command in PEERS.items():
            if shutil.which(command[0]):
                seconds, _ = child([*command, os.fspath(options.folder)], options.repeat)
                report(f"{name} ({seconds / base:.2f} x cleanup)", seconds, size, len(articles))


if __name__ == "__main__":
    main()
