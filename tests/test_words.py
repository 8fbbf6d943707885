"""Lexicons, splits and the checks for words run together and words broken in two."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.checks import broken_words, fused_words
from cleanup.model import INLINE, Applicability, Document, Segment, View, Violation
from cleanup.profile import Profile
from cleanup.words import glance, lexicon, model, pieces, splits
from cleanup.words.breaks import break_screen
from cleanup.words.features import IN_DOCUMENT, STATIC
from cleanup.words.screen import screen

SEED = Path(__file__).parent.parent / "seeds" / "000_ab44dd7de4154e39.txt"
LANGUAGES = [
    "en",
    "es",
    "fr",
    "de",
    "it",
    "pt",
    "nl",
    "pl",
    "cs",
    "sk",
    "ru",
    "uk",
    "bg",
    "ro",
    "hu",
    "sv",
    "da",
    "nb",
    "fi",
    "el",
    "tr",
    "ca",
    "hr",
    "sl",
    "lt",
    "lv",
    "id",
]


def document(text: str, language: str = "en", masked: str | None = None) -> Document:
    segments = (Segment(0, len(text)),)
    return Document(text, View(masked or text, segments), language, Profile(language))


def found(text: str, language: str = "en", masked: str | None = None) -> list[tuple[str, Violation]]:
    violations = fused_words.build({})(document(text, language, masked))
    return [(text[violation.start : violation.end], violation) for violation in violations]


def repaired(text: str, language: str = "en", masked: str | None = None) -> str:
    for _, violation in reversed(found(text, language, masked)):
        for edit in reversed(violation.all_edits()):
            text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_lexicon_and_thresholds_are_there(language: str) -> None:
    words = lexicon.load(language)
    assert words is not None
    assert len(words) > 25_000
    limits = model.load("fused").limits(language)
    assert limits.safe >= limits.unsafe >= limits.report
    assert model.load("broken").limits(language).safe < model.NEVER


def test_regional_tag_and_alias_fall_back() -> None:
    assert lexicon.load("pt-BR") is lexicon.load("pt") or len(lexicon.load("pt-BR") or ()) == len(
        lexicon.load("pt") or ()
    )
    assert lexicon.load("no") is not None
    assert lexicon.load("und") is None
    assert screen("tlh") is None


def test_lexicon_knows_what_it_says() -> None:
    words = lexicon.load("en")
    assert words is not None
    assert words.zipf("the") > 6.5
    assert words.zipf("currencyin") == 0
    assert words.case("house") == lexicon.Case.COMMON
    assert words.propensity("over")[0] > words.propensity("the")[0] > 0
    assert lexicon.bigram_weight("en", "in", "addition") > 6
    assert lexicon.bigram_weight("de", "in", "addition") == 0


def test_model_reads_the_features_it_was_trained_on() -> None:
    vector = [0.0] * len(STATIC + IN_DOCUMENT)
    assert isinstance(model.load("fused").full.score(vector), float)


def test_a_hopeless_score_stays_below_the_floor() -> None:
    boosted = model.load("fused").full
    vector = [0.0] * len(STATIC + IN_DOCUMENT)
    floor = boosted.score(vector) + 10
    assert boosted.score(vector, floor) < floor


def test_seed_is_repaired_and_nothing_else_is_split() -> None:
    hits = dict(found(SEED.read_text(encoding="utf-8")))
    assert set(hits) == {"currencyin", "ecstasyindicated", "Marketa"}
    assert hits["currencyin"].applicability is Applicability.SAFE
    assert hits["ecstasyindicated"].applicability is Applicability.SAFE
    assert hits["Marketa"].applicability is Applicability.UNSAFE
    assert "document" in hits["ecstasyindicated"].values["evidence"]


@pytest.mark.parametrize(
    ("language", "token"),
    [
        ("de", "umzukehrenden"),
        ("es", "decirles"),
        ("it", "facendolo"),
        ("pl", "robiłby"),
        ("hr", "Googleovog"),
        ("id", "diformat"),
        ("en", "YouTube"),
        ("en", "hasten"),
        ("en", "NASA"),
    ],
)
def test_word_with_an_ending_or_a_brand_is_left_alone(language: str, token: str) -> None:
    assert not found(f"{token} ", language)


def test_one_letter_words_come_from_the_language() -> None:
    words = lexicon.load("en")
    assert words is not None
    assert any(way.right == "a" for way in splits.splits("Marketa", words))
    assert not any(way.right == "s" for way in splits.splits("Marketos", words))


def test_link_end_inside_a_token() -> None:
    text = "They read the [report](a.md)about prices every year."
    masked = text.replace("[", INLINE).replace("](a.md)", INLINE * 7)
    assert repaired(text, "en", masked) == "They read the [report](a.md) about prices every year."


def test_link_start_inside_a_token() -> None:
    text = "They read about[prices](a.md) every year."
    masked = text.replace("[", INLINE).replace("](a.md)", INLINE * 7)
    assert repaired(text, "en", masked) == "They read about [prices](a.md) every year."


def test_plural_of_a_link_is_left_alone() -> None:
    text = "They read the [report](a.md)s every year."
    masked = text.replace("[", INLINE).replace("](a.md)", INLINE * 7)
    assert not found(text, "en", masked)


def test_garbled_document_gets_no_fix() -> None:
    garble = " ".join(f"xq{letter}vrt{letter}zk" for letter in "abcdefghijklmnopqrstuvwxyz")
    for _, violation in found(f"They seized cash and virtual currencyin addition to drugs. {garble}."):
        assert violation.applicability is Applicability.DISPLAY_ONLY


def test_segment_in_another_language_is_left_alone() -> None:
    text = "They seized cash and virtual currencyin addition to drugs."
    view = View(text, (Segment(0, len(text), language="fr"),))
    assert not list(fused_words.build({})(Document(text, view, "en", Profile("en"))))


@pytest.mark.parametrize("token", ["10th", "2nd", "5km", "1980s", "A4", "COVID19", "v2", "3D"])
def test_number_with_its_ending_is_left_alone(token: str) -> None:
    assert not found(f"It was {token} then.")


def test_number_and_word() -> None:
    assert repaired("It closed in 2023and opened in2024 again.") == "It closed in 2023 and opened in 2024 again."


def test_broken_word() -> None:
    text = "The govern ment met yesterday."
    (violation,) = broken_words.build({})(document(text))
    assert violation.all_edits()[0].replacement == ""
    assert violation.values["joined"] == "government"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He went in to the room and set up a tent; any one may be on line."),
        ("ru", "Он спросил, достиг ли он цели, и не докажет это со всем классом."),
        ("pl", "Ona umieszcza ją na stole."),
        ("hr", "Pitao je planira li doći."),
        ("es", "No se sabe si me dio la razón."),
    ],
)
def test_words_that_stand_side_by_side(language: str, text: str) -> None:
    assert not list(broken_words.build({})(document(text, language)))


def test_unknown_language_finds_nothing() -> None:
    assert not found("They seized cash and virtual currencyin addition.", "und")
    assert not list(broken_words.build({})(document("The govern ment met.", "und")))


@pytest.mark.parametrize("text", ["", " ", "\n", "\x01\x01", "a\x01b", "’’’", "ß" * 50, "İstanbul" * 9])
@pytest.mark.parametrize("language", ["en", "tr", "de", "uk"])
def test_any_text_is_accepted(text: str, language: str) -> None:
    found(text, language)
    list(broken_words.build({})(document(text, language)))


class TestPieces:
    @pytest.fixture
    def path(self, tmp_path_factory: pytest.TempPathFactory) -> str:
        trainer = pytest.importorskip("sentencepiece").SentencePieceTrainer
        folder = tmp_path_factory.mktemp("model")
        lines = ["the police arrested two men in the town", "an international police operation in the old town"] * 40
        (folder / "text.txt").write_text("\n".join(lines), encoding="utf-8")
        trainer.train(
            input=str(folder / "text.txt"), model_prefix=str(folder / "m"), vocab_size=60, hard_vocab_limit=False,
            normalization_rule_name="identity", minloglevel=2,
        )  # fmt: skip
        return str(folder / "m.model")

    def test_pieces_are_decoded_exactly(self, path: str) -> None:
        processor = pieces.load(path)
        text = "international police in the town"
        leaked = " ".join(processor.encode(text, out_type=str))
        (stream,) = pieces.piece_streams(leaked, processor)
        assert stream == (0, len(leaked), text, True)

    def test_ids_are_decoded_exactly(self, path: str) -> None:
        processor = pieces.load(path)
        text = "two men in the town"
        leaked = " ".join(map(str, processor.encode(text)))
        (stream,) = pieces.id_streams(f"Note: {leaked}", processor)
        assert stream.text == text

    def test_numbers_of_a_table_are_left_alone(self, path: str) -> None:
        assert not list(pieces.id_streams("12, 13, 14, 15, 16 and 5000 6000 7000 8000", pieces.load(path)))

    def test_missing_model_is_named(self) -> None:
        with pytest.raises(pieces.PieceModelError, match=r"nowhere\.model"):
            pieces.load("nowhere.model")


def _beginning_with(first: str, words: lexicon.Lexicon, most: int = 150) -> list[str]:
    return [key for key, _ in zip(words._trie.iterkeys(first), range(most), strict=False)]


@pytest.mark.parametrize("language", ["en", "de", "tr", "uk", "ro"])
def test_the_quick_look_at_a_chunk_sees_what_the_close_one_sees(language: str) -> None:
    words = screen(language)
    assert words is not None
    breaks = break_screen(words.lexicon)
    spelt = [prefix for first in "aibeszкпоң" for prefix in _beginning_with(first, words.lexicon)]
    chunks = {
        f"{before}{word}{after}" for word in spelt for before in ("", "“") for after in ("", ",", "qq", "’s", ".”")
    }
    assert chunks
    for chunk in {
        *chunks,
        *map(str.capitalize, chunks),
        *map(str.upper, spelt),
        "a",
        "ß",
        "2023and",
        "x.",
        "..",
        "naïve,",
    }:
        assert glance.flags_of(chunk, words)[0] == words.inspect(chunk) | breaks.inspect(chunk), chunk
