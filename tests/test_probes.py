"""Markdown that looks broken and is not: nothing of it may change, not even with unsafe fixes."""

from __future__ import annotations

import pytest

from cleanup.api import Cleaner
from cleanup.engine import Linter
from cleanup.rulebook import load_rulebook

PROBES = [
    # marks that begin a word
    ("en", "The option **Framework** .NET is set, and [the file](a.md) .gitignore too."),
    ("fr", "Ouvrez le fichier .exe, puis le dossier .git du projet."),
    ("es", "Los archivos .vsix y la carpeta .vs están ahí."),
    ("de", "Die Datei `a` .env bleibt, und `b` ... auch."),
    ("en", "In Python you write `from . import foo` and `x . y`."),
    ("en", "The pattern \\*.exe stands for all, and (\\*.c) for some."),
    # French keeps its spaces
    ("fr", "Le bouton **Enregistrer**\u00a0: il est gris\u202f; le lien [ici](a.md)\u202f!"),
    ("fr", "Appuyez sur « `(` », puis sur « `)` »."),
    ("fr", "La lettre 'l' est muette, et d'`index` on passe à l’[API](api.md)."),
    ("fr", "Environ 50 % d'une heure, et 100 % des tests."),
    ("fr", "Le `n`ième élément, et la (re)connexion."),
    ("fr", "Nous nous efforçons de faire mieux."),
    # names, versions and numbers
    ("en", "It grew in Visual Studio. Debugger windows show it."),
    ("en", "Paris. London. Rome. They saw all of it."),
    ("fr", "Le prix est de 3,5 euros pour 0,125 tests par utilisateur."),
    ("fr", "Windows 7,8 et 10 sont compatibles."),
    ("ru", "Новая версия 1,5 раза быстрее старой."),
    ("de", "Es kostet 2,5 MB je Version."),
    ("en", "The grammar says \\<Expression> :: = \\<Term> here."),
    ("en", "# C#\n\nWritten in C#, F# and C++."),
    ("en", "Music in F # and A \\# is rare."),
    ("en", "The app.js on the server, and package.json beside it."),
    ("es", "El archivo app.js en la carpeta de al lado."),
    ("en", "Let a = C + 1 and b = C + 2 here."),
    ("en", "It costs 50 $ (a month) or 5% (a year)."),
    # links, images and boxes
    ("en", "- [ ] open task\n- [x] done task"),
    ("en", "As they say: wow! [Link](a.md) follows."),
    ("en", "- [The complete guide [2023] (example.com)](https://example.com/guide)"),
    ("en", "The text [note] (see below) stays, and [1] (https://example.com/a) too."),
    ("zh-TW", "選取 [啟用支援] (支援 Docker)。"),
    ("zh-TW", "將 **[是] (/ASSEMBLYDEBUG)** 設為預設值。"),
    ("zh", "单击 [**保存**](save.md)，然后关闭。"),
    ("en", "Sad faces [look like :(](faces.md) here."),
    ("en", "Count the `token`s and the [DLL](a.md)s."),
    ("en", "Press **F**ile and **E**dit."),
    ("te", "[ఆకృతీకరణ](a.md)లో చూడండి."),
    ("ml", "**ഉള്ളടക്കം**ക്കും `main`ൽ നോക്കുക."),
    ("tr", "**Şablon**dur ve `main`de durur."),
    ("ko", "`main`은 [문서](a.md)를 봅니다."),
    ("ja", "[設定](a.md)を開き、データ ソースを選びます。 次へ進みます。"),
    # asterisks, bars and signs
    ("en", "Two to the power: 2 ** 3 and 4 ** 5."),
    ("en", "The password is \\*\\*\\*\\* and `****` too."),
    ("en", "Choose **A**&gt;**B** in the menu."),
    ("en", "> > a quotation in a quotation"),
    ("en", "| A | B |\n|---|---|\n| x | Options:<br />-help<br />-verbose |\n"),
    ("en", "| A | B |\n|---|---|\n| a | b |\n\n| C | D |\n|---|---|\n| c | d |\n"),
    ("en", "Where a < b and c > d, and i < p > q."),
    ("en", "Write `< br / >` for a break, and &#10004; for a check."),
    ("en", 'A dictionary {"a": {"b": 1} } and the set { 1 }.'),
    ("en", "Text with {{ user.name }} and {% if x %} tags {% endif %}."),
    # directives and front matter
    ("en", '::: moniker range=">= vs-2019"\n\nText.\n\n::: moniker-end'),
    ("en", '!!! note "Title"\n    Text of the note.'),
    ("en", '=== "Tab"\n\n    Text of the tab.'),
    ("en", "---\ntitle: 'It''s: new'\nurl: https://example.com\n---\n\nText."),
    ("en", "# Guide\n\n## First\n\n#hashtag is not a heading."),
    ("ru", "- Закройте приложение.\n\n    -или-\n\n- Введите команду."),
    ("en", "```markdown\n# Title\n```\n\nThat is how headings look."),
    # scripts that need what is invisible
    ("fa", "او می\u200cرود و می\u200cگوید."),
    ("km", "ភាសា\u200bខ្មែរ"),
    ("ar", "الحزمة (RCS)\u200f جاهزة."),
    ("hi", "`x` देखें और चलाएँ।"),
    ("mr", "`x` पहा. पुढे जा."),
    ("vi", "Điều này đảm bảo bảo mật."),
]


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(Linter(load_rulebook()))


@pytest.mark.parametrize(("language", "text"), PROBES)
def test_silent(cleaner: Cleaner, language: str, text: str) -> None:
    result = cleaner.clean(text, language=language, format="markdown", unsafe_fixes=True)
    assert result.text == text, [(d.rule, text[d.start : d.end]) for d in result.diagnostics if d.applied]
