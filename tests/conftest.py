"""A project with three rules of its own, and a way to run the command line in this process."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cleanup import config, rulebook
from cleanup.cli import app

RULES = {
    "oops": ("safe", "oops", "well", "warning"),
    "hmm": ("unsafe", "hmm", "so", "error"),
    "psst": (None, "psst", None, "info"),
}


@dataclass(frozen=True)
class Outcome:
    code: int
    bytes: bytes
    err: str

    @property
    def out(self) -> str:
        return self.bytes.decode()


Run = Callable[..., Outcome]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder that knows the rules ``oops`` (safe), ``hmm`` (unsafe) and ``psst`` (info)."""
    folder = tmp_path / "own" / "common"
    folder.mkdir(parents=True)
    for name, (fix, word, replacement, severity) in RULES.items():
        pattern = f"match: '\\b{word}\\b'" + (f", replace: '{replacement}'" if replacement else "")
        lines = [
            f"message: The word “{word}” does not belong here.",
            "why: It is a word of a test.",
            f"severity: {severity}",
            *([f"fix: {fix}"] if fix else []),
            f"check: {{pattern: {{{pattern}}}}}",
            f"invalid: [{{text: 'Oh {word}.'" + (f", output: 'Oh {replacement}.'" if replacement else "") + "}]",
            "valid: ['Oh.']",
        ]
        (folder / f"{name}.yaml").write_text("\n".join(lines), encoding="utf-8")
    write_config(tmp_path)
    (tmp_path / "none" / "common").mkdir(parents=True)
    monkeypatch.setattr(rulebook, "rules_root", lambda: tmp_path / "none")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_config(folder: Path, more: str = "") -> None:
    config.nearest.cache_clear()
    config._table.cache_clear()
    base = 'extend-rules = ["own"]\nselect = ["common/oops", "common/hmm", "common/psst"]\n'
    if "languages" not in more:
        base += 'languages = { "*" = "en" }\n'
    (folder / "cleanup.toml").write_text(base + more, encoding="utf-8")


@pytest.fixture
def configure(project: Path) -> Callable[[str], None]:
    """Add lines to the configuration of the project."""
    return lambda more: write_config(project, more)


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process."""

    def run_cleanup(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            app(list(arguments))
        out, err = capsysbinary.readouterr()
        return Outcome(int(ended.value.code or 0), out, err.decode())

    return run_cleanup
