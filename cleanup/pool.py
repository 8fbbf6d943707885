"""Many files in several processes, results in the order of the files."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

from cleanup.results import FileResult
from cleanup.runner import Runner, RunOptions, shown

_LARGEST_CHUNK = 32
_AHEAD = 3
"""Chunks that wait for each process, so that none is idle while results are printed."""

_runner: Runner | None = None


def processes() -> int:
    """Return the number of processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_many(paths: Sequence[Path], options: RunOptions, jobs: int) -> Iterator[FileResult]:
    """Yield the result of each file. A file on which a process dies becomes an error, and the others go on."""
    size = max(1, min(_LARGEST_CHUNK, len(paths) // (jobs * 4)))
    waiting = deque(tuple(paths[at : at + size]) for at in range(0, len(paths), size))
    while waiting:
        flight: deque[tuple[tuple[Path, ...], Future[list[FileResult]]]] = deque()
        pool = _pool(jobs, options)
        try:
            while waiting or flight:
                while waiting and len(flight) < jobs * _AHEAD:
                    flight.append((waiting[0], pool.submit(_work, waiting[0])))  # a broken pool raises here
                    waiting.popleft()
                results = flight[0][1].result()
                flight.popleft()
                yield from results
        except BrokenProcessPool:
            for chunk in [chunk for chunk, _ in flight] or [waiting.popleft()]:
                for path in chunk:
                    yield _alone(path, options)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _pool(jobs: int, options: RunOptions) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=_start, initargs=(options,))


def _start(options: RunOptions) -> None:
    global _runner  # noqa: PLW0603 -- what a process of the pool keeps between its tasks
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops the pool; a file being written is finished
    _runner = Runner(options)


def _work(chunk: Sequence[Path]) -> list[FileResult]:
    assert _runner is not None
    results = [_slim(_runner.run(path)) for path in chunk]
    _runner.save()
    return results


def _slim(result: FileResult) -> FileResult:
    """Leave out the text of a file about which there is nothing to say: it need not travel."""
    return result if result.diagnostics or result.changed else replace(result, text="", fixed="")


def _alone(path: Path, options: RunOptions) -> FileResult:
    """Treat one file in a process of its own, to find the one that kills processes."""
    with _pool(1, options) as pool:
        try:
            return pool.submit(_work, (path,)).result()[0]
        except BrokenProcessPool:
            return FileResult(path, shown(path), error="the process that checked it died")
