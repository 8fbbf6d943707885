"""Results of earlier runs: a file that has not changed is not checked again.

One SQLite file in the cache folder maps a digest of everything a result depends on to the result: the bytes of the
file and of its source, its path, the options, the configuration, the rules and this program. What a rule looked up
elsewhere on the disk is kept with the result and looked up again. Only results that change no text are kept.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sqlite3
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from cleanup import cache
from cleanup.model import Applicability, Diagnostic, Edit, Fix, Severity

_FILE: Final = "results.sqlite"
_SCHEMA: Final = 1
_DAY: Final = 86_400
_KEPT_DAYS: Final = 30
_PATIENCE: Final = 2.0
"""Seconds to wait for another process that writes; after that this one goes on without the cache."""


class Outcome:
    """What is remembered of one file: language, what said so, diagnostics, and which other files were looked for."""

    __slots__ = ("diagnostics", "language", "outside", "reason")

    def __init__(
        self, language: str, reason: str, diagnostics: Sequence[Diagnostic], outside: Mapping[str, bool]
    ) -> None:
        self.language = language
        self.reason = reason
        self.diagnostics = tuple(diagnostics)
        self.outside = {os.path.abspath(path): there for path, there in outside.items()}  # noqa: PTH100 -- fast


class ResultCache:
    """The results of earlier runs. Whatever goes wrong with it, the run goes on as if nothing had been kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or cache.cache_folder()
        self._today = int(time.time() // _DAY)
        self._new: dict[str, bytes] = {}
        self._used: list[str] = []
        self._database = self._open()

    def _open(self) -> sqlite3.Connection | None:
        with contextlib.suppress(OSError, sqlite3.Error):
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                return self._connect()
            except sqlite3.OperationalError:
                return None  # locked, or on a disk that SQLite cannot use
            except sqlite3.DatabaseError:
                for path in self._folder.glob(f"{_FILE}*"):
                    path.unlink(missing_ok=True)  # damaged
                return self._connect()
        return None

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._folder / _FILE, timeout=_PATIENCE, isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = OFF")
        if database.execute("PRAGMA user_version").fetchone() != (_SCHEMA,):
            database.executescript(
                "DROP TABLE IF EXISTS results;"
                "CREATE TABLE results (key TEXT PRIMARY KEY, day INTEGER, value BLOB) WITHOUT ROWID;"
                f"PRAGMA user_version = {_SCHEMA};"
            )
        database.execute("DELETE FROM results WHERE day < ?", (self._today - _KEPT_DAYS,))
        return database

    def get(self, key: str) -> Outcome | None:
        """Return what is remembered under a key and still holds."""
        if self._database is None:
            return None
        try:
            row = self._database.execute("SELECT day, value FROM results WHERE key = ?", (key,)).fetchone()
            outcome = _restored(row[1]) if row else None
        except (sqlite3.Error, ValueError, EOFError, TypeError, KeyError):
            return None
        if outcome is None or any(not _still(*found) for found in outcome.outside.items()):
            return None
        if row[0] != self._today:
            self._used.append(key)
        return outcome

    def put(self, key: str, outcome: Outcome) -> None:
        """Remember an outcome; it is written by ``save``."""
        self._new[key] = _kept(outcome)

    def save(self) -> None:
        """Write what is new."""
        if self._database is not None and (self._new or self._used):
            rows = [(key, self._today, value) for key, value in self._new.items()]
            with contextlib.suppress(sqlite3.Error):
                self._database.execute("BEGIN IMMEDIATE")
                self._database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)
                self._database.executemany(
                    "UPDATE results SET day = ? WHERE key = ?", [(self._today, key) for key in self._used]
                )
                self._database.execute("COMMIT")
        self._new.clear()
        self._used.clear()


def program_digest(extra: Iterable[Path] = ()) -> bytes:
    """Return a digest of this program and of folders of rules: names, sizes and times of change of their files."""
    package = Path(__file__).parent
    roots = [package, package.parent / "rules", *extra]
    parts = [sys.version.encode()]
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path.suffix != ".pyc":
                found = path.stat()
                parts.append(f"{path} {found.st_size} {found.st_mtime_ns}".encode("utf-8", "surrogateescape"))
    return cache.digest(*parts).encode()


def _still(path: str, there: bool) -> bool:
    return os.path.exists(path) is there  # noqa: PTH110 -- ten times as fast as pathlib, for every link of a page


def _kept(outcome: Outcome) -> bytes:
    rows = [
        (
            d.rule, d.message, str(d.severity), d.start, d.end, d.line, d.column, d.applied,
            d.fix and (str(d.fix.applicability), [(e.start, e.end, e.replacement) for e in d.fix.edits]),
        )
        for d in outcome.diagnostics
    ]  # fmt: skip
    return marshal.dumps((outcome.language, outcome.reason, rows, outcome.outside))


def _restored(value: bytes) -> Outcome:
    language, reason, rows, outside = marshal.loads(value)
    return Outcome(language, reason, [_diagnostic(*row) for row in rows], outside)


def _diagnostic(
    rule: str, message: str, severity: str, start: int, end: int, line: int, column: int, applied: bool, fix: Any
) -> Diagnostic:
    found = Fix(tuple(Edit(*edit) for edit in fix[1]), Applicability(fix[0])) if fix else None
    return Diagnostic(rule, message, Severity(severity), start, end, line, column, found, applied)
