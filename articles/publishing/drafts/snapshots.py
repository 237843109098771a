"""Snapshots: the whole state of an article at one moment, to be compared, reconciled, restored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Field, Model

from articles.db.choices import PUBLIC_STANDINGS
from articles.models import (
    Article,
    ArticleVersion,
    Author,
    Byline,
    Mention,
    Organization,
    RelatedArticle,
    Source,
    Tag,
    TaggedArticle,
)
from articles.models.editable_fields import written_fields
from articles.models.merges import absorbed
from articles.models.unique_names import OneName


def article_fields() -> dict[str, Field]:
    """Return the fields of an article that a person writes, by name, in the order of the desk's
    form."""
    return written_fields(Article)


class Named(NamedTuple):
    """A row of another table with its name; if the row is gone, the name it had."""

    pk: int
    name: str

    def __str__(self) -> str:
        return self.name


class SourceLine(NamedTuple):
    label: str
    kind: str
    url: str
    date: dt.date | None
    unnamed_because: str = ""

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Snapshot:
    """The state of an article. `fields` are its values by name, with section and picture as `Named`
    or None; `organizations` has the standing of each tie."""

    fields: dict[str, Any]
    authors: tuple[Named, ...] = ()
    tags: tuple[str, ...] = ()
    organizations: dict[Named, str] = field(default_factory=dict)
    sources: tuple[SourceLine, ...] = ()
    related: tuple[Named, ...] = ()

    @classmethod
    def of(cls, article: Article) -> Snapshot:
        """Return the state with the ties as they are stored, and the fields as they are in memory.
        At most seven queries."""
        ties = article.mentions.select_related("organization").order_by("pk")
        signed = article.bylines.select_related("author").order_by("position", "pk")
        chosen = article.related_articles.select_related("related").in_order()
        return cls(
            fields={name: _value(article, name) for name in article_fields()},
            authors=tuple(Named(row.author_id, row.author.name) for row in signed),
            tags=tuple(article.tags.order_by("name").values_list("name", flat=True)),
            organizations={
                Named(tie.organization_id, tie.organization.name): tie.standing for tie in ties
            },
            sources=tuple(_line(source) for source in article.sources.order_by("pk")),
            related=tuple(Named(row.related_id, row.related.headline) for row in chosen),
        )

    @classmethod
    def of_version(cls, version: ArticleVersion) -> Snapshot:
        """Return the state that a version saved. At most eight queries, and one for each kind of
        row that is gone."""
        rows: dict[type[Model], list[dict]] = {}
        for stored in version.revision.version_set.order_by("pk"):
            values = {**stored.field_dict, "repr": stored.object_repr.partition(" · ")[0]}
            rows.setdefault(stored._model, []).append(values)
        [article] = rows[Article]
        ties = sorted(rows.get(Mention, ()), key=lambda row: row["id"])
        signed = sorted(rows.get(Byline, ()), key=lambda row: row["position"])
        fields = {name: _recorded(article, field) for name, field in article_fields().items()}
        organizations = _named(Organization, [(t["organization_id"], t["repr"]) for t in ties])
        tagged = rows.get(TaggedArticle, ())
        authors = _named(Author, [(row["author_id"], row["repr"]) for row in signed])
        chosen = sorted(rows.get(RelatedArticle, ()), key=lambda row: row["position"])
        related = _named(Article, [(row["related_id"], row["repr"]) for row in chosen])
        return cls(
            fields=fields,
            authors=tuple(dict.fromkeys(authors)),
            tags=tuple(
                sorted(
                    {tag.name for tag in _named(Tag, [(t["tag_id"], t["repr"]) for t in tagged])}
                )
            ),
            organizations=dict(zip(organizations, [tie["standing"] for tie in ties], strict=True)),
            sources=tuple(
                SourceLine(
                    row["label"],
                    row["kind"],
                    row["url"],
                    row["date"],
                    row.get("unnamed_because", ""),
                )
                for row in sorted(rows.get(Source, ()), key=lambda row: row["id"])
            ),
            related=tuple(related),
        )

    @property
    def seen_organizations(self) -> list[str]:
        """Return the names of the organizations that readers see with the article."""
        return sorted(
            named.name
            for named, standing in self.organizations.items()
            if standing in PUBLIC_STANDINGS
        )


def _value(article: Article, name: str) -> Any:
    value = getattr(article, name)
    return Named(value.pk, str(value)) if isinstance(value, Model) else value


def _recorded(row: Mapping[str, Any], field: Field) -> Any:
    """Return a version's value of a field; a field that the version did not record has its
    default."""
    if field.attname not in row and field.has_db_default() and not field.has_default():
        return field.db_default
    value = row[field.attname] if field.attname in row else field.get_default()
    if not field.is_relation:
        return value
    return next(iter(_named(field.related_model, [(value, "?")])), None)


def _line(source: Source) -> SourceLine:
    values = source.label, source.kind, source.url, source.date, source.unnamed_because
    return SourceLine(*values)


def _named(model: type[Model], rows: Iterable[tuple[int | None, str]]) -> list[Named]:
    """Return rows by key with their present names; one that was merged is replaced by the row it
    was merged into, and one that is gone keeps its old name."""
    rows = [row for row in rows if row[0] is not None]
    there = model.objects.in_bulk([key for key, _name in rows]) if rows else {}
    gone = {key for key, _name in rows} - there.keys()
    if gone and issubclass(model, OneName):
        there |= absorbed(model, gone)
    return [
        Named(there[key].pk, str(there[key])) if key in there else Named(key, name)
        for key, name in rows
    ]
