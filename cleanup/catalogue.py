"""The rules as people read them: a table of all, and the whole story of one."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from cleanup.config import ConfigError
from cleanup.engine import Linter
from cleanup.profile import fallbacks
from cleanup.rule import Case, Rule
from cleanup.rulebook import Rulebook, Story
from cleanup.terminal import Painter, escape, painter, wants_colour

_WIDTH = 100
_FEW = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules to list: those that run in a language, and those selected."""

    language: str | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()


def chosen(rulebook: Rulebook, choice: Choice) -> list[Rule]:
    """Return the rules of a choice in the order of their ids."""
    linter = Linter(rulebook, select=choice.select, ignore=choice.ignore, style={})
    rules = [r for r in rulebook.rules if r.style or r.needs or linter.selects(r)]
    if choice.language:
        chain, script = fallbacks(choice.language), rulebook.profile(choice.language).script
        rules = [r for r in rules if r.runs_in(chain, script)]
    return rules


def languages_of(rule: Rule) -> str:
    """Return where a rule runs, in a few words."""
    named = ", ".join(rule.languages) if rule.languages else ("all" if rule.folder == "common" else rule.folder)
    off = [tag for tag, value in rule.fix_by_language.items() if value == "none"]
    without = sorted({*rule.excluded, *off})
    if rule.scripts:
        named += f" ({', '.join(rule.scripts) if len(rule.scripts) <= _FEW else f'{len(rule.scripts)} scripts'})"
    return f"{named} except {', '.join(without)}" if without else named


def fix_of(rule: Rule) -> str:
    """Return what a rule's fix may do: ``safe``, ``unsafe``, ``display-only`` or ``report``; a star: it depends."""
    varies = any(value != "none" for value in rule.fix_by_language.values())
    return (rule.fix or "report") + ("*" if varies else "")


def table(rulebook: Rulebook, choice: Choice, output_format: str) -> str:
    """Return the table of rules as ``text`` or ``json``. Raises ``ConfigError`` for another format."""
    rules = chosen(rulebook, choice)
    if _is_json(output_format):
        return json.dumps([_plain(rule) for rule in rules], ensure_ascii=False, indent=1) + "\n"
    paint = painter(wants_colour(sys.stdout))
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    rows = [(rule.id, _cut(languages_of(rule), 24), fix_of(rule), rule.message) for rule in rules]
    sizes = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
    out = []
    for name, languages, fix, message in rows:
        row = f"{paint(name, 'bold')}{' ' * (sizes[0] - len(name))}  {languages:<{sizes[1]}}  {fix:<{sizes[2]}}  "
        out.append(row + (_cut(message, max(20, room - sum(sizes) - 6)) if room else message) + "\n")
    return "".join(out)


def story(rulebook: Rulebook, rule_id: str, output_format: str) -> str:
    """Return all about a rule as ``text`` or ``json``. Raises ``ConfigError`` for an unknown rule or format."""
    try:
        told = rulebook.story(rule_id)
    except KeyError:
        near = get_close_matches(rule_id, [rule.id for rule in rulebook.rules], 1)
        raise ConfigError(f"no rule {rule_id!r}" + (f"; did you mean {near[0]!r}?" if near else "")) from None
    if _is_json(output_format):
        return json.dumps(_plain_story(told), ensure_ascii=False, indent=1) + "\n"
    return "\n".join(_lines(told, painter(wants_colour(sys.stdout)))) + "\n"


def _lines(told: Story, paint: Painter) -> list[str]:
    rule = told.rule
    facts = {
        "severity": str(rule.severity),
        "fix": fix_of(rule).rstrip("*"),
        **{f"fix in {tag}": value for tag, value in rule.fix_by_language.items()},
        "languages": languages_of(rule),
        "scripts": ", ".join(rule.scripts),
        **({"needs": rule.needs} if rule.needs else {}),
        **{f"style {key}": f"only when it is {' or '.join(values)}" for key, values in rule.style.items()},
        "error type": f"{rule.mqm} (MQM)" if rule.mqm else "",
        "file": str(told.path),
    }
    width = max(map(len, facts))
    out = [paint(rule.id, "bold"), "", *_wrapped(rule.message), "", *_wrapped(told.why), ""]
    out += [f"  {key:<{width}}  {value}" for key, value in facts.items() if value]
    out += ["", paint("Found", "bold"), *(line for case in told.invalid for line in _case(case, paint))]
    out += ["", paint("Left alone", "bold"), *(line for case in told.valid for line in _case(case, paint))]
    off = f'ignore = ["{rule.id}"]'
    return [
        *out,
        "",
        paint("To switch it off", "bold"),
        f"  everywhere       {off} in cleanup.toml or [tool.cleanup] of pyproject.toml",
        f"  in a file        <!-- cleanup-disable {rule.id} -->",
        f"  on the next line <!-- cleanup-disable-next-line {rule.id} -->",
    ]


def _case(case: Case, paint: Painter) -> list[str]:
    language = f" ({case.language})" if case.language else ""
    lines = [f"  {'-' if case.output is not None else ' '} {_shown(case.text)}{language}"]
    if case.output is not None:
        lines = [paint(lines[0], "red"), paint(f"  + {_shown(case.output)}", "green")]
    return lines


def _shown(text: str) -> str:
    return escape(text.rstrip("\n"), spaces=True) or "(nothing)"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), _WIDTH, initial_indent="  ", subsequent_indent="  ")


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"


def _is_json(name: str) -> bool:
    if name not in ("text", "json"):
        raise ConfigError(f"unknown output format {name!r}; rules are listed as text or json")
    return name == "json"


def _plain(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "message": rule.message,
        "severity": rule.severity,
        "fix": rule.fix,
        "fix_by_language": dict(rule.fix_by_language),
        "languages": list(rule.languages) or ([] if rule.folder == "common" else [rule.folder]),
        "except": list(rule.excluded),
        "scripts": list(rule.scripts),
        "formats": list(rule.formats),
        "style": {key: list(values) for key, values in rule.style.items()},
        "mqm": rule.mqm,
    }


def _plain_story(told: Story) -> dict[str, Any]:
    def plain(case: Case) -> dict[str, Any]:
        values = {"text": case.text, "output": case.output, "language": case.language, "format": case.format}
        return {key: value for key, value in values.items() if value is not None}

    return {
        **_plain(told.rule),
        "why": " ".join(told.why.split()),
        "invalid": [plain(case) for case in told.invalid],
        "valid": [plain(case) for case in told.valid],
        "file": str(told.path),
    }
