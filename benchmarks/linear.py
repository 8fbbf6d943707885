#!/usr/bin/env python3
"""Show that no input takes more than proportional time, whatever it is made of.

    python benchmarks/linear.py [--size 100000] [--language en]
    python benchmarks/linear.py --rules [GLOB]

Each line is one kind of hostile text in one format: CPU seconds for an eighth of it and for all of it, and how
many times longer the whole takes. About 8 is linear; a quadratic step would give 64. Exits 1 above 20, where
the times are long enough to mean something.

With ``--rules`` the texts are the cases of the rule files, each said over and over, on one line and in paragraphs, and
each rule runs alone: so every rule finds thousands of what it looks for, or of what comes close. Only what grows too
fast or does not settle is printed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from fnmatch import fnmatchcase

from cleanup.api import Cleaner
from cleanup.engine import Linter
from cleanup.model import CleanupError
from cleanup.rule import Case, Rule
from cleanup.rulebook import Rulebook, load_rulebook
from cleanup.verify import run_alone

INPUTS: dict[str, Callable[[int], str]] = {
    "opening parentheses": lambda n: "(" * n,
    "opening quotes": lambda n: "“" * n,
    "straight quotes": lambda n: '"' * n,
    "quotes with spaces": lambda n: ' "a' * (n // 3),
    "apostrophes": lambda n: "l' " * (n // 3),
    "spaces": lambda n: " " * n,
    "words of one letter": lambda n: "a " * (n // 2),
    "combining marks": lambda n: "e" + "\u0301" * n,
    "periods": lambda n: "." * n,
    "spaced periods": lambda n: ". " * (n // 2),
    "commas": lambda n: "a ,," * (n // 4),
    "hyphens": lambda n: " -a" * (n // 3),
    "dashes": lambda n: "a – " * (n // 4),
    "digits": lambda n: "1 , " * (n // 4),
    "one long word": lambda n: "a" * n,
    "one long line of words": lambda n: "The quick brown fox, he said, jumps. " * (n // 37),
    "many short lines": lambda n: "Short line\n" * (n // 11),
    "emphasis": lambda n: "**a " * (n // 4),
    "brackets": lambda n: "[a](" * (n // 4),
    "tags": lambda n: "<a " * (n // 3),
    "braces": lambda n: "{{ a " * (n // 5),
    "backticks": lambda n: "`a" * (n // 2),
    "quote markers": lambda n: "> " * (n // 2),
    "wide characters": lambda n: "東京, " * (n // 4),
    "mixed scripts": lambda n: "аa" * (n // 2),
    "mojibake": lambda n: "Ã©Â" * (n // 3),
    "at signs": lambda n: "a@" * (n // 2),
    "slashes": lambda n: "a/" * (n // 2),
    "closing brackets of an address": lambda n: "https://a.b/" + ")" * n,
    "opening brackets of an address": lambda n: "https://a.b/" + "(" * n,
    "square brackets": lambda n: "[" * n,
    "link ends": lambda n: "](" * (n // 2),
    "asterisks": lambda n: "*" * n,
    "underscores": lambda n: "_a" * (n // 2),
    "pipes": lambda n: "|a" * (n // 2),
    "angle brackets": lambda n: "<" * n,
    "table rows": lambda n: "| a | b |\n|---|---|\n" + "| a | b |\n" * (n // 10),
    "headings": lambda n: "# a\n" * (n // 4),
    "list items": lambda n: "- a\n" * (n // 4),
    "links to headings": lambda n: "[a](#b)\n" * (n // 8),
    "sentences without spaces": lambda n: "One.Two" * (n // 7),
    "guillemets": lambda n: "«a» " * (n // 4),
    "hyphens alone": lambda n: "- " * (n // 2),
    "entities": lambda n: "&amp;" * (n // 5),
}

STEPS = 8
LIMIT = 20.0
LONG_ENOUGH = 0.2
CASE_SIZE = 4_000
CASE_LONG_ENOUGH = 0.12


def seconds(cleaner: Cleaner, text: str, language: str, format_name: str) -> float:
    """Return the shortest CPU time of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        cleaner.clean(text, language=language, format=format_name, fix=False)
        best = min(best, time.process_time() - start)
    return best


def fix_alone(book: Rulebook, rule: Rule, case: Case, text: str) -> float:
    """Return the CPU seconds of one rule, and no other, over a text in the setting of a case."""
    start = time.process_time()
    run_alone(book, rule, case, text)
    return time.process_time() - start


def over_cases(pattern: str) -> int:
    """Repeat every case of the rules whose names match; print those that grow too fast and return how many."""
    book = load_rulebook()
    bad = 0
    for rule in book.rules:
        if not fnmatchcase(rule.id, pattern):
            continue
        story = book.story(rule.id)
        for number, given in enumerate((*story.invalid, *story.valid), 1):
            case = replace(given, source=None)
            line = case.text.replace("\n", " ")
            for unit in (line, f"{line} ", f"{case.text}\n\n"):
                small = unit * (CASE_SIZE // len(unit) + 1)
                try:
                    large = fix_alone(book, rule, case, small * STEPS)
                except CleanupError as error:
                    bad += 1
                    print(f"{rule.id:40}case {number:3}  {unit[:30]!r:36}{error}", flush=True)
                    continue
                if large < CASE_LONG_ENOUGH or large / fix_alone(book, rule, case, small) < LIMIT:
                    continue
                times = [fix_alone(book, rule, case, small) for _ in range(3)]
                again = min(fix_alone(book, rule, case, small * STEPS) for _ in range(2)) / min(times)
                if again > LIMIT:
                    bad += 1
                    print(f"{rule.id:40}case {number:3}  {unit[:30]!r:36}{large:9.3f} s{again:8.1f} x", flush=True)
    return bad


def main() -> int:
    """Print the table; return 1 when something grows faster than its text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000, help="code points of the long text")
    parser.add_argument("--language", default="en")
    parser.add_argument("--rules", nargs="?", const="*", metavar="GLOB", help="repeat the cases of rules instead")
    options = parser.parse_args()
    if options.rules:
        return 1 if over_cases(options.rules) else 0
    cleaner = Cleaner(Linter(load_rulebook(), gated=True))
    bad = 0
    for name, make in INPUTS.items():
        for format_name in ("text", "markdown", "html"):
            cleaner.clean("Warm up.", language=options.language, format=format_name)
            small = seconds(cleaner, make(options.size // STEPS), options.language, format_name)
            large = seconds(cleaner, make(options.size), options.language, format_name)
            grows = large > LONG_ENOUGH and large / small > LIMIT
            bad += grows
            print(
                f"{name:24}{format_name:10}{small:9.4f} s{large:9.4f} s{large / small:8.1f} x{'  SUPERLINEAR' if grows else ''}",
                flush=True,
            )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
