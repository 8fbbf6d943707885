"""The rule file: its schema, its validation, and the ``Rule`` that the engine runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cleanup.model import Applicability, CleanupError, Kind, Severity

OFF = "none"
"""Value of ``fix-by-language`` for a language in which the rule does not run."""

REPORT = "report"
"""Value of ``fix-by-language`` for a language in which the rule reports and offers no fix."""

_VIEWS = ("prose", "markup")
_SCRIPT_LENGTH = 4


class RuleError(CleanupError):
    """A rule file that cannot be used; the text names the file, the key and the reason."""


@dataclass(frozen=True, slots=True)
class Case:
    """A text that tests a rule: parsed as ``format``, in ``language``, expected to become ``output``."""

    text: str
    output: str | None = None
    language: str | None = None
    format: str = "markdown"
    style: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as the engine runs it; reasons and cases stay in the file (see ``Rulebook.story``)."""

    id: str
    message: str
    check: str
    options: Mapping[str, Any]
    severity: Severity = Severity.WARNING
    fix: Applicability | None = None
    fix_by_language: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    style: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mqm: str = ""
    view: str = "prose"
    needs: str = ""
    """A setting without which the rule does not run, and without which no case could show it at work."""

    @property
    def folder(self) -> str:
        """The folder of the rule file: ``common`` or a language."""
        return self.id.partition("/")[0]

    def runs_in(self, languages: Sequence[str], script: str) -> bool:
        """Tell whether the rule runs in a language, given as its fallback chain, most specific first.

        The chain of an unknown language is empty; then only rules that hold in every language run.
        """
        if self.folder != "common" and self.folder not in languages:
            return False
        if self.languages and not any(language in self.languages for language in languages):
            return False
        if self.excluded and (not languages or any(language in self.excluded for language in languages)):
            return False
        if self.scripts and script not in self.scripts:
            return False
        return self._override(languages) != OFF

    def applicability(self, languages: Sequence[str]) -> Applicability | None:
        """Return who may apply the rule's fix in a language; ``None`` when the rule only reports."""
        chosen = self._override(languages)
        if chosen == REPORT:
            return None
        return Applicability(chosen) if chosen and chosen != OFF else self.fix

    def _override(self, languages: Sequence[str]) -> str | None:
        return next((self.fix_by_language[name] for name in languages if name in self.fix_by_language), None)


# -- reading a file --------------------------------------------------------------------------------------

_KEYS = {
    "message": str, "why": str, "severity": str, "fix": str, "fix-by-language": dict, "languages": list,
    "except": list, "scripts": list, "kinds": list, "formats": list, "style": dict, "mqm": str, "view": str, "needs": str,
    "check": dict, "invalid": list, "valid": list,
}  # fmt: skip
_CASE_KEYS = {"text": str, "output": str, "language": str, "format": str, "style": dict, "source": str, "path": str}


def read_rule(rule_id: str, data: object, where: str) -> Rule:
    """Build a rule from the parsed YAML of its file.

    Raises:
        RuleError: a key is unknown, missing or of the wrong type, or a value is not one of those allowed.
    """
    table = _table(data, _KEYS, where)
    for key in ("message", "why", "check", "invalid", "valid"):
        if key not in table:
            raise RuleError(f"{where}: {key}: required, but missing")
    if not table["invalid"] and not table.get("needs"):
        raise RuleError(f"{where}: invalid: at least one case is required")
    if len(table["check"]) != 1:
        raise RuleError(f"{where}: check: exactly one check is required, not {len(table['check'])}")
    ((check, options),) = table["check"].items()
    if not isinstance(options, dict):
        raise RuleError(f"{where}: check: {check}: the options must be a mapping")
    rule = Rule(
        id=rule_id,
        message=table["message"].strip(),
        check=check,
        options=options,
        severity=Severity(_one_of(table, "severity", list(Severity), where) or Severity.WARNING),
        fix=Applicability(fix) if (fix := _one_of(table, "fix", list(Applicability), where)) else None,
        fix_by_language=_overrides(table, where),
        languages=_strings(table, "languages", where),
        excluded=_strings(table, "except", where),
        scripts=_strings(table, "scripts", where),
        kinds=_strings(table, "kinds", where, list(Kind)),
        formats=_strings(table, "formats", where),
        style=_style(table, where),
        mqm=table.get("mqm", ""),
        view=_one_of(table, "view", _VIEWS, where) or "prose",
        needs=table.get("needs", ""),
    )
    if any(len(script) != _SCRIPT_LENGTH for script in rule.scripts):
        raise RuleError(f"{where}: scripts: ISO 15924 codes of four letters, such as Latn")
    return rule


def read_cases(data: Mapping[str, Any], key: str, where: str) -> tuple[Case, ...]:
    """Read the cases under ``invalid`` or ``valid``. Raises ``RuleError`` as ``read_rule`` does."""
    cases = []
    for index, item in enumerate(data.get(key) or (), 1):
        place = f"{where}: {key}: case {index}"
        table = {"text": item} if isinstance(item, str) else _table(item, _CASE_KEYS, place)
        if "text" not in table:
            raise RuleError(f"{place}: text: required, but missing")
        cases.append(Case(**table))
    return tuple(cases)


def _table(data: object, keys: Mapping[str, type], where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise RuleError(f"{where}: a mapping is expected, not {type(data).__name__}")
    for key, value in data.items():
        if key not in keys:
            raise RuleError(f"{where}: {key}: unknown key; known are {', '.join(keys)}")
        if not isinstance(value, keys[key]):
            raise RuleError(f"{where}: {key}: {keys[key].__name__} expected, not {type(value).__name__}")
    return data


def _one_of(table: Mapping[str, Any], key: str, allowed: Sequence[str], where: str) -> str | None:
    value = table.get(key)
    if value is not None and value not in allowed:
        raise RuleError(f"{where}: {key}: {value!r} is not one of {', '.join(allowed)}")
    return value


def _strings(table: Mapping[str, Any], key: str, where: str, allowed: Sequence[str] = ()) -> tuple[str, ...]:
    values = table.get(key) or ()
    for value in values:
        if not isinstance(value, str):
            raise RuleError(f"{where}: {key}: strings expected, not {value!r} (quote it)")
        if allowed and value not in allowed:
            raise RuleError(f"{where}: {key}: {value!r} is not one of {', '.join(allowed)}")
    return tuple(values)


def _overrides(table: Mapping[str, Any], where: str) -> dict[str, str]:
    overrides = table.get("fix-by-language") or {}
    allowed = [*Applicability, REPORT, OFF]
    for language, value in overrides.items():
        if not isinstance(language, str) or value not in allowed:
            raise RuleError(f"{where}: fix-by-language: {language}: {value!r} is not one of {', '.join(allowed)}")
    return dict(overrides)


def _style(table: Mapping[str, Any], where: str) -> dict[str, tuple[str, ...]]:
    style = {}
    for key, value in (table.get("style") or {}).items():
        values = [value] if isinstance(value, str) else value
        if not isinstance(key, str) or not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise RuleError(f"{where}: style: {key}: a string or a list of strings is expected")
        style[key] = tuple(values)
    return style
