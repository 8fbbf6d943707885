"""Write ``cleanup/words/data/common-words.txt``: the most frequent words of each language, by which a line's is told.

    python tools/build_common_words.py

Needs ``wordfreq`` (pip). One language a line: its tag, a tab, its words from the most frequent on. The same
version gives the same bytes; source and licence are listed in NOTICE.
"""

from __future__ import annotations

from pathlib import Path

import wordfreq

TARGET = Path(__file__).parents[1] / "cleanup" / "words" / "data" / "common-words.txt"
WORDS = 300
LANGUAGES = """
    ar bg bn ca cs da de el en es fa fi fil fr he hi hr hu id is it lt lv mk ms nb nl pl pt ro ru sk sl sv ta tr uk ur
    vi
"""
SOURCES = {"hr": "sh"}


def main() -> None:
    """Write the file."""
    rows = []
    for language in LANGUAGES.split():
        ranked = wordfreq.top_n_list(SOURCES.get(language, language), 2 * WORDS)
        words = [word for word in ranked if word.replace("'", "").isalpha() or not word.isascii()][:WORDS]
        rows.append(f"{language}\t{' '.join(words)}\n")
    TARGET.write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
