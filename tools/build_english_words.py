"""Write the list of English words by which lines left in English are told.

    python tools/build_english_words.py

It holds the common words of the English lexicon that are no names, one line, sorted. Run it again when the
lexicon changes.
"""

from __future__ import annotations

from cleanup.words.lexicon import DATA, Case, Lexicon

_LEAST_ZIPF = 3.3


def main() -> None:
    """Write the list."""
    lexicon = Lexicon("en")
    words = sorted(
        word
        for word in lexicon._trie
        if len(word) > 1
        and word.isascii()
        and word.isalpha()
        and lexicon.zipf(word) >= _LEAST_ZIPF
        and lexicon.case(word) == Case.COMMON
    )
    (DATA / "english.txt").write_text(" ".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
