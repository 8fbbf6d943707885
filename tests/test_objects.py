"""What reads as a word in any format, and what must stay visible because a rule mends it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.model import INLINE, OBJECT
from cleanup.objects import mask_objects


def masked(text: str) -> str:
    return mask_objects(text).replace(OBJECT, "■")


def objects(text: str) -> list[str]:
    """Return the stretches of ``text`` that are masked."""
    seen = mask_objects(text)
    assert len(seen) == len(text)
    assert all(a == b or b == OBJECT for a, b in zip(text, seen, strict=True))
    found, at = [], 0
    for part in seen.replace(OBJECT, "\0").split("\0"):
        at += len(part)
        found.append(at)
        at += 1
    runs: list[str] = []
    for start in found[:-1]:
        if runs and seen[start - 1 : start] == OBJECT:
            runs[-1] += text[start]
        else:
            runs.append(text[start])
    return runs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://a.b/c_(d)). Or (http://a.b/c)!", ["https://a.b/c_(d)", "http://a.b/c"]),
        ("**https://a.b/c/**, “https://a.b”", ["https://a.b/c/", "https://a.b"]),
        ("网址http://a.com/x。好", ["http://a.com/x"]),
        ("HTTPS://A.B/C?d=e&f#g; mailto:a@b.de, ftp://x/", ["HTTPS://A.B/C?d=e&f#g", "mailto:a@b.de", "ftp://x/"]),
        ("https://a.b—then", ["https://a.b"]),
        ("www.example.org/a. And www.x.de!", ["www.example.org/a", "www.x.de"]),
        ("See example.com/a?b=1. example.com是", ["example.com/a?b=1", "example.com"]),
        ("write to a.b+c@d-e.co.uk.", ["a.b+c@d-e.co.uk"]),
        ("请a@b.com看, @me and 関注@user", ["a@b.com", "@me", "@user"]),
        ("a #tag, #MeToo時代 and #東京 end", ["#tag", "#MeToo", "#東京"]),
        ("run setup.exe or docs/a-b.md, README.MD, main.c", ["setup.exe", "docs/a-b.md", "README.MD", "main.c"]),
        ("Node.js-based, ASP.NET, .NET, .gitignore (.vsp)", ["Node.js", "ASP.NET", ".NET", ".gitignore", ".vsp"]),
        ("System.Data.DataSet Console.WriteLine ab.foo()", ["System.Data.DataSet", "Console.WriteLine", "ab.foo"]),
        ("v2.0, 1.2.3 and 10.0.19041-rc1, 192.168.0.1", ["v2.0", "1.2.3", "10.0.19041-rc1", "192.168.0.1"]),
        (r"in C:\Foo\Bar.txt or a\b", [r"C:\Foo\Bar.txt", r"a\b"]),
        ("in /usr/local/bin, ./x, ../y/z.md and ~/a", ["/usr/local/bin", "./x", "../y/z.md", "~/a"]),
        ("{name} ${x} {0} {{ a b }} {% if %} $(A)", ["{name}", "${x}", "{0}", "{{ a b }}", "{% if %}", "$(A)"]),
        ("{n, plural, one {# item} other {# items}}", ["{n, plural, one {# item} other {# items}}"]),
        ("%s of %1$d, %(name)s and %TEMP%", ["%s", "%1$d", "%(name)s", "%TEMP%"]),
        ("hi :) ok ;-) :D <3", [":)", ";-)", ":D", "<3"]),
    ],
)
def test_objects(text: str, expected: list[str]) -> None:
    assert objects(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "https: //x.y www. example. com name @ example",
        "said.“Next and end.Next and end.next, word .Next, fin .de la",
        "U.S.A. p.m. i.e. z.B. d.h. т.ч. Ph.D. a.m.-p.m. e.g.word St.Louis Dr.House said.McDonald",
        "3.14 1,000.50 1.234.567 12.05.2020 10:30 2.Absatz 3.5mm No.1 10.30",
        "and/or km/h 1/2 he/she / x n/a",
        "100% of 50 % de 50 %d'une 5%",
        "<unk> </s> <pad> C# #1 # x",
        "(so:) list: (a) 10:00) a:b :: c",
        "{ name } { % endif %} $ {x} % s",
        "a*b [x] “y” … – —",
    ],
)
def test_what_stays_visible(text: str) -> None:
    assert masked(text) == text


def test_fillers_and_line_ends_stay() -> None:
    text = f"a{INLINE}https://x.y{INLINE}b\nexample\n.the {OBJECT}.json"
    assert mask_objects(text) == f"a{INLINE}{OBJECT * 11}{INLINE}b\nexample\n.the {OBJECT * 6}"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=list("aZ9éд中. /\\@#%{}()<>:;-_$~\n\"'“”\x01\x02wwhtp"), max_size=60))
def test_any_text(text: str) -> None:
    seen = mask_objects(text)
    assert len(seen) == len(text)
    for a, b in zip(text, seen, strict=True):
        assert a == b or (b == OBJECT and a != "\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "a.",
        "@",
        "a@",
        "@a",
        "a@b.",
        "{",
        "{{a",
        "{a,plural{",
        "/",
        "a/",
        "./",
        "\\",
        "a\\",
        "C:\\",
        "://",
        "http://",
        "www.a.",
        ":",
        ":-",
        "%(",
        "%a%",
        "#",
        "$(",
        "<3",
        "a.b.c.",
        "1.",
        "v1.1",
        "(",
        "“",
        "\u0301",
        " ",
        "中.",
        "a-",
        "http://a(",
    ],
)
def test_time_is_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        mask_objects(text)
        return time.process_time() - start

    # A quadratic step would take 256 times as long: the limit lies as far from that as from 16.
    assert seconds(400_000) < max(0.5, 64 * seconds(25_000))
