"""Comparison of two states of an article, side by side, as the desk shows it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from articles import publishing
from articles.publishing import Snapshot
from articles.publishing.drafts.reconcile import label_of, shown
from articles.text.diff import Row, Span, compare_blocks, compare_texts, split_blocks


@dataclass(frozen=True)
class Compared:
    """A part of an article that differs: its name, and its rows before and after. A row of None
    stands for unchanged rows that are left out."""

    label: str
    rows: list[Row | None]


def compare(before: Snapshot | None, after: Snapshot) -> list[Compared]:
    """Return the parts of an article that differ: fields first, in the order of the desk, then
    authors, tags, sources, related articles and organizations."""
    parts = []
    for name in publishing.article_fields():
        old, new = before.fields[name] if before else "", after.fields[name]
        if name == "body":
            rows = compare_blocks(split_blocks(old), split_blocks(new))
            if any(row.is_changed for row in rows):
                parts.append(Compared(label_of(name), _changes_in_context(rows)))
        elif old != new and (before or new):
            row = compare_texts(shown(name, old), shown(name, new))
            parts.append(Compared(label_of(name), [row]))
    for name in ("authors", "tags", "sources", "related"):
        old, new = getattr(before, name) if before else (), getattr(after, name)
        if old != new:
            parts.append(Compared(label_of(name), [_compared_lists(old, new)]))
    if before and after.organizations and before.seen_organizations != after.seen_organizations:
        row = _compared_lists(before.seen_organizations, after.seen_organizations)
        parts.append(Compared(_("organizations"), [row]))
    return parts


def _changes_in_context(rows: list[Row]) -> list[Row | None]:
    """Return the changed rows, each with one unchanged row on either side; a None stands for each
    run of rows that is left out."""
    near = {place + step for place, row in enumerate(rows) if row.is_changed for step in (-1, 0, 1)}
    shortened = [row if place in near else None for place, row in enumerate(rows)]
    return [row for key, group in groupby(shortened, key=id) for row in [next(group)]]


def _compared_lists(before: object, after: object) -> Row:
    """Compare two lists of names; a name is marked if the other list lacks it."""
    old, new = [str(item) for item in before], [str(item) for item in after]
    return Row(_marked(old, new), _marked(new, old))


def _marked(names: list[str], others: list[str]) -> tuple[Span, ...]:
    spans = []
    for number, name in enumerate(names):
        spans.append(Span(name, name not in others))
        if number < len(names) - 1:
            spans.append(Span(", ", False))
    return tuple(spans)
