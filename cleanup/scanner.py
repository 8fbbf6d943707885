"""Find the lines in which rules may speak: one Hyperscan scan for all patterns, or ``re`` where there is none."""

from __future__ import annotations

import platform
import re
import sys
import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanup import cache
from cleanup.gate import gate_for

if TYPE_CHECKING:
    import hyperscan as hyperscan_module

try:
    import hyperscan
except ImportError:  # no wheel for this platform: the same results, more slowly
    hyperscan = None  # type: ignore[assignment]

_Event = tuple[int, int]
_GATE_VERSION = 2


_PADDING = "\n" * 8
"""Keeps the last line away from the end of the data, where Vectorscan 5.4.12 misses hits: of the gate of ``x(?=\\s|$)`` it
finds none in fifteen letters and an ``x``."""


def encode(text: str) -> bytes:
    """Return the UTF-8 bytes to scan: every line has a line end on both sides, which stands for ``^`` and ``$``."""
    return f"\n{text}\n{_PADDING}".encode("utf-8", "surrogatepass")


_WORTH_COMPILING = 150_000
"""Bytes of text whose search with ``re`` takes about as long as compiling the patterns: a hook that looks at three
pages on a machine without a cache must not wait for that."""


class Scanner:
    """Patterns that are looked for together.

    ``patterns`` are verified by the caller on the lines that :meth:`lines` names; ``triggers`` only say
    whether they may occur at all. Both are ``re`` expressions for single lines. A pattern without a gate is
    named for every line. ``gated``: compile the gates at once (``True``), never (``False``), or as soon as it is
    worth it (``None``); what an earlier run compiled and cached is used from the start.
    """

    def __init__(
        self, patterns: Sequence[str], triggers: Sequence[str], *, cached: bool = True, gated: bool | None = None
    ) -> None:
        self._patterns = patterns
        self._triggers = triggers
        self._gate: _Gate | None = None
        if gated is not False and hyperscan and (patterns or triggers):
            self._gate = _gate((*patterns, *triggers), len(patterns), cached=cached)
            if gated:
                self._gate.compile()
        self._database: _Database | None = None
        self._note_gaps()

    def _note_gaps(self) -> None:
        """Note what the database does not hold."""
        self._database = self._gate.database if self._gate else None
        known = self._database.members if self._database else frozenset()
        first_trigger = len(self._patterns)
        self._ungated = [i for i in range(first_trigger) if i not in known]
        self._ungated_triggers = [i for i in range(len(self._triggers)) if first_trigger + i not in known]

    def lines(self, text: str, data: bytes) -> tuple[Iterator[tuple[int, str, Sequence[int]]], set[int]]:
        """Scan ``text``, of which ``data`` is the form that :func:`encode` gives.

        Returns:
            an iterator over (code point offset of a line, the line, indices of the patterns that may match in
            it), and the indices of the triggers that may occur.
        """
        if self._database is None and self._gate and self._gate.is_ready(len(data)):
            self._note_gaps()
        events: list[_Event] = []
        if self._database:
            self._database.scan(data, events)
        first_trigger = len(self._patterns)
        # A named trigger is not looked for again: its check finds nothing where the gate was too generous.
        triggered = {index - first_trigger for _, index in events if index >= first_trigger}
        triggered.update(i for i in self._ungated_triggers if _occurs(self._triggers[i], text))
        if self._ungated:
            return _every_line(text, data, events, first_trigger, self._ungated), triggered
        return _hit_lines(text, data, events, first_trigger), triggered


def _occurs(trigger: str, text: str) -> bool:
    """Tell whether an expression for single lines is found in a text, within one line."""
    found = re.search(trigger, text, re.MULTILINE)
    if found is None or "\n" not in found[0]:
        return found is not None
    pattern = re.compile(trigger)
    return any(pattern.search(line) for line in text.split("\n"))


def _hit_lines(
    text: str, data: bytes, events: list[_Event], first_trigger: int
) -> Iterator[tuple[int, str, list[int]]]:
    """Group events by line. An event is (byte offset after the hit, pattern)."""
    ascii_only = len(text) + 2 + len(_PADDING) == len(data)
    events.sort()
    start = counted = 1
    stop = offset = 0
    indices: list[int] = []
    seen: set[int] = set()
    for end, index in events:
        if index >= first_trigger:
            continue
        if end > stop + 1 or not stop:  # a hit that takes the line end with it is of the same line
            if indices:
                yield offset, text[offset : offset + _length(data, start, stop)], indices
            start = data.rfind(b"\n", counted, end - 1) + 1 or counted
            stop = data.find(b"\n", end - 1)
            offset = start - 1 if ascii_only else offset + _length(data, counted, start)
            counted = start
            indices, seen = [], set()
        if index not in seen:
            seen.add(index)
            indices.append(index)
    if indices:
        yield offset, text[offset : offset + _length(data, start, stop)], indices


def _length(data: bytes, start: int, stop: int) -> int:
    """Return how many code points the bytes from ``start`` to ``stop`` hold."""
    part = data[start:stop]
    return len(part) if part.isascii() else len(part.decode("utf-8", "surrogatepass"))


def _every_line(
    text: str, data: bytes, events: list[_Event], first_trigger: int, ungated: list[int]
) -> Iterator[tuple[int, str, list[int]]]:
    hits = {at: indices for at, _, indices in _hit_lines(text, data, events, first_trigger)}
    offset = 0
    for line in text.split("\n"):
        if line:
            yield offset, line, [*hits.get(offset, ()), *ungated]
        offset += len(line) + 1


class _Database:
    """A Hyperscan database and the indices of the patterns that it holds."""

    def __init__(self, database: hyperscan_module.Database, members: frozenset[int]) -> None:
        self.members = members
        self._database = database
        self._lock = threading.Lock()  # the scratch space serves one scan at a time

    def scan(self, data: bytes, events: list[_Event]) -> None:
        append = events.append

        def on_match(index: int, start: int, end: int, flags: int, context: object) -> None:  # noqa: ARG001
            append((end, index))

        with self._lock:
            self._database.scan(data, match_event_handler=on_match)


class _Gate:
    """The gates of some patterns, compiled when that is worth it; Linters and languages share it."""

    def __init__(self, sources: tuple[str, ...], patterns: int, *, cached: bool) -> None:
        self._sources, self._patterns, self._cached = sources, patterns, cached
        self._seen = 0
        self._lock = threading.Lock()
        self._is_done = False
        self._name = "gate-" + cache.digest(
            *(s.encode("utf-8", "surrogatepass") for s in sources),
            f"{_GATE_VERSION} {patterns} {_version()} {sys.version_info[:2]}".encode(),
            f"{platform.machine()} {_processor()}".encode(),
        )
        self.database = self._stored() if cached else None

    def is_ready(self, size: int) -> bool:
        """Tell whether there is a database to search ``size`` more bytes with."""
        if self.database is None and not self._is_done:
            self._seen += size
            if self._seen > _WORTH_COMPILING:
                self.compile()
        return self.database is not None

    def _stored(self) -> _Database | None:
        blob = cache.load(self._name)
        if blob is None:
            return None
        try:
            members, body = blob.split(b"\n", 1)
            database = hyperscan.loadb(body, hyperscan.HS_MODE_BLOCK)
            database.scratch = hyperscan.Scratch(database)
            return _Database(database, frozenset(map(int, members.split())))
        except (hyperscan.HyperscanError, ValueError):
            return None  # made for another processor or version: compile it again

    def compile(self) -> None:
        """Compile the sources, of which the first ``patterns`` report every hit and the rest only the first."""
        with self._lock:
            if self.database is not None or self._is_done:
                return
            gates = {i: gate.encode("latin-1") for i, source in enumerate(self._sources) if (gate := gate_for(source))}
            built = _compile(gates, self._patterns)
            self._is_done = True
            if built is not None:
                if self._cached:
                    cache.store(self._name, " ".join(map(str, gates)).encode() + b"\n" + hyperscan.dumpb(built))
                self.database = _Database(built, frozenset(gates))


@lru_cache(maxsize=256)
def _gate(sources: tuple[str, ...], patterns: int, *, cached: bool) -> _Gate:
    return _Gate(sources, patterns, cached=cached)


def _version() -> str:
    return str(getattr(hyperscan, "__version__", ""))


def _processor() -> str:
    """Name the processor features a compiled database may depend on."""
    try:
        with Path("/proc/cpuinfo").open("rb") as stream:
            return next(
                (line.decode("ascii", "replace") for line in stream if line.startswith((b"flags", b"Features"))), ""
            )
    except OSError:
        return platform.processor()


def _compile(gates: dict[int, bytes], patterns: int) -> Any:
    """Compile the gates; those that Hyperscan refuses are taken out of ``gates``."""
    if not gates:
        return None
    try:
        return _build(gates, patterns)
    except hyperscan.HyperscanError:
        for index, gate in list(gates.items()):
            try:
                _build({index: gate}, patterns)
            except hyperscan.HyperscanError:
                del gates[index]
    return _build(gates, patterns) if gates else None


def _build(gates: dict[int, bytes], patterns: int) -> Any:
    once = hyperscan.HS_FLAG_SINGLEMATCH
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=list(gates.values()),
        ids=list(gates),
        elements=len(gates),
        flags=[0 if i < patterns else once for i in gates],
    )
    return database
