"""The wheel, installed in an environment of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    (built,) = folder.glob("mt_cleanup-*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([scripts / "python", "-m", "pip", "install", "-q", str(wheel)], check=True)
    return scripts


def test_the_wheel_holds_the_rules_inside_the_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "cleanup/_rules/common/stray-period.yaml" in names
    assert "cleanup/py.typed" in names
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"cleanup"}
    assert not [name for name in names if "__pycache__" in name or "/." in name]


def test_the_installed_program_knows_the_rules_of_the_checkout(scripts: Path, tmp_path: Path) -> None:
    command = [str(scripts / "cleanup"), "rules", "--output-format", "json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    ids = {rule["id"] for rule in json.loads(done.stdout)}
    assert ids == {f"{p.parent.name}/{p.stem}" for p in (ROOT / "rules").glob("*/*.yaml") if p.stem != "profile"}


def test_the_installed_program_repairs_an_article(scripts: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("The police office, which is based in The Hague, said. .\n")
    done = subprocess.run(
        [scripts / "cleanup", "fix", "a.md"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert (tmp_path / "a.md").read_text() == "The police office, which is based in The Hague, said.\n"


def test_the_installed_package_works_without_a_cache_folder(scripts: Path, tmp_path: Path) -> None:
    code = "import cleanup; print(cleanup.clean('He said. .', language='en').text)"
    environment = {"CLEANUP_CACHE_DIR": str(tmp_path / "file" / "x"), "PATH": ""}
    (tmp_path / "file").write_text("not a folder")
    done = subprocess.run([scripts / "python", "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "He said.\n"
