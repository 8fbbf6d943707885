"""English words that stand out in a text of another language: what a translator forgot is nearly always English."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from typing import NamedTuple

from cleanup.line_language import script_of, vocabulary_of
from cleanup.model import OBJECT
from cleanup.profile import fallbacks
from cleanup.words.lexicon import DATA, Case, Lexicon, load

STRIP = ".,;:!?…()[]{}\"'“”„‘’‚«»‹›¿¡—–-*_#|→←✅❌·/+&=<>~`\x01\x02\u200b"
QUOTED = re.compile('"[^"\n]{1,200}"|“[^”\n]{1,200}”|„[^“”\n]{1,200}[“”]|«[^»\n]{1,200}»|「[^」\n]{1,200}」')

_WIDE = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufffd]")
_WIDE_SHARE = 8
_CODE = re.compile(r"[{}]|;\s*$|\w\((?!e?s\))|=>|==|\w\.\w+[.(]")
"""What program code has that was not marked as such."""
_CALL = re.compile(r"\w\.\w{1,40}\(")
_LEAST = 4
_LEAST_LOWER = 3
_LEAST_TITLE = 2
_SHARE = 0.6
_TITLE_SHARE = 0.75
_NOISE = 5
"""English words for which one word that may be of the language is pardoned; a frequent one counts twice."""
_RARER = 1.0
"""How much rarer (Zipf) a word must be in the language than in English to stand out."""
_OWN_ZIPF = 2.5
_NAME_ZIPF = 1.5
_PARTS = re.compile(r"[-/'’]")
_CLITICS = frozenset({"s", "t", "re", "ve", "ll", "d", "m", "i", "e", "co", "non", "pre", "multi", "sub"})
_FUNCTION_WORDS = frozenset({
    "about", "after", "all", "an", "and", "any", "are", "as", "at", "be", "been", "before", "but", "by", "can", "do", "does",
    "each", "every", "for", "from", "has", "have", "how", "if", "in", "into", "is", "it", "its", "more", "not", "of", "on",
    "only", "or", "other", "our", "over", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "to", "under", "use", "used", "using", "was", "were", "what", "when", "where", "which", "while",
    "who", "will", "with", "within", "without", "you", "your",
})  # fmt: skip
JOINING = frozenset({"a", "of", "for", "and", "the", "or", "as", "an"})
"""Function words that names have as often as sentences."""
_UNMISTAKABLE = frozenset({"the", "and", "of", "to", "for", "with", "from"})


class Counts(NamedTuple):
    """How many words of a line are English: in lower case, with a capital, function words, side by side; and others.

    ``joining`` are function words that names have too, ``linking`` and ``shared`` such as the language may have and
    such as it has often, ``pairs`` words in lower case after an English one.
    ``own`` are those that may be of the language of the page, the frequent ones twice; ``plain`` those that may be
    of both.
    """

    lower: int
    titles: int
    function: int
    joining: int
    linking: int
    shared: int
    other: int
    own: int
    strange: int
    pairs: int
    plain: int

    @property
    def known(self) -> int:
        """How many are English."""
        return self.lower + self.titles

    @property
    def share(self) -> float:
        """The part of all words that is surely English."""
        return self.known / max(1, self.known + self.other + self.plain)

    @property
    def plain_share(self) -> float:
        """The part of all words that may be English."""
        return (self.known + self.plain) / max(1, self.known + self.other + self.plain)


class EnglishWords:
    """Lower-case English words as a reader of another language sees them.

    ``own`` are frequent words of the language that are not frequent in English; ``lexicon`` has all its words,
    where there is a list of them. Of English words it is found out when they are met whether the language has them.
    """

    def __init__(self, own: frozenset[str], frequent: Set[str], lexicon: Lexicon | None, *, latin: bool) -> None:
        self.own, self.lexicon = own, lexicon
        self._frequent = frequent
        self._other_script = not latin
        self._certain: Set[str] = frozenset()
        if not latin:
            self._certain = _FUNCTION_WORDS | {"a"}
        elif lexicon is None and "the" in frequent:  # a list of frequent words from pages that quote much English
            self._certain = _UNMISTAKABLE
        self._telling: dict[str, bool] = {}
        self._plain: dict[str, bool] = {}

    def tells(self, word: str) -> bool:
        """Tell whether ``word`` is a common English word that the language does not have, or hardly."""
        telling = self._telling.get(word)
        if telling is None:
            telling = self._telling[word] = self._stands_out(word)
        return telling

    def _stands_out(self, word: str) -> bool:
        if word in self._certain:
            return True
        if word == "a":
            return word not in self._frequent
        if word not in _listed():
            return False
        english = load("en")
        if english is None or self.lexicon is None or self._other_script:
            return word not in self._frequent
        return self.lexicon.zipf(word) <= english.zipf(word) - _RARER

    def is_function_word(self, word: str) -> bool:
        """Tell whether ``word`` stands out and is one that any English sentence holds: "the", "with", "your"."""
        return (word in _FUNCTION_WORDS or word == "a") and self.tells(word)

    def is_english(self, word: str) -> bool:
        """Tell whether a word in lower case, perhaps a compound, is English and not of the language too."""
        if self.tells(word):
            return True
        parts = _PARTS.split(word)
        return len(parts) > 1 and all(self.tells(part) or part in _CLITICS or not part for part in parts)

    def is_own(self, word: str) -> bool:
        """Tell whether a word in lower case that is not English may be one of the language."""
        if word in self.own or not word.replace("’", "'").isascii():
            return True
        if self._other_script:
            return False
        english = load("en")
        there = english.zipf(word) if english else 0.0
        if self.lexicon is None:
            return there < _OWN_ZIPF and word.replace("-", "").replace("'", "").isalpha()
        return self.lexicon.zipf(word) >= max(_OWN_ZIPF, there + _RARER / 2)

    def in_title(self, word: str) -> bool:
        """Tell whether a word in lower case is English in a title, where a word in Latin letters is at home or not."""
        return self.is_english(word) or (self._other_script and self.is_plain(word))

    def is_plain(self, word: str) -> bool:
        """Tell whether a word in lower case may be English, and is neither a name nor surely one of the language."""
        plain = self._plain.get(word)
        if plain is None:
            plain = self._plain[word] = all(map(self._may_be_english, filter(None, _PARTS.split(word))))
        return plain

    def _may_be_english(self, word: str) -> bool:
        english = load("en")
        if self.tells(word) or word in _CLITICS:
            return True
        return (
            english is not None
            and english.zipf(word) >= _OWN_ZIPF
            and english.case(word) == Case.COMMON
            and not self.is_own(word)
        )

    def _is_strange(self, word: str) -> bool:
        """Tell whether a word that is not English is none that English texts know, as names of products are."""
        english = load("en")
        if self._other_script or english is None or not word[1:].islower() or not word.isalpha():
            return False
        zipf = english.zipf(word.lower())
        return zipf < _NAME_ZIPF or (zipf < _OWN_ZIPF and self.is_own(word.lower()))

    def count(self, line: str) -> Counts:
        """Count the words of a line of a masked text by what they say of its language, quotations aside."""
        lower = titles = function = joining = linking = shared = strange = other = own = pairs = plain = 0
        before = False
        for raw in QUOTED.sub(OBJECT, line).split():
            word = raw.strip(STRIP)
            if OBJECT in word or not word[:1].isalpha():
                before = False
                continue
            folded = word.lower()
            if folded == "a" and not self.tells("a"):
                shared += 1
                before = False
                continue
            is_lower, is_known = word[0].islower(), self.is_english(folded)
            counts_lower = is_lower and ("-" not in word)  # what has a hyphen may be the name of a program
            lower += counts_lower and is_known
            titles += is_known and not counts_lower
            is_function = is_lower and self.is_function_word(folded)
            function += is_function
            joining += is_function and folded in JOINING
            pairs += before and is_lower and is_known and raw[0] == word[0] and folded not in JOINING
            before = is_known and raw[-1] == word[-1]
            if is_known:
                continue
            if (is_lower or not word.isascii()) and self.is_own(folded):
                own += 1 + (folded in self.own)
            neutral = self.is_plain(folded)
            if folded in _FUNCTION_WORDS:
                shared += folded in self._frequent
                linking += neutral and folded not in self._frequent
            strange += not neutral and self._is_strange(word)
            plain += neutral
            other += not neutral
        return Counts(lower, titles, function, joining, linking, shared, other, own, strange, pairs, plain)

    def has_line(self, line: str) -> bool:
        """Tell whether the words of a line of a masked text, quotations aside, are English and not names."""
        return not is_wide(line) and self._is_line(self.count(line))

    def has_phrase(self, line: str) -> bool:
        """Tell the same of a line that may be short: words in lower case stand side by side, as they do not in names."""
        if is_wide(line) or (_CALL.search(line) and line.rstrip().endswith((";", "{", "}"))):
            return False
        found = self.count(line)
        return self._is_line(found) or (self._is_phrase(found) and not _CODE.search(line))

    @staticmethod
    def _is_line(found: Counts) -> bool:
        own = found.own + (0 if found.function else found.strange)
        if own * _NOISE >= max(1, found.known) or found.known < _LEAST:
            return False
        if found.lower >= _LEAST_LOWER and found.share >= _SHARE:
            return found.pairs + found.function > 0
        if found.lower == found.joining:
            return False  # "Lord of the Rings"
        return found.lower >= _LEAST_TITLE and found.function > 0 and found.share >= _TITLE_SHARE

    @staticmethod
    def _is_phrase(found: Counts) -> bool:
        total = found.known + found.other + found.plain
        if found.own or found.strange or total < _LEAST or found.lower + found.linking < _LEAST_TITLE:
            return False
        content = found.lower - found.function
        if content > 0 and found.function + found.linking > 0 and found.plain_share >= _SHARE:
            return found.known >= _LEAST - 1
        if found.function > max(1, found.joining) and found.known >= _LEAST and found.plain_share >= _SHARE:
            return True
        if found.shared:
            return False  # Tagalog "at", Slovak "a": "and" between terms
        return found.known >= _LEAST - 1 and found.pairs > 0 and found.plain_share >= _TITLE_SHARE


def is_wide(line: str) -> bool:
    """Tell whether a line has many letters of another script than the Latin."""
    return not line.isascii() and len(_WIDE.findall(line)) * _WIDE_SHARE > len(line)


@lru_cache(maxsize=64)
def english_beside(language: str) -> EnglishWords:
    """Return the English words that stand out beside a BCP 47 language."""
    english, lexicon = load("en"), None
    chain = fallbacks(language)
    if chain and chain[0] != "en":
        lexicon = load(chain[0])
    frequent = vocabulary_of(language).own
    if english is not None and lexicon is not None:
        rarer, there = lexicon.zipf, english.zipf
        own = {word for word in frequent if rarer(word) > there(word) + _RARER / 2}
    else:
        own = set(frequent) - _FUNCTION_WORDS - {"a", "i"}
    return EnglishWords(frozenset(own), frequent, lexicon, latin=script_of(language) in ("", "Latn"))


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    return frozenset((DATA / "english.txt").read_text(encoding="utf-8").split())
