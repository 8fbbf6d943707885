"""UTF-8 that was read in another encoding: ``cafÃ©``, ``itâ€™s``, ``РїСЂРё``.

Only whole sequences that decode as UTF-8 are taken, and only where the result is text of the language while
the sequence itself could not be: quotation marks and dashes may rightly follow an accented capital.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cleanup.checks.scripts import CYRILLIC, GREEK, LATIN
from cleanup.model import Check, Document, Violation

_CODECS = {
    "cp1252": (range(0xC2, 0xDC), range(0xE0, 0xF0), True),
    "cp1250": (range(0xC2, 0xC6), range(0xE2, 0xE3), False),
    "cp1251": (range(0xC2, 0xC4), range(0), False),
    "mac_roman": (range(0xC2, 0xC4), range(0), False),
    "cp437": (range(0xC2, 0xC4), range(0), False),
    "cp850": (range(0xC2, 0xC4), range(0), False),
}
"""Encoding -> bytes that may lead sequences of two and of three bytes, and whether there are longer ones.

Punctuation (E2 80 xx) is looked for in each, other bytes only where ordinary text of the encoding does not look
like a sequence all the time.
"""
_BESIDE_LETTERS = frozenset(("mac_roman", "cp437", "cp850"))
_TYPOGRAPHIC = frozenset("“”‘’„‚«»‹›–—…•·°©®™€£§¿¡№′″‐‑−×½¼¾²³µºª\u00a0\u202f\u2009\u200b\u200c\u200d\ufeff")
_AFTER_CAPITALS = frozenset("‚„…‹›‘’“”•–—™«»¿\u00a0ŠŽŒšžœŸƒ†‡ˆ˜№")
"""Characters read from continuation bytes that may stand after a letter in print."""
_ROUNDS = 3
_NO_BREAK_SPACE = 0xA0
"""Byte of the space that rightly follows a letter before a French mark, and so cannot be told from a tail."""
_LEAD_OF_SIGNS = 0xC2


@dataclass(frozen=True)
class _Reading:
    """How the bytes of UTF-8 look when read in one encoding."""

    codec: str
    bytes_of: Mapping[str, int]
    sequence: str
    pattern: re.Pattern[str]

    def leads(self, byte: int) -> bool:
        """Tell whether a byte may open a sequence."""
        pairs, triples, longer = _CODECS[self.codec]
        cyrillic = self.codec == "cp1251" and byte in (0xD0, 0xD1)
        return byte in pairs or byte in triples or byte == 0xE2 or (longer and 0xF0 <= byte < 0xF5) or cyrillic


def _reading(codec: str) -> _Reading:
    pairs, triples, longer = _CODECS[codec]
    characters = [bytes([b]).decode(codec, "ignore") or chr(b) for b in range(256)]

    def group(values: Iterable[int]) -> str:
        return "[" + "".join(re.escape(characters[b]) for b in values) + "]"

    tails = range(0x80, 0xC0)
    tail = group(tails)
    signs = tail if codec != "cp1251" else group(b for b in tails if not characters[b].isalpha())
    sequences = [group(pairs) + signs, f"{characters[0xE2]}{characters[0x80]}{tail}"]
    if triples:
        sequences.append(group(triples) + group(b for b in tails if b != _NO_BREAK_SPACE) + tail)
    if longer:
        sequences.append(group(range(0xF0, 0xF5)) + tail + tail + tail)
    if codec == "cp1251":
        sequences.append(f"(?:{group((0xD0, 0xD1))}{tail}){{3}}(?:{group((0xD0, 0xD1))}{tail})*")
    sequence = f"(?:{'|'.join(sequences)})"
    bytes_of = {c: b for b, c in enumerate(characters) if b >= 0x80}
    return _Reading(codec, bytes_of, sequence, re.compile(f"{sequence}+"))


_READINGS = tuple(map(_reading, _CODECS))

_LEADS = "".join(sorted({c for r in _READINGS for c, b in r.bytes_of.items() if r.leads(b)}))
_TAILS = "".join(sorted({c for r in _READINGS for c, b in r.bytes_of.items() if b < 0xC0}))
_CANDIDATE = re.compile(f"[{re.escape(_LEADS)}](?=[{re.escape(_TAILS)}])")

TRIGGER = "|".join(reading.sequence for reading in _READINGS)


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""

    def check(document: Document) -> Iterator[Violation]:
        text = document.masked
        language = _Language(document)
        end = 0
        failed = dict.fromkeys(_CODECS, 0)
        for hit in _CANDIDATE.finditer(text):
            if hit.start() < end:
                continue
            for reading in _READINGS:
                if hit.start() < failed[reading.codec]:
                    continue
                match = reading.pattern.match(text, hit.start())
                mended = _mend(language, reading, text, match) if match else None
                if match and mended is not None:
                    end = match.end()
                    yield Violation(hit.start(), end, mended, values={"found": match[0], "mended": mended})
                    break
                if match:
                    failed[reading.codec] = match.end()

    return check


class _Language:
    """What may stand in a text of the language."""

    def __init__(self, document: Document) -> None:
        letters = document.profile.alphabet
        self.letters = letters | {letter.upper() for letter in letters}
        self.script = _SCRIPTS.get(document.profile.script)

    def writes(self, character: str, *, certain: bool) -> bool:
        if character in self.letters or character in _TYPOGRAPHIC:
            return True
        if not certain:
            return False
        if ord(character) >= 0x1F000:
            return unicodedata.category(character) == "So" or "\U0001f3fb" <= character <= "\U0001f3ff"
        if character in "\ufe0f\u20e3" or "\u2190" <= character <= "\u2bff":
            return True
        return self.script is not None and self.script.match(character) is not None


_LATIN_LETTER = re.compile(f"[{LATIN}]")
_SCRIPTS = {
    "Latn": _LATIN_LETTER,
    "Cyrl": re.compile(f"[{CYRILLIC}{LATIN}]"),
    "Grek": re.compile(f"[{GREEK}{LATIN}]"),
    "Arab": re.compile(r"[\u0600-\u06ff\u0750-\u077f]"),
    "Hebr": re.compile(r"[\u0590-\u05f4]"),
    "Deva": re.compile(r"[\u0900-\u097f]"),
    "Beng": re.compile(r"[\u0980-\u09fe\u0964]"),
    "Thai": re.compile(r"[\u0e01-\u0e5b]"),
    "Hans": re.compile(r"[\u3001-\u3015\u4e00-\u9fff\uff01-\uff5e]"),
    "Hant": re.compile(r"[\u3001-\u3015\u4e00-\u9fff\uff01-\uff5e]"),
    "Jpan": re.compile(r"[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff5e]"),
    "Kore": re.compile(r"[\uac00-\ud7a3]"),
}


def _mend(language: _Language, reading: _Reading, text: str, match: re.Match[str]) -> str | None:
    """Return the text that the sequence stands for, or ``None`` when the sequence may be right as it is."""
    mended = _decode(reading, match[0])
    if mended is None:
        return None
    before = text[match.start() - 1] if match.start() else "\n"
    after = text[match.end()] if match.end() < len(text) else "\n"
    certain = _is_certain(language, reading, match[0], before, after)
    if certain is None or not all(language.writes(c, certain=certain) for c in mended):
        return None
    for _ in range(_ROUNDS):
        inner = _decode(reading, mended) if reading.pattern.fullmatch(mended) else None
        if inner is None or not all(language.writes(c, certain=True) for c in inner):
            break
        mended = inner
    return mended.replace("\ufeff", "")


def _decode(reading: _Reading, sequence: str) -> str | None:
    try:
        return bytes(reading.bytes_of[c] for c in sequence).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


def _is_certain(language: _Language, reading: _Reading, run: str, before: str, after: str) -> bool | None:
    """Tell whether a run cannot be text; ``None``: it may well be."""
    if reading.codec in _BESIDE_LETTERS and not (before.isalpha() or after.isalpha()):
        return None
    lead = run[0]
    if reading.bytes_of[lead] >= 0xE0:
        return True
    pairs = len(run) // 2
    if pairs >= 3:
        return True
    if any(c not in _AFTER_CAPITALS and not c.isalpha() for c in run[1::2]):
        return True if lead not in language.letters or not lead.isalpha() else pairs > 1
    inside = (before.islower() and lead.isupper()) or after.islower()
    if inside:
        return lead not in language.letters
    alone = not before.isalpha() and (lead not in language.letters or lead == "Â")
    return False if alone and (run[1] == "\u00a0" or reading.bytes_of[lead] == _LEAD_OF_SIGNS) else None
