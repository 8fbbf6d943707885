"""Write the generated parts of the README, the repaired sample article and the table of rules, between their markers.

``--check`` only tells, by its exit code, whether they are up to date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from cleanup.catalogue import fix_of, languages_of
from cleanup.reporters.diff import changed_blocks
from cleanup.rule import Rule
from cleanup.rulebook import load_rulebook
from cleanup.runner import Mode, Runner, RunOptions

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SEED = ROOT / "seeds" / "000_ab44dd7de4154e39.txt"
_FULL_LIST = 8
_BEFORE, _WIDTH = 50, 96


def inserted(readme: str) -> str:
    """Return the text of the README with its generated parts; raise ``ValueError`` when a marker is missing."""
    for name, content in (("diff", f"```diff\n{seed_diff()}```\n"), ("rules", table())):
        pattern = rf"(<!-- {name}:start -->\n).*?(<!-- {name}:end -->)"
        parts = re.split(pattern, readme, maxsplit=1, flags=re.S)
        if len(parts) != 4:
            raise ValueError(f"README.md has no markers {name}:start and {name}:end")
        readme = f"{parts[0]}{parts[1]}{content}{parts[2]}{parts[3]}"
    return readme


# -- the sample article ----------------------------------------------------------------------------------


def seed_diff() -> str:
    """Return the lines that change in the sample article, cut to what changes in them."""
    result = Runner(RunOptions(mode=Mode.PROPOSE, unsafe_fixes=True, cache=False)).run(SEED)
    before, after = result.text.split("\n"), result.fixed.split("\n")
    lines = (line for i, k, j, m in changed_blocks(before, after) for line in _pairs(before[i:k], after[j:m]))
    return "".join(f"{line}\n" for line in lines)


def _pairs(before: list[str], after: list[str]) -> Iterator[str]:
    for old, new in zip_longest(before, after):
        for start in _differences(old or "", new or ""):
            if old:
                yield "-" + _cut(old, start)
            if new:
                yield "+" + _cut(new, start)


def _differences(old: str, new: str) -> Iterator[int]:
    """Yield where to begin to show a line: before the first difference, and before others far behind it."""
    shared = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    yield old.rfind(" ", 0, shared - _BEFORE) + 1 if shared > _BEFORE else 0


def _cut(line: str, start: int) -> str:
    piece = line[start : start + _WIDTH]
    if start + _WIDTH < len(line):
        piece = piece.rpartition(" ")[0] + "…"
    return ("…" if start else "") + piece


# -- the rules -------------------------------------------------------------------------------------------


def table() -> str:
    """Return the rules as a Markdown table."""
    rows = ["| Rule | Languages | Fix | What is wrong |", "| --- | --- | --- | --- |"]
    rows += [_row(rule) for rule in load_rulebook(use_cache=False).rules]
    return "\n".join(rows) + "\n"


def _row(rule: Rule) -> str:
    cells = (f"`{rule.id}`", _languages(rule), _fix(rule), re.sub(r"(?<!\S)(\S*<\S*)", r"`\1`", rule.message))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _languages(rule: Rule) -> str:
    """Return where a rule runs, long lists shortened."""
    if len(rule.languages) > _FULL_LIST:
        return f"{len(rule.languages)} languages"
    named, _, without = languages_of(rule).partition(" except ")
    return f"{named} except {without if without.count(',') < _FULL_LIST else 'some'}" if without else named


def _fix(rule: Rule) -> str:
    options = f" (with `{'`, `'.join(rule.style)}` set)" if rule.style else ""
    return fix_of(rule).replace("*", "\\*") + options


def main() -> int:
    """Write the README, or check it."""
    text = README.read_text(encoding="utf-8")
    if "--check" not in sys.argv:
        README.write_text(inserted(text), encoding="utf-8")
        return 0
    return int(inserted(text) != text)


if __name__ == "__main__":
    sys.exit(main())
