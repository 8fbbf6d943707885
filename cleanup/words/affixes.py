"""Endings and first parts of words that are written like words: a token that has one is not two words run together."""

from __future__ import annotations

from typing import Final

from cleanup.words.lexicon import Case, Lexicon

# Endings that are written like words: (language, last letters of the word before them, endings).
_ENDINGS: Final = (
    ("de", ("n",), {"de", "dem", "den", "der", "des"}),  # participles: umzukehren|der
    ("de", ("er",), {"in", "innen"}),  # Wiesbadener|in
    ("nl", ("n",), {"de", "den"}),
    ("es", ("r", "ndo"), {"la", "lo", "las", "los", "le", "les", "se", "me", "te", "nos"}),  # decir|les
    ("it", ("ndo",), {"la", "lo", "le", "li", "si", "mi", "ti", "ci", "vi", "ne", "gli"}),  # facendo|lo
    ("pl", ("ł", "ła", "ło", "li", "ły"), {"by", "bym", "byś"}),  # robił|by
    ("hr", ("",), {"ovog", "ovoj", "ovom", "ovim", "ove", "ova", "ovi", "ovu", "om", "ovih", "ovima", "ovo"}),  # Google|ovog
    ("cs", ("l", "la", "lo", "li", "e", "i"), {"s"}),  # ztratila|s
    ("uk", ("чи", "ши"), {"й"}),
    ("uk", ("ю", "у"), {"чий", "чого", "чому", "чим", "чих"}),  # participles: вражаю|чого
    ("nb", ("e",), {"de"}),  # kopiere|de
    ("nb", ("",), {"bare"}),  # oversett|bare
    ("lv", ("ā", "o", "ē", "ī"), {"ja", "jam", "jā", "jos", "jas", "tās", "tā", "tas", "tie", "tos", "tam"}),  # izvēlētā|ja
    ("tr", ("",), {"de", "da", "ki", "mi", "mı", "mu", "mü", "ye", "ya", "in", "le", "la", "e", "a", "i"}),
)  # fmt: skip
_PREFIXES: Final = {
    "id": {"di", "ke", "se"}, "de": {"nicht"},
    # Every verb of the Baltic languages takes these, and most are prepositions as well: į|keliant, su|rūšiuoti.
    "lt": {"ap", "at", "be", "į", "iš", "ne", "nu", "pa", "par", "per", "po", "pra", "pri", "prie", "su", "už"},
    "lv": {"aiz", "ap", "at", "bez", "ie", "iz", "ne", "no", "pa", "pār", "pie", "sa", "uz", "daudz"},
}  # fmt: skip
# First parts of compounds that are words themselves: samo|pomoć, аудио|книга.
_COMBINING: Final = {
    "hr": ("samo", "audio", "video", "foto", "auto", "radio", "kino", "dvo", "tro", "četvero", "petero", "pod", "nad", "pred"),
    "sl": ("samo", "avdio", "video", "foto", "avto", "radio", "kino", "pod", "nad", "med", "pred", "več", "eno", "dvo"),
    "bg": ("само", "аудио", "видео", "фото", "авто", "под", "над"),
    "cs": ("audio", "video", "foto", "auto", "radio", "kino", "wiki", "pod", "nad", "před", "mezi", "proti", "makro"),
    "sk": ("audio", "video", "foto", "auto", "kino", "wiki", "pod", "nad", "pred", "medzi", "proti"),
    "pl": ("audio", "wideo", "foto", "auto", "radio", "pod", "nad", "między", "przeciw"),
    "ru": ("само", "аудио", "видео", "фото", "авто", "кино", "радио", "себе", "онлайн", "под", "над", "внутри"),
    "uk": ("само", "себе", "аудіо", "відео", "фото", "авто", "кіно", "радіо", "онлайн", "під", "над"),
    "nl": ("audio", "video", "foto", "radio", "online", "offline", "hardware", "software"),
    "de": ("audio", "video", "foto", "radio", "online", "offline", "hardware", "software"),
    "sv": ("audio", "video", "foto", "radio", "online", "hårdvaru", "program"),
    "da": ("audio", "video", "foto", "radio", "online", "hardware", "software", "system"),
    "nb": ("audio", "video", "foto", "radio", "online", "skrive", "lese", "venstre", "høyre"),
    "lv": ("audio", "video", "foto", "auto", "dzelzs", "daudz"), "hu": ("audio", "video", "foto", "online", "internet"),
    "tr": ("alt", "üst", "ön", "tam"),
}  # fmt: skip
_LEAST_COMBINED: Final = 5
"""Letters of a second part; a shorter one may be a word that lost its space."""

NEGATIONS: Final = frozenset({"не", "ne", "nie"})
"""First halves that writers join to any adjective or verb: splitting them is never a safe fix."""
# Adjectives, which are one word with their negation.
_ADJECTIVES: Final = {
    "uk": ("ий", "ого", "ому", "ій", "ої", "их", "ими", "ною"),
    "ru": ("ый", "ий", "ого", "его", "ому", "ему", "ых", "ыми", "ими", "ая", "ое", "ые", "ую", "но"),
    "bg": ("ни", "на", "но", "ен", "ният", "ната", "ното", "ните", "ски", "ска", "ско"),
    "hr": ("ni", "na", "no", "ne", "nih", "nim", "nog", "noj", "nu", "ski", "ska", "sko"),
    "sl": ("ni", "na", "no", "ne", "nih", "nim", "nega", "nemu", "ski", "ska", "sko", "en"),
}  # fmt: skip

# Prefixes that are written like prepositions or pronouns, and endings of infinitives and commands, before which those
# cannot stand: ви|сказати, з|контролюйте, na|švihat.
_VERB_PREFIXES: Final = {
    "uk": ("в", "у", "з", "на", "до", "по", "за", "о", "об", "від", "про", "під", "ви", "ми", "ти"),
    "ru": ("в", "с", "у", "на", "до", "по", "за", "о", "об", "от", "про", "под", "вы", "мы", "ты", "со", "во"),
    "cs": ("v", "na", "do", "pro", "po", "o", "s", "z", "u", "od", "za", "ve", "se", "vy", "ob"),
    "sk": ("v", "na", "do", "pre", "po", "o", "s", "z", "u", "od", "za", "vy"),
    "pl": ("w", "na", "do", "po", "o", "z", "u", "od", "za", "wy"),
    "hr": ("u", "na", "do", "po", "o", "s", "od", "za", "iz"),
}  # fmt: skip
_VERB_ENDINGS: Final = {
    "uk": ("ти", "тися", "тись", "йте"), "ru": ("ть", "ться", "тись", "йте"), "cs": ("at", "it", "ovat", "nout", "ti"),
    "sk": ("ť",), "pl": ("ć",), "hr": ("ti", "ći"),
}  # fmt: skip
_PRONOUNS: Final = frozenset({"ви", "ми", "ти", "вы", "мы", "ты"})
_NOUN_ZIPF: Final = 4.5
"""From here on a word with such an ending is likely a noun (Czech ``svět``), after which a preposition counts."""

# Case endings of names: Ted|a. A split before the end of the name (Te|da) takes it apart.
_CASES: Final = {
    "hr": ("a", "u", "e", "om", "em", "ov", "ova", "ove"), "cs": ("a", "u", "ovi", "em", "y", "e"),
    "sk": ("a", "u", "ovi", "om", "e"), "sl": ("a", "u", "om", "em"), "pl": ("a", "owi", "em", "ie", "y"),
    "ru": ("а", "у", "ом", "ем", "е", "ы", "и"), "uk": ("а", "у", "ом", "ем", "ові", "і", "и"), "bg": ("а", "ът", "ов"),
    "lt": ("as", "o", "ui", "ą"), "lv": ("s", "a", "am", "u"),
}  # fmt: skip
_NAME_ZIPF: Final = 3.5


def is_inflection(left: str, right: str, language: str) -> bool:
    """Whether two halves are a word and its own ending, prefix or first part, which no list can have in full."""
    if left in _PREFIXES.get(language, ()):
        return True
    if len(right) >= _LEAST_COMBINED and left in _COMBINING.get(language, ()):
        return True
    if left in NEGATIONS and len(right) >= _LEAST_COMBINED and right.endswith(_ADJECTIVES.get(language, ("\0",))):
        return True
    return any(name == language and right in endings and left.endswith(stems) for name, stems, endings in _ENDINGS)


def is_prefixed_verb(left: str, right: str, lexicon: Lexicon) -> bool:
    """Whether two halves are a verb form and its prefix, which would be no grammar as two words."""
    language = lexicon.language
    if left not in _VERB_PREFIXES.get(language, ()) or not right.endswith(_VERB_ENDINGS[language]):
        return False
    return left in _PRONOUNS or lexicon.zipf(right) < _NOUN_ZIPF


def is_compound(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a first part of compounds and a known word."""
    return any(
        len(word) - len(part) >= _LEAST_COMBINED
        and word.startswith(part)
        and (lexicon.zipf(word[len(part) :]) > 0 or lexicon.is_form(word[len(part) :]))
        for part in _COMBINING.get(lexicon.language, ())
    )


def name_stem(folded: str, lexicon: Lexicon) -> int:
    """Return the length of the known name that a capitalised token is without its case ending, else 0."""
    for ending in _CASES.get(lexicon.language, ()):
        stem = folded.removesuffix(ending)
        if stem == folded or lexicon.case(stem) not in (Case.NAME, Case.UNLISTED):
            continue
        if lexicon.zipf(stem) >= _NAME_ZIPF:
            return len(stem)
    return 0
