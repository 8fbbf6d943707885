"""Titles of pages elsewhere: the text of a link to another site stays in the language of that site."""

from __future__ import annotations

import re

from cleanup.model import OBJECT, Document

_EXTERNAL = re.compile(r"\[[^\]\n]{0,300}(?:\](?!\()[^\]\n]{0,100}){0,3}\]\([ ]?<?https?://[^)\n]{0,500}\)")
_ANCHOR = re.compile(r"<a\s[^<>]{0,300}\bhref=[\"']https?://[^<>]{0,500}>[^<]{0,300}</a>", re.IGNORECASE)

_REACH = 1000
"""Code points around a span in which its links begin and end: a page may be one long line."""


def without_titles(document: Document, start: int, end: int) -> str:
    """Return the masked text of a span, with the text of links to other sites as objects; same length."""
    text = document.text
    least, most = max(0, start - _REACH), min(len(text), end + _REACH)
    line_start, line_end = max(least, text.rfind("\n", least, start) + 1), text.find("\n", end, most)
    line = text[line_start : line_end if line_end >= 0 else most]
    masked = document.masked[start:end]
    for opener, pattern in (("](", _EXTERNAL), ("<a", _ANCHOR)):
        if opener not in line or "://" not in line:
            continue
        for link in pattern.finditer(line):
            first = min(max(0, line_start + link.start() - start), len(masked))
            last = min(max(0, line_start + link.end() - start), len(masked))
            masked = masked[:first] + OBJECT * (last - first) + masked[last:]
    return masked
