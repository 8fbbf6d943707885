from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from cleanup.config import Config

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("readme", ROOT / "tools" / "readme.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_diff_and_the_rules_in_the_readme_are_up_to_date() -> None:
    assert tool().inserted(README) == README, "run: python tools/readme.py"


def test_every_key_of_the_configuration_is_explained() -> None:
    keys = {name.replace("_", "-") for name in Config.__struct_fields__}
    assert {key for key in keys if not re.search(rf"(?m)^{key} ?=|`{key}`|^\[{key}\]", README)} == set()


@pytest.mark.parametrize("name", ["clean", "test"])
def test_each_command_of_the_readme_is_one_line(name: str) -> None:
    block = re.search(rf"<!-- command: {name} -->\n+```\w*\n(.*?)```", README, re.S)
    assert block
    assert len(block[1].splitlines()) == 1
