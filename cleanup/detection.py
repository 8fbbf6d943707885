"""Guess the language of a text: by its script, and where several languages share one, by langdetect."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleanup.formats.front_matter import end_of

if TYPE_CHECKING:
    from langdetect.detector_factory import DetectorFactory

_WINDOWS, _WINDOW_CHARACTERS = 4, 10_000
"""What is read of a long text: so many windows of so many characters."""


class _Effort(NamedTuple):
    """How much prose langdetect gets, and how often it draws n-grams from it."""

    pieces: int
    characters: int
    trials: int


_EFFORTS = (_Effort(3, 250, 2), _Effort(4, 2_000, 7))
"""A millisecond is enough for most texts; the second effort is made when the first leaves doubt."""
_SURE, _LEAST_LETTERS, _LEAST_LETTERS_NEIGHBOUR, _LEAST_LETTERS_OWN_SCRIPT, _LEAST_HAN = 0.95, 60, 150, 12, 40
_NOISE = (
    r"```.*?(?:```|\Z)|`[^`\n]*`|<[^<>\n]{1,300}>|\]\([^()\n]*\)|^:::.*?$"
    r"|https?://\S+|\S+@\S+\.\w+|[{%$][^\s{}]*[}%$]|\S+(?:::|[./\\=])\w\S*|\w*(?:[a-z][A-Z]|_)\w*|\d+"
)
"""Code, markup, addresses, file names and identifiers: they are in no language."""
_SCRIPTS = {
    "Latn": "A-Za-zÀ-ɏḀ-ỿ", "Cyrl": "\u0400-\u052f", "Grek": "\u0370-\u03ff\u1f00-\u1fff", "Hebr": "\u0590-\u05ff",
    "Arab": "\u0600-\u06ff\u0750-\u077f", "Deva": "\u0900-\u097f", "Beng": "\u0980-\u09ff", "Guru": "\u0a00-\u0a7f",
    "Gujr": "\u0a80-\u0aff", "Taml": "\u0b80-\u0bff", "Telu": "\u0c00-\u0c7f", "Knda": "\u0c80-\u0cff",
    "Mlym": "\u0d00-\u0d7f", "Sinh": "\u0d80-\u0dff", "Thai": "\u0e00-\u0e7f", "Laoo": "\u0e80-\u0eff",
    "Tibt": "\u0f00-\u0fff", "Mymr": "\u1000-\u109f", "Geor": "\u10a0-\u10ff", "Ethi": "\u1200-\u137f",
    "Khmr": "\u1780-\u17ff", "Armn": "\u0530-\u058f", "Kore": "\uac00-\ud7a3\u1100-\u11ff", "Kana": "\u3041-\u30ff",
    "Hani": "\u3400-\u9fff",
}  # fmt: skip
_ONE_LANGUAGE = {
    "Grek": "el", "Hebr": "he", "Guru": "pa", "Gujr": "gu", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml",
    "Sinh": "si", "Thai": "th", "Laoo": "lo", "Tibt": "bo", "Mymr": "my", "Geor": "ka", "Khmr": "km", "Armn": "hy",
    "Kore": "ko", "Kana": "ja", "Beng": "bn", "Ethi": "am",
}  # fmt: skip
_DETECTABLE = {
    "Latn": "af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw tl tr vi",
    "Cyrl": "bg mk ru uk",
    "Arab": "ar fa ur",
    "Deva": "hi mr ne",
    "Hani": "zh-cn zh-tw",
}
_ALPHABETS = {
    "af": "áéèêëíîïóôöúûü", "ca": "àçèéíïòóúü·", "cs": "áčďéěíňóřšťúůýž", "cy": "âêîôûŵŷáéíóúýàèìòùäëïöüẅẁ",
    "da": "æøåé", "de": "äöüßé", "en": "éèêëïöüñçàâîôû",
    "es": "áéíñóúüç", "et": "äõöüšž", "fi": "äöåšž", "fr": "àâæçéèêëîïôœùûüÿ",
    "hr": "čćđšž", "hu": "áéíóöőúüű", "id": "é", "it": "àèéìíîòóùú", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž",
    "nl": "áéèëíïóöúü", "no": "æøåéèêòóôâ", "pl": "ąćęłńóśźż", "pt": "ãõáâàçéêíóôúüñ", "ro": "ăâîșțşţ",
    "sk": "áäčďéíĺľňóôŕšťúýž", "sl": "čšž", "sq": "ëç", "sv": "åäöé", "tl": "ñ", "tr": "çğıiöşüâîû\u0307",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ", "so": "", "sw": "",
    "ru": "а-яё", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "bg": "а-ъьюяѝ", "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "bn": "\u0980-\u09ef", "he": "\u0590-\u05ea",
    "ar": "\u0600-\u065f\u0670-\u0671", "fa": "\u0600-\u0670پچژکگیۀ", "ur": "\u0600-\u0670ٹپچڈڑژکگںھہۂۃیے۔ۓ",
}  # fmt: skip
"""Letters beyond ASCII of the languages that langdetect knows: it never says that it does not know a language."""
_STRAY = 0.02
"""Share of letters from other alphabets from which on a guess is not believed; names make up less."""
_NEIGHBOURS = frozenset(("bg", "cs", "da", "hr", "mk", "no", "sk", "sl"))
"""Languages with a close relative; telling them apart takes more text."""
_RENAMED = {"zh-cn": "zh", "zh-tw": "zh-TW", "no": "nb"}


_LONGEST_COMMENT = 8000


def detect(text: str) -> tuple[str | None, bool]:
    """Guess the language of a text from samples of it; say whether the guess can be relied on.

    The same text always gives the same answer. ``None`` means that there is nothing to guess from.

    >>> detect("Это короткий текст, который написан на русском языке для проверки программы.")
    ('ru', True)
    >>> detect("OK 42"), detect("12:30")
    ((None, False), (None, False))
    """
    prose = re.sub(_NOISE, " ", _cut(_body(text), _WINDOWS, _WINDOW_CHARACTERS), flags=re.S | re.M)
    best: tuple[str | None, bool] = None, False
    for effort in _EFFORTS:
        best = _guess(_cut(prose, effort.pieces, effort.characters), effort.trials)
        if best[1] or len(prose) <= effort.pieces * effort.characters:
            break
    return best


def _body(text: str) -> str:
    """Return the text without its front matter and a comment at its start (a licence), English whatever the text is."""
    head = text[:_WINDOW_CHARACTERS].replace("\r\n", "\n")
    text = head[end:] + text[_WINDOW_CHARACTERS:] if (end := end_of(head)) else text
    start = text[:_LONGEST_COMMENT].lstrip()
    if start.startswith("<!--") and (close := start.find("-->")) > 0:
        return start[close + 3 :] + text[_LONGEST_COMMENT:]
    return text


def _cut(text: str, pieces: int, characters: int) -> str:
    """Return the whole of a short text, or pieces spread evenly over a long one, cut at spaces where there are."""
    if len(text) <= pieces * characters:
        return text
    step = (len(text) - characters) // (pieces - 1)
    parts = (text[index * step : index * step + characters] for index in range(pieces))
    return "\n".join(part.split(" ", 1)[-1].rsplit(" ", 1)[0] if part.count(" ") > 2 else part for part in parts)


def _guess(sample: str, trials: int) -> tuple[str | None, bool]:
    script, letters, share = _script(sample)
    if script in _ONE_LANGUAGE:
        language = _ONE_LANGUAGE[script]
        sure = letters >= _LEAST_LETTERS_OWN_SCRIPT and share >= 0.5
    elif script in _DETECTABLE:
        language, probability = _langdetect(sample, script, trials)
        least = _LEAST_LETTERS_NEIGHBOUR if language in _NEIGHBOURS else _LEAST_LETTERS
        sure = probability >= _SURE and letters >= (_LEAST_HAN if script == "Hani" else least) and share >= 0.6
    else:
        return None, False
    return _RENAMED.get(language, language) or None, sure and not _contradicted(sample, script, language)


def _script(sample: str) -> tuple[str, int, float]:
    """Return the script most letters are of, their number, and their share of all letters.

    Kana speaks for Japanese even where most characters are Han.
    """
    counts = Counter({script: len(_letters(script).findall(sample)) for script in _SCRIPTS})
    total = sum(counts.values())
    if total < 8:
        return "", 0, 0.0
    if counts["Kana"] * 10 >= counts["Hani"] and counts["Kana"]:
        counts["Kana"] += counts["Hani"]
        counts["Hani"] = 0
    script, letters = max(counts.items(), key=lambda item: item[1])
    return script, letters, letters / total


@cache
def _letters(script: str) -> re.Pattern[str]:
    return re.compile(f"[{_SCRIPTS[script]}]")


def _contradicted(sample: str, script: str, language: str) -> bool:
    """Tell whether the text uses letters that its supposed language does not have."""
    alphabet = _ALPHABETS.get(language)
    if alphabet is None:
        return False
    strays = re.findall(f"(?![a-z{alphabet}])[{_SCRIPTS[script]}]", sample.lower())
    return len(strays) > _STRAY * len(_letters(script).findall(sample))


@cache
def _factory(script: str) -> DetectorFactory:
    """Load langdetect's profiles of one script: four times as fast as all of them, and fewer to confuse."""
    from importlib.resources import files  # noqa: PLC0415

    from langdetect.detector_factory import DetectorFactory  # noqa: PLC0415 -- only when nothing else says the language

    folder = files("langdetect") / "profiles"
    factory = DetectorFactory()
    factory.seed = 0
    factory.load_json_profile([(folder / name).read_text(encoding="utf-8") for name in _DETECTABLE[script].split()])
    return factory


def _langdetect(sample: str, script: str, trials: int) -> tuple[str, float]:
    """Return langdetect's best guess and its probability; an empty one when it finds nothing to go by."""
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415

    detector = _factory(script).create()
    detector.n_trial = trials
    detector.append(sample)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return "", 0.0
    return best.lang, best.prob
