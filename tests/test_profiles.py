"""Profiles of languages: every file is sound, chains merge, and the generated part is what the script writes."""

from __future__ import annotations

import importlib.util
import os
import re
import unicodedata
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from cleanup.profile import Profile, ProfileError, fallbacks, merge, normalise, validate

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(ROOT.glob("rules/*/profile.yaml"))
RICH = re.findall(
    r"\S+", "bg ca cs da de el en es et fi fr hr hu id is it lt lv nb nl pl pt ro ru sk sl sr sr-Latn sv tr uk"
)


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_profiles", ROOT / "tools/build_profiles.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILD = script()
LANGUAGES = sorted(BUILD.NAMES)


@cache
def read(path: Path) -> dict[str, Any]:
    data = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(data, dict)
    return data


@cache
def profile(language: str) -> Profile:
    folders = (*fallbacks(language), "common")
    return merge([read(path) for tag in folders if (path := ROOT / "rules" / tag / "profile.yaml").is_file()])


def test_every_language_has_a_profile() -> None:
    assert {path.parent.name for path in FILES} >= {"common", *LANGUAGES}
    assert len(LANGUAGES) == 123


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_file_is_sound(path: Path) -> None:
    text = path.read_text("utf-8")
    data = validate(read(path), str(path))
    keys = re.findall(r"(?m)^([a-z_]+):", text)
    assert len(keys) == len(set(keys)), "a key stands twice"
    assert data["language"] == ("und" if path.parent.name == "common" else path.parent.name)
    assert data["name"]
    for key, value in data.items():
        if isinstance(value, tuple) and key not in ("quotes", "quotes_secondary"):
            assert all(value), f"{key} holds an empty text"
            if key not in ("months", "weekdays"):
                assert len(value) == len(set(value)), f"{key} holds a text twice"
    assert not any(item.endswith(".") for item in data.get("abbreviations", ()))
    assert all(len(line) <= 130 for line in text.splitlines() if not line.startswith("letters:"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_nothing_invisible_is_written_raw(path: Path) -> None:
    hidden = {
        character
        for character in path.read_text("utf-8")
        if character not in " \n" and unicodedata.category(character)[0] in "CZ"
    }
    assert not hidden


@pytest.mark.parametrize("language", LANGUAGES)
def test_merged_profile(language: str) -> None:
    found = profile(language)
    assert found.language == language
    assert re.fullmatch(r"[A-Z][a-z]{3}", found.script)
    assert hash(found) == hash(profile.__wrapped__(language))
    for opening, closing in found.quote_pairs:
        assert opening.strip()
        assert closing.strip()
        assert opening.strip() != '"'
    assert len(found.months) in (0, 12, 24)
    assert len(found.weekdays) in (7, 14)
    assert set(found.dash_alternates).isdisjoint({found.dash})
    assert found.decimal not in found.group[:1]
    assert all(word == word.lower() for word in found.function_words)
    if found.letters:
        assert len(found.alphabet) >= 17
        assert re.fullmatch(f"[{found.letters}]+", "".join(found.alphabet))


@pytest.mark.parametrize("language", RICH)
def test_rich_profile(language: str) -> None:
    found = profile(language)
    assert len(found.abbreviations) >= 40
    assert len(found.function_words) >= 30
    assert found.may_repeat
    letters = "".join(found.function_words)
    assert set(letters) <= found.alphabet | set("’'-êôï"), "a function word is not of this alphabet"


@pytest.mark.parametrize("languages", [RICH, ["ar", "fa", "ur"], ["hi", "mr", "ne"]])
def test_function_words_betray_one_language(languages: list[str]) -> None:
    close = [{"hr", "sl", "sr-Latn"}, {"da", "nb"}, {"id", "ms"}]
    for first in languages:
        for second in languages:
            if first < second and not any({first, second} <= group for group in close):
                shared = set(profile(first).function_words) & set(profile(second).function_words)
                assert len(shared) <= 2, f"{first} and {second} share {sorted(shared)}"


def test_known_facts() -> None:
    french, quebec, german, swiss = (profile(tag) for tag in ("fr", "fr-CA", "de", "de-CH"))
    assert french.quotes == ("«\u00a0", "\u00a0»")
    assert french.space_before == {";": "\u202f", "!": "\u202f", "?": "\u202f", ":": "\u00a0"}
    assert quebec.space_before == {":": "\u00a0"}
    assert (german.quotes, swiss.quotes) == (("„", "“"), ("«", "»"))
    assert (german.straight_quotes, profile("en").straight_quotes) == ("never", "common")
    assert (profile("zh").quotes, profile("zh-HK").quotes) == (("“", "”"), ("「", "」"))
    assert (profile("ar").direction, profile("ar").comma, profile("ar").question) == ("rtl", "،", "؟")
    assert (profile("el").question, profile("hi").sentence_end[0]) == (";", "।")
    assert (profile("es").decimal, profile("es-MX").decimal) == (",", ".")
    assert (profile("ja").spaces, profile("ko").spaces, profile("ja").cased) == (False, True, False)
    assert (profile("sr").script, profile("sr-Latn-RS").script) == ("Cyrl", "Latn")
    assert profile("pt").quotes == profile("pt-BR").quotes != profile("pt-PT").quotes
    assert "straße" not in german.function_words
    assert {"z. B", "usw", "Dr"} <= set(german.abbreviations)
    assert merge([]) == Profile()


@pytest.mark.parametrize(
    ("given", "tag"),
    [
        ("pt_br", "pt-BR"),
        ("EN", "en"),
        ("zh-hant-hk", "zh-Hant-HK"),
        ("sr_LATN_rs", "sr-Latn-RS"),
        ("de_DE.UTF-8", "de-DE"),
        ("ca_ES@valencia", "ca-ES"),
        ("zh-cn", "zh-CN"),
        ("iw", "he"),
        ("es-419", "es-419"),
        ("en-u-ca-gregory", "en-u-ca-gregory"),
        ("", "und"),
        (" fr ", "fr"),
    ],
)
def test_normalise(given: str, tag: str) -> None:
    assert normalise(given) == tag


@pytest.mark.parametrize(
    ("given", "chain"),
    [
        ("pt-br", "pt-BR pt"),
        ("zh-TW", "zh-TW zh-Hant zh"),
        ("zh-HK", "zh-HK zh-Hant zh"),
        ("zh-Hant-TW", "zh-Hant-TW zh-TW zh-Hant zh"),
        ("zh-Hans-HK", "zh-Hans-HK zh-Hans zh"),
        ("zh-CN", "zh-CN zh-Hans zh"),
        ("sr-Latn-RS", "sr-Latn-RS sr-Latn sr"),
        ("sh", "sh sr-Latn sr"),
        ("no", "no nb"),
        ("nb-NO", "nb-NO nb"),
        ("nn", "nn"),
        ("tl", "tl fil"),
        ("fil-PH", "fil-PH fil tl"),
        ("de-CH-1996", "de-CH-1996 de-CH de"),
        ("en-x-private", "en-x-private en"),
        ("und", ""),
        ("", ""),
    ],
)
def test_fallbacks(given: str, chain: str) -> None:
    assert fallbacks(given) == tuple(chain.split())


def test_merge_takes_each_key_from_the_most_specific() -> None:
    merged = merge(
        [{"language": "pt-PT", "quotes": ["«", "»"]}, {"language": "pt", "quotes": ["“", "”"], "decimal": ","}]
    )
    assert (merged.language, merged.quotes, merged.decimal) == ("pt-PT", ("«", "»"), ",")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"language": "xx", "qoutes": ["«", "»"]}, "xx/profile.yaml: qoutes: unknown key"),
        ({"language": "xx", "quotes": ["«"]}, "xx/profile.yaml: quotes: an opening and a closing mark"),
        ({"language": "xx", "quotes_alternates": ["«»"]}, "quotes_alternates: a list of texts is expected"),
        ({"language": "xx", "abbreviations": ["Dr", False]}, "abbreviations: a text is expected, not False (write it"),
        ({"language": "xx", "abbreviations": "Dr"}, "abbreviations: a list of texts"),
        ({"language": "xx", "spaces": "yes"}, "spaces: true or false"),
        ({"language": "xx", "percent": "loose"}, "percent: one of tight, spaced, either"),
        ({"language": "xx", "direction": ["ltr"]}, "direction: one of ltr, rtl"),
        ({"language": "xx", "space_before": [";"]}, "space_before: a mapping"),
        ({"language": False}, "language: a text is expected"),
    ],
)
def test_faults_are_named(data: dict[str, Any], reason: str) -> None:
    with pytest.raises(ProfileError, match=re.escape(reason)):
        merge([data])


def test_file_is_named_when_known() -> None:
    with pytest.raises(ProfileError, match=r"^our-rules/fr/profile\.yaml: dash: "):
        validate({"dash": 3}, "our-rules/fr/profile.yaml")
    with pytest.raises(ProfileError, match="a mapping of keys"):
        validate([], "x")  # type: ignore[arg-type]


def test_exemplar_letters() -> None:
    assert BUILD._characters(r"[a b-d {ch} ñ \u0301 İ 字]") == set("abcdchñ\u0301")
    assert BUILD._ranges("abcdfgh") == "a-dfgh"


def test_yaml_scalars() -> None:
    for text in (
        "no",
        "on",
        "null",
        "Dr",
        "z. B",
        "a.m",
        "5",
        "«\u00a0",
        '"',
        "\\",
        "ژوئیهٔ",
        "سه\u200cشنبه",
        "-",
        "3.1",
    ):
        written = BUILD.text(text)
        assert yaml.safe_load(f"[{written}]") == [text]
        assert written.isascii() or all(
            unicodedata.category(letter)[0] not in "CZ" for letter in written.replace(" ", "")
        )


@pytest.mark.skipif("CLDR" not in os.environ, reason="CLDR names no folder of unpacked packages")
def test_generated_part_is_current() -> None:
    cldr = BUILD.Cldr(Path(os.environ["CLDR"]))
    assert cldr.version == BUILD.VERSION
    for tag in LANGUAGES:
        path = ROOT / "rules" / tag / "profile.yaml"
        assert BUILD.renew(cldr, path) == path.read_text("utf-8"), tag
