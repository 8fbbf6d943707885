"""Which language a file is in: what its front matter or path says, else what its text looks like."""

from __future__ import annotations

import re
from pathlib import PurePath

from cleanup.detection import detect
from cleanup.formats.front_matter import end_of
from cleanup.profile import normalise

__all__ = ["declared", "detect", "from_path"]

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?")
_CODES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee
    el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is
    it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms
    mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk
    sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo
    za zh zu in iw ji mo sh ast ceb ckb fil gsw hsb kab mai nds pcm sah scn szl yue
    """.split()  # noqa: SIM905 -- a list would take a hundred lines
)
_HOMES = frozenset(
    """
    _i18n _locales articles blog blogs content contents doc docs documentation i18n intl l10n lang langs
    language languages locale locales news pages po posts public readme readmes site sites src static translated
    translated_docs translated_images translation translations versioned_docs web website www
    """.split()  # noqa: SIM905 -- a list would take a hundred lines
)
_AMBIGUOUS = frozenset(
    """
    am as ca co cs el go ht hr id in io is it la li ml my no or os pl ps rs sc se so st td th to tr tt vi
    """.split()  # noqa: SIM905 -- a list would take a hundred lines
)
"""Codes that are as often something else: other words, file types, HTML elements, states."""


_COUNTRIES = {
    "br": "pt-BR", "cn": "zh-CN", "cz": "cs", "dk": "da", "gr": "el", "hk": "zh-HK", "jp": "ja", "kr": "ko",
    "mo": "zh-MO", "tw": "zh-TW", "ua": "uk", "vn": "vi",
}  # fmt: skip
"""Codes of countries that folders and file names often have in place of the language's."""


# -- what the file says of itself ------------------------------------------------------------------------

_KEY = re.compile(
    r"""^[ \t"]{0,8}(?:lang|language|locale|content-language|ms\.contentlocale)"?[ \t]*[:=]"""
    r"""[ \t]*["']?([\w-]{2,35})["']?[ \t]*,?[ \t]*(?:#.*)?$""",
    re.M,
)
_HTML_LANG = re.compile(r"<html\b[^>]{0,500}?\slang[ \t]*=[ \t]*[\"']?([A-Za-z0-9_-]{2,35})", re.I)
_HEAD_CHARACTERS = 20_000


def declared(text: str, file_format: str = "text") -> str | None:
    r"""Return the tag in ``lang``, ``language`` or ``locale`` of the front matter, or in ``<html lang>``.

    >>> declared("---\ntitle: Oh\nlang: pt_br\n---\nText"), declared("lang: fr")
    ('pt-BR', None)
    """
    head = text[:_HEAD_CHARACTERS].replace("\r\n", "\n")
    for match in _KEY.finditer(head, 0, end_of(head)):
        if tag := _known(match[1]):
            return tag
    if file_format == "html" and (found := _HTML_LANG.search(head)):
        return _known(found[1])
    return None


def from_path(path: str) -> str | None:
    """Return the language code in a relative path, that of the file name before those of its folders.

    A bare code of two letters that also means something else counts only under a folder such as ``docs``.

    >>> from_path("translations/pt-BR/a.md"), from_path("blog/article.es.md"), from_path("no/cs/a.md")
    ('pt-BR', 'es', None)
    """
    name = PurePath(path)
    code = _SUFFIX.search(name.stem)
    if code and (tag := _named(code[1] or code[2])):
        return tag
    folders = name.parts[:-1]
    for above, part in reversed(list(zip(("", *folders), folders, strict=False))):
        tag = _named(part)
        plain = _is_plain(part) and part.lower() not in _AMBIGUOUS and part.lower() not in _COUNTRIES
        if tag and (plain or above.lower() in _HOMES):
            return tag
    return None


def _named(part: str) -> str | None:
    """Return the language that a part of a path means, a country's code read as people write it."""
    return _COUNTRIES.get(part.lower()) or _known(part)


def _is_plain(part: str) -> bool:
    """Tell whether a folder's name is written as a tag, two letters in lower case and perhaps a region or script."""
    return bool(re.fullmatch(r"[a-z]{2}(?:[-_](?:[A-Z]{2}|[a-z]{2}|[A-Z][a-z]{3}))?", part))


def _known(tag: str) -> str | None:
    """Return the normal form of a tag whose language is one of ISO 639; ``None`` for any other word."""
    match = _TAG.fullmatch(tag)
    return normalise(tag) if match and match[1].lower() in _CODES else None


_SUFFIX = re.compile(
    r"[^.]\.([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?)$|^readme[-_]([A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?)$", re.I
)
"""A language code at the end of a file name without its suffix: ``es`` of ``article.es``, ``fr`` of ``README_fr``."""
