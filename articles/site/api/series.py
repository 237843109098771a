"""The schemas of series, and of the articles to which an article leads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Field, Schema

from articles.formats.schema_org import absolute
from articles.models import Article, Series, SeriesPlace
from articles.site.api.references import Reference


class RelatedLine(Schema):
    """An article to which another leads."""

    id: UUID = Field(description="A permanent id, which survives a change of address.")
    slug: str
    url: str
    kind: str
    headline: str
    sponsor: str

    @classmethod
    def of(cls, article: Article) -> RelatedLine:
        return cls(
            id=article.uuid,
            slug=article.slug,
            url=absolute(article.get_absolute_url()),
            kind=article.kind,
            headline=article.headline,
            sponsor=article.sponsor,
        )


class SeriesPosition(Reference):
    """The series of an article, and its place among the parts that readers see."""

    part: int = Field(description="Counted from 1; it may change as other parts are published.")
    parts: int

    @classmethod
    def of(cls, place: SeriesPlace) -> SeriesPosition:
        return cls(
            slug=place.slug,
            name=place.name,
            url=absolute(place.path),
            part=place.number,
            parts=place.count,
        )


class SeriesSummary(Reference):
    """A series."""

    introduction: str
    article_count: int

    @classmethod
    def fields_of(cls, row: Series) -> dict[str, Any]:
        return {
            **Reference.to(row).dict(),
            "introduction": row.introduction,
            "article_count": row.article_count,
        }

    @classmethod
    def of(cls, row: Series) -> SeriesSummary:
        return cls(**cls.fields_of(row))


class SeriesPage(Schema):
    """A page of series, by slug."""

    items: list[SeriesSummary]
    next: str | None
