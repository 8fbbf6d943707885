"""Checks that a regular expression on one line cannot express, one shape of problem per module.

A check module defines ``build(options)``, and may define ``TRIGGER``, a regular expression for one line of the
masked view without which the check cannot find anything. With ``LINES = True`` beside it ``build`` returns a
``LineCheck``, which is given just the lines where the trigger may occur; else it returns a ``Check``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple, Protocol, cast

from cleanup.model import Check, LineCheck

CHECKS: dict[str, str] = {
    "broken-words": "cleanup.checks.broken_words",
    "fused-words": "cleanup.checks.fused_words",
    "glued-bullets": "cleanup.checks.glued_bullets",
    "wrapper": "cleanup.checks.wrapper",
    "front-matter-damage": "cleanup.checks.front_matter_damage",
    "curly-attributes": "cleanup.checks.curly_attributes",
    "table-gaps": "cleanup.checks.table_gaps",
    "block-markers": "cleanup.checks.block_markers",
    "template-tags": "cleanup.checks.template_tags",
    "html-tag-spaces": "cleanup.checks.html_tag_spaces",
    "literal-emphasis": "cleanup.checks.literal_emphasis",
    "link-edges": "cleanup.checks.link_edges",
    "liquid-words": "cleanup.checks.liquid_words",
    "fused-markup": "cleanup.checks.fused_markup",
    "bidi-controls": "cleanup.checks.bidi_controls",
    "bracket-spaces": "cleanup.checks.bracket_spaces",
    "broken-compounds": "cleanup.checks.broken_compounds",
    "broken-anchors": "cleanup.checks.broken_anchors",
    "capital-dates": "cleanup.checks.capital_dates",
    "capital-elisions": "cleanup.checks.capital_elisions",
    "c1-marks": "cleanup.checks.c1_marks",
    "capitalise": "cleanup.checks.capitalise",
    "dashes": "cleanup.checks.dashes",
    "decimal-marks": "cleanup.checks.decimal_marks",
    "directives": "cleanup.checks.directives",
    "doubled-period": "cleanup.checks.doubled_period",
    "doubled-spaces": "cleanup.checks.doubled_spaces",
    "doubled-words": "cleanup.checks.doubled_words",
    "duplicate-lines": "cleanup.checks.duplicate_lines",
    "entities": "cleanup.checks.entities",
    "escapes": "cleanup.checks.escapes",
    "foreign-alphabet": "cleanup.checks.foreign_alphabet",
    "foreign-letters": "cleanup.checks.foreign_letters",
    "foreign-line": "cleanup.checks.foreign_line",
    "foreign-quotes": "cleanup.checks.foreign_quotes",
    "foreign-script": "cleanup.checks.foreign_script",
    "full-width-marks": "cleanup.checks.full_width_marks",
    "fused-sentences": "cleanup.checks.fused_sentences",
    "glued-ordinals": "cleanup.checks.glued_ordinals",
    "half-width-marks": "cleanup.checks.half_width_marks",
    "han-variants": "cleanup.checks.han_variants",
    "high-mark-spaces": "cleanup.checks.high_mark_spaces",
    "homoglyphs": "cleanup.checks.homoglyphs",
    "inverted-marks": "cleanup.checks.inverted_marks",
    "invisible": "cleanup.checks.invisible",
    "localised-versions": "cleanup.checks.localised_versions",
    "loops": "cleanup.checks.loops",
    "missing-files": "cleanup.checks.missing_files",
    "mixed-parentheses": "cleanup.checks.mixed_parentheses",
    "mixed-quotes": "cleanup.checks.mixed_quotes",
    "mojibake": "cleanup.checks.mojibake",
    "name-compounds": "cleanup.checks.name_compounds",
    "no-break-spaces": "cleanup.checks.no_break_spaces",
    "ordinal-endings": "cleanup.checks.ordinal_endings",
    "paragraph-edges": "cleanup.checks.paragraph_edges",
    "parenthesis-spaces": "cleanup.checks.parenthesis_spaces",
    "percent-spaces": "cleanup.checks.percent_spaces",
    "space-after-quote": "cleanup.checks.space_after_quote",
    "space-before-quote": "cleanup.checks.space_before_quote",
    "space-before-stop": "cleanup.checks.space_before_stop",
    "space-inside-quotes": "cleanup.checks.space_inside_quotes",
    "quoted-commas": "cleanup.checks.quoted_commas",
    "residue": "cleanup.checks.residue",
    "segment-ends": "cleanup.checks.segment_ends",
    "source-addresses": "cleanup.checks.source_addresses",
    "source-code": "cleanup.checks.source_code",
    "source-marks": "cleanup.checks.source_marks",
    "source-segments": "cleanup.checks.source_segments",
    "source-structure": "cleanup.checks.source_structure",
    "source-values": "cleanup.checks.source_values",
    "spaced-address": "cleanup.checks.spaced_address",
    "spaced-cjk": "cleanup.checks.spaced_cjk",
    "spaced-ellipsis": "cleanup.checks.spaced_ellipsis",
    "spaced-tags": "cleanup.checks.spaced_tags",
    "split-names": "cleanup.checks.split_names",
    "split-numbers": "cleanup.checks.split_numbers",
    "danda-spaces": "cleanup.checks.danda_spaces",
    "stop-for-danda": "cleanup.checks.stop_for_danda",
    "straight-quote-spacing": "cleanup.checks.straight_quote_spacing",
    "straight-quotes": "cleanup.checks.straight_quotes",
    "style-dashes": "cleanup.checks.style_dashes",
    "style-ellipsis": "cleanup.checks.style_ellipsis",
    "style-quotes": "cleanup.checks.style_quotes",
    "untranslated-line": "cleanup.checks.untranslated_line",
    "tokenized-cjk": "cleanup.checks.tokenized_cjk",
    "typed-quotes": "cleanup.checks.typed_quotes",
    "subword-stream": "cleanup.checks.subword_stream",
    "unfinished": "cleanup.checks.unfinished",
    "unknown-quotes": "cleanup.checks.unknown_quotes",
    "wide-mark-spaces": "cleanup.checks.wide_mark_spaces",
    "unused-suppressions": "cleanup.checks.unused_suppressions",
    "wide-quotes": "cleanup.checks.wide_quotes",
    "unbalanced-quotes": "cleanup.checks.unbalanced_quotes",
    "wrong-apostrophe": "cleanup.checks.wrong_apostrophe",
}
"""Name in rule files -> module. Modules are imported when a rule first needs them."""


class CheckModule(Protocol):
    """What a module of this package offers."""

    def build(self, options: Mapping[str, Any]) -> Check | LineCheck:
        """Return the check; raise ``ValueError`` for options that cannot be used."""


@lru_cache
def load_check(name: str) -> CheckModule:
    """Import the module of a check. Raises ``KeyError`` for an unknown name."""
    return cast("CheckModule", import_module(CHECKS[name]))


class Trigger(NamedTuple):
    """What must occur for a check to find anything; ``by_line``: the check wants the lines where it may."""

    pattern: str | None
    by_line: bool


def trigger_of(name: str) -> Trigger:
    """Return the trigger of a check, empty when its module names none."""
    module = load_check(name)
    pattern = getattr(module, "TRIGGER", None)
    return Trigger(pattern, pattern is not None and getattr(module, "LINES", False))
