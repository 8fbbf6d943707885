"""Write the facts of CLDR into ``rules/<language>/profile.yaml``, above what is written there by hand.

    python tools/build_profiles.py FOLDER [LANGUAGE...]          from unpacked packages in FOLDER
    python tools/build_profiles.py FOLDER --download [LANGUAGE]  fetch them into FOLDER with npm first

The packages are cldr-core, cldr-misc-full, cldr-numbers-full and cldr-dates-full of the Unicode CLDR
project (Unicode License v3). A fact that the part by hand states differently is left out, and a
regional profile holds only the facts that differ from the language's own. Without languages every
profile that exists is renewed. The output depends on nothing but the packages and the part by hand.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tarfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cleanup.profile import fallbacks

VERSION = "48.2.0"
PACKAGES = ("cldr-core", "cldr-misc-full", "cldr-numbers-full", "cldr-dates-full")
RULES = Path(__file__).resolve().parent.parent / "rules"
BY_HAND = "# by hand\n"
WIDTH = 110
IN_CLDR = {"zh-TW": "zh-Hant", "pt-BR": "pt", "tl": "fil"}
"""Tags whose data CLDR keeps under another one."""
NAMES = dict(
    entry.strip().split("  ", 1)
    for entry in """
    af  Afrikaans| am  Amharic| ar  Arabic| as  Assamese| ast  Asturian| az  Azerbaijani| be  Belarusian
    bg  Bulgarian| bn  Bangla| br  Breton| bs  Bosnian| ca  Catalan| ceb  Cebuano| ckb  Central Kurdish| co  Corsican
    cs  Czech| cy  Welsh| da  Danish| de  German| de-AT  German (Austria)| de-CH  German (Switzerland)| el  Greek
    en  English| en-GB  English (United Kingdom)| eo  Esperanto| es  Spanish| es-MX  Spanish (Mexico)| et  Estonian
    eu  Basque| fa  Persian| fi  Finnish| fil  Filipino| fo  Faroese| fr  French| fr-CA  French (Canada)
    fy  Western Frisian| ga  Irish| gd  Scottish Gaelic| gl  Galician| gu  Gujarati| ha  Hausa| he  Hebrew| hi  Hindi
    hr  Croatian| hu  Hungarian| hy  Armenian| id  Indonesian| ig  Igbo| is  Icelandic| it  Italian| ja  Japanese
    jv  Javanese| ka  Georgian| kk  Kazakh| km  Khmer| kn  Kannada| ko  Korean| ku  Kurdish| ky  Kyrgyz| la  Latin
    lb  Luxembourgish| lo  Lao| lt  Lithuanian| lv  Latvian| mg  Malagasy| mk  Macedonian| ml  Malayalam
    mn  Mongolian| mr  Marathi| ms  Malay| mt  Maltese| my  Burmese| nb  Norwegian Bokmål| ne  Nepali| nl  Dutch
    nn  Norwegian Nynorsk| no  Norwegian| oc  Occitan| om  Oromo| or  Odia| pa  Punjabi| pl  Polish| ps  Pashto
    pt  Portuguese| pt-BR  Portuguese (Brazil)| pt-PT  Portuguese (Portugal)| ro  Romanian| ru  Russian
    rw  Kinyarwanda| sd  Sindhi| si  Sinhala| sk  Slovak| sl  Slovenian| sn  Shona| so  Somali| sq  Albanian
    sr  Serbian| sr-Latn  Serbian (Latin)| st  Southern Sotho| su  Sundanese| sv  Swedish| sw  Swahili| ta  Tamil
    te  Telugu| tg  Tajik| th  Thai| ti  Tigrinya| tk  Turkmen| tl  Tagalog| tn  Tswana| tr  Turkish| tt  Tatar
    ug  Uyghur| uk  Ukrainian| ur  Urdu| uz  Uzbek| vi  Vietnamese| xh  Xhosa| yo  Yoruba| zh  Chinese
    zh-Hant  Chinese (Traditional)| zh-TW  Chinese (Taiwan)| zu  Zulu
    """.strip()
    .replace("\n", "|")
    .split("|")
)
"""Every language that has a profile, and its English name as CLDR gives it."""
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")

Facts = dict[str, Any]


class Cldr:
    """Unpacked CLDR packages in a folder, each in a folder of its own that starts with its name."""

    def __init__(self, folder: Path) -> None:
        """Find the packages; FileNotFoundError names the one that is missing."""
        self.roots = {name: _package(folder, name) for name in PACKAGES}
        self.version: str = json.loads((self.roots["cldr-core"] / "package.json").read_text("utf-8"))["version"]
        self.likely = self.core("supplemental/likelySubtags.json", "supplemental", "likelySubtags")
        self.scripts = self.core("scriptMetadata.json", "scriptMetadata")

    def core(self, file: str, *keys: str) -> Any:
        """Return what stands under the keys in a file of cldr-core."""
        return _dig(_load(self.roots["cldr-core"] / file), keys)

    def main(self, package: str, file: str, language: str, *keys: str) -> Any:
        """Return what stands under the keys in a language's file of a package."""
        return _dig(_load(self.roots[package] / "main" / language / file), ("main", language, *keys))

    def facts(self, tag: str) -> Facts:
        """Return the keys of the profile that CLDR knows, for a BCP 47 tag."""
        language = IN_CLDR.get(tag, tag)
        script = self.likely.get(language, self.likely[language.split("-")[0]]).split("-")[1]
        if (given := re.fullmatch(r"[a-z]+-([A-Z][a-z]{3})", language)) is not None:
            script = given[1]
        return {
            "script": script,
            **self._script_facts(script),
            **self._quotes(language),
            **self._numbers(language),
            **self._names(language),
            "letters": self._letters(language),
        }

    def _script_facts(self, script: str) -> Facts:
        of = self.scripts[script]
        return {
            "direction": "rtl" if of["rtl"] == "YES" else "ltr",
            "spaces": of["lbLetters"] != "YES",
            "cased": of["hasCase"] == "YES",
        }

    def _quotes(self, language: str) -> Facts:
        marks = self.main("cldr-misc-full", "delimiters.json", language, "delimiters")
        return {
            "quotes": [marks["quotationStart"], marks["quotationEnd"]],
            "quotes_secondary": [marks["alternateQuotationStart"], marks["alternateQuotationEnd"]],
        }

    def _numbers(self, language: str) -> Facts:
        numbers = self.main("cldr-numbers-full", "numbers.json", language, "numbers")
        system = numbers["defaultNumberingSystem"]
        symbols = numbers[f"symbols-numberSystem-{system}"]
        pattern = numbers[f"percentFormats-numberSystem-{system}"]["standard"]
        return {
            "decimal": symbols["decimal"],
            "group": [symbols["group"]],
            "percent": "spaced" if re.search(r"[ \xa0\u202f]%|%[ \xa0\u202f]", pattern) else "tight",
        }

    def _names(self, language: str) -> Facts:
        calendar = self.main("cldr-dates-full", "ca-gregorian.json", language, "dates", "calendars", "gregorian")
        months, days = (
            [[calendar[kind][use]["wide"][key] for key in keys] for use in ("format", "stand-alone")]
            for kind, keys in (("months", [str(number) for number in range(1, 13)]), ("days", DAYS))
        )
        return {"months": _distinct(months), "weekdays": _distinct(days)}

    def _letters(self, language: str) -> str:
        exemplars = self.main("cldr-misc-full", "characters.json", language, "characters", "exemplarCharacters")
        return _ranges(_characters(exemplars))


def _package(folder: Path, name: str) -> Path:
    for path in sorted(folder.glob(f"{name}*")):
        for root in (path, path / "package"):
            if (root / "package.json").is_file():
                return root
    raise FileNotFoundError(f"no unpacked {name} in {folder}")


@cache
def _load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _dig(data: Any, keys: Iterable[str]) -> Any:
    for key in keys:
        data = data[key]
    return data


def _distinct(forms: Sequence[Sequence[str]]) -> list[str]:
    """Return the names in dates and, if they differ, those that stand alone; none when they hold digits."""
    in_dates, alone = forms
    if any(letter.isdigit() for name in in_dates for letter in name):
        return []
    if all(name.endswith(bare) for name, bare in zip(in_dates, alone, strict=True)):
        return list(alone)  # Catalan "de gener", "d’abril"
    return [*in_dates, *alone] if list(in_dates) != list(alone) else list(in_dates)


def _characters(exemplars: str) -> set[str]:
    """Return the letters and marks of a UnicodeSet, without ideographs; of sequences the letters."""
    found: set[str] = set()
    for token in re.findall(r"\{[^}]*\}|\\u[0-9A-F]{4}|\\?.-\\?.|\\?.", exemplars[1:-1]):
        characters = (
            token.strip("{}").encode().decode("unicode_escape") if token.startswith("\\u") else token.strip("{}")
        )
        if re.fullmatch(r"[^\s\\]-[^\s\\]", characters):
            characters = "".join(map(chr, range(ord(characters[0]), ord(characters[2]) + 1)))
        kinds = "L" if token.startswith("{") else "LM"
        found.update(letter for letter in characters if unicodedata.category(letter)[0] in kinds)
    return {
        letter for letter in found if letter == letter.lower() and not unicodedata.name(letter, "").startswith("CJK")
    }


def _ranges(characters: Iterable[str]) -> str:
    """Return the characters in the notation of a character class, runs of four and more as ``a-d``."""
    runs: list[list[str]] = []
    for letter in sorted(characters):
        if runs and ord(letter) == ord(runs[-1][-1]) + 1:
            runs[-1].append(letter)
        else:
            runs.append([letter])
    return "".join(f"{run[0]}-{run[-1]}" if len(run) > 3 else "".join(run) for run in runs)


def text(value: str, *, marks: bool = False) -> str:
    """Return a YAML scalar for a text; what cannot be seen is escaped, and combining marks if asked."""
    hidden = ("Z", "C", "M") if marks else ("Z", "C")
    shown = "".join(
        f"\\u{ord(letter):04X}" if letter != " " and unicodedata.category(letter)[0] in hidden else letter
        for letter in value.replace("\\", "\\\\").replace('"', '\\"')
    )
    plain = all(letter in " .’'()-" or unicodedata.category(letter)[0] in "LM" for letter in value)
    return value if shown == value and plain and value[:1].isalpha() and _same(value) else f'"{shown}"'


def _same(value: str) -> bool:
    try:
        return bool(yaml.safe_load(f"[{value}]") == [value])
    except yaml.YAMLError:
        return False


def entry(key: str, value: object) -> str:
    """Return one key of a profile as YAML, lists in flow style and wrapped."""
    if isinstance(value, bool):
        return f"{key}: {'true' if value else 'false'}\n"
    if isinstance(value, str):
        return f"{key}: {text(value, marks=key == 'letters')}\n"
    if isinstance(value, Mapping):
        return f"{key}: {{{', '.join(f'{text(name)}: {text(item)}' for name, item in value.items())}}}\n"
    assert isinstance(value, Sequence)
    items = [text(item) if isinstance(item, str) else f"[{', '.join(map(text, item))}]" for item in value]
    line = f"{key}: [{', '.join(items)}]"
    return f"{line}\n" if len(line) <= WIDTH else f"{key}: [\n{''.join(_wrapped(items))}]\n"


def _wrapped(items: Iterable[str]) -> Iterator[str]:
    line = " "
    for item in items:
        if len(line) + len(item) + 2 > WIDTH:
            yield f"{line}\n"
            line = " "
        line += f" {item},"
    yield f"{line}\n"


DEFAULTS: Facts = {"direction": "ltr", "spaces": True, "cased": True}


def generated(cldr: Cldr, tag: str, by_hand: str, name: str) -> str:
    """Return the head of a profile: comment, language, name and the facts that are not stated by hand."""
    facts = cldr.facts(tag)
    parent = next(iter(fallbacks(tag)[1:]), None)
    base = cldr.facts(parent) if parent and parent != "tl" else {}
    stated = set(yaml.safe_load(by_hand) or {})
    head = f'# Facts down to the line "by hand": generated from CLDR {cldr.version} by tools/build_profiles.py.\n'
    lines = [head, entry("language", tag), entry("name", name)]
    for key, value in facts.items():
        if key not in stated and value != (base or DEFAULTS).get(key) and value not in ("", []):
            lines.append(entry(key, value))
    return "".join(lines)


def renew(cldr: Cldr, path: Path) -> str:
    """Return the text a profile file should have: its part by hand as it is, the part above it anew."""
    tag = path.parent.name
    old = path.read_text("utf-8") if path.is_file() else ""
    by_hand = old.partition(BY_HAND)[2]
    return generated(cldr, tag, by_hand, NAMES[tag]) + BY_HAND + by_hand


def download(folder: Path) -> None:
    """Fetch the packages of the pinned version from the npm registry and unpack them into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PACKAGES:
        command = ["npm", "pack", "--silent", f"{name}@{VERSION}"]
        packed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(folder / packed) as archive:
            archive.extractall(folder / name, filter="data")


def main(arguments: Sequence[str] | None = None) -> None:
    """Renew the profiles that were asked for, all when none was named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of the unpacked packages")
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", default=sorted(NAMES))
    parser.add_argument("--download", action="store_true", help=f"fetch CLDR {VERSION} into the folder first")
    given = parser.parse_intermixed_args(arguments)
    if given.download:
        download(given.folder)
    cldr = Cldr(given.folder)
    for tag in given.languages or sorted(NAMES):
        path = RULES / tag / "profile.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(renew(cldr, path), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
