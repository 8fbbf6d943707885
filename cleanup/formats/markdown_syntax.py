"""Markdown dialects that the CommonMark parser does not know, masked before it reads the text.

Template tags, directives, MDX and docfx markers are replaced by fillers of the same length, so that
the parser sees a word, blank lines or nothing in their place. ``EDGE`` stands for block structure
inside a line; it becomes a line end in the masked view, but the parser must not see one there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cleanup.formats.fillers import NEWLINE, fill
from cleanup.model import INLINE

EDGE = "\x00"

WORD = "\ufdd0"
"""Stands for ``OBJECT``: a control character would keep the parser from seeing a link whose target has a tag."""

_NEAR = 100
_FENCE_OR_BLANK = re.compile(r"```|~~~|\n[ \t]*\r?\n")


def _filled(match: re.Match[str], filler: str) -> str:
    """Fill a match, unless it runs over a code fence or a blank line: then its two ends only happen to match."""
    text = match[0]
    if NEWLINE in text and _FENCE_OR_BLANK.search(text, 1):
        return text
    return fill(text, filler)


def _structure(match: re.Match[str]) -> str:
    return _filled(match, NEWLINE)


def _inline(match: re.Match[str]) -> str:
    return _filled(match, NEWLINE if _is_alone(match) else INLINE)


def _word(match: re.Match[str]) -> str:
    return _filled(match, WORD)


def _tag(match: re.Match[str]) -> str:
    """Fill a template tag: one that stands alone on its line gives no text."""
    return _filled(match, NEWLINE if _is_alone(match) else WORD)


def _code(match: re.Match[str]) -> str:
    """Fill an element that holds code, with its content, whatever stands in it."""
    return fill(match[0], NEWLINE if _is_alone(match) else WORD)


def _comment(match: re.Match[str]) -> str:
    """Fill a comment; at the end of a line the blank before it goes as well."""
    if _is_alone(match):
        return _filled(match, NEWLINE)
    return _filled(match, EDGE) if _ends_line(match) else match[0]


def _directive(match: re.Match[str]) -> str:
    """Fill a line with edges, but keep its indentation, which may put it into a list item."""
    indent = len(match[0]) - len(match[0].lstrip())
    return match[0][:indent] + _filled(match, EDGE)[indent:]


def _is_alone(match: re.Match[str]) -> bool:
    """Tell whether nothing else is on the line; far-off line ends are not looked for, to stay linear."""
    _, line_end, before = match.string[max(0, match.start() - _NEAR) : match.start()].rpartition(NEWLINE)
    return not before.strip() and (bool(line_end) or match.start() <= _NEAR) and _ends_line(match)


def _ends_line(match: re.Match[str]) -> bool:
    after, line_end, _ = match.string[match.end() : match.end() + _NEAR].partition(NEWLINE)
    return not after.strip() and (bool(line_end) or match.end() + _NEAR >= len(match.string))


def _wiki_link(match: re.Match[str]) -> str:
    """Show the label of ``[[page|label]]``; a page name alone reads as a word."""
    if match[1] is None:
        return WORD * len(match[0])
    opening = len(match[0]) - len(match[2]) - 2
    return INLINE * opening + match[2] + INLINE * 2


_Replacement = Callable[[re.Match[str]], str]
_Step = tuple[str, re.Pattern[str], _Replacement]
"""What must occur, what is masked, and how; steps are applied in order."""

_JSX_TAG = (
    r"</?[A-Za-z][\w.:-]*+(?=[^<>]*?=\{)"
    r"(?:[^\"'<>{]|\"[^\"]*+\"|'[^']*+'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\})*+>"
)

_COMMENT = r"\{/\*(?:[^*{]|\*(?!/\})|\{(?!/\*))*+\*/\}"
_LIQUID = r"\{%(?:[^%{]|%(?!\})|\{(?!%))*+%\}"
_CODE_NAMES = "highlight|mermaid|code|katex|math|chroma|plantuml|gist-code|script|css|json"
_CODE_SHORTCODE = rf"\{{\{{(?:<|%)-?[ ]*(?:{_CODE_NAMES})\b[^{{}}]*[>%]\}}\}}(?:[^{{]|\{{(?!\{{[<%]))*+\{{\{{[<%]-?[ ]*/[ ]*(?:{_CODE_NAMES})\b[^{{}}]*\}}\}}"
_CODE_LIQUID = r"\{%-?[ ]*highlight\b[^{}%]*%\}(?:[^{]|\{(?!%))*+\{%-?[ ]*endhighlight\b[^{}%]*%\}"
"""Elements of template languages whose content is code, which nothing in them looks like."""
_IMPORTED = r"(?:[^'\"\n]{1,300} from )?['\"][^'\"\n]*['\"];?[ \t\r]*(?=\n|\Z)"
_EXPORTED = r"(?:const|default|function|let|\{)"

_BRACES: tuple[_Step, ...] = (
    ("{%", re.compile(_CODE_LIQUID), _code),
    ("{{", re.compile(_CODE_SHORTCODE), _code),
    ("{/", re.compile(" " + _COMMENT), _comment),
    ("{/", re.compile(_COMMENT), _inline),
    ("{%", re.compile(_LIQUID), _tag),
    ("{{", re.compile(r"\{\{[<%#/][^{}]*+\}\}"), _tag),
    ("{{", re.compile(r"\{\{\{?[^{}]*+\}\}\}?"), _word),
    ("{:", re.compile(r"\n[ \t]*+\{:[^{}\n]*\}[ \t\r]*(?=\n|\Z)"), _directive),
    ("{:", re.compile(r"\{:[ \t]*[.#\w][^{}\n]*\}"), _inline),
    ("={", re.compile(_JSX_TAG), _inline),
)
"""Template tags, MDX comments, attribute lists, JSX tags whose attributes hold expressions."""

_BRACKETS: tuple[_Step, ...] = (
    (
        "[!",
        re.compile(r"\[![A-Za-z][\w-]*+[ \t]*(?:\[[^\[\]\n]{0,300}\][ \t]?\([^()\n]{0,400}\)|[^\[\]\n]{1,300})\]"),
        _word,
    ),
    ("[[", re.compile(r"!?\[\[(?:([^\[\]\n|]{1,200}\|)([^\[\]\n|]{1,300})|[^\[\]\n|]{1,300})\]\](?!\()"), _wiki_link),
)
"""docfx markers (an alert without arguments is left to the parser) and wiki links."""

_LINES: tuple[_Step, ...] = (
    (":::", re.compile(r"\n[ \t]*+:::[^\n]*"), _structure),
    ("!!!", re.compile(r"\n[ \t]*+!!![ \t]*[a-z][^\n]*"), _directive),
    ("???", re.compile(r"\n[ \t]*+\?\?\?\+?[ \t]*[a-z][^\n]*"), _directive),
    ("===", re.compile(r"\n[ \t]*+===[!+]?[ \t]*\"[^\n]*"), _directive),
    (":", re.compile(r"\n[ ]{0,3}:[ \t]{1,8}(?=[^\s:])"), _directive),
    ("import", re.compile(rf"\nimport {_IMPORTED}"), _structure),
    ("export", re.compile(rf"\nexport {_EXPORTED}[^\n]*(?:\n(?![ \t\r]*(?:\n|```|~~~))[^\n]+)*"), _structure),
)
"""Directives and MDX modules, which take whole lines."""

_GATES: tuple[tuple[re.Pattern[str], tuple[_Step, ...]], ...] = (
    (re.compile(r"\{[/%{:]|=\{"), _BRACES),
    (re.compile(r"\[[!\[]"), _BRACKETS),
    (
        re.compile(rf"\n[ \t]*+(:::|:(?=[ \t]{{1,8}}\S)|!!!|\?\?\?|===|import(?= {_IMPORTED})|export(?= {_EXPORTED}))"),
        _LINES,
    ),
)
"""One cheap search finds the literals of a group."""


_LINE_STARTS = frozenset(" \t:!?={ie")


def premask(text: str) -> str:
    """Return ``text`` of the same length with the syntax of Markdown dialects filled."""
    lead = _lead(text)
    text = lead + text
    for pattern, replacement in _active(text):
        text = pattern.sub(replacement, text)
    return text[1:] if lead else text


def pieces(text: str) -> tuple[str, ...]:
    """Return what ``premask`` fills: it must stay as it is when prose is edited. Wiki links are left out."""
    text = _lead(text) + text
    steps = [(pattern, replacement) for pattern, replacement in _active(text) if replacement is not _wiki_link]
    return tuple(match[0] for pattern, _ in steps for match in pattern.finditer(text))


def _lead(text: str) -> str:
    """Return what the patterns for whole lines need before the first line: they begin with a line end."""
    return NEWLINE if text[:1] in _LINE_STARTS else ""


def _active(text: str) -> Iterator[tuple[re.Pattern[str], _Replacement]]:
    """Yield the steps whose literal occurs in ``text``."""
    for gate, steps in _GATES:
        found = set(gate.findall(text))
        if found:
            yield from ((pattern, replacement) for literal, pattern, replacement in steps if literal in found)
