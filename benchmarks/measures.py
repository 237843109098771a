"""Figures beside their targets: how a script writes them down, and how they are shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Measure(NamedTuple):
    """One figure and its target, as they are shown, and whether the target is met."""

    name: str
    figure: str
    target: str
    is_met: bool


def at_most(name: str, figure: float, target: float, *, unit: str = "") -> Measure:
    """Return a measure that is met where the figure is not above the target."""
    return Measure(
        name, _with_unit(figure, unit), f"al più {_with_unit(target, unit)}", figure <= target
    )


def at_least(name: str, figure: float, target: float, *, unit: str = "") -> Measure:
    """Return a measure that is met where the figure is not below the target."""
    return Measure(
        name, _with_unit(figure, unit), f"almeno {_with_unit(target, unit)}", figure >= target
    )


def _with_unit(figure: float, unit: str) -> str:
    """Return the number as Italians write it: two decimals below a hundred, where they are not
    zero."""
    number = f"{figure:.2f}".rstrip("0").rstrip(".") if abs(figure) < 100 else f"{figure:.0f}"
    return f"{number.replace('.', ',')} {unit}".rstrip()


def write(measures: Iterable[Measure], path: Path | None) -> None:
    """Write the measures as JSON for whoever asked for a file; do nothing without a path."""
    if path:
        path.write_text(json.dumps(list(measures)), encoding="utf-8")


def read(path: Path) -> list[Measure]:
    """Read what `write` wrote."""
    return [Measure(*row) for row in json.loads(path.read_text(encoding="utf-8"))]


def table(measures: Iterable[Measure]) -> str:
    """Return the measures as a Markdown table, a line each."""
    lines = ["| misura | valore | obiettivo | raggiunto |", "| --- | ---: | ---: | --- |"]
    lines += [
        f"| {each.name} | {each.figure} | {each.target} | {'sì' if each.is_met else 'no'} |"
        for each in measures
    ]
    return "\n".join(lines)
