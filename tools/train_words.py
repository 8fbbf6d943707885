"""Train the models of ``cleanup/words`` on folders of clean text and measure them on held-out documents.

    python tools/train_words.py fused NTREX_FOLDER [MORE_FOLDERS ...] --report benchmarks/words.md

A folder holds ``<lang>.txt`` files, documents separated by an empty line. Every second document
trains, the others test. Words are run together on purpose in copies of the documents; every split that
the finder considers becomes a row; boosted trees learn to tell planted ones from what clean text holds.
Thresholds come from scores of training documents by a model that did not see them (two folds), one set
for each language, by the number of false splits. Needs ``lightgbm`` and ``numpy``. Deterministic.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import word_training
from word_training import Task

from cleanup.words.lexicon import DATA


def main() -> None:
    """Run the training."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=["fused", "broken"])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--languages", nargs="*", help="default: every language with a lexicon and text")
    parser.add_argument("--test", nargs="*", type=Path, default=[], help="folders that only test")
    parser.add_argument("--report", type=Path)
    parser.add_argument("--output", type=Path, default=DATA)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    task = Task(options.task, tuple(options.folders), tuple(options.test), tuple(options.languages or ()))
    outcome = word_training.run(task, options.jobs)
    path = options.output / f"{options.task}.json"
    path.write_text(json.dumps(outcome.model, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
    print(outcome.report)
    if options.report:
        options.report.write_text(outcome.report, encoding="utf-8")


if __name__ == "__main__":
    main()
