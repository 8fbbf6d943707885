"""Write ``cleanup/words/data/zh.pairs``: pairs of Han characters that stand next to each other only inside a word.

Source: the dictionary of jieba (MIT licence), words with their frequencies in a segmented corpus; traditional forms
by OpenCC (Apache licence 2.0). Run:

    pip install jieba opencc-python-reimplemented && python tools/build_character_pairs.py

A pair is kept when the words that hold it are frequent, and much more so than chance would put its two characters
side by side at the border of two words.
"""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "cleanup" / "words" / "data" / "zh.pairs"
LEAST_FREQUENCY = 300
LEAST_RATIO = 4.0


def words() -> dict[str, int]:
    """Return the words of one to four Han characters with their frequencies, simplified and traditional."""
    package: Any = import_module("jieba")
    convert = import_module("opencc").OpenCC("s2t").convert
    found: dict[str, int] = {}
    for line in (Path(package.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split()
        if re.fullmatch("[\u4e00-\u9fff]{1,4}", word):
            for form in {word, convert(word)}:
                found[form] = max(found.get(form, 0), int(frequency))
    return found


def pairs(frequencies: dict[str, int]) -> dict[str, set[str]]:
    """Return for each character those that follow it inside a word and hardly ever at the start of the next."""
    inside: Counter[str] = Counter()
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for word, frequency in frequencies.items():
        first[word[0]] += frequency
        last[word[-1]] += frequency
        for index in range(len(word) - 1):
            inside[word[index : index + 2]] += frequency
    total = sum(first.values())
    kept: dict[str, set[str]] = {}
    for pair, count in inside.items():
        chance = 1 + last[pair[0]] * first[pair[1]] / total
        if count >= LEAST_FREQUENCY and count / chance >= LEAST_RATIO:
            kept.setdefault(pair[0], set()).add(pair[1])
    return kept


def main() -> None:
    """Write the file: a line for each first character, which is followed by all second ones."""
    lines = [a + "".join(sorted(b)) for a, b in sorted(pairs(words()).items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
