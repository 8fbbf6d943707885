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

_MOST_AHEAD = 2000
"""Results that may wait for one before them."""

_runner: Runner | None = None


def processes() -> int:
    """Return the number of processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_many(paths: Sequence[Path], runner: Runner, jobs: int, least: int) -> Iterator[FileResult]:
    """Yield the result of each file in order. A file on which a process dies becomes an error, and the others go on.

    What ``runner`` remembers needs no other process, and fewer than ``least`` files that it does not are not worth
    starting any: each takes a while to begin.
    """
    size = max(1, min(_LARGEST_CHUNK, len(paths) // (jobs * 4)))
    crew, enough = _Crew(runner.options, jobs, size), max(least, size)
    try:
        ahead: deque[FileResult | Path] = deque()
        left = iter(dict.fromkeys(paths))
        more = True
        while more or ahead:
            while more and len(crew.waiting) < enough and len(ahead) < _MOST_AHEAD + enough and not crew.is_busy:
                path = next(left, None)
                if path is None:
                    more = False
                    break
                known = runner.recall(path)
                ahead.append(path if known is None else known)
                if known is None:
                    crew.waiting.append(path)
            if crew.is_started or len(crew.waiting) >= least:
                crew.send(all_of_it=not (more and crew.is_started))
            while ahead and (result := crew.answer(ahead[0])) is not None:
                ahead.popleft()
                yield result
            if not ahead:
                continue
            if crew.is_started:
                crew.receive()
            elif crew.waiting and (not more or len(ahead) >= _MOST_AHEAD + enough):
                path = crew.waiting.popleft()
                crew.answers[path] = runner.run(path)
    finally:
        crew.close()
        runner.save()


class _Crew:
    """The processes, what waits for them, and what they have answered."""

    def __init__(self, options: RunOptions, jobs: int, size: int) -> None:
        self.waiting: deque[Path] = deque()
        self.answers: dict[Path, FileResult] = {}
        self._options, self._jobs, self._size = options, jobs, size
        self._flight: deque[tuple[tuple[Path, ...], Future[list[FileResult]]]] = deque()
        self._executor: ProcessPoolExecutor | None = None

    @property
    def is_started(self) -> bool:
        """Whether processes have been started, or are about to be again after one died."""
        return self._executor is not None

    @property
    def is_busy(self) -> bool:
        """Whether all processes have enough to do."""
        return len(self._flight) >= self._jobs * _AHEAD

    def send(self, *, all_of_it: bool) -> None:
        """Hand out what waits, in full chunks; the rest too when there is no more to come."""
        while self.waiting and not self.is_busy and (all_of_it or len(self.waiting) >= self._size):
            chunk = tuple(self.waiting.popleft() for _ in range(min(self._size, len(self.waiting))))
            try:
                if self._executor is None:
                    self._executor = _pool(self._jobs, self._options)
                self._flight.append((chunk, self._executor.submit(_work, chunk)))
            except BrokenProcessPool:
                self._mourn(chunk)

    def receive(self) -> None:
        """Wait for the chunk that was handed out first."""
        if not self._flight:
            self.send(all_of_it=True)
            if not self._flight:
                return
        chunk, future = self._flight[0]
        try:
            results = future.result()
        except BrokenProcessPool:
            self._mourn()
            return
        self._flight.popleft()
        self.answers.update(zip(chunk, results, strict=True))

    def answer(self, wanted: FileResult | Path) -> FileResult | None:
        """Return a result that is there, or ``None`` for a path that is still being treated."""
        return wanted if isinstance(wanted, FileResult) else self.answers.pop(wanted, None)

    def close(self) -> None:
        """Stop the processes when they are done with what they have in hand."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def _mourn(self, chunk: Sequence[Path] = ()) -> None:
        """Treat one by one what the processes had in hand when one of them died."""
        self.close()
        self._executor = _pool(self._jobs, self._options)
        for path in (*(path for lost, _ in self._flight for path in lost), *chunk):
            self.answers[path] = _alone(path, self._options)
        self._flight.clear()


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
