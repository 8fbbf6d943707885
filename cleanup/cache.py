"""Files that save work between runs: written atomically, checked when read, never needed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from pathlib import Path

_DIGEST_BYTES = 16
_MOST_BYTES = 100_000_000
"""Of files of one kind: the compiled patterns of all languages take a fifth of it."""


def cache_folder() -> Path:
    """Return the folder of cached data: ``CLEANUP_CACHE_DIR``, or the platform's cache folder for a user."""
    if chosen := os.environ.get("CLEANUP_CACHE_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "mt-cleanup"


def digest(*parts: bytes) -> str:
    """Return a short key for ``parts``; equal keys mean equal parts."""
    state = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return state.hexdigest()


def load(name: str) -> bytes | None:
    """Return what was stored under ``name``, or ``None`` when it is missing or damaged."""
    try:
        data = (cache_folder() / name).read_bytes()
    except OSError:
        return None
    head, body = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
    return body if head == _checksum(body) else None


def store(name: str, body: bytes) -> None:
    """Store ``body`` under ``name``; a folder that cannot be written to is no error.

    The oldest files of the same kind (the part of the name before its last ``-``) are dropped once all together
    are large.
    """
    folder = cache_folder()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_checksum(body) + body)
            Path(temporary).replace(folder / name)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
        _drop_old(folder, name.rpartition("-")[0])


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest()


def _drop_old(folder: Path, kind: str) -> None:
    found = [(path.stat(), path) for path in folder.glob(f"{kind}-*")]
    room = _MOST_BYTES
    for state, path in sorted(found, key=lambda item: item[0].st_mtime, reverse=True):
        room -= state.st_size
        if room < 0:
            path.unlink(missing_ok=True)
