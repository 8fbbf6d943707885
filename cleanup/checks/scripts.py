"""Character classes that several checks share, as the inside of a regular expression class."""

from __future__ import annotations

from cleanup.model import INLINE

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
CJK = HAN + KANA
LATIN = "A-Za-zªºÀ-ÖØ-öø-\u02af\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff\uab30-\uab64"
GREEK = "\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fff"
CYRILLIC = "\u0400-\u0481\u048a-\u052f\u1c80-\u1c8a\ua640-\ua66d"
ARMENIAN = "\u0531-\u0556\u0561-\u0587"
ARABIC = "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9"
ARABIC_MARKS = "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u200c\u200d"

SKIP = f"{INLINE}*"
"""Inline markup that may stand between two characters a reader sees side by side."""

OPENERS = "「『（《〈【〔〖〝［｛“‘"
CLOSERS = "」』）》〉】〕〗〟］｝”’"
WIDE_MARKS = "，。、；：？！．"
