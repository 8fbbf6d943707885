"""Which file a translated file was translated from, by a rule about their paths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from cleanup.files import absolute
from cleanup.languages import from_path

_NAME = re.compile(r"\{(\w+)\}")


def source_of(path: Path, relative: str, setting: str | Mapping[str, str], root: Path) -> Path | None:
    """Return the existing source file of ``path``, or ``None``.

    ``relative`` is ``path`` relative to the project. ``setting`` is a path with ``{path}`` (what follows the
    language in ``relative``), such as ``docs/en/{path}``; or a table of patterns such as
    ``{"translations/{lang}/{path}": "{path}"}``, whose names are filled in from what they matched. Both are
    relative to ``root``.
    """
    for candidate in _candidates(relative, setting):
        found = root / candidate
        if found.is_file() and not _same(found, path):
            return found
    return None


def under(path: Path, relative: str, root: Path) -> Path | None:
    """Return the file below ``root`` that has the longest common end of its path with ``relative``, if any.

    A file that lies below ``root`` itself is a translation only if its path names a language, as in
    ``translations/fr/guide.md``; else it is a source.
    """
    candidates = list(_remainders(relative))
    if not absolute(path).is_relative_to(absolute(root)):
        candidates += _ends(relative)
    for candidate in candidates:
        found = root / candidate
        if found.is_file() and not _same(found, path):
            return found
    return None


def _candidates(relative: str, setting: str | Mapping[str, str]) -> Iterator[str]:
    if isinstance(setting, str):
        for rest in _remainders(relative):
            yield setting.replace("{path}", rest)
        return
    for pattern, target in setting.items():
        match = re.fullmatch(_to_regex(pattern), relative)
        if match:
            yield _filled(target, match.groupdict())


def _filled(target: str, values: Mapping[str, str]) -> str:
    return re.sub(_NAME, lambda name: values.get(name[1], name[0]), target)


def _to_regex(pattern: str) -> str:
    """Turn ``docs/{lang}/{path}`` into a regular expression; ``{path}`` may span folders, other names may not."""
    parts, at = [], 0
    for name in _NAME.finditer(pattern):
        parts.append(re.escape(pattern[at : name.start()]))
        parts.append(f"(?P<{name[1]}>{'.+' if name[1] == 'path' else '[^/]+'})")
        at = name.end()
    return "".join((*parts, re.escape(pattern[at:])))


def _remainders(relative: str) -> Iterator[str]:
    """Yield what is left of a path without its language: after the folder of that name, or without the suffix."""
    parts = PurePosixPath(relative).parts
    for index in reversed(range(len(parts) - 1)):
        if from_path("/".join((*parts[: index + 1], "x.md"))) and not from_path("/".join((*parts[:index], "x.md"))):
            yield "/".join(parts[index + 1 :])
    name = PurePosixPath(relative)
    if from_path(name.name):
        plain = name.with_name(re.sub(r"[._-][A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?$", "", name.stem) + name.suffix)
        yield plain.as_posix()
        yield plain.name


def _ends(relative: str) -> Iterator[str]:
    parts = [part for part in PurePosixPath(relative).parts if part not in ("/", "..")]
    for index in range(len(parts)):
        yield "/".join(parts[index:])


def _same(a: Path, b: Path) -> bool:
    try:
        return a.samefile(b)
    except OSError:
        return False
