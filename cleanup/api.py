"""Clean one text: from its language and format to the corrected text and the diagnostics."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cleanup.engine import Linter
from cleanup.fixer import Fixed, fix_until_stable
from cleanup.formats import parse, skeleton
from cleanup.inherited import Fault, faults_of, own_faults
from cleanup.model import OBJECT, Applicability, Diagnostic, Document, line_and_column, line_starts
from cleanup.objects import mask_objects
from cleanup.profile import UNDETERMINED, normalise
from cleanup.rulebook import Rulebook, load_rulebook

if TYPE_CHECKING:
    from cleanup.config import Config

_MOST_ORIGINALS = 256
_SAFE = frozenset((Applicability.SAFE,))
_UNSAFE = _SAFE | {Applicability.UNSAFE}


@dataclass(frozen=True, slots=True)
class Result:
    """What cleaning gave.

    ``diagnostics`` speak of ``source_text``, the input, in reading order. ``language`` is the BCP 47 tag
    that was used, ``und`` when it is not known. ``outside`` are the other files that were looked for, and
    whether they exist.
    """

    text: str
    language: str
    diagnostics: tuple[Diagnostic, ...]
    source_text: str
    outside: Mapping[str, bool] = field(default_factory=dict)


class Cleaner:
    """Cleans texts with one selection of rules; keep it, since its first text in a language costs the most.

    ``protected`` are names that no fix of prose may change; rules see an opaque word in their place.
    """

    def __init__(self, linter: Linter, protected: Sequence[str] = ()) -> None:
        self._protected = _any_of(protected) if protected else None
        self.linter = linter
        self.rulebook = linter.rulebook
        self._originals: dict[tuple[str, str], tuple[Document, Counter[Fault]]] = {}
        self._mending = frozenset(r.id for r in self.rulebook.rules if r.view == "markup")

    def document(
        self,
        text: str,
        *,
        language: str,
        format: str = "text",
        path: Path | None = None,
        source: Document | None = None,
    ) -> Document:
        """Parse a text. Raises ``UnknownFormatError`` for a format that does not exist."""
        view = parse(format, text)
        view = replace(view, masked=mask_objects(view.masked))
        if self._protected:
            view = replace(view, masked=self._protected.sub(_as_object, view.masked))
        return Document(
            text=text,
            view=view,
            language=language,
            profile=self.rulebook.profile(language),
            format=format,
            path=path,
            source=source,
            style=self.linter.style,
        )

    def clean(
        self,
        text: str,
        *,
        language: str,
        format: str = "text",
        unsafe_fixes: bool = False,
        fix: bool = True,
        source: str | None = None,
        path: Path | None = None,
        allowed: frozenset[Applicability] | None = None,
    ) -> Result:
        """Check a text and, with ``fix``, correct it.

        Args:
            text: any text, with any line ends.
            language: a BCP 47 tag; ``und`` lets only language-independent rules run.
            format: a key of ``cleanup.formats.FORMATS``.
            unsafe_fixes: apply unsafe fixes too.
            fix: when false, ``Result.text`` is ``text``.
            source: the text this one was translated from.
            path: where the text is from, for rules that look at other files.
            allowed: the applicabilities to apply, in place of those that ``unsafe_fixes`` stands for.

        Raises:
            UnknownFormatError: there is no such format.
            UnstableFixError: fixes undo each other.
        """
        allowed = allowed or (_UNSAFE if unsafe_fixes else _SAFE)
        language = normalise(language)
        original, inherited = self._original(source, format) if source is not None else (None, None)

        outside: dict[str, bool] = {}

        def lint(current: str) -> list[Diagnostic]:
            document = self.document(current, language=language, format=format, path=path, source=original)
            found = self.linter.lint(document)
            outside.update(document.outside)
            return self._proved(document, own_faults(document, found, inherited) if inherited else found)

        if not fix:
            return Result(text, language, tuple(lint(text)), text, outside)
        fixed: Fixed = fix_until_stable(text, lint, allowed, self._prover(format, source))
        diagnostics = tuple(_with_place(text, fixed.diagnostics))
        return Result(fixed.text, language, diagnostics, text, outside)

    def _original(self, source: str, format: str) -> tuple[Document, Counter[Fault]]:
        """Return the document of a source and its faults; many translations are compared with the same one."""
        if (source, format) not in self._originals:
            if len(self._originals) >= _MOST_ORIGINALS:
                self._originals.clear()
            document = self.document(source, language=UNDETERMINED, format=format)
            self._originals[source, format] = document, faults_of(document, self.linter.lint(document))
        return self._originals[source, format]

    def _proved(self, document: Document, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
        """Take the fixes away that would mend markup at the cost of other markup; the diagnostics stay."""
        mending = [d for d in diagnostics if d.fix and d.rule in self._mending]
        if not mending:
            return diagnostics
        from cleanup.proof import refused  # noqa: PLC0415 -- only for broken markup

        source = _structure(document.format, document.source.text) if document.source else None
        harmful = refused(document.format, document.text, mending, source)
        return [replace(d, fix=None) if id(d) in harmful else d for d in diagnostics] if harmful else diagnostics

    def _prover(self, format: str, source: str | None) -> Callable[[str, list[Diagnostic]], list[Diagnostic]]:
        """Return the proof that a set of fixes loses nothing of the structure of a text."""

        def prove(text: str, chosen: list[Diagnostic]) -> list[Diagnostic]:
            before = skeleton(format, text) if chosen else None
            if before is None:
                return chosen
            from cleanup.proof import prove_mending, prove_prose  # noqa: PLC0415 -- not for plain text

            plain = prove_prose(format, text, [d for d in chosen if d.rule not in self._mending], before)
            mending = [d for d in chosen if d.rule in self._mending]
            theirs = _structure(format, source) if mending and source is not None else None
            return plain + prove_mending(format, text, mending, before, plain, theirs)

        return prove


@lru_cache(maxsize=8)
def _structure(format: str, source: str) -> object | None:
    return skeleton(format, source)


def _any_of(names: Sequence[str]) -> re.Pattern[str]:
    """Return an expression for any of the names as whole words, the longest that fits."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _as_object(match: re.Match[str]) -> str:
    return OBJECT * len(match[0])


def _with_place(text: str, diagnostics: tuple[Diagnostic, ...]) -> Iterator[Diagnostic]:
    """Give diagnostics that a later pass found the line and column of the input."""
    starts = line_starts(text)
    for diagnostic in diagnostics:
        line, column = line_and_column(starts, diagnostic.start)
        same = (line, column) == (diagnostic.line, diagnostic.column)
        yield diagnostic if same else replace(diagnostic, line=line, column=column)


@lru_cache(maxsize=8)
def _default_cleaner() -> Cleaner:
    return Cleaner(Linter(load_rulebook()))


def cleaner_for(config: Config | None = None, *, use_cache: bool = True) -> Cleaner:
    """Return a cleaner for a configuration. Raises ``RuleError`` for a rule of the user that is not valid."""
    if config is None:
        return _default_cleaner()
    rulebook: Rulebook = load_rulebook(config.extend_rules, use_cache=use_cache)
    style = dict(config.style)
    if config.sentencepiece_model:
        style["sentencepiece-model"] = str(config.sentencepiece_model)
    linter = Linter(rulebook, select=config.select, ignore=config.ignore, style=style, use_cache=use_cache)
    return Cleaner(linter, config.protected_terms)


def clean(
    text: str,
    language: str | None = None,
    format: str = "text",
    unsafe_fixes: bool = False,
    source: str | None = None,
    config: Config | Mapping[str, object] | None = None,
) -> Result:
    """Clean a text.

    Args:
        text: any text.
        language: a BCP 47 tag; without it the language is detected, and a doubtful one counts as unknown.
        format: ``text``, ``markdown`` or ``html``.
        unsafe_fixes: apply unsafe fixes too.
        source: the text this one was translated from.
        config: a ``Config``, or the content of a ``[tool.cleanup]`` table.

    Raises:
        UnknownFormatError: there is no such format.
        ConfigError: the table is not valid.
        UnstableFixError: fixes undo each other; a rule of the user is at fault.

    >>> clean("They are not”said Nan.", language="en").text
    'They are not” said Nan.'
    """
    if isinstance(config, Mapping):
        from cleanup.config import parse_config  # noqa: PLC0415 -- needs msgspec

        config = parse_config(config)
    if language is None:
        from cleanup.languages import detect  # noqa: PLC0415

        found, sure = detect(text)
        language = found if found and sure else UNDETERMINED
    return cleaner_for(config).clean(text, language=language, format=format, unsafe_fixes=unsafe_fixes, source=source)
