"""The rules and profiles on disk, read once and cached."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from cleanup import cache
from cleanup.checks import CHECKS, Trigger, load_check, trigger_of
from cleanup.model import Applicability, Severity
from cleanup.pattern import Pattern, PatternError
from cleanup.profile import Profile, ProfileError, fallbacks, merge
from cleanup.rule import Case, Rule, RuleError, read_cases, read_rule

PROFILE = "profile.yaml"
_FORMAT_VERSION = 5


@dataclass(frozen=True, slots=True)
class Story:
    """The part of a rule file that is for people: the reason and the cases."""

    rule: Rule
    why: str
    invalid: tuple[Case, ...]
    valid: tuple[Case, ...]
    path: Path


def rules_root() -> Path:
    """Find the rules: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    packaged = package / "_rules"
    return packaged if packaged.is_dir() else package.parent / "rules"


class Rulebook:
    """All rules and profiles of a run.

    ``rules`` are sorted by id. ``own`` holds the ids of rules that came from the user's folders. ``triggers``
    maps the name of a check to the expression that must occur for it to find anything.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        profiles: Mapping[str, Mapping[str, Any]],
        paths: Mapping[str, str],
        own: Sequence[str],
        triggers: Mapping[str, Trigger],
    ) -> None:
        self.rules = tuple(rules)
        self.triggers = triggers
        self.own = frozenset(own)
        self._profiles = profiles
        self._paths = paths
        self._merged: dict[str, Profile] = {}

    def profile(self, language: str) -> Profile:
        """Return the profile of a BCP 47 language, its fallbacks merged; neutral for an unknown language."""
        if language not in self._merged:
            chain = [self._profiles[tag] for tag in (*fallbacks(language), "common") if tag in self._profiles]
            self._merged[language] = merge(chain)
        return self._merged[language]

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags that have a profile of their own."""
        return tuple(sorted(set(self._profiles) - {"common"}))

    @cached_property
    def styles(self) -> Mapping[str, frozenset[str]]:
        """Style keys that rules know, with the values that switch them on."""
        known: dict[str, set[str]] = {}
        for rule in self.rules:
            for key, values in rule.style.items():
                known.setdefault(key, set()).update(values)
        return {key: frozenset(values) for key, values in known.items()}

    def story(self, rule_id: str) -> Story:
        """Read the reason and the cases of a rule.

        Raises:
            KeyError: there is no such rule.
        """
        rule = next((r for r in self.rules if r.id == rule_id), None)
        if rule is None:
            raise KeyError(rule_id)
        path = Path(self._paths[rule_id])
        data = _yaml(path)
        where = str(path)
        return Story(
            rule, data["why"].strip(), read_cases(data, "invalid", where), read_cases(data, "valid", where), path
        )


def load_rulebook(extra: Sequence[Path] = (), *, use_cache: bool = True) -> Rulebook:
    """Read the project's rules and those of ``extra`` folders.

    Raises:
        RuleError: a rule file is not valid, or an extra folder does not exist.
        ProfileError: a profile is not valid.
    """
    roots = [rules_root(), *extra]
    for root in extra:
        if not root.is_dir():
            raise RuleError(f"{root}: no such folder of rules")
    files = [(root, path) for root in roots for path in sorted(root.glob("*/*.yaml"))]
    name = f"rules-{_key(files)}"
    if use_cache and (blob := cache.load(name)) is not None:
        try:
            return _from_plain(marshal.loads(blob))
        except (ValueError, EOFError, TypeError, KeyError):
            pass  # written by another version of this module: read the files again
    book = _read(files, own_from=roots[1:])
    if extra:
        _verify(book)
    if use_cache:
        cache.store(name, marshal.dumps(_to_plain(book)))
    return book


def _key(files: Sequence[tuple[Path, Path]]) -> str:
    parts = [f"{_FORMAT_VERSION} {sys.version} {','.join(CHECKS)}".encode()]
    for _, path in files:
        parts += [str(path).encode("utf-8", "surrogateescape"), path.read_bytes()]
    # The triggers of checks are stored with the rules, so a changed check is a changed rulebook.
    checks = Path(__file__).parent / "checks"
    parts += [f"{p.name} {p.stat().st_mtime_ns}".encode() for p in sorted(checks.glob("*.py"))]
    return cache.digest(*parts)


def _yaml(path: Path) -> Any:
    import yaml  # noqa: PLC0415 -- costs 20 ms and is not needed when the cache is warm

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: not valid YAML: {error}") from error


def _read(files: Sequence[tuple[Path, Path]], own_from: Sequence[Path]) -> Rulebook:
    rules: dict[str, Rule] = {}
    paths: dict[str, str] = {}
    profiles: dict[str, dict[str, Any]] = {}
    own = []
    for root, path in files:
        folder = path.parent.name
        data = _yaml(path)
        if path.name == PROFILE:
            if not isinstance(data, dict):
                raise ProfileError(f"{path}: a mapping is expected")
            profiles[folder] = {**profiles.get(folder, {}), **data}
            continue
        rule = read_rule(f"{folder}/{path.stem}", data, str(path))
        read_cases(data, "invalid", str(path))
        read_cases(data, "valid", str(path))
        _check_options(rule, path)
        rules[rule.id], paths[rule.id] = rule, str(path)
        if root in own_from:
            own.append(rule.id)
    triggers = {name: trigger_of(name) for name in sorted({r.check for r in rules.values()} - {"pattern"})}
    return Rulebook([rules[key] for key in sorted(rules)], profiles, paths, own, triggers)


def _check_options(rule: Rule, path: Path) -> None:
    try:
        if rule.check == "pattern":
            Pattern(rule.options, Profile()).compile()
        elif rule.check in CHECKS:
            load_check(rule.check).build(rule.options)
        else:
            known = ", ".join(("pattern", *CHECKS))
            raise RuleError(f"{path}: check: unknown check {rule.check!r}; known are {known}")
    except (PatternError, ValueError, TypeError) as error:
        raise RuleError(f"{path}: check: {error}") from error


def _verify(book: Rulebook) -> None:
    """Run the cases of the user's own rules; the project's rules are proved by its tests."""
    from cleanup.verify import verify_rule  # noqa: PLC0415 -- needs the engine, which needs this module

    for rule_id in sorted(book.own):
        for problem in verify_rule(book, rule_id):
            raise RuleError(problem)


# -- the cache holds plain tuples, which marshal reads in a millisecond -----------------------------------

_FIELDS = tuple(f.name for f in fields(Rule))


def _to_plain(book: Rulebook) -> Any:
    rules = [tuple(_plain(getattr(rule, name)) for name in _FIELDS) for rule in book.rules]
    return (
        rules,
        _plain(book._profiles),
        dict(book._paths),
        sorted(book.own),
        {k: tuple(v) for k, v in book.triggers.items()},
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Severity | Applicability):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _from_plain(data: Any) -> Rulebook:
    rows, profiles, paths, own, triggers = data
    return Rulebook(list(_rules(rows)), profiles, paths, own, {k: Trigger(*v) for k, v in triggers.items()})


def _rules(rows: Sequence[Sequence[Any]]) -> Iterator[Rule]:
    for row in rows:
        values = dict(zip(_FIELDS, row, strict=True))
        values["severity"] = Severity(values["severity"])
        values["fix"] = Applicability(values["fix"]) if values["fix"] else None
        yield Rule(**values)
