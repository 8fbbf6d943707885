"""The configuration of a project: ``cleanup.toml`` or ``[tool.cleanup]`` in ``pyproject.toml``."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from cleanup.files import absolute
from cleanup.formats import FORMATS
from cleanup.gitignore import matcher
from cleanup.model import CleanupError
from cleanup.profile import normalise

FILES = ("cleanup.toml", ".cleanup.toml", "pyproject.toml")
"""Names of configuration files, the first that is found in a folder wins."""

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")

OutputFormat = Literal["full", "concise", "diff", "json", "sarif", "github", "rdjsonl"]


class ConfigError(CleanupError):
    """A configuration that cannot be used; the text names the file, the key and the reason."""


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The keys a user may set. Paths are relative to the configuration file, patterns are as in ``.gitignore``."""

    select: tuple[str, ...] = ()
    """Rules that run: ids, folders or globs; empty means all."""
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    """Rules that do not run."""
    per_file_ignores: dict[str, tuple[str, ...]] = {}
    exclude: tuple[str, ...] = ()
    """Files and folders that are not read when a folder is walked."""
    force_exclude: bool = False
    """Whether ``exclude`` also holds for files named on the command line."""
    languages: dict[str, str] = {}
    """Pattern -> BCP 47 tag; the last pattern that matches wins."""
    formats: dict[str, str] = {}
    """Pattern -> name of the file format; the last pattern that matches wins."""
    style: dict[str, str] = {}
    """Style options that switch rules on, such as ``quotes = "document"``."""
    extend_rules: tuple[Path, ...] = ()
    """Folders with rules and profiles of one's own."""
    unsafe_fixes: bool = False
    output_format: OutputFormat | None = None
    source: str | dict[str, str] | None = None
    """Where the untranslated text of a file is: ``docs/en/{path}``, or pattern -> path with ``{names}``."""
    baseline: Path | None = None
    sentencepiece_model: Path | None = None
    protected_terms: tuple[str, ...] = ()
    """Names that no fix may change."""
    jobs: int | None = None


_DEFAULTS = Config()


@dataclass(frozen=True, slots=True)
class Project:
    """A configuration with the folder its paths are relative to; ``file`` is ``None`` for the defaults."""

    root: Path
    config: Config = _DEFAULTS
    file: Path | None = None

    def relative(self, path: Path) -> str:
        """Return ``path`` relative to the project with slashes, or the absolute path when it is outside."""
        whole = str(absolute(path))
        inside = whole.startswith(str(self.root).rstrip(os.sep) + os.sep)
        return (os.path.relpath(whole, self.root) if inside else whole).replace(os.sep, "/")

    def language_for(self, path: Path) -> str | None:
        """Return the language that ``languages`` gives to ``path``, if any."""
        return self._last(self.config.languages, path)

    def format_for(self, path: Path) -> str | None:
        """Return the file format that ``formats`` gives to ``path``, if any."""
        return self._last(self.config.formats, path)

    def ignored_in(self, path: Path) -> tuple[str, ...]:
        """Return the rules that ``per-file-ignores`` switches off in ``path``."""
        name = self.relative(path) if self.config.per_file_ignores else ""
        table = self.config.per_file_ignores
        return tuple(sorted({rule for key, rules in table.items() if matcher((key,))(name) for rule in rules}))

    def excludes(self, path: Path, *, folder: bool) -> bool:
        """Tell whether ``exclude`` names ``path``."""
        if not self.config.exclude:
            return False
        return matcher(self.config.exclude)(self.relative(path) + ("/" if folder else ""))

    def _last(self, table: Mapping[str, str], path: Path) -> str | None:
        name = self.relative(path) if table else ""
        return next((table[key] for key in reversed(list(table)) if matcher((key,))(name)), None)


def load(file: Path) -> Project:
    """Read one configuration file.

    Raises:
        ConfigError: it cannot be read, is not TOML, or a key is unknown or has a value of the wrong kind.
    """
    table = _table(file)
    if table is None:
        if file.name == "pyproject.toml":
            raise ConfigError(f"{file}: has no table [tool.cleanup]")
        table = {}
    root = absolute(file).parent
    try:
        return Project(root, parse_config(table, root), file)
    except ConfigError as error:
        raise ConfigError(f"{file}: {error}") from None


def parse_config(table: Mapping[str, object], root: Path = Path()) -> Config:
    """Turn a table of options into a configuration whose paths start at ``root``.

    Raises:
        ConfigError: a key is unknown, or has a value of the wrong kind.
    """
    try:
        config = msgspec.convert(table, Config, dec_hook=lambda kind, value: kind(value))
    except msgspec.ValidationError as error:
        raise ConfigError(_explain(str(error), table)) from None
    _check_values(config)
    resolved = {
        "extend_rules": tuple(root / folder for folder in config.extend_rules),
        "baseline": config.baseline and root / config.baseline,
        "sentencepiece_model": config.sentencepiece_model and root / config.sentencepiece_model,
    }
    return msgspec.structs.replace(config, **resolved)


@lru_cache(maxsize=4096)
def nearest(folder: Path) -> Project:
    """Return the project of an absolute ``folder``: its own configuration, or that of the nearest folder above.

    Raises:
        ConfigError: as ``load`` does.
    """
    for name in FILES:
        file = folder / name
        if file.is_file() and _table(file) is not None:
            return load(file)
    return Project(folder) if folder.parent == folder else _inherit(folder)


def _inherit(folder: Path) -> Project:
    above = nearest(folder.parent)
    return above if above.file else Project(Path.cwd())


@lru_cache(maxsize=256)
def _table(file: Path) -> dict[str, Any] | None:
    """Return the table of options in ``file``; ``None`` for a ``pyproject.toml`` that has none."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}") from None
    shared = file.name == "pyproject.toml"
    if shared and not re.search(r"tool\W{1,20}cleanup", text):
        return None
    import tomllib  # noqa: PLC0415 -- most runs have no configuration to read

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from None
    if not shared:
        return data
    table = data.get("tool", {}).get("cleanup")
    return table if isinstance(table, dict) else None


def _explain(message: str, table: Mapping[str, Any]) -> str:
    """Turn a message of msgspec into ``key: reason``."""
    if unknown := re.search(r"unknown field `([^`]*)`", message):
        key = unknown[1]
        known = [field.encode_name for field in msgspec.structs.fields(Config)]
        near = difflib.get_close_matches(key.replace("_", "-"), known, 1, 0.7)
        hint = f"did you mean {near[0]}?" if near else f"known keys are {', '.join(sorted(known))}"
        return f"{key}: unknown key; {hint}"
    reason, _, place = message.partition(" - at `$.")
    key = place.rstrip("`") or next(iter(table), "")
    reason = reason.replace("Expected", "expected").replace("Invalid", "invalid").replace("`", "")
    return f"{key}: {reason}"


def _check_values(config: Config) -> None:
    for key, tag in config.languages.items():
        if not LANGUAGE_TAG.fullmatch(tag):
            raise ConfigError(f'languages: "{key}": {tag!r} is not a BCP 47 language tag')
    for key, name in config.formats.items():
        if name not in FORMATS:
            raise ConfigError(f'formats: "{key}": {name!r} is not one of {", ".join(FORMATS)}')
    if config.jobs is not None and config.jobs < 0:
        raise ConfigError("jobs: expected a number of processes, or 0 for one per core")


def language_tag(value: str) -> str:
    """Return a language given by a user as a BCP 47 tag.

    Raises:
        ConfigError: it is not one.
    """
    if not LANGUAGE_TAG.fullmatch(value.partition(".")[0]):
        raise ConfigError(f"{value!r} is not a BCP 47 language tag, such as fr or pt-BR")
    return normalise(value)
