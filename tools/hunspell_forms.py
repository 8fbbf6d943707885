"""Expand a Hunspell dictionary (``.aff`` + ``.dic``) into the word forms that it accepts.

Only plain affixation is expanded: one prefix, one suffix, their cross product and, where the
dictionary uses them, a second suffix on the first. Compounding is left out on purpose: a dictionary
that accepts any compound cannot tell two words run together from a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_SKIP_FLAGS = ("ONLYINCOMPOUND", "FORBIDDENWORD")


@dataclass(frozen=True, slots=True)
class Affix:
    """One line of a ``PFX`` or ``SFX`` class: strip, add, when the stem meets ``condition``."""

    strip: str
    add: str
    condition: re.Pattern[str] | None
    flags: frozenset[str]
    cross: bool


@dataclass(slots=True)
class Dictionary:
    """The parts of a Hunspell dictionary that affixation needs."""

    flag_style: str = "char"
    aliases: list[frozenset[str]] = field(default_factory=list)
    prefixes: dict[str, list[Affix]] = field(default_factory=dict)
    suffixes: dict[str, list[Affix]] = field(default_factory=dict)
    special: dict[str, str] = field(default_factory=dict)
    entries: list[tuple[str, frozenset[str]]] = field(default_factory=list)

    def flags(self, text: str) -> frozenset[str]:
        """Split a flag field after the dictionary's own convention."""
        if self.aliases and text.isdigit():
            index = int(text)
            return self.aliases[index - 1] if 0 < index <= len(self.aliases) else frozenset()
        if self.flag_style == "num":
            return frozenset(part for part in text.split(",") if part)
        if self.flag_style == "long":
            return frozenset(text[i : i + 2] for i in range(0, len(text) - 1, 2))
        return frozenset(text)


def _decode(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        match = re.search(rb"^SET\s+(\S+)", path.with_suffix(".aff").read_bytes(), re.MULTILINE)
        return raw.decode(match[1].decode("ascii").replace("microsoft-", "") if match else "latin-1", errors="replace")


def _condition(text: str, *, suffix: bool) -> re.Pattern[str] | None:
    if text == ".":
        return None
    literal = re.sub(r"[()?+*{}|]", r"\\\g<0>", text)
    body = re.sub(r"(?<=[^\[^])-(?=[^\]])", r"\\-", literal)
    return re.compile(f"(?:{body})$" if suffix else f"(?:{body})")


def _read_affixes(dictionary: Dictionary, text: str) -> None:
    cross = {}
    for raw in text.splitlines():
        fields = raw.split()
        if not fields:
            continue
        head = fields[0]
        if head == "FLAG" and len(fields) > 1:
            dictionary.flag_style = {"long": "long", "num": "num"}.get(fields[1], "char")
        elif head == "AF" and len(fields) > 1:
            if dictionary.aliases or not fields[1].isdigit() or len(fields) > 2:
                aliases, dictionary.aliases = dictionary.aliases, []
                dictionary.aliases = [*aliases, dictionary.flags(fields[1])]
        elif head in ("NEEDAFFIX", "PSEUDOROOT", "CIRCUMFIX", *_SKIP_FLAGS) and len(fields) > 1:
            dictionary.special[head] = fields[1]
        elif head in ("PFX", "SFX") and len(fields) == 4 and fields[2] in "YN":
            cross[head, fields[1]] = fields[2] == "Y"
        elif head in ("PFX", "SFX") and len(fields) >= 4:
            table = dictionary.prefixes if head == "PFX" else dictionary.suffixes
            add, _, flags = fields[3].partition("/")
            table.setdefault(fields[1], []).append(
                Affix(
                    "" if fields[2] == "0" else fields[2],
                    "" if add == "0" else add,
                    _condition(fields[4] if len(fields) > 4 else ".", suffix=head == "SFX"),
                    dictionary.flags(flags) if flags else frozenset(),
                    cross.get((head, fields[1]), False),
                )
            )


def read(folder: Path) -> Dictionary:
    """Read ``index.aff``/``index.dic``, or the only pair of files of that kind, from ``folder``."""
    aff = sorted(folder.glob("*.aff"))[0]
    dictionary = Dictionary()
    _read_affixes(dictionary, _decode(aff))
    for raw in _decode(aff.with_suffix(".dic")).splitlines()[1:]:
        entry = raw.split("\t")[0].split(" ")[0]
        word, _, flags = entry.replace(r"\/", "\0").partition("/")
        if word:
            dictionary.entries.append((word.replace("\0", "/"), dictionary.flags(flags) if flags else frozenset()))
    return dictionary


def _suffixed(stem: str, flags: frozenset[str], table: dict[str, list[Affix]]) -> Iterator[tuple[str, Affix]]:
    for flag in flags:
        for affix in table.get(flag, ()):
            if affix.strip and not stem.endswith(affix.strip):
                continue
            if affix.condition is None or affix.condition.search(stem):
                yield stem[: len(stem) - len(affix.strip)] + affix.add, affix


def _prefixed(stem: str, flags: frozenset[str], table: dict[str, list[Affix]]) -> Iterator[tuple[str, Affix]]:
    for flag in flags:
        for affix in table.get(flag, ()):
            if affix.strip and not stem.startswith(affix.strip):
                continue
            if affix.condition is None or affix.condition.match(stem):
                yield affix.add + stem[len(affix.strip) :], affix


def forms(
    dictionary: Dictionary, *, second_suffix: bool = True, prefixes: bool = True, longest_suffix: int = 99
) -> Iterator[str]:
    """Yield every form of every entry, in the dictionary's order; a form may come more than once.

    Dictionaries that describe hundreds of millions of forms are held down by leaving out second
    suffixes, prefixes, or suffixes of more than ``longest_suffix`` letters.
    """
    barred = {dictionary.special[name] for name in _SKIP_FLAGS if name in dictionary.special}
    bare = {dictionary.special[name] for name in ("NEEDAFFIX", "PSEUDOROOT") if name in dictionary.special}
    circumfix = dictionary.special.get("CIRCUMFIX")
    for stem, flags in dictionary.entries:
        if flags & barred:
            continue
        if not flags & bare:
            yield stem
        suffixed: list[tuple[str, bool]] = []
        for word, affix in _suffixed(stem, flags, dictionary.suffixes):
            if affix.flags & barred or circumfix in affix.flags or len(affix.add) > longest_suffix:
                continue
            if not affix.flags & bare:
                yield word
            suffixed.append((word, affix.cross))
            if second_suffix and affix.flags:
                for longer, second in _suffixed(word, affix.flags, dictionary.suffixes):
                    if not second.flags & barred:
                        yield longer
        if not (prefixes and dictionary.prefixes):
            continue
        for word, prefix in _prefixed(stem, flags, dictionary.prefixes):
            if circumfix in prefix.flags:
                continue
            yield word
        for base, cross in suffixed:
            if cross:
                for word, prefix in _prefixed(base, flags, dictionary.prefixes):
                    if prefix.cross and circumfix not in prefix.flags:
                        yield word
