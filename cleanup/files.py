"""Articles on disk: find them, read them as text that can be written back byte for byte, write them safely."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cleanup.gitignore import Ignores, ignored, inherited, read_ignores
from cleanup.model import CleanupError

BOM = "\ufeff"
STDIN = Path("-")
"""The path that stands for standard input."""

_SKIPPED_FOLDERS = frozenset(
    ("node_modules", "bower_components", "venv", "__pycache__", "__pypackages__", "site-packages")
)
_SNIFFED_BYTES = 8192


def absolute(path: Path) -> Path:
    """Return an absolute path without ``..``; unlike ``Path.resolve`` it leaves symbolic links."""
    return Path(os.path.abspath(path))  # noqa: PTH100


class FileError(CleanupError):
    """A file that cannot be read or written; the text gives the reason, without the path."""


@dataclass(frozen=True, slots=True)
class Article:
    """The text of a file, without its byte order mark."""

    text: str
    bom: bool = False

    def encode(self) -> bytes:
        """Return the bytes of the file."""
        return ((BOM if self.bom else "") + self.text).encode()


class Excluder(Protocol):
    """Tells whether a path is excluded by configuration."""

    def __call__(self, path: Path, *, folder: bool) -> bool:
        """Return whether ``path`` is excluded; ``folder`` says what it is."""


# -- read and write --------------------------------------------------------------------------------------


def decode(data: bytes) -> Article:
    """Decode the bytes of an article.

    Raises:
        FileError: they are not UTF-8; the text names the byte offset and the line.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileError("not UTF-8: it starts with a UTF-16 byte order mark (byte offset 0)")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        at = error.start
        line = data.count(b"\n", 0, at) + 1
        raise FileError(f"not UTF-8: byte 0x{data[at]:02X} at byte offset {at} (line {line})") from None
    return Article(text[1:], bom=True) if text.startswith(BOM) else Article(text)


def read(path: Path) -> Article:
    """Read an article.

    Raises:
        FileError: the file is missing, not readable or not UTF-8.
    """
    return decode(read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """Return the bytes of an article. Raises ``FileError`` when the file is missing or not readable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(_reason(error)) from None


def write(path: Path, before: Article, text: str) -> None:
    """Replace the text of a file, all at once or not at all; mode, byte order mark and symbolic link stay.

    Raises:
        FileError: the file no longer holds ``before``, or cannot be written.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.read_bytes() != before.encode():
            raise FileError("changed on disk while it was checked; left as it is")
        _replace(target, Article(text, before.bom).encode())
    except OSError as error:
        raise FileError(f"cannot be written: {_reason(error)}") from None


def _replace(target: Path, data: bytes) -> None:
    found = target.stat()
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied")
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(stat.S_IMODE(found.st_mode))
        if hasattr(os, "chown"):
            with suppress(PermissionError):
                os.chown(temporary, found.st_uid, found.st_gid)
        temporary.replace(target)
    except BaseException:  # also Ctrl-C: never leave the temporary file behind
        temporary.unlink(missing_ok=True)
        raise


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).rstrip(".")


# -- find ------------------------------------------------------------------------------------------------


def find(
    paths: Sequence[Path], suffixes: Collection[str], excluded: Excluder, *, force_exclude: bool = False
) -> Iterator[Path]:
    """Yield the articles that ``paths`` name, folders walked in order of name, no file twice.

    A file that is named is always yielded, unless ``force_exclude``. In a folder only files with one of the
    ``suffixes`` (lower case, with the dot) count, and what ``.gitignore`` names, hidden files and folders, and
    binary files are left out.

    Raises:
        FileError: a path does not exist; the text names it.
    """
    seen: set[tuple[int, int] | Path] = set()
    for path in paths:
        for found in _expand(path, suffixes, excluded, force_exclude=force_exclude):
            key = _identity(found)
            if key not in seen:
                seen.add(key)
                yield found


def _expand(path: Path, suffixes: Collection[str], excluded: Excluder, *, force_exclude: bool) -> Iterator[Path]:
    if path == STDIN:
        yield path
        return
    if not path.exists() and not path.is_symlink():
        raise FileError(f"{path}: no such file or folder")
    folder = path.is_dir()
    if force_exclude and _excluded_above(path, excluded, folder=folder):
        return
    if folder:
        yield from _walk(path, suffixes, excluded, inherited(absolute(path)))
    else:
        yield path


def _identity(path: Path) -> tuple[int, int] | Path:
    try:
        found = path.stat()
    except OSError:
        return path
    return (found.st_dev, found.st_ino) if found.st_ino else path


def _excluded_above(path: Path, excluded: Excluder, *, folder: bool) -> bool:
    whole = absolute(path)
    return excluded(whole, folder=folder) or any(excluded(parent, folder=True) for parent in whole.parents)


def _walk(folder: Path, suffixes: Collection[str], excluded: Excluder, ignores: Ignores) -> Iterator[Path]:
    here = absolute(folder)
    ignores = (*ignores, *read_ignores(here))
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise FileError(f"{folder}: {_reason(error)}") from None
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or (is_folder and entry.name in _SKIPPED_FOLDERS):
            continue
        if not is_folder and (Path(entry.name).suffix.lower() not in suffixes or not entry.is_file()):
            continue
        whole = here / entry.name
        if excluded(whole, folder=is_folder) or ignored(whole, ignores, folder=is_folder):
            continue
        path = folder / entry.name
        if is_folder:
            yield from _walk(path, suffixes, excluded, ignores)
        elif not _is_binary(path):
            yield path


def _is_binary(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            head = stream.read(_SNIFFED_BYTES)
    except OSError:
        return False  # reported when it is read
    return b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))
