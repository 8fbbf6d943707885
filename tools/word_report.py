"""The tables of the training report, in Markdown."""

from __future__ import annotations

from collections import Counter

from word_rows import LARGE, PLANTED, WRONG_PLACE, Harvest, Limits, Row, best_of, is_safe


def table(rows: list[list[str]]) -> str:
    """Return a Markdown table; the first row is the head."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def curve(held: list[Row], values: list[float], got: Harvest) -> str:
    """Return the table of false findings per 20,000 words against recall, over the test documents."""
    best = best_of(held, values)
    size = sum(count for (_, _, test), count in got.words.items() if test)
    planted = sum(count for (_, test, _), count in got.planted.items() if test)
    clean = sorted(value for (_, _, is_clean), (value, _) in best.items() if is_clean)
    right = sorted(value for (_, _, is_clean), (value, row) in best.items() if not is_clean and row.label == PLANTED)
    out = [["score", "false per 20,000 words", "recall"]]
    for step in range(-2, 15):
        floor = step / 2
        false = sum(value >= floor for value in clean)
        out.append([str(floor), f"{false * 20_000 / size:.2f}", f"{sum(v >= floor for v in right) / planted:.3f}"])
    return table(out)


def by_language(held: list[Row], values: list[float], got: Harvest, limits: Limits) -> str:
    """Return the table of figures for each language on test documents, at its own thresholds."""
    best = best_of(held, values)
    out = [
        [
            "language",
            "words",
            "false safe",
            "false unsafe",
            "false reports",
            "planted",
            "recall safe",
            "recall",
            "wrong place",
            "thresholds",
        ]
    ]
    sums: Counter[str] = Counter()
    recalls = []
    for language, limit in limits.items():
        size = sum(count for (name, _, test), count in got.words.items() if test and name == language)
        planted = sum(count for (name, test, _), count in got.planted.items() if test and name == language)
        if not planted:
            continue
        mine = [(value, row, clean) for (name, _, clean), (value, row) in best.items() if name == language]
        false = [
            sum(clean and (value >= level if rank else is_safe(row, value, limit)) for value, row, clean in mine)
            for rank, level in enumerate(limit[:3])
        ]
        right = [
            sum(
                row.label == PLANTED and (value >= level if rank else is_safe(row, value, limit))
                for value, row, _ in mine
            )
            for rank, level in enumerate(limit[:3])
        ]
        wrong = sum(row.label == WRONG_PLACE and value >= limit[1] for value, row, _ in mine)
        recalls.append((language, right[1] / planted))
        out.append(
            [
                language,
                str(size),
                str(false[0]),
                str(false[1] - false[0]),
                str(false[2] - false[1]),
                str(planted),
                f"{right[0] / planted:.3f}",
                f"{right[1] / planted:.3f}",
                str(wrong),
                "/".join(map(str, limit)),
            ]
        )
        sums.update(
            {
                "words": size,
                "safe": false[0],
                "unsafe": false[1] - false[0],
                "report": false[2] - false[1],
                "planted": planted,
                "got safe": right[0],
                "got": right[1],
                "wrong": wrong,
            }
        )
    rate = 20_000 / max(1, sums["words"])
    out.append(
        [
            "all",
            str(sums["words"]),
            f"{sums['safe']} ({sums['safe'] * rate:.2f}/20k)",
            f"{sums['unsafe']} ({sums['unsafe'] * rate:.2f}/20k)",
            f"{sums['report']} ({sums['report'] * rate:.2f}/20k)",
            str(sums["planted"]),
            f"{sums['got safe'] / sums['planted']:.3f}",
            f"{sums['got'] / sums['planted']:.3f}",
            str(sums["wrong"]),
            "",
        ]
    )
    large = [value for name, value in recalls if name in LARGE]
    small = [value for name, value in recalls if name not in LARGE]
    means = f"Mean recall (safe + unsafe): large lists {sum(large) / max(1, len(large)):.3f}, others {sum(small) / max(1, len(small)):.3f}."
    return table(out) + "\n\n" + means


def by_class(held: list[Row], values: list[float], got: Harvest, limits: Limits) -> str:
    """Return recall for each class of planted error, large lists and others apart."""
    best = best_of(held, values)
    hit: Counter[tuple[bool, str]] = Counter()
    for (language, _, clean), (value, row) in best.items():
        if not clean and row.label == PLANTED and value >= limits[language][1]:
            hit[language in LARGE, row.kind] += 1
    total: Counter[tuple[bool, str]] = Counter()
    for (language, test, kind), count in got.planted.items():
        if test:
            total[language in LARGE, kind] += count
    out = [["class", "large lists", "others"]]
    out += [
        [kind, *(f"{hit[big, kind] / max(1, total[big, kind]):.3f} ({total[big, kind]})" for big in (True, False))]
        for kind in sorted({kind for _, kind in total})
    ]
    return table(out)


def false_list(held: list[Row], values: list[float], limits: Limits) -> str:
    """List every finding in clean test text (words only)."""
    levels = ("safe", "unsafe", "report")
    found = [
        (_level(row, value, limits[language]), language, row.source, row.shown, value)
        for (language, _, clean), (value, row) in best_of(held, values).items()
        if clean and value >= limits[language][2]
    ]
    return "\n".join(
        f"- {levels[rank]} {language} ({source}) {shown!r} {value:.1f}"
        for rank, language, source, shown, value in sorted(found)
    )


def _level(row: Row, value: float, limits: tuple[float, float, float, float]) -> int:
    if is_safe(row, value, limits):
        return 0
    return 1 if value >= limits[1] else 2
