"""One file from its path to its result: the only place where the steps of the program meet."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cleanup import cache, files, formats, languages
from cleanup import config as configuration
from cleanup.config import ConfigError, Project, language_tag
from cleanup.files import Article, FileError
from cleanup.fixer import UnstableFixError
from cleanup.model import CleanupError
from cleanup.profile import UNDETERMINED
from cleanup.results import FileResult

if TYPE_CHECKING:
    from cleanup.api import Cleaner, Result
    from cleanup.result_cache import ResultCache
    from cleanup.rulebook import Rulebook


class Mode(Enum):
    """What a run does with fixes."""

    CHECK = "only report"
    PROPOSE = "apply them in memory"
    WRITE = "apply them to the files"


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the command line says about how to treat each file; unset values are left to the configuration."""

    mode: Mode = Mode.CHECK
    language: str | None = None
    format: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unsafe_fixes: bool | None = None
    config: Path | None = None
    source_root: Path | None = None
    stdin_filename: Path | None = None
    sentencepiece_model: Path | None = None
    cache: bool = True
    remember: bool = False  # results of files; worth it for many
    verbose: bool = False


@dataclass
class Runner:
    """Treats files one by one; what is the same for many of them is prepared once."""

    options: RunOptions
    _cleaners: dict[object, Cleaner] = field(default_factory=dict)
    _rulebooks: dict[tuple[Path, ...], Rulebook] = field(default_factory=dict)
    _salts: dict[Path, bytes] = field(default_factory=dict)

    def run(self, path: Path) -> FileResult:
        """Read, check and, as the mode says, fix one file; what goes wrong with it is in the result.

        Raises:
            CleanupError: configuration or rules cannot be used, whatever the file.
        """
        named = path if path != files.STDIN else self.options.stdin_filename or path
        name, article = shown(named), Article("")
        try:
            data = sys.stdin.buffer.read() if path == files.STDIN else files.read_bytes(path)
            article = files.decode(data)
            result = self._clean(named, name, article, data)
            if self.options.mode is Mode.WRITE and result.changed and path != files.STDIN:
                files.write(path, article, result.fixed)
        except (FileError, UnstableFixError, formats.UnknownFormatError) as error:
            return FileResult(path, name, article.text, article.text, article.bom, error=str(error))
        except (CleanupError, KeyboardInterrupt):
            raise
        except Exception as error:
            if self.options.verbose:
                traceback.print_exc()
            return FileResult(path, name, error=f"internal error: {type(error).__name__}: {error}")
        return result

    def recall(self, path: Path) -> FileResult | None:
        """Return what an earlier run found out about a file that has not changed since, and ``None`` for others.

        Raises:
            CleanupError: configuration cannot be used, whatever the file.
        """
        if self._known is None:
            return None
        try:
            data = files.read_bytes(path)
            project = self.project(path)
            return self._remembered(
                path, shown(path), files.decode(data), self._key(project, path, data, self._source(path, project))
            )
        except FileError:
            return None

    def project(self, path: Path) -> Project:
        """Return the configuration that holds for a file. Raises ``ConfigError``."""
        if self.options.config:
            return self._given_project
        return configuration.nearest(files.absolute(path).parent)

    @cached_property
    def _given_project(self) -> Project:
        assert self.options.config is not None
        return configuration.load(self.options.config)

    def _clean(self, path: Path, name: str, article: Article, data: bytes) -> FileResult:
        options, project = self.options, self.project(path)
        source = self._source(path, project)
        key = ""
        if self._known is not None:
            key = self._key(project, path, data, source)
            if (known := self._remembered(path, name, article, key)) is not None:
                return known
        file_format = options.format or project.format_for(path) or formats.format_for(path) or "text"
        language, reason = self._language(path, article.text, file_format, project)
        unsafe = project.config.unsafe_fixes if options.unsafe_fixes is None else options.unsafe_fixes
        result: Result = self.cleaner(project, path).clean(
            article.text,
            language=language,
            format=file_format,
            unsafe_fixes=unsafe,
            fix=options.mode is not Mode.CHECK,
            source=source,
            path=path,
        )
        if self._known is not None and result.text == article.text:
            from cleanup.result_cache import Outcome  # noqa: PLC0415

            self._known.put(key, Outcome(result.language, reason, result.diagnostics, result.outside))
        return FileResult(
            path, name, article.text, result.text, article.bom, result.language, reason, tuple(result.diagnostics)
        )

    def _remembered(self, path: Path, name: str, article: Article, key: str) -> FileResult | None:
        known = self._known.get(key) if self._known is not None else None
        if known is None:
            return None
        text = article.text if known.diagnostics else ""
        return FileResult(path, name, text, text, article.bom, known.language, known.reason, known.diagnostics)

    # -- what earlier runs found -------------------------------------------------------------------------

    @cached_property
    def _known(self) -> ResultCache | None:
        if not (self.options.cache and self.options.remember):
            return None
        from cleanup.result_cache import ResultCache  # noqa: PLC0415 -- of no use for single files

        return ResultCache()

    def _key(self, project: Project, path: Path, data: bytes, source: str | None) -> str:
        """Return a digest of all that the result for a file depends on."""
        if project.root not in self._salts:
            from cleanup.result_cache import program_digest  # noqa: PLC0415

            model = self.options.sentencepiece_model or project.config.sentencepiece_model
            changed = model.stat().st_mtime_ns if model and model.exists() else 0
            settings = f"{self.options} {project} {changed}"
            self._salts[project.root] = program_digest(project.config.extend_rules) + settings.encode(
                "utf-8", "surrogateescape"
            )
        where = os.fsencode(files.absolute(path))
        original = b"" if source is None else b"=" + source.encode()
        return cache.digest(self._salts[project.root], where, data, original)

    def save(self) -> None:
        """Keep what was found for the next run."""
        if self._known is not None:
            self._known.save()

    # -- what is done with a file ------------------------------------------------------------------------

    def _language(self, path: Path, text: str, file_format: str, project: Project) -> tuple[str, str]:
        """Return the language of a file and what said so."""
        for language, reason in self._claims(path, text, file_format, project):
            if language:
                return language_tag(language), reason
        guess, sure = languages.detect(text)
        if guess and sure:
            return guess, "detected"
        return UNDETERMINED, f"unsure, perhaps {guess}" if guess else "too little text"

    def _claims(self, path: Path, text: str, file_format: str, project: Project) -> Iterator[tuple[str | None, str]]:
        yield self.options.language, "--language"
        yield project.language_for(path), "configuration"
        yield languages.declared(text, file_format), "declared in the file"
        yield languages.from_path(project.relative(path)), "path"

    def _source(self, path: Path, project: Project) -> str | None:
        """Return the text that a file was translated from, where it is known and can be read."""
        root, setting = self.options.source_root, project.config.source
        if root is None and setting is None:
            return None
        from cleanup import sources  # noqa: PLC0415 -- few runs have sources

        relative = project.relative(path)
        found = sources.under(path, relative, root) if root else None
        if found is None and setting is not None:
            found = sources.source_of(path, relative, setting, project.root)
        return files.read(found).text if found else None

    # -- rules -------------------------------------------------------------------------------------------

    def cleaner(self, project: Project, path: Path) -> Cleaner:
        """Return the cleaner for a file. Raises ``ConfigError`` and ``RuleError``."""
        options, config = self.options, project.config
        select = options.select or ((*config.select, *config.extend_select) if config.select else ())
        ignore = (*options.ignore, *(() if options.select else config.ignore), *project.ignored_in(path))
        style = dict(config.style)
        if model := options.sentencepiece_model or config.sentencepiece_model:
            style["sentencepiece-model"] = str(model)
        key = (config.extend_rules, select, ignore, tuple(style.items()), config.protected_terms)
        if key not in self._cleaners:
            from cleanup.api import Cleaner  # noqa: PLC0415 -- the rules are not needed to print the help
            from cleanup.engine import Linter  # noqa: PLC0415

            rulebook = self.rulebook(project)
            where = str(project.file or "command line")
            _verify_selectors((*select, *ignore), rulebook, where)
            _verify_style(config.style, rulebook, where)
            linter = Linter(rulebook, select=select, ignore=ignore, style=style, use_cache=options.cache)
            self._cleaners[key] = Cleaner(linter, config.protected_terms)
        return self._cleaners[key]

    def rulebook(self, project: Project) -> Rulebook:
        """Return the rules of a project, its own included. Raises ``RuleError``."""
        extra = project.config.extend_rules
        if extra not in self._rulebooks:
            from cleanup.rulebook import load_rulebook  # noqa: PLC0415

            self._rulebooks[extra] = load_rulebook(extra, use_cache=self.options.cache)
        return self._rulebooks[extra]


def shown(path: Path) -> str:
    """Return a path as users see it: relative to the working folder if it lies in it, with slashes."""
    absolute, here = str(files.absolute(path)), str(Path.cwd())
    inside = absolute.startswith(here.rstrip(os.sep) + os.sep)
    return (os.path.relpath(absolute, here) if inside else str(path)).replace(os.sep, "/")


def _verify_selectors(selectors: Iterable[str], rulebook: Rulebook, where: str) -> None:
    from fnmatch import fnmatchcase  # noqa: PLC0415

    ids = [rule.id for rule in rulebook.rules]
    known = {*ids, *(rule.partition("/")[0] for rule in ids), *rulebook.languages, "common"}
    for selector in dict.fromkeys(selectors):
        if selector.rstrip("/") not in known and not any(fnmatchcase(rule, selector) for rule in ids):
            raise ConfigError(f"{where}: unknown rule {selector!r}{_near(selector, known)}")


def _verify_style(style: Iterable[str], rulebook: Rulebook, where: str) -> None:
    for key in style:
        if key not in rulebook.styles:
            raise ConfigError(f"{where}: style: {key}: no rule knows this option{_near(key, rulebook.styles)}")


def _near(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415

    near = get_close_matches(word, list(known), 1)
    return f"; did you mean {near[0]!r}?" if near else ""
