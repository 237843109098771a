"""Reconciling the texts of two people who changed an article, by a three-way merge: separate
changes are combined, and conflicting ones are shown to a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import TextField
from django.utils.translation import gettext as _

from articles.models import Article
from articles.models.editable_fields import is_html, is_line, may_hold_names
from articles.publishing.drafts.snapshots import Snapshot, article_fields
from articles.text import markup
from articles.text.dates import format_datetime
from articles.text.diff import Part, Row, compare_texts, merge, merge_sets, split_blocks

MINE, THEIRS, BOTH = "mine", "theirs", "both"

_APART = "\n\n"  # between paragraphs


@dataclass(frozen=True)
class Point:
    """A place that both changed. `key` identifies it in a person's choices; the three texts are in
    readable form."""

    key: str
    label: str
    base: str
    mine: str
    theirs: str
    takes_both: bool

    @property
    def row(self) -> Row:
        """Compare their text and mine, word by word."""
        return compare_texts(self.theirs, self.mine)


@dataclass(frozen=True)
class Reconciler:
    """A three-way merge of the text that one person typed with the one that another saved
    meanwhile."""

    base: Snapshot
    mine: Snapshot
    theirs: Snapshot

    @cached_property
    def body(self) -> list[Part]:
        sides = (self.base, self.mine, self.theirs)
        return merge(*(split_blocks(side.fields["body"]) for side in sides))

    @cached_property
    def points(self) -> list[Point]:
        """Return the places where a person must choose the right text."""
        points = []
        for name in article_fields():
            if name == "body":
                points += [
                    Point(
                        key=f"body-{number}",
                        label=_("body"),
                        base=_read(part.base),
                        mine=_read(part.mine),
                        theirs=_read(part.theirs),
                        takes_both=True,
                    )
                    for number, part in enumerate(self.body)
                    if part.is_contested
                ]
            elif self._is_contested(name):
                base, mine, theirs = (
                    shown(name, side.fields[name]) for side in (self.base, self.mine, self.theirs)
                )
                points.append(
                    Point(name, label_of(name), base, mine, theirs, takes_both=_is_joined(name))
                )
        return points

    @cached_property
    def taken(self) -> list[str]:
        """Return the names of the parts that only the other person changed, which my text receives
        automatically."""
        names = [name for name in article_fields() if name != "body" and self._is_theirs(name)]
        body = [part for part in self.body if part.theirs != part.base and not part.is_contested]
        if any(part.mine != part.theirs for part in body):
            names.append("body")
        names += [
            name
            for name in ("authors", "tags", "sources", "related")
            if getattr(self.theirs, name) != getattr(self.base, name)
            and getattr(self.theirs, name) != getattr(self.mine, name)
        ]
        return names

    def reconciled(self, choices: Mapping[str, str]) -> Snapshot:
        """Return my text with theirs merged into it. `choices` decide each place that both changed,
        by key: mine, theirs, or both."""
        fields = dict(self.mine.fields)
        for name in article_fields():
            if name == "body":
                fields[name] = self._reconciled_body(choices)
            elif self._is_theirs(name):
                fields[name] = self.theirs.fields[name]
            elif self._is_contested(name):
                fields[name] = self._chosen(name, choices.get(name, MINE))
        return replace(
            self.mine,
            fields=fields,
            authors=tuple(merge_sets(self.base.authors, self.mine.authors, self.theirs.authors)),
            tags=tuple(merge_sets(self.base.tags, self.mine.tags, self.theirs.tags)),
            sources=self._reconciled_sources(),
            related=tuple(merge_sets(self.base.related, self.mine.related, self.theirs.related)),
        )

    def _chosen(self, name: str, choice: str) -> Any:
        mine, theirs = self.mine.fields[name], self.theirs.fields[name]
        if choice == BOTH and _is_joined(name):
            return _APART.join(text for text in (theirs, mine) if text)
        return theirs if choice == THEIRS else mine

    def _reconciled_body(self, choices: Mapping[str, str]) -> str:
        blocks: list[str] = []
        for number, part in enumerate(self.body):
            choice = choices.get(f"body-{number}", BOTH)
            if not part.is_contested:
                blocks += part.merged
            else:
                blocks += part.theirs if choice != MINE else ()
                blocks += part.mine if choice != THEIRS else ()
        return "\n".join(blocks)

    def _reconciled_sources(self) -> tuple:
        sides = (self.base.sources, self.mine.sources, self.theirs.sources)
        base, mine, theirs = ({line.label: line for line in side} for side in sides)
        together = {**theirs, **mine}
        for label in theirs.keys() & mine.keys():
            if mine[label] == base.get(label):
                together[label] = theirs[label]
        return tuple(together[label] for label in merge_sets(base, mine, theirs))

    def _is_theirs(self, name: str) -> bool:
        base, mine, theirs = (side.fields[name] for side in (self.base, self.mine, self.theirs))
        return mine == base and theirs != base

    def _is_contested(self, name: str) -> bool:
        base, mine, theirs = (side.fields[name] for side in (self.base, self.mine, self.theirs))
        return base not in (mine, theirs) and mine != theirs


def _is_joined(name: str) -> bool:
    """Return True if the field holds paragraphs, so that both versions can stand one after the
    other."""
    field = article_fields()[name]
    is_paragraphs = isinstance(field, TextField) and not (is_line(field) or is_html(field))
    return is_paragraphs and may_hold_names(field)


def label_of(name: str) -> str:
    """Return the desk's name for a part of an article."""
    others = {
        "authors": _("bylines"),
        "tags": _("tags"),
        "sources": _("sources"),
        "related": _("related pieces"),
    }
    return others.get(name) or str(Article._meta.get_field(name).verbose_name)


def shown(name: str, value: Any) -> str:
    """Return the value of a field in readable form."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return format_datetime(value)
    choices = dict(Article._meta.get_field(name).choices or ())
    return str(choices.get(value, "" if value is None else value))


def _read(blocks: tuple[str, ...]) -> str:
    return markup.plain_text("\n".join(blocks), in_full=True)
