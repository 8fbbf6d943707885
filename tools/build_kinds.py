"""Learn which kinds of words stand beside which, for ``cleanup/words/kinds.py``.

    python tools/build_kinds.py NTREX_FOLDER [MORE_FOLDERS ...]

Folders are those of ``train_words.py``; its test documents are left out. Words get classes by exchange: each word
in turn moves to the class that makes the neighbouring classes of the text likeliest. Rare words stand as their
ending. Needs ``numpy``. Deterministic. Writes ``<lang>.kinds`` (a trie of words and endings) and
``<lang>.kind-values`` (log odds of each pair of kinds, then the kind of each entry).
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import marisa_trie
from build_lexicons import replace
from word_rows import documents, is_test

from cleanup.words.kinds import KINDS, MARK, endings, pack
from cleanup.words.lexicon import DATA, load
from cleanup.words.tokens import fold, word_pattern

LEAST_TEXT = 40_000
LEAST_COUNT = 4
ROUNDS = 8
SMOOTHING = 3.0
MOST_WORDS = 700_000
_OTHER = r"|[^\s\w]+|\d+|\n"


def tokens(text: str, language: str) -> Iterator[str]:
    """Yield the folded words of a text; marks, numbers and line ends as ``MARK``."""
    pattern = re.compile(word_pattern(language).pattern + _OTHER)
    yield MARK
    for found in pattern.findall(text):
        yield fold(found, language) if found[0].isalpha() else MARK
    yield MARK


def entries(words: list[str]) -> list[str]:
    """Return the words with the rare ones replaced by the longest ending that is not rare."""
    counts = Counter(words)
    rare = Counter({word: count for word, count in counts.items() if count < LEAST_COUNT})
    short: Counter[str] = Counter()
    for word, count in rare.items():
        for ending in endings(word):
            short[ending] += count
    named = {word: next((ending for ending in endings(word) if short[ending] >= LEAST_COUNT), "-") for word in rare}
    return [named.get(word, word) for word in words]


def exchange(stream: list[int], size: int) -> tuple[list[int], Any]:
    """Return the class of each of ``size`` entries, numbered by frequency, and the counts of neighbouring classes."""
    numpy = importlib.import_module("numpy")
    pairs = Counter(itertools.pairwise(stream))
    after: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    before: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for (left, right), count in sorted(pairs.items()):
        if left != right:
            after[left].append((right, count))
            before[right].append((left, count))
    near = [
        [
            (numpy.array([word for word, _ in side]), numpy.array([count for _, count in side])) if side else None
            for side in table
        ]
        for table in (before, after)
    ]
    kind = numpy.arange(size) % KINDS
    total = numpy.zeros((KINDS, KINDS), dtype=numpy.int64)
    for (left, right), count in sorted(pairs.items()):
        total[kind[left], kind[right]] += 0 if left == right else count
    spread = numpy.arange(len(stream) + 2, dtype=float)
    spread[1:] *= numpy.log(spread[1:])

    def around(table: list[Any], word: int) -> Any:
        side = table[word]
        return (
            numpy.bincount(kind[side[0]], side[1], KINDS).astype(numpy.int64)
            if side
            else numpy.zeros(KINDS, dtype=numpy.int64)
        )

    for _ in range(ROUNDS):
        moved = 0
        for word in range(size):
            first, last, old = around(near[0], word), around(near[1], word), kind[word]
            total[:, old] -= first
            total[old, :] -= last
            gain = (spread[total + first[:, None]] - spread[total]).sum(axis=0)
            gain += (spread[total + last[None, :]] - spread[total]).sum(axis=1)
            for margin, added in ((total.sum(axis=1), last.sum()), (total.sum(axis=0), first.sum())):
                gain -= spread[margin + added] - spread[margin]
            new = int(numpy.argmax(gain.round(6)))
            kind[word] = new
            total[:, new] += first
            total[new, :] += last
            moved += new != old
        if moved < size // 200:
            break
    return [int(value) for value in kind], total


def build(language: str, folders: tuple[Path, ...], output: Path) -> str:
    """Build one language and say how large it is."""
    words: list[str] = []
    for folder in folders:
        for index, text in enumerate(documents(folder, language)):
            if not is_test(index, folder.name, set()) and len(words) < MOST_WORDS:
                words += tokens(text, language)
    if len(words) < LEAST_TEXT:
        return f"{language} too little text: {len(words)}"
    named = entries(words)
    order = [word for word, _ in sorted(Counter(named).items(), key=lambda found: (-found[1], found[0]))]
    number = {word: index for index, word in enumerate(order)}
    kind, total = exchange([number[word] for word in named], len(order))
    table = bytearray()
    rows, columns, size = total.sum(axis=1), total.sum(axis=0), total.sum()
    log = importlib.import_module("math").log
    for left in range(KINDS):
        for right in range(KINDS):
            chance = rows[left] * columns[right] / size
            table.append(pack(log((total[left, right] + SMOOTHING) / (chance + SMOOTHING))))
    trie = marisa_trie.Trie(sorted(order))
    kinds = bytearray(len(trie))
    for word, index in trie.items():
        kinds[index] = kind[number[word]]
    replace(output / f"{language}.kinds", trie.tobytes())
    replace(output / f"{language}.kind-values", bytes(table + kinds))
    return f"{language} words {len(words)} entries {len(order)}"


def main() -> None:
    """Run the build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--languages", nargs="*")
    parser.add_argument("--output", type=Path, default=DATA)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    names = options.languages or sorted({path.stem for folder in options.folders for path in folder.glob("*.txt")})
    names = [name for name in names if (lexicon := load(name)) is not None and lexicon.language == name]
    with ProcessPoolExecutor(options.jobs) as pool:
        count = len(names)
        for line in pool.map(build, names, [tuple(options.folders)] * count, [options.output] * count):
            print(line, flush=True)


if __name__ == "__main__":
    main()
