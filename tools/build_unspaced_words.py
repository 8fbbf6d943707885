"""Write the word lists by which a stray space inside a Chinese or Japanese word is found.

    python tools/build_unspaced_words.py

Needs ``wordfreq`` with ``msgpack`` (pip). For each language two files in ``cleanup/words/data``: ``LANGUAGE.units``, a
trie of its words, and ``LANGUAGE.units-values``, a byte for each: its Zipf frequency in tenths. ``simplified.txt``
gives the traditional characters and below them the simplified ones that the Chinese list is written in. The same
version gives the same bytes; source and licence are listed in NOTICE.
"""

from __future__ import annotations

import gzip
import math
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import marisa_trie
import msgpack
import wordfreq

DATA = Path(__file__).parents[1] / "cleanup" / "words" / "data"
LANGUAGES = ("zh", "ja")
LONGEST = 10
LEAST_ZIPF = 1.8
_UNSPACED = re.compile("[\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")


def words(language: str) -> dict[str, int]:
    """Return the words of the two scripts with their Zipf frequencies in tenths; single characters all of them."""
    found = {}
    for word, frequency in wordfreq.get_frequency_dict(language, "large").items():
        zipf = math.log10(frequency) + 9
        if _UNSPACED.fullmatch(word) and len(word) <= LONGEST and (zipf >= LEAST_ZIPF or len(word) == 1):
            found[word] = round(zipf * 10)
    return found


def simplified() -> dict[str, str]:
    """Return the characters that the Chinese list replaces, those of the basic plane."""
    packed: Any = files("wordfreq").joinpath("data/_chinese_mapping.msgpack.gz").read_bytes()
    table = msgpack.unpackb(gzip.decompress(packed), strict_map_key=False, raw=False)
    return {chr(code): plain for code, plain in sorted(table.items()) if code < 0x10000 and len(plain) == 1}


def main() -> None:
    """Write the files."""
    for language in LANGUAGES:
        weights = words(language)
        trie = marisa_trie.Trie(sorted(weights))
        trie.save(str(DATA / f"{language}.units"))
        values = bytearray(len(trie))
        for word, tenths in weights.items():
            values[trie[word]] = tenths
        (DATA / f"{language}.units-values").write_bytes(bytes(values))
    table = simplified()
    (DATA / "simplified.txt").write_text(f"{''.join(table)}\n{''.join(table.values())}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
