"""Words with a dot inside: file names, bare domains, versions and qualified names.

A sentence that lost the space after its period looks alike (``end.Next``), as do abbreviations,
decimal numbers and dates; these are not objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EXTENSIONS = _words(
    """
7z aac adoc asax ascx aspx avi bak bash bat bicep bin bmp bz2 cab cer cfg cjs cmake cmd com conf config cpp crt cs
csproj css csv cxx dat dbf deb dll dmg doc docm docx drawio dtd dylib editorconfig ejs env eot eps epub erb etl exe
fla flac flv fsproj gem gif git gitattributes gitignore gpg gql gradle graphql groovy gz hbs hcl hpp htm html hxx ico
ics idl ini ino ipa ipynb iso jar java jpeg jpg js json json5 jsonc jsonl jsp jsx kt kts less lib lnk log lua m4a m4v
markdown md mdb mdx mht mid mjs mkv mov mp3 mp4 mpeg mpg msc msg msi msu natvis net nfo npmrc nupkg nuspec odp ods odt
ogg ogv onnx org otf parquet pcap pdb pdf pem pfx phar php pkgdef pkl plist png pps ppt pptm pptx props proto ps1 psd
psm1 pst pxd py pyc pyd pyi pyx qml rar rb reg resx rpm rst rtf ruleset runsettings sass scss sh sln snk sql sqlite
srt svelte svg swf targets tbl tex tf tfvars tga tgz tif tiff tlb tmp toml torrent tsv tsx ttc ttf txt vb vbproj vbs
vcproj vcxproj vdproj vhd vhdx vsct vsix vsixmanifest vsp vspscc vspx vssettings vstemplate vtt vue wasm wav webm webp
wma wmv woff woff2 wsdl xaml xap xhtml xlf xliff xls xlsb xlsm xlsx xml xsd xsl xslt xz yaml yml zip zsh
    """
)
"""Also read as a word of their own after a blank: ``the .exe file``, ``.gitignore``."""

FILE_SUFFIXES = _EXTENSIONS
"""Suffixes of file names that checks may rely on, without the period."""

_OTHER_EXTENSIONS = _words("c class go h hs lock m ml ps r rs swift tar ts")

_DOMAINS = _words(
    """
aero ai app at be bg biz blog br ch cloud cn co cz de dev dk edu es eu fm fr gov hk hr hu ie info int io it jp kr kz
lt lv me mil ms museum mx nl nu online page pl pt ro rs ru se shop site sk store tech tr tv tw ua uk wiki world xyz
    """
)

_AFTER_WORD = _OTHER_EXTENSIONS | _DOMAINS
"""Known only after a name of two characters or more: ``main.c``, but not ``p.m``."""

_DOT = re.compile(r"\.(?=[A-Za-z0-9_])")
_RIGHT = re.compile(r"(?:\.[A-Za-z0-9_\u00c0-\u052f]{1,80}(?:-[A-Za-z0-9_]{1,80}){0,10}){1,20}")
_SUBPATH = re.compile(r"/[\w./%&=?#~+-]{0,300}")
_VERSION = re.compile(
    r"[vV]\d{1,5}(?:\.\d{1,8}){1,4}(?:-[\w.-]{1,40})?|[A-Za-z]{0,20}\d{1,5}(?:\.\d{1,8}){3,5}(?:-[\w.-]{1,40})?"
)
_TRIPLE = re.compile(r"([A-Za-z]{0,20})(\d{1,5})\.(\d{1,8})\.(\d{1,8})(-[\w.-]{1,40})?")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w+")
_CODE_NAME = re.compile(r"\w*(?:[a-z][A-Z]|_|/)[\w./-]*")
_CAMEL = re.compile(r"(?!Ma?c[A-Z])[A-Z][a-z0-9]+[A-Z]\w*")
_BRACKETS = frozenset("()[]{}“”„\"'‘’«»\x01")
_OPENING = frozenset(" \t\n\xa0([{«“„\"'‘\x01\x02")


def left_edge(text: str, at: int, marks: str, *, letters: str = "spaced", least: int = 0) -> int:
    """Return where the run of letters, digits and ``marks`` that ends at ``at`` begins, at most 200 before.

    It does not begin before ``least``, the end of the object found last.

    Letters of scripts that do not put spaces between words do not count, unless ``letters`` is "ascii",
    in which case only ASCII letters and digits do.
    """
    limit = 0x80 if letters == "ascii" else 0x530
    start, least = at, max(least, at - 200)
    while start > least:
        character = text[start - 1]
        if not (character in marks or (character.isalnum() and ord(character) < limit)):
            break
        start -= 1
    return start


def dotted_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of dotted words that are objects."""
    done = 0
    for match in _DOT.finditer(text):
        dot = match.start()
        if dot < done:
            continue
        right = _RIGHT.match(text, dot)
        if right is None:
            continue
        start = left_edge(text, dot, "_-+/~", least=done)
        done = right.end()
        end = _object_end(text, start, dot, done)
        if end:
            yield start, end


def _object_end(text: str, start: int, dot: int, end: int) -> int | None:
    """Return the end of the object in a dotted word, or ``None`` when it is not one."""
    name = text[start:dot]
    tail = text[dot + 1 : end]
    if not name.strip("-+/~"):
        return end if start == dot and _is_bare_extension(text, dot, tail, end) else None
    if name[-1].isdigit() and tail[0].isdigit():
        return end if _is_version(text[start:end].strip("-+/~")) else None
    last = tail.rpartition(".")[2]
    stem = last.partition("-")[0]
    after = end + len(stem) - len(last)
    if _is_known(stem, name) or _is_unknown_file(name, stem, text[after : after + 1]):
        path = _SUBPATH.match(text, after)
        return after if path is None else after + len(path[0].rstrip(".-?/"))
    return end if _is_qualified([*name.split("/")[-1:], *tail.split(".")], text[end : end + 2] == "()") else None


def _is_bare_extension(text: str, dot: int, tail: str, end: int) -> bool:
    """Tell ``.exe``, ``.gitignore``, ``.NET`` and a bracketed ``(.xyz)`` from a period that slid to the next word."""
    before, after = text[dot - 1 : dot], text[end : end + 1]
    if before and before not in _OPENING:
        return False
    if tail.partition("-")[0] in _EXTENSIONS or tail == "NET":
        return True
    return before in _BRACKETS and after in _BRACKETS and tail.isascii() and tail.islower()


def _is_known(extension: str, name: str) -> bool:
    lower = extension.lower()
    if extension not in {lower, extension.upper()}:
        return False
    if lower in _EXTENSIONS:
        return True
    return extension == lower and name[-2:].isalnum() and len(name) > 1 and lower in _AFTER_WORD


def _is_unknown_file(name: str, extension: str, after: str) -> bool:
    """Tell ``DslDefinition.dsl``, ``src/main.xyz`` and ``aka.ms/x``, whose extension is in no list."""
    if not (2 <= len(extension) <= 10 and extension.isascii() and extension.isalpha() and extension.islower()):
        return extension == "Net" and name.isupper()
    return extension.endswith("proj") or after == "/" or (name.isascii() and _CODE_NAME.fullmatch(name) is not None)


def _is_qualified(names: list[str], called: bool) -> bool:
    """Tell ``System.Data.DataSet``, ``os.path`` with an underscore, ``Console.WriteLine`` from fused sentences."""
    if not all(_IDENTIFIER.fullmatch(name) and name.isascii() for name in names):
        return False
    if called or len(names) > 2 or any("_" in name for name in names):
        return True
    return names[0][0].isupper() and _CAMEL.fullmatch(names[-1]) is not None


def _is_version(word: str) -> bool:
    """Tell a version from a date (day.month.year) and from a number with thousands."""
    if _VERSION.fullmatch(word):
        return True
    match = _TRIPLE.fullmatch(word)
    if match is None:
        return False
    if match[1] or match[5]:
        return True
    first, second, third = match[2], match[3], match[4]
    if len(second) == 3 and len(third) == 3:
        return False
    days = sorted((int(first), int(second)))
    return not (len(third) in {2, 4} and 1 <= days[0] <= 12 and days[1] <= 31)
