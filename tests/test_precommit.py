"""The hooks under the real pre-commit program, in a real git repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DIRTY = "The police office, which is based in The Hague, said. .\n"
CLEAN = "The police office, which is based in The Hague, said.\n"
NAMES = ("a.md", "with space/b c.md", "übersicht/日本.txt")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]


def execute(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    bin_folder = Path(sys.executable).parent
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))},
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(folder.parent / "pre-commit-home"),
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    done = execute(folder, "git", *identity, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def hooks() -> str:
    """Return the hooks of the project as a local repository of a pre-commit configuration."""
    own = (ROOT / ".pre-commit-hooks.yaml").read_text().replace("language: python", "language: system")
    return "repos:\n- repo: local\n  hooks:\n" + "".join(f"  {line}\n" for line in own.splitlines())


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / ".pre-commit-config.yaml").write_text(hooks())
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "start")
    return folder


def add(folder: Path, text: str) -> None:
    for name in NAMES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "code.py").write_text(f"# {DIRTY}")
    git(folder, "add", ".")


def contents(folder: Path) -> set[str]:
    return {(folder / name).read_text(encoding="utf-8") for name in NAMES}


def test_the_check_hook_fails_on_dirty_articles_and_writes_nothing(repository: Path) -> None:
    add(repository, DIRTY)
    done = execute(repository, "pre-commit", "run", "cleanup-check")
    assert done.returncode == 1
    for name in NAMES:
        assert f"{name}:1:" in done.stdout
    assert "code.py" not in done.stdout
    assert "files were modified" not in done.stdout
    assert contents(repository) == {DIRTY}


def test_the_fix_hook_repairs_and_fails_once(repository: Path) -> None:
    add(repository, DIRTY)
    first = execute(repository, "pre-commit", "run", "cleanup-fix")
    assert first.returncode == 1
    assert "files were modified by this hook" in first.stdout
    assert contents(repository) == {CLEAN}
    git(repository, "add", ".")
    assert execute(repository, "pre-commit", "run", "cleanup-fix").returncode == 0


def test_clean_articles_can_be_committed_and_dirty_ones_cannot(repository: Path) -> None:
    assert execute(repository, "pre-commit", "install").returncode == 0
    add(repository, CLEAN)
    git(repository, "commit", "-q", "-m", "clean")
    add(repository, DIRTY)
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    assert execute(repository, "git", *identity, "commit", "-q", "-m", "dirty").returncode == 1


def test_excluded_articles_are_left_alone_though_the_hook_names_them(repository: Path) -> None:
    (repository / "cleanup.toml").write_text('exclude = ["a.md", "with space/", "übersicht/"]\n', encoding="utf-8")
    add(repository, DIRTY)
    assert execute(repository, "pre-commit", "run", "cleanup-check").returncode == 0


def test_the_repository_itself_serves_as_a_hook(
    repository: Path, committed_copy: Callable[[], tuple[Path, str]]
) -> None:
    source, revision = committed_copy()
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {source}\n  rev: {revision}\n  hooks:\n  - id: cleanup-fix\n"
    )
    add(repository, DIRTY)
    done = execute(repository, "pre-commit", "run")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Fixed 3 problems in 3 files" in done.stdout, done.stdout + done.stderr
    assert contents(repository) == {CLEAN}


@pytest.fixture
def committed_copy(tmp_path: Path) -> Callable[[], tuple[Path, str]]:
    """Copy what a release holds into a git repository, and return its place and revision."""

    def copy() -> tuple[Path, str]:
        folder = tmp_path / "mt-cleanup"
        folder.mkdir()
        for name in ("cleanup", "rules"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml"):
            if (ROOT / name).exists():
                shutil.copy(ROOT / name, folder / name)
        git(folder, "init", "-q")
        git(folder, "add", ".")
        git(folder, "commit", "-q", "-m", "release")
        return folder, git(folder, "rev-parse", "HEAD").strip()

    return copy
