"""Lay out clean text for ``train_words.py``: one folder for each source, ``<lang>.txt``, empty lines between documents.

    python tools/word_texts.py OUTPUT [--cache FOLDER] [--segments FOLDER ...]

Sources are Debian packages: LibreOffice and GNOME help, the Debian handbook and installation guide. Their text is
read, never shipped. ``--segments`` names folders of files with one segment a line and the language in the name
(``<lang>.txt``, ``*.<lang>``, ``*.xx-<lang>.*``); forty segments make a document. A sentence counts once, and only
when its words are of the language: untranslated parts of manuals are left out. The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import html
import re
import subprocess
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from cleanup.words.lexicon import load
from cleanup.words.tokens import fold, word_pattern

HELP = "ca cs da de el en-us es fi fr hu id it nl pl pt ru sl sv tr"
PACKAGES = (
    *(f"libreoffice-help-{name}" for name in HELP.split()),
    "gnome-user-docs",
    "debian-handbook",
    "installation-guide-amd64",
)
FOLDERS = {
    "help": ("usr/share/libreoffice/help", "*.html"),
    "gnome": ("usr/share/help", "*.page"),
    "handbook": ("usr/share/doc/debian-handbook/html", "*.html"),
    "guide": ("usr/share/doc/installation-guide-amd64", "*.html"),
}
_BLOCK = re.compile(r"<(p|li|dd|div(?= class=.para\"))\b[^>]*>(.*?)</\1>", re.DOTALL)
_CODE = re.compile(r"<(pre|code|script|style|cmd|screen)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")
_BEFORE_MARK = re.compile(r" (?=[,.;:!?)»”])|(?<=[(«“„]) ")
"""Spaces that stand where tags were taken out beside a mark: between words every tag leaves one."""
_PARAMETER = re.compile(r"([a-z]\w+) ?:")
_AROUND = ".,:;()[]\"'“”"
_SENTENCE_END = ".!?:…)"
LEAST_WORDS = 6
DOCUMENT_WORDS = 500
MOST_WORDS = 100_000
SEGMENTS = 40


def fetch(cache: Path) -> Path:
    """Download and unpack the packages once; return the folder they are in."""
    root = cache / "root"
    if not root.exists():
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-qq", *PACKAGES], check=True, cwd=cache)
        for package in sorted(cache.glob("*.deb")):
            subprocess.run(["dpkg", "-x", package, root], check=True)
    return root


def paragraphs(path: Path) -> Iterator[str]:
    """Yield the paragraphs of a page that are sentences and name no parameter that the page explains."""
    page = _CODE.sub(" ", path.read_text(encoding="utf-8", errors="ignore"))
    texts = [_SPACES.sub(" ", html.unescape(_TAG.sub(" ", block[2]))) for block in _BLOCK.finditer(page)]
    texts = [_BEFORE_MARK.sub("", text).strip() for text in texts]
    names = {found[1].lower() for text in texts if (found := _PARAMETER.match(text))}
    for text in texts:
        words = text.split()
        explained = any(word.strip(_AROUND).lower() in names for word in words)
        if len(words) >= LEAST_WORDS and text[-1] in _SENTENCE_END and not explained:
            yield text


class Sieve:
    """Lets each sentence of one language through once."""

    def __init__(self, language: str) -> None:
        lexicon, english = load(language), load("en")
        assert lexicon is not None
        assert english is not None
        self._language, self._lexicon, self._english = language, lexicon, english
        self._seen: set[str] = set()

    def lets(self, text: str) -> bool:
        """Whether a text is new and its words are frequent in the language rather than in English."""
        if text in self._seen:
            return False
        self._seen.add(text)
        words = [fold(word, self._language) for word in word_pattern(self._language).findall(text)]
        own = sum(self._lexicon.zipf(word) for word in words)
        if own < 3.6 * len(words):
            return False
        return self._language == "en" or own > 1.15 * sum(self._english.zipf(word) for word in words)


def documents(texts: Iterable[str], sieve: Sieve) -> Iterator[list[str]]:
    """Gather new paragraphs to documents of about the length of an article."""
    document: list[str] = []
    for text in texts:
        if sieve.lets(text):
            document.append(text)
        if sum(len(part.split()) for part in document) >= DOCUMENT_WORDS:
            yield document
            document = []


def write(found: Iterable[list[str]], path: Path) -> int:
    """Write documents up to the limit of words; return how many words there were."""
    kept, size = [], 0
    for document in found:
        if size >= MOST_WORDS:
            break
        kept.append("\n".join(document))
        size += sum(len(part.split()) for part in document)
    if kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(kept) + "\n", encoding="utf-8")
    return size


def language_of(name: str) -> str:
    """Return the language that a file of segments has in its name, or nothing."""
    stem = name.removesuffix(".txt")
    pair = re.search(r"\b[a-z]{2}-([a-z]{2})\b", stem)
    return stem if len(stem) == 2 else pair[1] if pair else ""


def main() -> None:
    """Lay the text out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".cache/texts"))
    parser.add_argument("--segments", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    root = fetch(options.cache)
    for source, (folder, pattern) in FOLDERS.items():
        for tree in sorted((root / folder).iterdir()):
            language = {"en-US": "en", "pt-BR": "pt", "pt_BR": ""}.get(tree.name, tree.name.split("-")[0])
            if not tree.is_dir() or tree.name.endswith("valencia") or not (lexicon := load(language)):
                continue
            pages = sorted(tree.rglob(pattern))
            texts = (text for page in pages for text in paragraphs(page))
            size = write(documents(texts, Sieve(lexicon.language)), options.output / source / f"{lexicon.language}.txt")
            print(source, lexicon.language, size, flush=True)
    for folder in options.segments:
        lines: dict[str, list[str]] = {}
        for path in sorted(folder.iterdir()):
            if (language := language_of(path.name)) and load(language):
                lines.setdefault(language, []).extend(path.read_text(encoding="utf-8").splitlines())
        for language, found in sorted(lines.items()):
            kept = iter([text for text in found if text.strip()])
            groups = iter(lambda kept=kept: list(islice(kept, SEGMENTS)), [])  # type: ignore[misc]
            print(folder.name, language, write(groups, options.output / folder.name / f"{language}.txt"), flush=True)


if __name__ == "__main__":
    main()
