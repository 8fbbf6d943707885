"""What the parsers know about HTML elements, and one linear tokenizer for tags, comments and entities."""

from __future__ import annotations

import re

from cleanup.model import Kind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TOKEN = re.compile(
    r"<(?:"
    r"(?P<comment>!--(?:.*?-->|.*\Z)|!\[CDATA\[(?:.*?\]\]>|.*\Z)|\?(?:.*?\?>|.*\Z)|![^>]*+(?:>|\Z))"
    r"|(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9.:_-]*+)"
    r"(?P<attributes>(?:[^\"'<>{]|\"[^\"]*+\"|'[^']*+'|\{(?:[^{}]|\{[^{}]*+\})*+\})*+)>"
    r")|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)",
    re.S,
)
"""A comment or declaration, a tag, or an entity. The quantifiers are possessive: no backtracking."""

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

ATTRIBUTE = re.compile(r"(?<![\w:.-])(alt|title)[ \t\n]*=[ \t\n]*(?:\"([^\"]+)\"|'([^']+)')", re.I)
LANGUAGE = re.compile(r"(?<![\w:.-])(?:xml:)?lang[ \t\n]*=[ \t\n]*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)", re.I)
UNTRANSLATED = re.compile(
    r"translate[ \t\n]*=[ \t\n]*[\"']?no\b|class[ \t\n]*=[ \t\n]*[\"'][^\"']*\bnotranslate\b", re.I
)

INLINE_ELEMENTS = _words(
    "a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark nobr q rb rp rt ruby s small span "
    "strike strong sub sup time tt u var wbr"
)
"""Elements inside a sentence; every other element ends it."""

OPAQUE_ELEMENTS = _words("code kbd samp svg math object canvas audio video iframe")
"""Elements that stand in a sentence like a word; their content is not prose."""

RAW_ELEMENTS = _words("script style pre textarea template noscript listing xmp")
"""Blocks whose content is not prose."""

VOID_OBJECTS = _words("img input")
"""Elements without content that stand in a sentence like a word."""

VOID_ELEMENTS = _words("area base br col embed hr img input link meta source track wbr")
"""Elements that have no content and no closing tag."""

SELF_CLOSING = _words("li p td th tr dt dd option")
"""Elements whose closing tag may be left out: the next of its kind closes it."""

CONTAINERS = _words("ul ol dl table thead tbody tfoot tr select div section article main body")
"""Elements whose closing tag also closes what was left open in ``SELF_CLOSING``."""

KINDS = {
    "h1": Kind.HEADING,
    "h2": Kind.HEADING,
    "h3": Kind.HEADING,
    "h4": Kind.HEADING,
    "h5": Kind.HEADING,
    "h6": Kind.HEADING,
    "title": Kind.HEADING,
    "summary": Kind.HEADING,
    "li": Kind.LIST_ITEM,
    "dt": Kind.LIST_ITEM,
    "dd": Kind.LIST_ITEM,
    "td": Kind.TABLE_CELL,
    "th": Kind.TABLE_CELL,
    "caption": Kind.CAPTION,
    "figcaption": Kind.CAPTION,
}
"""Kind of the text directly in an element; a paragraph where nothing is said."""
