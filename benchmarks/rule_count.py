"""How the cost of a run grows with the number of rules.

    python benchmarks/rule_count.py FILE... [--language TAG] [--rounds 5]

Cleans the files with a third, two thirds and all of the rules, drawn at random anew in each round, and prints the
median CPU time of each (milliseconds per MB of UTF-8) and its ratio to the first. Rules of words run together and of
broken words look every word up in a lexicon whether there are other rules or not; ``--no-words`` leaves them out.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from statistics import median

from cleanup.api import Cleaner
from cleanup.engine import Linter
from cleanup.rulebook import load_rulebook

_WORDS = ("common/fused-words", "common/broken-word")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-words", action="store_true")
    given = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in given.files]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    book = load_rulebook()
    every = sorted(rule.id for rule in book.rules if not (given.no_words and rule.id in _WORDS))
    parts = (len(every) // 3, 2 * len(every) // 3, len(every))
    times: dict[int, list[float]] = {count: [] for count in parts}
    for seed in range(given.rounds):
        shuffled = random.Random(seed).sample(every, len(every))
        for count in parts:
            cleaner = Cleaner(Linter(book, select=shuffled[:count]))
            for text in texts:  # what is loaded and compiled once is not counted
                cleaner.clean(text[:20_000], language=given.language)
            start = time.process_time()
            for text in texts:
                cleaner.clean(text, language=given.language)
            times[count].append((time.process_time() - start) * 1000 / megabytes)
    first = median(times[parts[0]])
    for count in parts:
        print(f"{count} rules: {median(times[count]):.0f} ms/MB, {median(times[count]) / first:.2f} times")


if __name__ == "__main__":
    main()
