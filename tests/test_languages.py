from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleanup.languages import declared, detect, from_path

Run = Callable[..., Any]

ARTICLES = {
    "cs": "Policie v úterý oznámila, že zatkla tři muže, kteří se podle vyšetřovatelů podíleli na rozsáhlém podvodu. Případ se týká i několika firem z Prahy a okolí a podle policie budou v příštích dnech následovat další zatčení.",
    "da": "Politiet oplyste tirsdag, at tre mænd er blevet anholdt, fordi de ifølge efterforskerne har deltaget i et omfattende bedrageri. Sagen omfatter også flere virksomheder i København, og myndighederne venter flere anholdelser i de kommende dage.",
    "de": "Die Polizei teilte am Dienstag mit, dass drei Männer festgenommen wurden, die an einem großen Betrug beteiligt gewesen sein sollen.",
    "en": "The police said on Tuesday that three men had been arrested who were thought to have taken part in a large fraud.",
    "es": "La policía comunicó el martes que había detenido a tres hombres que, según los investigadores, participaron en un gran fraude.",
    "fr": "La police a annoncé mardi l’arrestation de trois hommes qui, selon les enquêteurs, auraient participé à une vaste escroquerie.",
    "it": "La polizia ha comunicato martedì che sono stati arrestati tre uomini che avrebbero preso parte a una grande truffa.",
    "nl": "De politie heeft dinsdag bekendgemaakt dat drie mannen zijn aangehouden die zouden hebben deelgenomen aan een grote fraude.",
    "pl": "Policja poinformowała we wtorek, że zatrzymano trzech mężczyzn, którzy według śledczych brali udział w dużym oszustwie.",
    "pt": "A polícia informou na terça-feira que foram detidos três homens que, segundo os investigadores, participaram de uma grande fraude.",
    "tr": "Polis, salı günü yaptığı açıklamada, büyük bir dolandırıcılığa karıştığı düşünülen üç kişinin gözaltına alındığını bildirdi.",
    "vi": "Cảnh sát cho biết hôm thứ Ba đã bắt giữ ba người đàn ông được cho là đã tham gia vào một vụ lừa đảo lớn.",
    "ru": "Полиция сообщила во вторник, что задержаны трое мужчин, которые, по мнению следователей, участвовали в крупном мошенничестве.",
    "uk": "Поліція повідомила у вівторок, що затримано трьох чоловіків, які, на думку слідчих, брали участь у великому шахрайстві.",
    "el": "Η αστυνομία ανακοίνωσε την Τρίτη ότι συνελήφθησαν τρεις άνδρες.",
    "he": "המשטרה הודיעה ביום שלישי כי נעצרו שלושה גברים.",
    "ar": "أعلنت الشرطة يوم الثلاثاء أنها ألقت القبض على ثلاثة رجال يعتقد أنهم شاركوا في عملية احتيال كبيرة.",
    "fa": "پلیس روز سه‌شنبه اعلام کرد که سه مرد را که گمان می‌رود در یک کلاهبرداری بزرگ دست داشته‌اند بازداشت کرده است.",
    "hi": "पुलिस ने मंगलवार को बताया कि तीन लोगों को गिरफ्तार किया गया है जो एक बड़े घोटाले में शामिल माने जाते हैं।",
    "th": "ตำรวจแถลงเมื่อวันอังคารว่าได้จับกุมชายสามคน",
    "ja": "警察は火曜日、大規模な詐欺に関与したとみられる男三人を逮捕したと発表した。",
    "ko": "경찰은 화요일 대규모 사기에 가담한 것으로 보이는 남성 세 명을 체포했다고 밝혔다.",
    "zh": "警方周二表示，已经逮捕三名涉嫌参与一起大型诈骗案的男子，案件还涉及多家公司，调查仍在继续进行，预计还会有更多人被捕。",
    "zh-TW": "警方週二表示，已經逮捕三名涉嫌參與一起大型詐騙案的男子，案件還涉及多家公司，調查仍在繼續進行，預計還會有更多人被捕。",
}  # fmt: skip


@pytest.mark.parametrize("language", ARTICLES)
def test_a_paragraph_is_detected_for_sure(language: str) -> None:
    assert detect(ARTICLES[language]) == (language, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "42",
        "OK",
        "README",
        "Hello world",
        "Gran noticia",
        "Привет",
        "你好",
        "`code`\n\nhttps://example.org/some/long/path",
    ],
)
def test_short_texts_are_never_sure(text: str) -> None:
    assert not detect(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "Lögreglan tilkynnti á þriðjudag að þrír menn hefðu verið handteknir sem taldir eru hafa tekið þátt í stóru svikamáli hér á landi.",
        "Полицијата и полиција: Полиција је у уторак саопштила да су ухапшена тројица мушкараца за које се верује да су учествовали у великој превари.",
        "Міліцыя паведаміла ў аўторак, што затрыманыя трое мужчын, якія, на думку следчых, удзельнічалі ў буйным махлярстве.",
    ],
    ids=["Icelandic", "Serbian", "Belarusian"],
)
def test_languages_that_langdetect_does_not_know_are_not_taken_for_their_neighbours(text: str) -> None:
    assert not detect(text)[1]


def test_code_addresses_and_markup_do_not_speak_for_a_language() -> None:
    code = "```python\nfor item in the_list:\n    print(item, file=sys.stderr)  # the end of the line\n```\n" * 5
    text = f"{code}\n{ARTICLES['fr']} [lien](https://example.org/the/english/words/of/an/address)\n"
    assert detect(text) == ("fr", True)


def test_a_long_text_is_sampled_all_over() -> None:
    licence = "The quick brown fox jumps over the lazy dog and the other animals of the farm. " * 20
    text = licence + f"{ARTICLES['pl']}\n\n" * 2_000
    assert detect(text) == ("pl", True)


def test_detection_is_the_same_in_every_process() -> None:
    code = "from cleanup.languages import detect; print(detect('Oslo og Bergen er store byer i landet, sier de.' * 3))"
    outputs = {subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout for _ in range(4)}
    assert len(outputs) == 1


@pytest.mark.parametrize(
    ("text", "file_format", "language"),
    [
        ("---\nlang: fr\n---\nText", "markdown", "fr"),
        ("---\r\ntitle: A\r\nlanguage: 'pt_br'\r\n---\r\nText", "markdown", "pt-BR"),
        ('+++\nlocale = "zh-hans"\n+++\nText', "markdown", "zh-Hans"),
        ('{\n  "lang": "de"\n}\nText', "markdown", "de"),
        ("---\nms.contentlocale: fr-FR\n---\nText", "markdown", "fr-FR"),
        ("---\nlanguage: python\n---\nText", "markdown", None),
        ("---\ntitle: lang\n---\nlang: fr\n", "markdown", None),
        ("lang: fr\n", "markdown", None),
        ('<!DOCTYPE html>\n<html class="a" lang="sv-SE">', "html", "sv-SE"),
        ('<html lang="sv">', "markdown", None),
    ],
    ids=[
        "yaml",
        "crlf",
        "toml",
        "json",
        "Microsoft Learn",
        "no language",
        "value",
        "no front matter",
        "html",
        "not html",
    ],
)
def test_a_file_may_declare_its_language(text: str, file_format: str, language: str | None) -> None:
    assert declared(text, file_format) == language


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("translations/pt-BR/README.md", "pt-BR"),
        ("translations/zh_CN/a/b/c.md", "zh-CN"),
        ("docs/fr/guide/index.md", "fr"),
        ("i18n/id/docusaurus/a.md", "id"),
        ("content/is/a.md", "is"),
        ("fr/a.md", "fr"),
        ("blog/article.es.md", "es"),
        ("article.zh-TW.html", "zh-TW"),
        ("README_pt-BR.md", "pt-BR"),
        ("README-ja.md", "ja"),
        ("docs/en/legacy/de/a.md", "de"),
        ("translations/tw/a.md", "zh-TW"),
        ("translations/br/a.md", "pt-BR"),
        ("README_CN.md", "zh-CN"),
        ("br/a.md", None),
        ("docs/a.md", None),
        ("src/a.md", None),
        ("in/as/is/a.md", None),
        ("lib/cs/a.md", None),
        ("a.min.md", None),
        ("v1.2.md", None),
        ("DE/a.md", None),
        ("pre-order/a.md", None),
    ],
)
def test_a_path_may_say_the_language(path: str, language: str | None) -> None:
    assert from_path(path) == language


@pytest.mark.parametrize(
    ("name", "text", "options", "said"),
    [
        ("docs/fr/a.es.md", "---\nlang: it\n---\nx\n", ["--language", "nl"], "nl (--language)"),
        ("docs/fr/a.es.md", "---\nlang: it\n---\nx\n", [], "it (declared in the file)"),
        ("docs/fr/a.es.md", "x\n", [], "es (path)"),
        ("docs/fr/a.md", ARTICLES["pl"], [], "fr (path)"),
        ("ruled/fr/a.md", "---\nlang: it\n---\nx\n", [], "sv (configuration)"),
        ("a.md", ARTICLES["pl"], [], "pl (detected)"),
        ("a.md", "Gran noticia hoy", [], "und (unsure, perhaps "),
        ("a.md", "12", [], "und (too little text)"),
    ],
)
def test_what_says_the_language_first(
    project: Path, run: Run, configure: Callable[[str], None], name: str, text: str, options: list[str], said: str
) -> None:
    configure('[languages]\n"ruled/**" = "sv"\n')
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_text(text, encoding="utf-8")
    assert f"{name}: {said}" in run("check", "-v", *options).err


def test_langdetect_is_loaded_only_when_nothing_else_says_the_language(project: Path) -> None:
    (project / "a.md").write_text("Fine.\n")
    code = (
        "import sys; sys.argv = ['cleanup', 'check', 'a.md', '--language', 'fr', '-q']\n"
        "from cleanup.__main__ import main\n"
        "try: main()\nexcept SystemExit: print('langdetect' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_licence_at_the_start_says_nothing_of_the_language() -> None:
    licence = (
        "<!--\n"
        + "This file may be used by all who wish to use it, and changed by them as they like.\n" * 12
        + "-->\n\n"
    )
    text = "Questo componente descrive il dispositivo e il suo programma. Non è disponibile prima dell'avvio.\n"
    assert detect(licence + text) == ("it", True)
    assert detect("<!-- " + text) == detect(text)  # a comment without an end is text
