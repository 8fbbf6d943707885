"""Marks of a model's own vocabulary that a decoder should have removed: ``▁``, ``@@``, ``</s>``, ``<unk>``.

A text that speaks about tokenizers writes the same marks on purpose. Where its words say so, nothing is
changed without a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from cleanup.model import INLINE, OBJECT, Applicability, Document, Edit, Line, LineCheck, Violation

TRIGGER = (
    r"▁|@@|@[-,.:/–]@|##[^\W\d_]|</?[sS]>|<(?:0x[0-9A-F]|(?i:pad|eos|bos|sep|cls|unk|mask|go)>)|<[|｜]|<2[a-z]{2,3}>"
    r"|<(?:start|end)_of_turn>|\[/?INST\]|<</?SYS>>"
    r"|&lt;(?:/?s|pad|eos|bos|sep|cls|[|｜])"
    r"|\[(?:SEP|CLS|PAD|EOS|BOS|UNK|MASK)\]|⁇|>>[a-z]{2,3}(?:_[A-Z][a-z]{3})?<<|__[a-z]{2}__|^[a-z]{3}_[A-Z][a-z]{3} "
)
LINES = True

_TOPIC = re.compile(
    r"tokeni[sz]|token[- ](?:id|embed)|special tokens?\b|sentencepiece|word ?piece|byte[- ]pair|\bBPE\b|sub-?words?\b"
    r"|\bBERT\b|\bNLP\b|\bU\+2581\b|detokeni|fairseq|hugging ?face|токени|спецтокен|分词器|トークナイザ",
    re.IGNORECASE,
)
_QUOTES = frozenset("\"'“”‘’„«»‹›`´「」『』")
_WIDE = re.compile(r"[\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_REACH = 2000
_TAG_EDGES = (">", "<")
_EDGES = ("\n", "\r", "")


def build(options: Mapping[str, Any]) -> LineCheck:
    """Return the check.

    Options: ``match`` is the mark; ``replace`` a template for what it becomes, or ``remove: true`` to take it
    away with the space that came with it; with neither it is reported only.
    """
    pattern = re.compile(options["match"], re.MULTILINE)
    mend = _mender(options)

    def check(document: Document, lines: Sequence[Line]) -> Iterator[Violation]:
        text, about = document.markup, None
        for match in _matches(pattern, text, lines):
            start, end = match.span()
            if _is_quoted(text, start, end) or _is_struck(text, match) or not _is_visible(document, start, end):
                continue
            if about is None:
                about = _TOPIC.search(document.text) is not None
            if about:
                return
            edits, applicability = mend(match, _TAG_EDGES if document.format == "html" else ("", ""))
            yield Violation(start, end, edits=edits, applicability=applicability, values={"match": match[0].strip()})

    return check


def _matches(pattern: re.Pattern[str], text: str, lines: Sequence[Line]) -> Iterator[re.Match[str]]:
    """Yield the matches in the whole lines of the text that hold some of ``lines``, which may be parts of them."""
    done = -1
    for offset, _ in lines:
        if offset > done:
            start, done = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
            done = len(text) if done < 0 else done
            yield from pattern.finditer(text, start, done)


_Mended = tuple[tuple[Edit, ...], Applicability | None]


def _mender(options: Mapping[str, Any]) -> Callable[[re.Match[str], tuple[str, str]], _Mended]:
    if "replace" in options:
        return lambda match, _: ((Edit(*match.span(), match.expand(options["replace"])),), None)
    if options.get("remove"):
        return lambda match, edges: _removed(match.string, *match.span(), edges)
    return lambda *_: ((), None)


def _removed(text: str, start: int, end: int, edges: tuple[str, str]) -> _Mended:
    """Take the mark away with the space on one side of it; what stood tight between words is less sure.

    ``edges`` end what is before and begin what is after, besides the ends of lines.
    """
    before, after = _spaces(text, start, end)
    at_start = text[before - 1 : before] in (*_EDGES, edges[0]) if before else True
    at_end = text[after : after + 1] in (*_EDGES, edges[1])
    if at_start:
        return (Edit(start, after, ""),), None
    if at_end or (before < start and after > end):
        return (Edit(before, end, ""),), None
    if before < start or after > end:
        return (Edit(start, end, ""),), Applicability.UNSAFE
    tight = _WIDE.match(text, start - 1) or not (text[end].isalnum() or text[end] in _QUOTES)
    return (Edit(start, end, "" if tight else " "),), Applicability.UNSAFE


def _spaces(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span widened by the blanks around it."""
    while start and text[start - 1] in " \t\xa0":
        start -= 1
    while end < len(text) and text[end] in " \t\xa0":
        end += 1
    return start, end


def _is_quoted(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and text[start - 1] in _QUOTES and text[end] in _QUOTES


def _is_struck(text: str, match: re.Match[str]) -> bool:
    """Tell whether ``</s>`` closes a struck-out phrase: one that opened inside the line, or closes inside it."""
    if "</s>" not in match[0]:
        return False
    reach = max(0, match.start() - _REACH)
    line = max(reach, text.rfind("\n", reach, match.start()) + 1)
    opened = text.find("<s>", line, match.start())
    after = _spaces(text, *match.span())[1]
    return opened > line or (opened == line and text[after : after + 1] not in _EDGES)


def _is_visible(document: Document, start: int, end: int) -> bool:
    """Tell whether a reader sees the mark: not in an address, and not as markup that the format understands."""
    shown = document.masked[start:end]
    if document.format == "html" and "&lt;" in document.markup[start:end]:
        return True  # written so that it is no tag
    if OBJECT in shown:
        return False
    return INLINE not in shown or (document.format == "markdown" and len(document.text[start:end].strip("<>/ ")) > 1)
