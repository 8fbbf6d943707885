"""Known findings, so that only new ones are reported: keyed by rule, path and content, with counts."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cleanup.files import absolute
from cleanup.model import CleanupError, Diagnostic

_VERSION = 1
_CONTEXT = 40
"""Characters on either side of a finding, on its own line, that identify it."""

_Key = tuple[str, str, str]


class BaselineError(CleanupError):
    """A baseline file that cannot be read or written; the text names it and the reason."""


def fingerprint(text: str, diagnostic: Diagnostic) -> str:
    """Return a short hash of what a diagnostic is about: its place with a little of its line, spaces evened out.

    It stays the same when other lines, or remote parts of the same line, change.
    """
    least, most = max(0, diagnostic.start - _CONTEXT), min(len(text), diagnostic.end + _CONTEXT)
    line_start, line_end = text.rfind("\n", least, diagnostic.start) + 1, text.find("\n", diagnostic.end, most)
    start, end = max(least, line_start), most if line_end < 0 else line_end
    content = " ".join(text[start:end].split())
    return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class Baseline:
    """Findings that are known. Paths are relative to ``root``, the folder of the baseline file."""

    def __init__(self, root: Path, counts: Counter[_Key] | None = None) -> None:
        self._root = root
        self._counts: Counter[_Key] = counts if counts is not None else Counter()

    @classmethod
    def load(cls, file: Path) -> Baseline:
        """Read a baseline file. Raises ``BaselineError``."""
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            return cls(_root(file), _counts(data))
        except OSError as error:
            raise BaselineError(f"{file}: the baseline cannot be read: {error.strerror}") from None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BaselineError(f"{file}: not a baseline of cleanup: {error}") from None

    @classmethod
    def empty(cls, file: Path) -> Baseline:
        """Return a baseline without findings that will be saved as ``file``."""
        return cls(_root(file))

    def add(self, path: Path, text: str, diagnostics: Iterable[Diagnostic]) -> None:
        """Take the findings of a file in."""
        name = self._name(path)
        self._counts.update((name, d.rule, fingerprint(text, d)) for d in diagnostics)

    def new(self, path: Path, text: str, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return the findings of a file that are not known; of those that look alike, as many as are too many."""
        name = self._name(path)
        left: Counter[_Key] = Counter()
        fresh = []
        for diagnostic in diagnostics:
            key = (name, diagnostic.rule, fingerprint(text, diagnostic))
            left[key] += 1
            if left[key] > self._counts[key]:
                fresh.append(diagnostic)
        return tuple(fresh)

    def save(self, file: Path) -> None:
        """Write the baseline, sorted so that it differs little between runs. Raises ``BaselineError``."""
        files: dict[str, dict[str, dict[str, int]]] = {}
        for (name, rule, content), count in sorted(self._counts.items()):
            files.setdefault(name, {}).setdefault(rule, {})[content] = count
        text = json.dumps({"version": _VERSION, "files": files}, indent=1, ensure_ascii=False)
        try:
            file.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise BaselineError(f"{file}: the baseline cannot be written: {error.strerror}") from None

    def __len__(self) -> int:
        return self._counts.total()

    def _name(self, path: Path) -> str:
        return os.path.relpath(absolute(path), self._root).replace(os.sep, "/")


def _root(file: Path) -> Path:
    return absolute(file).parent


def _counts(data: Any) -> Counter[_Key]:
    if data["version"] != _VERSION:
        raise ValueError(f"version {data['version']} is not supported")
    counts: Counter[_Key] = Counter()
    for name, rules in data["files"].items():
        for rule, contents in rules.items():
            for content, count in contents.items():
                counts[name, rule, content] = int(count)
    return counts
