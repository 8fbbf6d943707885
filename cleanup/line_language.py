"""Which language the words of one line are in, told by its frequent words.

A detector of whole texts is slow and errs on a single line. Frequent words are few and fixed: a line of twenty
words holds ten of the commonest of its language, and hardly one of another's that its own does not share.

    vocabulary_of("pl").foreign_language(words_of("This line was left in the language of the source."))    # "en"
    score(words_of("This line is English."), ["en", "pl"])    # {"en": 0.75, "pl": 0.0}
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache

from cleanup.profile import UNDETERMINED, Profile, fallbacks
from cleanup.words.lexicon import DATA, Lexicon, load
from cleanup.words.stream import BREAK

_SIBLINGS = (
    "da nb nn no", "nn sv", "af nl", "bs hr sr sr-Latn sl mk", "id ms", "fil tl", "bg mk sr", "cs sk", "hi mr ne",
    "pt gl", "ur fa", "az tr uz tk", "kk ky tt", "bn as",
)  # fmt: skip
"""Languages that frequent words do not tell apart in one line."""

_SOURCES = ("en", "es", "fr", "de", "ru", "it", "pt")
"""Languages that are translated from most; only these are looked for among words that are not frequent."""

_RANK = 150
"""How many of another language's frequent words count for it."""
_COMMON_ZIPF = 4.6
_RARER = 1.25
_LEAST_HITS = 3
_LEAST_SHARE = 0.14
_LARGE_SHARE = 0.3
"""Share that three words are enough with: "We Are One" in a sentence is a name."""
_OWN_SHARE = 0.34
_NATIVE_SHARE = 0.2
_LEAST_WORDS = 5
_GAIN = 0.9
_FIRST = 6
_KNOWN_ZIPF = 3.2
_KNOWN_SHARE = 0.85
_OTHER, _OWN, _THEIRS, _BREAK = range(4)
_MOST_REMEMBERED = 400_000
_TELLING_LINE = re.compile(rb"(?:^|(?<=\x03))(?:[^\x01\x03]++(?!\x01)|[^\x02\x03]*+\x02[^\x03]*)")
"""A line without a word of its own, or with one of another language."""
_STRIP = ".,;:!?…()[]{}\"'“”„‘’‚«»‹›¿¡—–-*_\x01\x02"


def words_of(line: str) -> list[str]:
    """Return the words of a line in lower case, without the marks around them.

    >>> words_of("“Yes,” she said.")
    ['yes', 'she', 'said']
    """
    return [word for raw in line.lower().split() if (word := raw.strip(_STRIP))]


def score(words: Iterable[str], candidates: Iterable[str]) -> dict[str, float]:
    """Return for each candidate language the share (0 to 1) of the words that are frequent words of it.

    >>> score(["das", "ist", "gut"], ["de"])["de"] > 0.6
    True
    """
    found = list(words)
    total = max(1, len(found))
    return {tag: sum(map(_frequent(tag).__contains__, found)) / total for tag in candidates}


class _Kinds(dict[str, int]):
    """What each word that was ever met says of its line."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__({BREAK: _BREAK})
        self._vocabulary = vocabulary

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
            self[BREAK] = _BREAK
        kind = self[word] = self._vocabulary.kind_of(word)
        return kind


class Vocabulary:
    """What betrays another language to a reader of ``language``.

    ``own`` are its frequent words, ``others`` the languages that are told apart from it. What a word says is
    found out when it is met.
    """

    def __init__(self, language: str, own: Set[str], others: Set[str], lexicon: Lexicon | None) -> None:
        self.language, self.own, self.others, self.lexicon = language, own, others, lexicon
        self._kinds = _Kinds(self)

    def tags_of(self, word: str) -> Sequence[str]:
        """Return the other languages of which ``word`` is a frequent word, when it is none of this one."""
        tags = _speakers().get(word, ())
        if not tags or word in self.own or (len(word) == 1 and word.isascii()):
            return ()
        lexicon = self.lexicon
        return [tag for tag in tags if tag in self.others and not (lexicon and _is_known(word, lexicon, load(tag)))]

    def kind_of(self, word: str) -> int:
        """Return what a word says of its line."""
        return _OWN if word in self.own else _THEIRS if self.tags_of(word) else _OTHER

    def suspicious_lines(self, words: Sequence[str]) -> Iterator[int]:
        """Yield, at almost no cost, the numbers of the lines that may be foreign.

        ``words`` are those of a whole text as ``cleanup.words.stream`` cuts it, with its breaks between lines.
        """
        kinds = bytes(map(self._kinds.__getitem__, words))
        number = at = 0
        for match in _TELLING_LINE.finditer(kinds):
            line = match[0]
            if len(line) < _LEAST_WORDS:
                continue
            theirs, own = line.count(_THEIRS), line.count(_OWN)
            if theirs > 1 or not own or own < _NATIVE_SHARE * len(line):
                number += kinds.count(_BREAK, at, match.start())
                at = match.start()
                yield number

    def knows(self, more: Iterable[str]) -> Vocabulary:
        """Return a vocabulary that counts more words as its own, such as those a document has in every line."""
        return _Extended(self, frozenset(more))

    def foreign_language(self, words: Sequence[str]) -> str | None:
        """Return the language that the words are in, when it is surely not this vocabulary's own."""
        counts = Counter(tag for word in words for tag in self.tags_of(word))
        best, hits = max(counts.items(), key=lambda item: (item[1], item[0] in _SOURCES), default=("", 0))
        least = _LEAST_HITS if hits >= _LARGE_SHARE * len(words) else _LEAST_HITS + 1
        if best and hits >= least and hits >= _LEAST_SHARE * len(words):
            others = _frequent(best)
            own = sum(1 for word in words if word in self.own and word not in others)
            if own <= _OWN_SHARE * hits:
                return best
        return self._by_lexicon(words)

    def _by_lexicon(self, words: Sequence[str]) -> str | None:
        """Compare how frequent the words are in this language and in those of most sources."""
        known = [word for word in words if len(word) > 1 and word.isalpha()]
        if self.lexicon is None or len(known) < _LEAST_WORDS:
            return None
        here = [max(1.0, self.lexicon.zipf(word)) for word in known]
        if sum(map(_KNOWN_ZIPF.__le__, here)) >= _KNOWN_SHARE * len(here):
            return None
        for tag in _SOURCES:
            lexicon = load(tag) if tag in self.others else None
            if lexicon is None:
                continue
            first = zip(known[:_FIRST], here, strict=False)
            if sum(1 for word, own in first if lexicon.zipf(word) - own > 0.5) < _FIRST // 2:
                continue
            gains = [max(1.0, lexicon.zipf(word)) - own for word, own in zip(known, here, strict=True)]
            if sum(gains) >= _GAIN * len(gains) and sum(1 for gain in gains if gain > 0.5) >= 0.6 * len(gains):
                return tag
        return None


class _Extended(Vocabulary):
    """A vocabulary with words of one document, and what the one that it extends remembers."""

    def __init__(self, known: Vocabulary, more: Set[str]) -> None:
        super().__init__(known.language, known.own | more, known.others, known.lexicon)
        self._known, self._more = known, more

    def kind_of(self, word: str) -> int:
        return _OWN if word in self._more else self._known._kinds[word]


def familiarity(words: Iterable[str], language: str) -> float:
    """Return the share (0 to 1) of the words that the lexicon of a language knows well; 0 without a lexicon."""
    lexicon = load(language)
    known = [word for word in words if len(word) > 1 and word.isalpha()]
    return sum(1 for word in known if lexicon.zipf(word) >= _KNOWN_ZIPF) / max(1, len(known)) if lexicon else 0.0


@lru_cache(maxsize=256)
def vocabulary_of(language: str) -> Vocabulary:
    """Return the vocabulary of a BCP 47 language; one that nothing is known of has only foreign words."""
    chain = fallbacks(language)
    listed = _listed()
    mine = next((tag for tag in chain if tag in listed), "")
    near = {tag for group in _SIBLINGS if mine in group.split() for tag in group.split()} | set(chain)
    own = frozenset[str]().union(*(_frequent(tag) for tag in chain))
    others = {tag for tag in listed if tag not in near and (mine or tag in _SOURCES)}
    return Vocabulary(language, own, others, load(chain[0]) if chain else None)


@lru_cache(maxsize=1)
def _speakers() -> dict[str, tuple[str, ...]]:
    """Return for each frequent word the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for tag in sorted(_listed()):
        for word in _listed()[tag][:_RANK]:
            found[word] = (*found.get(word, ()), tag)
    return found


def name_of(language: str) -> str:
    """Return the English name of a language, or its tag."""
    profile = _profiles().get(language)
    return (profile.name if profile else "") or language


def script_of(language: str) -> str:
    """Return the script (ISO 15924) of a BCP 47 language; empty when nothing is known of it."""
    from cleanup.rulebook import load_rulebook  # noqa: PLC0415 -- the rulebook imports the checks

    return load_rulebook().profile(language).script


@lru_cache(maxsize=1)
def _profiles() -> dict[str, Profile]:
    from cleanup.rulebook import load_rulebook  # noqa: PLC0415 -- the rulebook imports the checks

    book = load_rulebook()
    return {tag: book.profile(tag) for tag in book.languages if "-" not in tag and tag != UNDETERMINED}


@lru_cache(maxsize=1)
def _listed() -> dict[str, list[str]]:
    """Return the frequent words of each language, those of its profile first."""
    found: dict[str, list[str]] = {}
    for tag, profile in _profiles().items():
        if profile.function_words and profile.spaces:
            found[tag] = [word.lower() for word in profile.function_words]
    for row in (DATA / "common-words.txt").read_text(encoding="utf-8").splitlines():
        tag, _, words = row.partition("\t")
        found[tag] = list(dict.fromkeys((*words.split()[:100], *found.get(tag, ()), *words.split())))
    return found


@lru_cache(maxsize=256)
def _frequent(tag: str) -> frozenset[str]:
    return frozenset(_listed().get(tag, ()))


def _is_known(word: str, lexicon: Lexicon, other: Lexicon | None) -> bool:
    """Tell whether a word is one of the language too; lists made from the web hold words of its neighbours."""
    here = lexicon.zipf(word)
    there = other.zipf(word) if other else 0.0
    return here >= _COMMON_ZIPF and (not there or here > there - _RARER)
