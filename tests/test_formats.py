"""What the parsers mask, what they leave as prose, and the kinds and languages of the segments."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.formats import FORMATS, SUFFIXES, UnknownFormatError, format_for, parse, skeleton
from cleanup.model import INLINE, OBJECT, View

_VISIBLE = str.maketrans({INLINE: "·", OBJECT: "■", "\n": "⏎"})


def shown(text: str, file_format: str = "markdown") -> list[tuple[str, str]]:
    """Return the kind and the masked text of each segment: ``·`` inline markup, ``■`` object, ``⏎`` edge."""
    view = checked(file_format, text)
    return [(str(s.kind), view.masked[s.start : s.end].translate(_VISIBLE)) for s in view.segments]


def prose(text: str, file_format: str = "markdown") -> list[str]:
    return [masked for _, masked in shown(text, file_format)]


def checked(file_format: str, text: str) -> View:
    """Parse and assert what holds for any text in any format."""
    view = parse(file_format, text)
    for masked in (view.masked, view.markup or view.masked):
        assert len(masked) == len(text)
        assert "\r" not in masked
        assert "\x00" not in masked
        for source, seen in zip(text, masked, strict=True):
            if source in "\r\n":
                assert seen == "\n"
            else:
                assert seen == source or seen in "\n\x01\x02\x03\ufffd"
    end = 0
    for segment in view.segments:
        assert end <= segment.start < segment.end <= len(text)
        end = segment.end
        part = view.masked[segment.start : segment.end]
        assert part.strip(" \t\r\n\x01\x02")
        assert part[0] not in " \t\n"
        assert part[-1] not in " \t\n"
    return view


# The registry


def test_formats_are_found_by_suffix() -> None:
    assert format_for("a/README.MD") == "markdown"
    assert format_for("page.htm") == "html"
    assert format_for("article.fr.txt") == "text"
    assert format_for("LICENSE") == "text"
    assert format_for("image.png") is None
    assert set(SUFFIXES.values()) == set(FORMATS)


@pytest.mark.parametrize("function", [parse, skeleton])
def test_unknown_format_is_named(function: Callable[[str, str], object]) -> None:
    with pytest.raises(UnknownFormatError, match="unknown format 'docx'; known formats: text, markdown, html"):
        function("docx", "x")


# Plain text


def test_each_line_of_an_article_is_a_segment() -> None:
    assert shown("Title of it\n\nFirst one.\nSecond one.\n", "text") == [
        ("heading", "Title of it"),
        ("paragraph", "First one."),
        ("paragraph", "Second one."),
    ]


@pytest.mark.parametrize("line", ["He said.", "“Who?”", "« Oui ! »", "これは文です。", "(So.)", "यह वाक्य है।", "Next:"])
def test_a_short_line_with_a_final_mark_is_no_heading(line: str) -> None:
    assert shown(line, "text") == [("paragraph", line)]


def test_hard_wrapped_text_is_one_paragraph() -> None:
    text = (
        "This is a paragraph of a text that somebody wrapped by hand at some\n"
        "column, so that its sentences run on over the ends of the lines and\n"
        "only the last line is shorter.\n"
    )
    assert shown(text, "text") == [("paragraph", text.strip().replace("\n", "⏎"))]
    assert len(shown(text.replace("\n", "\r\n"), "text")) == 1


def test_list_markers_are_masked_but_not_the_dash_of_a_dialogue() -> None:
    assert shown("- one thing\n- two things", "text") == [("list-item", "one thing"), ("list-item", "two things")]
    assert shown("To do:\n1. one\n2) two", "text")[1:] == [("list-item", "one"), ("list-item", "two")]
    assert prose("— Hola.\n— ¿Qué?", "text") == ["— Hola.", "— ¿Qué?"]
    assert prose("- Only one.", "text") == ["- Only one."]


def test_blanks_around_lines_are_masked() -> None:
    view = checked("text", "\ufeff  a b \t\r\n\r\n \r\n")
    assert view.masked == "\n\n\na b\n\n\n\n\n\n\n\n\n"


def test_reserved_characters_of_the_source_are_replaced() -> None:
    assert checked("text", "a\x00b\x01c\x02d").masked == "a\x03b\x03c\x03d"
    assert checked("markdown", "a\x00b\x01c\x02d\x04").masked == "a\x03b\x03c\x03d\x03"


# Markdown: blocks


def test_kinds_of_markdown_segments() -> None:
    text = """# Title

Text.

- tight
- [ ] task

1. loose

   more

> quote

| a | b |
|---|:-:|
| c |   |

![Alt text](image.png "Title")

[^1]: Note.
"""
    assert shown(text) == [
        ("heading", "Title"),
        ("paragraph", "Text."),
        ("list-item", "tight"),
        ("list-item", "task"),
        ("list-item", "loose"),
        ("paragraph", "more"),
        ("paragraph", "quote"),
        ("table-cell", "a"),
        ("table-cell", "b"),
        ("table-cell", "c"),
        ("caption", "Alt text"),
        ("paragraph", "Note."),
    ]


@pytest.mark.parametrize(
    "block",
    [
        "```py\nx = 1\n```",
        "~~~\ncode\n~~~",
        "    indented code",
        "<!-- a comment\nover lines -->",
        "<script>\nlet a = 1;\n</script>",
        "<pre>\ncode\n</pre>",
        "***",
        '[label]: https://example.com "Title"',
        "[//]: # (comment)",
        "::: moniker range",
        ":::image type='content' source='a.png':::",
        "{% include figure.html %}",
        '{{< figure src="a.png" >}}',
        "{/* a comment */}",
        "import Tabs from '@theme/Tabs';",
        'export const meta = {\n  title: "Not prose",\n};',
        "![](image.png)",
        "[![build](a.svg)](https://ci)",
        "$$\nx = y\n$$",
        "[!INCLUDE [name](path.md)]",
        "<TOC items={[{a: 1}]} />",
    ],
)
def test_blocks_without_prose(block: str) -> None:
    assert prose(f"Before.\n\n{block}\n\nAfter.") == ["Before.", "After."]
    assert prose(block) == []


def test_a_soft_break_keeps_the_segment_and_masks_what_begins_the_line() -> None:
    assert prose("> one\n> **two** \n> three  \n> four") == ["one⏎⏎⏎··two··⏎⏎⏎⏎three⏎⏎⏎⏎⏎four"]
    assert prose("- a\n  b\\\n  c") == ["a⏎⏎⏎b⏎⏎⏎⏎c"]


def test_block_markup_around_text_is_structure() -> None:
    assert checked("markdown", "## A b ## \n").masked == "\n\n\nA b\n\n\n\n\n"
    assert checked("markdown", "Ab\n==\n").masked == "Ab\n\n\n\n"
    assert checked("markdown", "| a | b |\n|---|---|\n").masked == "\n\na\n\n\nb\n\n" + "\n" * 11


def test_heading_ids_and_attribute_lists() -> None:
    assert prose("# Head {#id .cls}") == ["Head"]
    assert prose("# Head {/*id*/}") == ["Head"]
    assert prose("Text.\n{: .lead }") == ["Text."]
    assert prose("Some *words*{: .x} here.") == ["Some ·words······· here."]


@pytest.mark.parametrize("marker", ["[!NOTE]", "[!Note]", "[!TIP] ", '[!div class="a"]'])
def test_alerts(marker: str) -> None:
    assert prose(f"> {marker}\n> Text.")[-1].endswith("Text.")
    assert "NOTE" not in str(prose(f"> {marker}\n> Text."))
    assert "div" not in str(prose(f"> {marker}\n> Text."))


def test_an_alert_with_text_on_its_line() -> None:
    assert prose("> [!TIP] Do it.") == ["Do it."]


def test_directives_of_mkdocs_and_docusaurus() -> None:
    assert prose(':::note Title\n\nInside.\n\n:::\n\n!!! tip "T"\n    Text.\n\n=== "Tab"\n    More.') == [
        "Inside.",
        "Text.",
        "More.",
    ]
    assert prose("1. Item\n\n   ::: x\n   Inside.\n   :::\n\n2. Next") == ["Item", "Inside.", "Next"]


def test_an_image_alone_on_its_line_splits_the_paragraph() -> None:
    text = "One.\n![Alt](a.png)\nTwo."
    assert shown(text) == [("paragraph", "One."), ("caption", "Alt"), ("paragraph", "Two.")]
    assert shown("- ![Alt](a.png)") == [("caption", "Alt")]


# Markdown: inline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**bold** _it_ ~~gone~~", "··bold·· ·it· ··gone··"),
        ("a `co de` b", "a ■■■■■■■ b"),
        ("[text](url 'title')word", "·text··············word"),
        ("[text][ref] x\n\n[ref]: u", "·text······ x"),
        ("[ref] x\n\n[ref]: u", "■■■■■ x"),
        ("[not a link] x", "[not a link] x"),
        ("see <https://a.b> and <a@b.c>", "see ■■■■■■■■■■■■■ and ■■■■■■■"),
        ("see <xref:System.Data> .", "see ■■■■■■■■■■■■■■■■■■ ."),
        ("a ![alt](b.png) c", "a ■■■■■■■■■■■■■ c"),
        ("a &amp; b&nbsp;c & d; e", "a ■■■■■ b■■■■■■c & d; e"),
        (r"a \* b\_c", "a ·* b·_c"),
        ("a[^1] b\n\n[^1]: c", "a■■■■ b"),
        ("x $a_1$ and $$y$$", "x ■■■■■ and ■■■■■"),
        ("with $x$ and $n^2$", "with ■■■ and ■■■■■"),
        ("**$(A)** and `$(B)` or $(C)$ `d`", "··$(A)·· and ■■■■■■ or $(C)$ ■■■"),
        (r"$\alpha = 1$ here", "■■■■■■■■■■■■ here"),
        ("between $5–$10 and US$5,US$6", "between $5–$10 and US$5,US$6"),
        ("a :smile: b 10:30:45 c", "a ■■■■■■■ b 10:30:45 c"),
        ("a <b>c</b> d <!-- e --> f", "a ···c···· d ·········· f"),
        ("a<br/>b", "a⏎⏎⏎⏎⏎b"),
        ("press <kbd>Ctrl</kbd> now", "press ■■■■■■■■■■■■■■■ now"),
        ('the <span lang="ja">日本語</span> word', "the " + "■" * 26 + " word"),
        ('a <span class="notranslate">B</span> c', "a " + "■" * 34 + " c"),
        ("use {{ site.name }} and {% if a %}this{% endif %}.", "use ■■■■■■■■■■■■■■■ and ■■■■■■■■■■this■■■■■■■■■■■."),
        ("[[Page|label]] and [[Page]]", "·······label·· and ■■■■■■■■"),
        ("a {/* c */} b", "a ········· b"),
        ("<Step n={1}>one</Step> two", "············one······· two"),
        ("The [!INCLUDE[x](y.md)] product", "The ■■■■■■■■■■■■■■■■■■■ product"),
        ("[text]({{ site.url }}/a) c", "·text··················· c"),
        ("| a |\n|---|\n| b \\| c |", "a"),
    ],
)
def test_inline_markup(text: str, expected: str) -> None:
    assert prose(text)[0] == expected


def test_broken_markup_stays_visible_for_the_rules_that_mend_it() -> None:
    for text in ("** bold ** x", "[text] (url)", "{ % endif %}", "{{ name}", "! [alt] (b)", "< br / >", "`open"):
        assert prose(text) == [text]


def test_markup_view_shows_markup_and_masks_code() -> None:
    text = "---\ntitle: A\n---\n# B *c* `d` [e](f)\n\n```\ng\n```\n<!-- h -->\n<script>i</script>\n"
    markup = checked("markdown", text).markup
    assert "# B *c* ■■■ [e](f)" in markup.translate(_VISIBLE)
    assert not set(markup) & set("dghiA`")


# Front matter


def test_front_matter_shows_only_some_values() -> None:
    text = """---
title: "A \\"b\\" c"   # comment
author: Nobody
description: 'l''eau'
summary: >-
  One line
  and two
tags: [a, b]
nested:
  title: no
---
Body.
"""
    assert shown(text) == [
        ("title", "A ■■b■■ c"),
        ("title", "l■■eau"),
        ("title", "One line⏎⏎⏎and two"),
        ("paragraph", "Body."),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+++\ntitle = 'A b'\n[params]\ntitle = 'no'\n+++\nBody.", ["A b", "Body."]),
        ('{\n  "title": "A \\u00e9 b",\n  "x": "no"\n}\nBody.', ["A ■■■■■■ b", "Body."]),
        ("---\ntitle: a:b#c d # e\n---\nBody.", ["a■b■c d", "Body."]),
        ("---\ntitle: [a, b]\ndescription: *x\n---\nBody.", ["Body."]),
        ("---\ntitle: a: b\n---\nBody.", ["Body."]),
        ("---\ntitle: A &lt; b\n---\nBody.", ["A ■■■■ b", "Body."]),
        ("---\n\nNo front matter.\n\n---\n", ["No front matter."]),
        ("\n---\ntitle: a\n---\n", ["title: a"]),
    ],
)
def test_front_matter_dialects(text: str, expected: list[str]) -> None:
    assert prose(text) == expected
    assert prose("\ufeff" + text.replace("\n", "\r\n"))[-1] == expected[-1]


# HTML


def test_html_page() -> None:
    text = """<!DOCTYPE html>
<html lang="fr"><head><title>Le titre</title><style>p {}</style></head><body>
<h2>Tête</h2>
<p>Du <b>texte</b>, <code>du code</code> &amp; plus.<br>
  Encore <!-- rien --> un mot.</p>
<ul><li>Un<li lang="en">Two <i>three</i></ul>
<p>Hors liste</p>
<table><tr><td>Case</td></tr></table>
<figure><img src="a.png" alt="Une &quot;image&quot;" title='Un titre'><figcaption>Légende</figcaption></figure>
<p>Avec <img alt="caché"> image</p>
<p translate="no">Rien</p><div class="a notranslate">Rien</div>
<pre>code</pre><script>var x = "<p>no</p>";</script>
"""
    assert shown(text, "html") == [
        ("heading", "Le titre"),
        ("heading", "Tête"),
        ("paragraph", "Du ···texte····, ■■■■■■■■■■■■■■■■■■■■ ■■■■■ plus.⏎⏎⏎⏎⏎⏎⏎Encore ············· un mot."),
        ("list-item", "Un"),
        ("list-item", "Two ···three····"),
        ("paragraph", "Hors liste"),
        ("table-cell", "Case"),
        ("attribute", "Une ■■■■■■image■■■■■■"),
        ("attribute", "Un titre"),
        ("caption", "Légende"),
        ("paragraph", "Avec ■■■■■■■■■■■■■■■■■ image"),
    ]
    assert [s.language for s in parse("html", text).segments] == [None] * 4 + ["en"] + [None] * 6


def test_html_language_of_elements() -> None:
    text = '<div lang="es">uno <div>dos</div> tres</div> <p xml:lang=de>vier <q lang="en">five</q></p> six'
    view = checked("html", text)
    assert [(s.language, view.masked[s.start : s.end].strip(INLINE + OBJECT + " ")) for s in view.segments] == [
        ("es", "uno"),
        ("es", "dos"),
        ("es", "tres"),
        ("de", "vier"),
        (None, "six"),
    ]


def test_html_inside_markdown() -> None:
    text = '<details>\n<summary>One `x` two</summary>\n\nBody **x**.\n\n</details>\n\n<img alt="Alt" src="a">\n'
    assert shown(text) == [("heading", "One ■■■ two"), ("paragraph", "Body ··x··."), ("attribute", "Alt")]
    assert prose("> <p>One\n> two</p>") == ["One⏎⏎⏎two"]
    assert prose("é <div>\n\n<p>é **à**</p>") == ["é ·····", "é **à**"]


def test_html_is_read_although_it_is_broken() -> None:
    assert prose("a < b <p unclosed", "html") == ["a < b <p unclosed"]
    assert prose("one <!-- two", "html") == ["one ········"]
    assert prose("<code>open <p>text", "html") == ["■■■■■■open", "text"]


# Skeleton


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# A\n\nb  c\n", "# A!\n\nb c.\n"),
        ("- a , b\n- c", "- a, b\n- c"),
        ("a\nb", "a b"),
        ("![alt](x) and [text](y)", "![Alt](x) and [Text](y)"),
        ('---\ntitle: "a , b"\n---\n', '---\ntitle: "a, b"\n---\n'),
    ],
)
def test_skeleton_ignores_prose(before: str, after: str) -> None:
    assert skeleton("markdown", before) == skeleton("markdown", after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("`a  b`", "`a b`"),
        ("```\na\n```", "```\nb\n```"),
        ("[a](b)", "[a](c)"),
        ("[a](b 'c')", "[a](b 'd')"),
        ("a * b", "a *b*"),
        ("a\n\nb", "a\nb"),
        ("# a", "a"),
        ("<p class='a'>x</p>", "<p class='b'>x</p>"),
        ("a <i>b</i>", "a <b>b</b>"),
        ("{{ a  b }}", "{{ a b }}"),
        ("{% a %}", "{%a %}"),
        ("---\ntitle: a\n---\n", '---\ntitle: "a\n---\n'),
        ("---\ntitle: a\n---\n", "---\ntitle: a: b\n---\n"),
        ('---\ntitle: "a"\n---\n', '---\ntitle: "a" b"\n---\n'),
        ("---\nx: a\n---\n", "---\nx: b\n---\n"),
    ],
)
def test_skeleton_sees_structure(before: str, after: str) -> None:
    assert skeleton("markdown", before) != skeleton("markdown", after)


def test_skeleton_of_html_and_text() -> None:
    assert skeleton("html", "<p>a <img alt='b'></p>") == skeleton("html", "<p>c <img alt='d'></p>")
    assert skeleton("html", "<p>a</p>") != skeleton("html", "<p class=x>a</p>")
    assert skeleton("html", "<code>a</code>") != skeleton("html", "<code>b</code>")
    assert skeleton("text", "a") is None


# Any text


_PIECES = st.sampled_from(
    [
        "a",
        "É",
        "日",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "*",
        "**",
        "_",
        "`",
        "```",
        "~~~\n",
        "[",
        "](",
        ")",
        "!",
        "<",
        ">",
        "&amp;",
        "&",
        "\\",
        "#",
        "# ",
        "- ",
        "> ",
        "1. ",
        "|",
        "|-",
        "---\n",
        "{",
        "}",
        "{{",
        "}}",
        "{%",
        "%}",
        "{/*",
        "*/}",
        "<b>",
        "</b>",
        "<p lang=de>",
        "</p>",
        "<!--",
        "-->",
        "<code>",
        "</code>",
        '<img alt="x">',
        "\x00",
        "\x01",
        "\ufeff",
        "�",
        "title: ",
        "+++\n",
        ":::",
        "[[",
        "]]",
        "$",
        "$$",
        "[^1]",
        "[^1]: ",
        "~~",
        "    ",
        "\t",
        "\u0301",
        '"',
        "'",
        "=",
        "={",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join), st.sampled_from(list(FORMATS)))
def test_any_text_is_parsed(text: str, file_format: str) -> None:
    checked(file_format, text)
    assert skeleton(file_format, text) == skeleton(file_format, text)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_line_ends_do_not_change_what_is_prose(text: str) -> None:
    text = text.replace("\r", "").replace("\ufeff", "")

    def words(source: str) -> list[str]:
        view = parse("markdown", source)
        return ["".join(view.masked[s.start : s.end].split()).strip(INLINE + OBJECT) for s in view.segments]

    assert words(text) == words(text.replace("\n", "\r\n"))


@pytest.mark.slow
@pytest.mark.parametrize("file_format", list(FORMATS))
@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "a.",
        "@",
        "{",
        "/",
        "[",
        "![",
        "*",
        "_",
        "`",
        ">",
        "<",
        "~",
        "$",
        "|",
        "&",
        "\\",
        " ",
        "\n",
        "\r",
        "\u0301",
        "“",
        "[a](",
        "![a](b)",
        "[[",
        "**a ",
        "*a_ ",
        '<a "',
        "<a '",
        "<a {",
        "<!--",
        "<kbd>",
        "<code>",
        "<p lang=en>",
        "</p>",
        "{%",
        "{{",
        "{/*",
        "{%a",
        "::: ",
        "\n- ",
        "> ",
        "\n| a ",
        "$a",
        "[^1]",
        "---\n",
        "title: a\n",
        "<Foo a={",
        "\nimport ",
        "\nexport const",
        "[!a ",
        "[!a[b](c)]",
        "\n[a]: b\n",
        "\n```\n",
        '<img alt="a">',
        "中。",
        "a\n---\n",
    ],
)
def test_time_is_linear(file_format: str, piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        view = parse(file_format, text)
        skeleton(file_format, text)
        assert len(view.masked) == len(text)
        return time.process_time() - start

    # A quadratic step would take 256 times as long: the limit lies as far from that as from 16, so that noise
    # of a busy machine does not reach it.
    assert seconds(200_000) < max(0.5, 64 * seconds(12_500))


@pytest.mark.parametrize(
    "code",
    [
        '{{< highlight go "linenos=table" >}}\nx := "a" , b\n\ny := \'c\' .\n{{< /highlight >}}',
        "{% highlight ruby %}\nputs \"a\" , b\n\nx = 'c' .\n{% endhighlight %}",
        "{{<mermaid>}}\ngraph TD , A\n{{</mermaid>}}",
    ],
)
def test_elements_of_templates_that_hold_code_are_no_prose(code: str) -> None:
    text = f"Ein Text.\n\n{code}\n\nNoch einer.\n"
    masked = parse("markdown", text).masked
    assert masked.replace("\n", "").replace("\x02", "") == "Ein Text.Noch einer."
    assert len(masked) == len(text)


def test_the_colon_of_a_definition_is_structure() -> None:
    masked = parse("markdown", "Beet\n:   Ein Stück Erde  .\n").masked
    assert masked == "Beet\n\n\n\n\nEin Stück Erde  .\n"
