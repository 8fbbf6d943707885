"""Mend template tags of Liquid whose words a translation program translated.

Only what is certain is mended: a word that means one keyword, where the keyword fits. Which names of variables were
meant is not known here.
"""

from __future__ import annotations

import re
from functools import cache

TAG = re.compile(r"\{%(?P<open>-?)[ \t]*(?P<inner>[^{}%\n]{0,300}?)[ \t]*(?P<close>-?)%\}")
SHORTCODE = re.compile(
    r"\{[ ]?\{[ ]{0,2}(?P<open>[<%])(?P<inner>[ ]{0,2}/?[ ]{0,2}[A-Za-z][\w.-]{0,60}(?:[ ][^{}<>\n]{0,300})?)(?P<close>[>%])[ ]{0,2}\}[ ]?\}"
)
_PATH = re.compile(
    r"(?P<lead>[^\"'=|]{0,60}?)(?<![A-Za-z])(?P<kind>variables|reusables)\.(?P<path>[A-Za-z0-9][\w.-]{0,100})\Z",
    re.ASCII,
)
_CONDITION = re.compile(r"(?:if|elsif|elseif|ifversion|unless)\s")
_STRING = re.compile(r"(\"[^\"]*\"|'[^']*')")
_OPERATORS = frozenset({"==", "!=", "<>", ">", "<", ">=", "<=", "and", "or", "not", "contains", "in", "is"})
_ENDS = (
    "fin de ",
    "fin du ",
    "fin ",
    "fin",
    "fim de ",
    "fim ",
    "fim",
    "fine ",
    "ende ",
    "ende",
    "end ",
    "end",
    "конец ",
)
_WIDE_ENDS = ("结束", "終了", "结尾", "エンド", "끝", "엔드")
_ENDABLE = frozenset({"if", "for", "note", "tip", "warning", "raw", "comment", "case", "capture", "unless"})
_LOOP = re.compile(
    r"(?:para|pour|für|per|для)[ ](?:cada[ ]|chaque[ ]|la[ ]|el[ ]|o[ ]|le[ ])?(\w+)[ ](?:en|em|dans|in|из|в)[ ]([A-Za-z][\w.\[\]\"']*)"
)

_DATA = {
    "de": "daten", "es": "datos dato", "fr": "données", "it": "dati", "ja": "データ", "ko": "데이터", "pt": "dados", "ru": "данные данных",
    "zh": "数据 資料",
}  # fmt: skip
_KINDS = {
    "variables": "variablen variable variáveis variabili переменные переменных 変数 변수 变量 變數",
    "reusables": "wiederverwendbare reutilizables réutilisables reutilizáveis повторно 再利用可能な 再利用可能 재사용 可重用",
}
_WORDS: dict[str, dict[str, str]] = {
    "de": {"wenn": "if", "falls": "if", "sonst": "else", "ansonsten": "else", "andere": "else", "andernfalls": "else", "hinweis": "note",
           "warnung": "warning", "tipp": "tip", "kommentar": "comment", "oder": "or", "und": "and", "nicht": "not"},
    "es": {"si": "if", "sino": "else", "otra": "else", "si no": "else", "de lo contrario": "else", "nota": "note", "advertencia": "warning",
           "sugerencia": "tip", "consejo": "tip", "comentario": "comment", "cuando": "when", "icono": "octicon", "capturar": "capture",
           "asignar": "assign", "sin procesar": "raw", "sin formato": "raw", "o": "or", "y": "and", "no": "not"},
    "fr": {"si": "if", "sinon": "else", "autre": "else", "remarque": "note", "avertissement": "warning", "conseil": "tip", "commentaire": "comment",
           "quand": "when", "assigner": "assign", "brut": "raw", "ou": "or", "et": "and"},
    "it": {"se": "if", "altrimenti": "else", "nota": "note", "avviso": "warning", "suggerimento": "tip", "commento": "comment",
           "o": "or", "e": "and"},
    "ja": {"もし": "if", "それ以外の場合": "else", "それ以外": "else", "メモ": "note", "注": "note", "警告": "warning", "ヒント": "tip",
           "コメント": "comment", "または": "or", "および": "and"},
    "ko": {"만약": "if", "만일": "if", "그렇지 않으면": "else", "기타": "else", "참고": "note", "경고": "warning", "팁": "tip",
           "주석": "comment", "캡처": "capture", "또는": "or", "그리고": "and"},
    "pt": {"se": "if", "senão": "else", "caso contrário": "else", "nota": "note", "observação": "note", "aviso": "warning",
           "dica": "tip", "comentário": "comment", "quando": "when", "atribuir": "assign", "capturar": "capture", "ou": "or",
           "e": "and", "não": "not"},
    "ru": {"если": "if", "иначе": "else", "примечание": "note", "предупреждение": "warning", "совет": "tip",
           "комментарий": "comment", "когда": "when", "или": "or", "и": "and", "не": "not"},
    "zh": {"如果": "if", "否则": "else", "否則": "else", "注意": "note", "警告": "warning", "提示": "tip", "注释": "comment",
           "或": "or", "和": "and", "或者": "or"},
}  # fmt: skip
"""What the keywords become, by language; machine translation of the documentation of GitHub has these."""

_CONNECTIVES = frozenset({"and", "or", "not"})
_ALONE = frozenset({"else", "note", "tip", "warning", "raw", "comment"})
"""Tags without arguments; the others need some."""


@cache
def _words(language: str) -> dict[str, str]:
    """Return the table of a language; of all of them for an empty one."""
    if language:
        return _WORDS.get(language, {})
    return {word: keyword for table in _WORDS.values() for word, keyword in table.items()}


@cache
def _data_words(language: str) -> frozenset[str]:
    names = _DATA.get(language, "") if language else " ".join(_DATA.values())
    return frozenset(names.split())


def mended(tag: str, language: str = "", *, known_data: bool = True) -> str:
    """Return a template tag with its keywords put back; the tag itself when nothing in it is certain.

    Args:
        tag: from ``{%`` to ``%}``.
        language: the language it was translated to, its first subtag; empty for any.
        known_data: the page has other ``{% data … %}`` tags, which those of GitHub's documentation are.

    >>> mended("{% données variables.product.github %}", "fr")
    '{% data variables.product.github %}'
    """
    match = TAG.fullmatch(tag)
    if match is None:
        return _shortcode(tag)
    inner = match["inner"]
    right = _data(inner, language, known_data) or _keyword(inner, language) or _condition(inner, language)
    return tag if right in ("", inner) else f"{{%{match['open']} {right} {match['close']}%}}"


def _shortcode(tag: str) -> str:
    """Return a shortcode of Hugo without the spaces in its delimiters."""
    match = SHORTCODE.fullmatch(tag)
    if match is None or (match["open"] == "<") != (match["close"] == ">"):
        return tag
    return f"{{{{{match['open']} {match['inner'].strip()} {match['close']}}}}}" if not _is_whole(tag) else tag


def _is_whole(tag: str) -> bool:
    return tag.startswith(("{{<", "{{%")) and tag.endswith((">}}", "%}}"))


def _data(inner: str, language: str, known: bool) -> str:
    words = _data_words(language)
    match = _PATH.match(inner)
    if match:
        lead = match["lead"].strip(" .-").casefold()
        sure = (
            not lead.isascii()
            or bool(words.intersection(lead.split()))
            or (not lead and known)
            or lead in {"data", "date"}
        )
        sure = sure or (known and "_" not in lead and not _CONDITION.match(lead + " ") and lead not in _KEYWORDS)
        if match["lead"] != "data " and sure:
            return f"data {match['kind']}.{match['path']}"
        return ""
    first, dot, path = inner.partition(".")
    folded = first.casefold()
    for word in words:
        rest = folded.removeprefix("de ").removeprefix(word).strip()
        if dot and rest and rest != folded and re.fullmatch(r"[A-Za-z0-9][\w.-]*", path, re.ASCII):
            for kind, names in _KINDS.items():
                if rest in names.split():
                    return f"data {kind}.{path}"
    return ""


def _keyword(inner: str, language: str) -> str:
    table, folded = _words(language), inner.casefold()
    keyword = table.get(folded, "")
    if keyword in _ALONE:
        return keyword
    if ended := _ended(folded, table):
        return ended
    loop = _LOOP.fullmatch(inner)
    if loop and language in ("", "de", "es", "fr", "it", "pt", "ru"):
        return f"for {loop[1]} in {loop[2]}"
    first, space, rest = inner.partition(" ")
    keyword = table.get(first.casefold(), "")
    if not space or not keyword or keyword in _ALONE | _CONNECTIVES:
        return ""
    return _condition(f"{keyword} {rest.strip()}", language) or f"{keyword} {rest.strip()}"


def _ended(folded: str, table: dict[str, str]) -> str:
    """Return ``endif`` for a translation of it: a word for the end joined to one for a keyword."""
    for end in (*_ENDS, *_WIDE_ENDS):
        keyword = table.get(folded.removeprefix(end).strip(), "") if folded.startswith(end) else ""
        if not keyword and end in _WIDE_ENDS and folded.endswith(end):
            keyword = table.get(folded.removesuffix(end).strip(), "")
        if keyword in _ENDABLE:
            return f"end{keyword}"
    return ""


def _condition(inner: str, language: str) -> str:
    """Put back ``and``, ``or`` and ``not`` between the operands of a condition, and the point in versions."""
    if not _CONDITION.match(inner):
        return ""
    table = {word: keyword for word, keyword in _words(language).items() if keyword in _CONNECTIVES}
    parts = _STRING.split(inner)
    for index in range(0, len(parts), 2):
        tokens = parts[index].split(" ")
        for at in range(1, len(tokens) - 1):
            keyword = table.get(tokens[at], "")
            if (
                keyword
                and tokens[at + 1] not in _OPERATORS
                and (keyword == "not" or (at > 1 and tokens[at - 1] not in _OPERATORS))
            ):
                tokens[at] = keyword
        parts[index] = " ".join(tokens)
    right = "".join(parts)
    return (
        re.sub(r"(?<=[<>=] )(\d{1,2}),(\d{1,2})(?!\S)", r"\1.\2", right)
        if inner.startswith(("ifversion", "elsif"))
        else right
    )


_KEYWORDS = frozenset(
    {
        "if",
        "for",
        "case",
        "when",
        "assign",
        "capture",
        "include",
        "render",
        "unless",
        "elsif",
        "ifversion",
        "cycle",
        "echo",
        "set",
        "trans",
    }
)
