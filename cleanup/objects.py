"""Objects that read as a word in any format: addresses, file names, versions, placeholders, emoticons.

The engine masks them in the prose that a parser left. Broken forms (``https: //x``, ``www. example``,
``end.Next``, ``name @ example``) must stay visible, since rules mend them; so must numbers, times and
abbreviations.

Every search starts from a literal of one to three characters, and what may not stand before it is
asked afterwards (``#(?<!x#)``, not ``(?<!x)#``): so ``re`` runs through clean prose at memory speed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cleanup.dotted import dotted_names, left_edge
from cleanup.model import OBJECT

_Span = tuple[int, int]

_ASIAN = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_ADDRESS = rf"[^\s\x01<>\"“”„‟«»‹›‘’‚–—`|\\^{{}}{_ASIAN}]"
_SCHEMES = frozenset(
    {"data", "file", "ftp", "ftps", "git", "gopher", "http", "https", "irc", "ms-settings", "rtsp", "sftp", "ssh"}
    | {"svn", "vscode", "ws", "wss"}
)
_URL = re.compile(rf"://{_ADDRESS}++")
_MAILTO = re.compile(rf"mailto:(?<![\w]mailto:){_ADDRESS}++")
_WWW = re.compile(rf"www\.(?<![\w.@-]www\.)(?=[A-Za-z0-9-]{{1,63}}\.[A-Za-z]){_ADDRESS}++")
_PATH = re.compile(r"/(?<![\w/<>:\\]/)(?<![^\W\d_][.~]/)[\w.+@~-]{1,80}(?:/[\w.+@~-]{0,80}){0,30}")
_AT = re.compile(r"@(?=[A-Za-z0-9_])")
_HOST = re.compile(r"@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_HANDLE = re.compile(r"@(?<![A-Za-z0-9_\u00c0-\u052f@./]@)[A-Za-z0-9_][\w-]{0,60}(?:[./][A-Za-z0-9_][\w-]{0,60})?")
_HASHTAG = re.compile(r"#(?<![\w#&/]#)(?=\w{0,3}[^\W\d_])(?:[A-Za-z0-9_\u00c0-\u052f]{1,80}|\w{1,40}(?!\S))")
_BRACES = re.compile(
    r"\{\{\{?[^{}\n]{0,300}\}\}\}?|\{%[^{}\n]{0,300}%\}"
    r"|\{(?<!\$ \{)[\w.$:#@,!?*+/<>='\"|&;\[\]\x02-]{0,100}\}"
    r"|\{(?<=[$#@]\{)[^{}\n]{1,100}\}"
    r"|\{\w{1,40},[ ]?(?:plural|select|selectordinal|number|date|time)\b"
    r"[^{}\n]{0,400}+(?:\{[^{}\n]{0,400}\}[^{}\n]{0,100}+)*+\}"
)
_MACRO = re.compile(r"\$\([\w.]{1,80}\)")
_PERCENT = re.compile(
    r"%(?<![\w%.]%)(?<!\d[ \xa0\u202f]%)(?:\(\w{1,40}\)[#0 +-]?\d{0,3}(?:\.\d{1,3})?[a-zA-Z]"
    r"|(?:\d\$)?[#0+-]?\d{0,3}(?:\.\d{1,3})?l{0,2}[sdfiuxXc@]|[A-Z_][A-Z0-9_]{1,40}%|ProgramFiles(?:\(x86\))?%)(?![\w%])"
)
_BACKSLASH = re.compile(r"\\(?:[\w.$%@+~*-]{1,80}\\?){1,30}|\\")
_SMILE = r"(?<![\w:;=)(][:;])['’]?-?[)(DPp|*3\\](?![\w/*|)(])"
_HEART = re.compile(r"<3(?<!\w<3)(?![\w.,])")
_CLOSERS = {")": "(", "]": "["}
_TRAILING = frozenset(".,;:!?'*_~)]…·،؛؟।॥。\x02")


def mask_objects(masked: str) -> str:
    """Return ``masked`` of the same length with objects filled by ``OBJECT``. Fillers and line ends stay.

    >>> mask_objects("See www.example.com.").replace(OBJECT, "#")
    'See ###############.'
    """
    spans: list[_Span] = []
    for literal, find in _FINDERS:
        if literal in masked:
            spans += find(masked)
    return _fill(masked, spans) if spans else masked


def _fill(masked: str, spans: list[_Span]) -> str:
    spans.sort()
    parts: list[str] = []
    at = 0
    for start, end in spans:
        if end > at:
            parts += (masked[at:start], OBJECT * (end - max(start, at)))
            at = end
    parts.append(masked[at:])
    return "".join(parts)


def _matches(pattern: re.Pattern[str]) -> Callable[[str], Iterator[_Span]]:
    def find(text: str) -> Iterator[_Span]:
        return (match.span() for match in pattern.finditer(text))

    return find


def _addresses(pattern: re.Pattern[str]) -> Callable[[str], Iterator[_Span]]:
    def find(text: str) -> Iterator[_Span]:
        for match in pattern.finditer(text):
            end = _address_end(text, *match.span())
            if end - match.start() > 4:
                yield match.start(), end

    return find


def _urls(text: str) -> Iterator[_Span]:
    for match in _URL.finditer(text):
        colon = match.start()
        start = left_edge(text, colon, "+-.", letters="ascii")
        if text[start:colon].lower() in _SCHEMES:
            yield start, _address_end(text, *match.span())


def _address_end(text: str, start: int, end: int) -> int:
    """Return the end of an address without the punctuation and closing brackets of the sentence around it."""
    surplus: dict[str, int] = {}  # closing brackets that nothing in the address opens, counted once
    while end > start + 3:
        last = text[end - 1]
        if last not in _TRAILING:
            break
        if last in _CLOSERS:
            if last not in surplus:
                surplus[last] = text.count(last, start, end) - text.count(_CLOSERS[last], start, end)
            if surplus[last] <= 0:
                break
            surplus[last] -= 1
        end -= 1
    return end


def _braces(text: str) -> Iterator[_Span]:
    """Yield placeholders and template tags, with the ``$`` of ``${name}``."""
    for match in _BRACES.finditer(text):
        start, end = match.span()
        yield start - (text[start - 1 : start] in {"$", "#", "@"}), end


def _paths(text: str) -> Iterator[_Span]:
    """Yield ``/usr/bin``, ``./x``, ``../x`` and ``~/x``. One component after a bare slash is no path."""
    for match in _PATH.finditer(text):
        start, end = match.span()
        if text[start - 1 : start] == "~":
            start -= 1
        else:
            while match.start() - start < 2 and text[start - 1 : start] == ".":
                start -= 1
        if start < match.start() or "/" in text[match.start() + 1 : end]:
            yield start, start + len(text[start:end].rstrip(".-~"))


def _mentions(text: str) -> Iterator[_Span]:
    """Yield e-mail addresses and handles."""
    done = 0
    for match in _AT.finditer(text):
        at = match.start()
        start = left_edge(text, at, "_.+-", least=done)
        done = at + 1
        host = _HOST.match(text, at) if start < at else _HANDLE.match(text, at)
        if host is not None:
            yield start, start + len(text[start : host.end()].rstrip(".-"))


def _backslashes(text: str) -> Iterator[_Span]:
    """Yield Windows paths and escapes, with the word or drive before them."""
    done = 0
    for match in _BACKSLASH.finditer(text):
        start, end = match.span()
        left = left_edge(text, start, "_.$%@+-:\\", least=done)
        done = end
        if end - start > 1 or left < start:
            yield left, left + len(text[left:end].rstrip("."))


_FINDERS: tuple[tuple[str, Callable[[str], Iterator[_Span]]], ...] = (
    ("://", _urls),
    ("mailto:", _addresses(_MAILTO)),
    ("www.", _addresses(_WWW)),
    ("@", _mentions),
    ("#", _matches(_HASHTAG)),
    ("{", _braces),
    ("$", _matches(_MACRO)),
    ("%", _matches(_PERCENT)),
    ("/", _paths),
    ("\\", _backslashes),
    (":", _matches(re.compile(":" + _SMILE))),
    (";", _matches(re.compile(";" + _SMILE))),
    ("<", _matches(_HEART)),
    (".", dotted_names),
)
"""The literal that must occur, and what then looks."""
