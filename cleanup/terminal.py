"""What a terminal needs: colour, visible escapes for characters that hide, cell widths, a progress line."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TextIO

_CODES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "cyan": "36",
    "reverse": "7",
}
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_JOINERS = "\u200c\u200d"
_DANGEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff\ud800-\udfff]"
)
_HIDDEN = re.compile(f"{_DANGEROUS.pattern[:-1]}{_SPACES}{_JOINERS}]")


def wants_colour(stream: TextIO) -> bool:
    """Tell whether to colour what goes to ``stream``: only on a terminal, and never with ``NO_COLOR`` set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, *styles: str, on: bool = True) -> str:
    r"""Return ``text`` in the styles (``bold``, ``red``, …), or as it is when ``on`` is false.

    >>> paint("x", "bold", "red"), paint("x", "red", on=False)
    ('\x1b[1;31mx\x1b[0m', 'x')
    """
    if not on or not text:
        return text
    return f"\x1b[{';'.join(_CODES[style] for style in styles)}m{text}\x1b[0m"


def escape(text: str, *, spaces: bool = False) -> str:
    r"""Make control, bidi and invisible characters visible; with ``spaces`` also special spaces and joiners.

    A newline becomes a sign, so that the result is one line.

    >>> escape("a\x1b[31m\u200bb\nc"), escape("a\u202fb", spaces=True)
    ('a<U+001B>[31m<U+200B>b↵c', 'a<U+202F>b')
    """
    pattern = _HIDDEN if spaces else _DANGEROUS
    return pattern.sub(_name, text.replace("\r\n", "\n").replace("\n", "↵").replace("\t", " "))


def _name(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"


@lru_cache(maxsize=4096)
def cell(character: str, *, reveal: bool = False) -> tuple[str, int]:
    """Return how one character is shown and how many terminal cells that takes.

    ``reveal`` shows special spaces and joiners by name; control characters always are.
    """
    shown = escape(character, spaces=reveal)
    if shown != character:
        return shown, len(shown)
    if unicodedata.east_asian_width(character) in "WF":
        return character, 2
    zero = unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff"
    return character, 0 if zero else 1


class Progress:
    """A line on standard error that counts files, shown only on a terminal and only when there are many."""

    def __init__(self, total: int, *, quiet: bool = False, least: int = 200, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._total = total
        self._done = 0
        self._shown = False
        self._on = not quiet and total >= least and self._stream.isatty()

    def step(self) -> None:
        """Count one file as done."""
        self._done += 1
        if self._on and (self._done % 25 == 0 or self._done == self._total):
            self._write(f"\r{self._done}/{self._total} files ({100 * self._done // self._total} %)")
            self._shown = True

    def clear(self) -> None:
        """Remove the line, so that other output starts on an empty one."""
        if self._shown:
            self._write("\r\x1b[K")
            self._shown = False

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def plural(count: int, word: str) -> str:
    """Return a count and a noun that agrees with it.

    >>> plural(1, "problem"), plural(1200, "file")
    ('1 problem', '1,200 files')
    """
    return f"{count:,} {word}{'' if count == 1 else 's'}"


Painter = Callable[..., str]


def painter(on: bool) -> Painter:
    """Return ``paint`` with its switch set."""

    def apply(text: str, *styles: str) -> str:
        return paint(text, *styles, on=on)

    return apply
