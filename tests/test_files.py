from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.files import Article, FileError, decode, find, read, write

SUFFIXES = {".md", ".txt"}


def nothing_excluded(path: Path, *, folder: bool) -> bool:
    return False


def found(*paths: Path, force_exclude: bool = False, root: Path | None = None) -> list[str]:
    root = root or paths[0]
    return [
        p.relative_to(root).as_posix() for p in find(paths, SUFFIXES, nothing_excluded, force_exclude=force_exclude)
    ]


def make(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text\n")
    return root


# -- bytes -----------------------------------------------------------------------------------------------


@given(st.text(), st.booleans())
def test_bytes_survive_decoding_and_encoding(text: str, bom: bool) -> None:
    data = (("\ufeff" if bom else "") + text).encode("utf-8", "ignore")
    assert decode(data).encode() == data


@pytest.mark.parametrize(
    "data",
    [b"", b"a\r\nb\nc\rd", b"\xef\xbb\xbf", b"\xef\xbb\xbftext\r\n", b"no newline", "\x0b\x0c\x1c\x85\u2028".encode()],
    ids=["empty", "mixed line ends", "only a BOM", "BOM", "no final newline", "other line separators"],
)
def test_line_ends_and_byte_order_mark_survive(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    article = read(path)
    assert not article.text.startswith("\ufeff")
    write(path, article, article.text + "!")
    assert path.read_bytes() == data + b"!"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"one\ntwo \xe9\n", "not UTF-8: byte 0xE9 at byte offset 8 (line 2)"),
        (b"\xe4\xb8", "not UTF-8: byte 0xE4 at byte offset 0 (line 1)"),
        (b"\xed\xa0\x80", "not UTF-8: byte 0xED at byte offset 0 (line 1)"),
        ("oops".encode("utf-16"), "not UTF-8: it starts with a UTF-16 byte order mark (byte offset 0)"),
    ],
    ids=["latin-1", "cut off", "surrogate", "utf-16"],
)
def test_what_is_not_utf_8_is_an_error_that_says_where(data: bytes, message: str) -> None:
    with pytest.raises(FileError) as raised:
        decode(data)
    assert str(raised.value) == message


# -- writing ---------------------------------------------------------------------------------------------


def test_writing_keeps_the_mode_and_leaves_no_other_file(tmp_path: Path) -> None:
    path = make(tmp_path, "a.md") / "a.md"
    path.chmod(0o640)
    write(path, read(path), "new\n")
    assert path.read_text() == "new\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


def test_writing_through_a_symbolic_link_changes_its_target(tmp_path: Path) -> None:
    target = make(tmp_path, "deep/a.md") / "deep" / "a.md"
    link = tmp_path / "link.md"
    link.symlink_to(Path("deep") / "a.md")
    write(link, read(link), "new\n")
    assert link.is_symlink()
    assert target.read_text() == "new\n"


def test_a_file_changed_since_it_was_read_is_left_as_it_is(tmp_path: Path) -> None:
    path = make(tmp_path, "a.md") / "a.md"
    article = read(path)
    path.write_text("somebody's\n")
    with pytest.raises(FileError, match="changed on disk"):
        write(path, article, "ours\n")
    assert path.read_text() == "somebody's\n"


def test_a_file_removed_since_it_was_read_is_not_made_anew(tmp_path: Path) -> None:
    path = make(tmp_path, "a.md") / "a.md"
    article = read(path)
    path.unlink()
    with pytest.raises(FileError, match="cannot be written"):
        write(path, article, "ours\n")
    assert not path.exists()


def test_a_failed_write_leaves_the_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path, "a.md") / "a.md"
    article = read(path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="No space left on device"):
        write(path, article, "new\n")
    assert path.read_text() == "text\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


def test_an_interrupted_write_leaves_the_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path, "a.md") / "a.md"

    def interrupt(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(path, Article("text\n"), "new\n")
    assert path.read_text() == "text\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


# -- finding ---------------------------------------------------------------------------------------------


def test_a_folder_gives_its_articles_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.md", "a.TXT", "code.py", "sub/ä ö.md", "sub/deep/x.md", "Z.md", "noext")
    assert found(tmp_path) == ["Z.md", "a.TXT", "b.md", "sub/deep/x.md", "sub/ä ö.md"]


def test_hidden_and_installed_folders_are_skipped(tmp_path: Path) -> None:
    make(tmp_path, ".git/a.md", ".hidden.md", ".venv/b.md", "node_modules/c/d.md", "venv/e.md", "kept/f.md")
    assert found(tmp_path) == ["kept/f.md"]


def test_binary_files_are_skipped_in_folders(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    (tmp_path / "b.md").write_bytes(b"text\0text")
    assert found(tmp_path) == ["a.md"]
    assert found(tmp_path / "b.md", root=tmp_path) == ["b.md"]


def test_named_files_are_read_whatever_their_suffix_or_place(tmp_path: Path) -> None:
    make(tmp_path, "code.py", ".hidden/a.md", ".gitignore")
    (tmp_path / ".gitignore").write_text("*.py\n")
    paths = [tmp_path / "code.py", tmp_path / ".hidden/a.md"]
    assert found(*paths, root=tmp_path) == ["code.py", ".hidden/a.md"]


def test_a_file_is_found_once(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    (tmp_path / "link.md").symlink_to("a.md")
    assert found(tmp_path, tmp_path / "a.md", root=tmp_path) == ["a.md"]


def test_loops_of_symbolic_links_end(tmp_path: Path) -> None:
    make(tmp_path, "sub/a.md")
    (tmp_path / "sub" / "up").symlink_to("..")
    assert found(tmp_path) == ["sub/a.md"]


def test_a_missing_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"gone\.md: no such file or folder"):
        list(find([tmp_path / "gone.md"], SUFFIXES, nothing_excluded))


def test_excluded_files_are_left_out_of_folders_and_by_force_also_when_named(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "drafts/b.md")

    def excluded(path: Path, *, folder: bool) -> bool:
        return path.name == "drafts"

    named = [tmp_path / "drafts" / "b.md"]
    assert [p.name for p in find([tmp_path], SUFFIXES, excluded)] == ["a.md"]
    assert [p.name for p in find(named, SUFFIXES, excluded)] == ["b.md"]
    assert list(find(named, SUFFIXES, excluded, force_exclude=True)) == []


# -- .gitignore ------------------------------------------------------------------------------------------

IGNORED = {
    ".gitignore": "*.txt\n!keep.txt\n/top.md\nbuild/\n# a comment\n\ndocs/**/old-*.md\n",
    "sub/.gitignore": "!inner.txt\n/only-here.md\n",
    ".git/info/exclude": "private.md\n",
}
NAMES = (
    "a.txt", "keep.txt", "top.md", "sub/top.md", "build/a.md", "sub/build/b.md", "docs/x/old-1.md", "docs/old-2.md",
    "sub/inner.txt", "sub/other.txt", "sub/only-here.md", "only-here.md", "private.md", "fine.md",
)  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    make(tmp_path, *NAMES, *IGNORED)
    for name, content in IGNORED.items():
        (tmp_path / name).write_text(content)
    return tmp_path


def test_gitignore_is_respected_as_git_does(repository: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard", "*.md", "*.txt"],
        cwd=repository, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert sorted(found(repository)) == sorted(listed.stdout.split())


def test_gitignore_of_folders_above_counts(repository: Path) -> None:
    assert found(repository / "sub") == ["inner.txt", "top.md"]
