"""Patterns in the notation of ``.gitignore``: those of the configuration, and those of the files themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

Ignores = tuple[tuple[Path, "GitIgnoreSpec"], ...]
"""Folders with the compiled ``.gitignore`` in each, the outermost first."""


def patterns(lines: Sequence[str]) -> GitIgnoreSpec:
    """Compile patterns in the notation of ``.gitignore``."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 -- ten milliseconds that a run over one file need not pay

    return GitIgnoreSpec.from_lines(lines)


def read_ignores(folder: Path, name: str = ".gitignore") -> Iterator[tuple[Path, GitIgnoreSpec]]:
    """Yield a folder with its compiled ignore file, if it has one that says anything."""
    try:
        lines = (folder / name).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    if any(re.match(r"\s*[^#\s]", line) for line in lines):
        yield folder, patterns(lines)


def inherited(folder: Path) -> Ignores:
    """Return the ignore files above an absolute ``folder``, up to the top of the git work tree, outermost first."""
    above: list[Path] = []
    for parent in (folder, *folder.parents):
        above.insert(0, parent)
        if (parent / ".git").exists():
            exclude = tuple(read_ignores(parent, ".git/info/exclude"))
            return (*exclude, *(found for outer in above[:-1] for found in read_ignores(outer)))
    return ()


def ignored(path: Path, ignores: Ignores, *, folder: bool) -> bool:
    """Tell whether ignore files name ``path``; the innermost file that speaks of it decides."""
    for root, spec in reversed(ignores):
        name = path.relative_to(root).as_posix() + ("/" if folder else "")
        result = spec.check_file(name).include
        if result is not None:
            return result
    return False


@lru_cache(maxsize=256)
def matcher(lines: tuple[str, ...]) -> Callable[[str], bool]:
    """Return a function that tells whether a relative path with slashes matches patterns as in ``.gitignore``."""
    return patterns(lines).match_file if lines else lambda _: False
