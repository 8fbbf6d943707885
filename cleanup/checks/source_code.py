"""Code that the source proves to be changed: damaged code, and names, options and commands that were translated.

Comments, examples, strings and what stands for something else (``<name>``, ``your-repo``) are translated on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cleanup.alignment import Piece, Restored, Section, matched, pairs, restoring
from cleanup.damage import is_damaged
from cleanup.model import Check, Document, Edit

_COMMENTS = ("#", "//", "-- ", ";", "<!--", "/*", "*", "%", "'")
_IDENTIFIER = re.compile(r"(?:--?|\.{0,2}/|\.)?[A-Za-z_$][\w.:/-]*(?:\(\))?")
_MADE_UP = re.compile(r"\w[_.:/]\w|[a-z][A-Z]|\A--?[a-z]|\(\)\Z|\A_|/\Z")
"""What no word of a language has inside."""
_FOR_EXAMPLE = re.compile(r"(?:my|your|example|sample|foo|path|user|name|file|folder|some)(?![a-z])", re.I)
_PROGRAMS = frozenset(
    [
        "apt",
        "apt-get",
        "az",
        "azd",
        "brew",
        "cargo",
        "composer",
        "conda",
        "docker",
        "dotnet",
        "gcloud",
        "gh",
        "git",
        "go",
        "helm",
        "kubectl",
        "npm",
        "pip",
        "pip3",
        "pnpm",
        "podman",
        "poetry",
        "rustup",
        "systemctl",
        "terraform",
        "uv",
        "yarn",
    ]
)
_SHELLS = frozenset({"bash", "sh", "shell", "zsh", "console", "powershell", "pwsh", "ps1", "cmd", "azurecli", "bat"})
_COMMAND = re.compile(r"(?:[$>] )?(?:sudo )?([\w-]+)[ ]+([^\s\"'`<>$]+)(?=\s|$)")
_OPTION = re.compile(r"(?<![\S])--[^\s=\"'<>]+")
_FENCE = re.compile(r"(?:`{3,}|~{3,})[ \t]*([^\s`]*)")


def build(options: Mapping[str, Any]) -> Check:
    """Return the check. It has no options."""
    return restoring(_changes)


def _changes(document: Document) -> Restored:
    infos = {_word(block.info) for _, there in pairs(document) for block in there.blocks}
    for here, there in pairs(document):
        yield from _spans(document, here, there)
        yield from _blocks(document.text, here, there, infos)


def _spans(document: Document, here: Section, there: Section) -> Restored:
    for piece, source in matched(here.codes, there.codes, str.strip):
        start = document.text.find(piece.content, piece.start, piece.end)
        if start < 0:
            continue
        if is_damaged(piece.content, source.content) or _is_renamed(document, piece.content, source.content):
            yield Edit(start, start + len(piece.content), source.content), source.content
        else:
            yield from _words(piece.content, source.content, start)


def _is_renamed(document: Document, mine: str, source: str) -> bool:
    """Tell whether a name of the program was translated here alone: it then has no other use on the page."""
    if not _IDENTIFIER.fullmatch(source) or not _MADE_UP.search(source) or _FOR_EXAMPLE.search(source):
        return False
    if any(c in "<>[]{}@" for c in mine) or (mine[:1] == "-") != (source[:1] == "-"):
        return False
    assert document.source is not None
    return document.text.count(mine) == 1 and mine not in document.source.text


def _words(mine: str, source: str, at: int) -> Restored:
    """Yield the translated subcommands and options of a command whose program is known."""
    here, there = _COMMAND.match(mine), _COMMAND.match(source)
    if not here or not there or here[1] != there[1] or there[1] not in _PROGRAMS:
        return
    if here[2] != there[2] and re.fullmatch(r"[a-z][a-z-]+", there[2]) and here[2].replace("-", "").isalpha():
        yield Edit(at + here.start(2), at + here.end(2), there[2]), there[2]
    mine_options, options = list(_OPTION.finditer(mine)), _OPTION.findall(source)
    if len(mine_options) == len(options):
        for match, option in zip(mine_options, options, strict=True):
            if match[0] != option and match[0] not in options and not is_damaged(match[0], option):
                yield Edit(at + match.start(), at + match.end(), option), option


def _blocks(text: str, here: Section, there: Section, infos: set[str]) -> Restored:
    if len(here.blocks) != len(there.blocks):
        return
    for block, source in zip(here.blocks, there.blocks, strict=True):
        fence, wanted = _FENCE.match(text, block.start), _word(source.info)
        if fence and wanted and fence[1] != wanted and fence[1] not in infos - {""}:
            yield Edit(*fence.span(1), wanted), wanted
        yield from _lines(text, block, source, wanted in _SHELLS)


def _lines(text: str, block: Piece, source: Piece, shell: bool) -> Restored:
    mine, theirs = block.content.split("\n"), source.content.split("\n")
    if mine == theirs or len(mine) != len(theirs):
        return
    at = block.start
    for line, right in zip(map(str.strip, mine), map(str.strip, theirs), strict=True):
        start = text.find(line, at, block.end) if line else -1
        if start < 0:
            continue
        at = start + len(line)
        if line == right or right.startswith(_COMMENTS):
            continue
        if is_damaged(line, right):
            if line.casefold() != right.casefold():
                yield Edit(start, at, right), right
        elif shell:
            yield from _words(line, right, start)


def _word(info: str) -> str:
    """Return the first word after a code fence: the name of a language."""
    return re.split(r"[\s{,]", info.strip(), maxsplit=1)[0]
