"""Prove that a fix keeps what a document has: its code, addresses, raw HTML, front matter and nesting.

A fix of prose must leave the structure as it was. A fix of broken markup changes the structure, which is its
purpose: it may gain links, emphasis, headings, list items and tables, but lose nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cleanup.fixer import apply_edits, edits_of, select_fixes
from cleanup.formats import skeleton
from cleanup.liquid import mended
from cleanup.model import Applicability, Diagnostic

_MOST_PROOFS = 100
"""Parses spent on the fixes of one text; what is not proved by then is refused."""

_LOOSE = frozenset({("Start", "Paragraph"), ("End", "Paragraph"), "&lt;", "&gt;"})
"""A paragraph may become a heading, a list item, or part of a table; ``&lt;s&gt;`` is the token of a model."""

_NEVER_GAINED = frozenset({"Code", "Text", "InlineMath", "DisplayMath", "Html", "CodeBlock", "HtmlBlock", "Rule"})
"""A fix that gains one of these would hide prose."""

_DEBRIS = frozenset(("InlineHtml", tag) for tag in ("<unk>", "<pad>", "<eos>", "<bos>", "<sep>", "<cls>", "</s>"))
"""Tokens of a model's vocabulary, which only look like tags."""

_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))

_PLAIN_FENCE = ("Start", (("CodeBlock", (("Fenced", ""),)),))
"""A code fence that names no language."""

_WRAPPERS = frozenset({"markdown", "md", "mdx"})

Keeps = Callable[[Sequence[Diagnostic]], bool]
"""Tells whether a set of fixes, all made, keeps what must stay."""


def loses_nothing(before: object, after: object, source: object = None) -> bool:
    """Tell whether the structure ``after`` holds all of ``before``, in its order, and gains no code.

    All are what ``cleanup.formats.skeleton`` returns; ``None``, for a format without structure, loses nothing.
    Given the structure of the ``source``, what it does not have may be given up for what it has.

    >>> loses_nothing((("Start", "Strong"),), ())
    False
    """
    if not isinstance(before, tuple) or not isinstance(after, tuple) or before == after:
        return before is None or before == after
    if _unwraps(before, after):
        return True
    if isinstance(source, tuple) and _restores(before, after, source):
        return True
    before, after = (tuple(_comparable(item) for item in side if item not in _DEBRIS) for side in (before, after))
    rest = iter(after)
    if not all(item in rest for item in before if item not in _LOOSE):
        return False
    return not any(_kind(item) in _NEVER_GAINED for item in Counter(after) - Counter(before))


def prove_prose(format: str, text: str, chosen: list[Diagnostic], before: object) -> list[Diagnostic]:
    """Return those of the fixes that together leave the structure ``before`` of ``text`` as it is."""
    return _harmless(chosen, lambda kept: skeleton(format, apply_edits(text, edits_of(kept))) == before)


def prove_mending(
    format: str,
    text: str,
    chosen: list[Diagnostic],
    before: object,
    beside: Sequence[Diagnostic] = (),
    source: object = None,
) -> list[Diagnostic]:
    """Return those of the fixes of broken markup that lose nothing, when made together with those ``beside``."""
    return _harmless(
        chosen,
        lambda kept: loses_nothing(before, skeleton(format, apply_edits(text, edits_of([*beside, *kept]))), source),
    )


def refused(format: str, text: str, mending: Sequence[Diagnostic], source: object = None) -> set[int]:
    """Return the ``id`` of each diagnostic whose fix of broken markup, made alone, would lose something."""
    before = skeleton(format, text)
    out: set[int] = set()
    waiting = list(mending)
    for _ in range(3):  # fixes that overlap each other cannot be tried together
        tried = select_fixes(waiting, frozenset(Applicability))
        kept = {id(d) for d in prove_mending(format, text, tried, before, source=source)}
        out.update(id(d) for d in tried if id(d) not in kept)
        done = {id(d) for d in tried}
        waiting = [d for d in waiting if id(d) not in done]
        if not waiting:
            return out
    return out | {id(d) for d in waiting}


def _restores(before: tuple[object, ...], after: tuple[object, ...], source: tuple[object, ...]) -> bool:
    """Tell whether all that changed is in the source as it is now, and was not there as it was before.

    A link to a heading need not be in the source: headings have other names there.
    """
    if len(before) != len(after):
        return False
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    theirs = {part for item in source for part in _parts(item)}
    words = {word for part in theirs if isinstance(part, str) for word in part.split()}
    for old, new in changed:
        olds, news = list(_parts(old)), list(_parts(new))
        if len(olds) != len(news) or isinstance(old, str) != isinstance(new, str):
            return False
        if not all(was == now or _is_restored(was, now, theirs, words) for was, now in zip(olds, news, strict=True)):
            return False
    return True


def _is_restored(was: Any, now: Any, theirs: set[Any], words: set[str]) -> bool:
    if now in theirs:
        return was not in theirs or was == _PLAIN_FENCE
    if isinstance(was, str) and isinstance(now, str):
        return _is_reworded(was.split(), now.split(), words)
    return _leads_to_heading(now)


def _is_reworded(was: list[str], now: list[str], words: set[str]) -> bool:
    """Tell whether in a line of code, words became words of the source, which they were not before."""
    if len(was) != len(now):
        return False
    return all(new in words and old not in words for old, new in zip(was, now, strict=True) if old != new)


def _parts(item: Any) -> Iterator[Any]:
    """Yield what is compared of an item: lines of code and front matter, an address, the word after a code fence."""
    text = item if isinstance(item, str) else item[1] if item[:1] in {("Text",), ("Code",)} else None
    if text is not None:
        yield from map(str.strip, str(text).split("\n"))
    elif (address := _address(item)) is not None:
        yield address
    else:
        yield item


def _address(item: Any) -> tuple[str, str] | None:
    """Return the kind and the address of an event that opens a link or an image."""
    kind = _kind(item)
    if kind not in {"Link", "Image"} or item[0] != "Start" or isinstance(item[1], str):
        return None
    return kind, str(dict(item[1][0][1]).get("dest_url"))


def _leads_to_heading(part: Any) -> bool:
    return isinstance(part, tuple) and len(part) == 2 and part[0] == "Link" and str(part[1]).startswith("#")


def _harmless(chosen: list[Diagnostic], keeps: Keeps) -> list[Diagnostic]:
    """Return the fixes that keep what must stay, found by halving the set; linear in what is harmful."""
    left = _MOST_PROOFS

    def halve(part: list[Diagnostic]) -> list[Diagnostic]:
        nonlocal left
        left -= 1
        if left < 0:
            return []
        if keeps(part):
            return part
        if len(part) == 1:
            return []
        middle = len(part) // 2
        kept = halve(part[:middle]) + halve(part[middle:])
        return kept if len(kept) < 2 or keeps(kept) else []

    return halve(chosen) if chosen else []


def _kind(item: Any) -> str:
    """Return the name of an event: its key, or for a start or end what it starts or ends."""
    if not isinstance(item, tuple) or len(item) != 2:
        return item if isinstance(item, str) else ""
    key, value = item
    if key in {"Start", "End"}:
        inner = value if isinstance(value, str) else value[0][0] if isinstance(value[0], tuple) else value[0]
        return str(inner)
    return str(key)


def _comparable(item: Any) -> Any:
    """Return the item without what a fix may change: quotes of attributes, words of tags, the kind of a quotation."""
    if isinstance(item, str):
        return mended(item).translate(_STRAIGHT) if item[:1] in {"{", "<"} else item
    if isinstance(item, tuple) and len(item) == 2:
        if item[0] in {"InlineHtml", "Html"}:
            return (item[0], str(item[1]).translate(_STRAIGHT))
        if _kind(item) == "BlockQuote":
            return (item[0], "BlockQuote")
    return item


def _unwraps(before: tuple[object, ...], after: tuple[object, ...]) -> bool:
    """Tell whether ``before`` is one code block that holds the document ``after`` as Markdown."""
    if len(before) < 3 or before[-1] != ("End", "CodeBlock") or _kind(before[0]) != "CodeBlock":
        return False
    opened: Any = before[0]
    info = opened[1][0][1][0]
    if not (isinstance(info, tuple) and info[0] == "Fenced" and str(info[1]).strip().lower() in _WRAPPERS):
        return False
    inner = before[1:-1]
    if not all(isinstance(item, tuple) and item[0] == "Text" for item in inner):
        return False
    return skeleton("markdown", "".join(str(item[1]) for item in inner if isinstance(item, tuple))) == after
