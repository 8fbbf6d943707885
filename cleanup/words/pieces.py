"""Subword streams that leaked into a text, decoded with the SentencePiece model that made them.

A translation model reads and writes pieces ("▁inter", "national") or their ids. When a pipeline forgets to
decode, they end up in the text. Guessing where words begin is not needed when the model file is at hand:
decoding is exact, and encoding the result again must give the same pieces back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from cleanup.model import CleanupError

MARK: Final = "\u2581"
"""Stands for the space before a word in a piece."""

_TOKEN: Final = re.compile(r"[^ \t\n\x01\x02]+")
_IDS: Final = re.compile(r"(?<![\w.,])\[?\d{1,6}(?:,? \d{1,6}){3,}\]?(?![\w.,%]|,? \d)")
_NUMBER: Final = re.compile(r"\d+")
_LEAST_MARKED: Final = 2


class PieceModelError(CleanupError):
    """The file given as SentencePiece model cannot be read as one."""


class Stream(NamedTuple):
    """A leaked stretch of pieces or ids: offsets, its plain text, whether encoding gives it back exactly."""

    start: int
    end: int
    text: str
    exact: bool


@lru_cache(maxsize=4)
def load(path: str) -> Any:
    """Return the ``SentencePieceProcessor`` of a model file.

    Raises:
        PieceModelError: the file is missing or is not a SentencePiece model.
    """
    from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 -- only for users of a model file

    if not Path(path).is_file():
        raise PieceModelError(f"{path}: no such SentencePiece model")
    try:
        return SentencePieceProcessor(model_file=path)
    except (OSError, RuntimeError) as error:
        raise PieceModelError(f"{path}: not a SentencePiece model") from error


def piece_streams(masked: str, model: Any) -> Iterator[Stream]:
    """Yield the stretches of a text in which every token is a piece, at least two of them with the mark."""
    if MARK not in masked:
        return
    unknown = model.unk_id()
    run: list[re.Match[str]] = []
    for token in [*_TOKEN.finditer(masked), None]:
        adjacent = run and token and masked[run[-1].end() : token.start()].strip(" \t") == ""
        known = token is not None and model.piece_to_id(token[0]) != unknown
        if run and not (adjacent and known):
            yield from _decoded(run, model)
            run = []
        if token and known:
            run.append(token)


def _decoded(run: list[re.Match[str]], model: Any) -> Iterator[Stream]:
    first = next((index for index, token in enumerate(run) if token[0].startswith(MARK)), None)
    if first is None:
        return
    run = run[first:]
    pieces = [token[0] for token in run]
    if sum(piece.startswith(MARK) for piece in pieces) < _LEAST_MARKED:
        return
    text = model.decode_pieces(pieces)
    if text.strip():
        exact = model.encode(text, out_type=str) == pieces
        yield Stream(run[0].start(), run[-1].end(), text, exact)


def id_streams(masked: str, model: Any) -> Iterator[Stream]:
    """Yield the runs of four numbers or more that are the ids of a text: encoding it gives the same numbers."""
    size = model.get_piece_size()
    for match in _IDS.finditer(masked):
        ids = [int(number) for number in _NUMBER.findall(match[0])]
        if max(ids) >= size:
            continue
        special = {model.bos_id(), model.eos_id(), model.pad_id()}
        core = [number for number in ids if number not in special]
        text = model.decode(core)
        if any(letter.isalpha() for letter in text) and model.encode(text) == core:
            yield Stream(match.start(), match.end(), text, True)
