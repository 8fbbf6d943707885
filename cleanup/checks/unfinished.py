"""What begins and does not end: code fences, comments, HTML tags, and the last sentence of a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cleanup.model import OBJECT, Check, Document, Kind, Violation

_FENCE = re.compile(r"^[ \t>]*+(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_TAG = re.compile(
    r"(?<!\\)<(/?)(details|summary|table|strong|em|kbd|sub|sup|blockquote|ul|ol)\b[^<>\n]{0,300}>", re.IGNORECASE
)
_CUT_LINK = re.compile(r"\[[^\[\]\n]{0,300}\]\([^()\n]{0,300}\Z|(?:!|[ \t])\[(?![ xX]\Z)[^\[\]\n]{1,200}\Z")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_HEADINGS = re.compile(r"^(#{1,6})[ \t][^\n]*\n\s*(?=(#{1,6})[ \t])", re.MULTILINE)
_TYPED_QUOTE = re.compile(r"`[^`'\n]{1,80}'(?!\w)")
_LONGEST_LINE = 4000
_LEAST_PARAGRAPHS = 5
_LEAST_CHARACTERS = 40
_USUAL = 0.8
_ENDS = frozenset(".!?…:;。！？：；।॥؟։።។၊။")
_CLOSERS = "\"'”’»›」』）)]*_\x01 \t"

_Found = Iterator[tuple[int, int, str]]


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. ``what``: "blocks", "tags" or "sentence".

    Raises:
        ValueError: ``what`` is none of these.
    """
    kinds: dict[str, Callable[[Document], _Found]] = {"blocks": _blocks, "tags": _tags, "sentence": _sentence}
    if options.get("what") not in kinds:
        raise ValueError("what: blocks, tags or sentence is expected")
    find = kinds[options["what"]]

    def check(document: Document) -> Iterator[Violation]:
        if document.format == "text":
            return
        found = list(find(document))
        if not found:
            return
        inherited = Counter(what for _, _, what in find(document.source)) if document.source else Counter[str]()
        for start, end, what in found:
            inherited[what] -= 1
            if inherited[what] < 0:
                yield Violation(start, end, values={"what": what})

    return check


def _blocks(document: Document) -> _Found:
    text = document.text
    if document.format != "markdown":
        return
    if text.count("```") % 2 or text.count("~~~") % 2:
        yield from _fences(text)
    comment = text.rfind("<!--")
    if comment >= 0 and text.find("-->", comment) < 0 and not document.masked[comment : comment + 4].strip("\n\x01"):
        yield comment, comment + 4, "<!--"


def _fences(text: str) -> _Found:
    opener, span = "", (0, 0)
    for match in _FENCE.finditer(text):
        fence, info = match[1], match[2].strip()
        if not opener:
            if not (fence[0] == "`" and "`" in info):
                opener, span = fence, match.span(1)
        elif fence[0] == opener[0] and len(fence) >= len(opener) and not info:
            opener = ""
    if opener:
        yield *span, opener


def _tags(document: Document) -> _Found:
    markup = document.markup
    if "<" not in markup:
        return
    open_tags: dict[str, list[tuple[int, int]]] = {}
    for match in _TAG.finditer(markup):
        name = match[2].lower()
        if match[0].endswith("/>"):
            continue
        if not match[1]:
            open_tags.setdefault(name, []).append(match.span())
        elif open_tags.get(name):
            open_tags[name].pop()
    for name, spans in open_tags.items():
        for start, end in spans[:1]:
            yield start, end, f"<{name}>"


def _sentence(document: Document) -> _Found:
    """Yield where the file stops: inside of markup, or in a paragraph that alone ends after a letter or a comma."""
    segments = document.segments
    inside = _inside(document.text) if document.format == "markdown" else ""
    if inside:
        end = len(document.text.rstrip())
        yield end - 1, end, inside
        return
    if not segments or segments[-1].kind is not Kind.PARAGRAPH:
        return
    last = segments[-1]
    line = document.masked[last.start : last.end]
    text = line.rstrip(_CLOSERS)
    if len(text) < _LEAST_CHARACTERS or text[-1] in _ENDS or OBJECT in text[-20:] or text != line.rstrip("* _\t"):
        return
    if not (text[-1].isalpha() or text[-1] in ",،、，") or document.text[last.end :].strip():
        return
    others = [document.masked[s.start : s.end].rstrip(_CLOSERS) for s in segments[:-1] if s.kind is Kind.PARAGRAPH]
    ended = sum(1 for other in others if other[-1:] in _ENDS)
    if len(others) >= _LEAST_PARAGRAPHS and ended >= _USUAL * len(others):
        yield last.end - 1, last.end, "a sentence"


def _inside(text: str) -> str:
    """Return in what the last line of a Markdown file stops; empty when it is whole."""
    body = text.rstrip()
    last = body[body.rfind("\n") + 1 :]
    if len(last) > _LONGEST_LINE:
        return ""
    if last.lstrip().startswith(("```", "~~~", "    ")):
        return ""
    if _CUT_LINK.search(last):
        return "a link"
    if body[-1:] not in _ENDS:  # what ends in a full stop has a mark too many, and is not cut
        if _TYPED_QUOTE.sub("", last).count("`") % 2:
            return "code"
        if last.count("**") % 2:
            return "bold text"
    if last.lstrip().startswith("|") and not last.endswith("|") and body.endswith("|", 0, len(body) - len(last) - 1):
        return "a table row"
    heads = _HEADING.match(last) and body.count("\n\n") > _LEAST_PARAGRAPHS
    return "a section" if heads and not _has_empty_section(body) else ""


def _has_empty_section(body: str) -> bool:
    """Tell whether some other heading has nothing below it either, as in a page of pictures or an unfinished draft."""
    return any(len(match[2]) <= len(match[1]) for match in _HEADINGS.finditer(body))
