"""The schemas of an article's declarations, and of the notices added after it was published."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from articles.formats.schema_org import absolute
from articles.models import Correction, Rectification
from articles.models.ai_declarations import AIDeclared


class AIDeclaration(Schema):
    """The use of artificial intelligence in a piece or in a file."""

    use: str = Field(description="none, assisted or generated.")
    detail: str
    reviewed_at: dt.datetime | None = Field(description="When a person reviewed it.")
    is_labelled: bool = Field(description="Whether the paper tells its readers.")

    @classmethod
    def of(cls, thing: AIDeclared) -> AIDeclaration:
        return cls(
            use=thing.ai_use,
            detail=thing.ai_detail,
            reviewed_at=thing.ai_reviewed_at,
            is_labelled=thing.is_ai_labelled,
        )


class SourceLine(Schema):
    """A source of an article."""

    kind: str
    label: str
    url: str
    date: dt.date | None
    unnamed_because: str = Field(description="Why it has no name; empty for one that has.")


class CorrectionLine(Schema):
    """A correction of an article, as readers were told of it."""

    id: UUID
    kind: str
    wrong: str = Field(description="The words that were wrong; may be empty.")
    right: str = Field(description="The right words; may be empty.")
    is_on_top: bool = Field(description="Whether it changes the sense of the piece.")
    published_at: dt.datetime
    url: str
    supersedes: UUID | None = Field(description="The correction that it replaces.")

    @classmethod
    def fields_of(cls, row: Correction) -> dict[str, Any]:
        return {
            "id": row.uuid,
            "kind": row.kind,
            "wrong": row.wrong,
            "right": row.right,
            "is_on_top": row.is_on_top,
            "published_at": row.at,
            "url": absolute(row.get_absolute_url()),
            "supersedes": row.supersedes.uuid if row.supersedes else None,
        }

    @classmethod
    def of(cls, row: Correction) -> CorrectionLine:
        return cls(**cls.fields_of(row))


class ArticleReference(Schema):
    """An article, by its headline."""

    slug: str
    headline: str
    url: str


class CorrectionSummary(CorrectionLine):
    """A correction with its article."""

    superseded_by: UUID | None = Field(description="The correction that replaces it.")
    article: ArticleReference

    @classmethod
    def of(cls, row: Correction) -> CorrectionSummary:
        """Describe a correction that was loaded with its article."""
        successor = getattr(row, "superseded_by", None)
        return cls(
            **cls.fields_of(row),
            superseded_by=successor.uuid if successor else None,
            article=ArticleReference(
                slug=row.article.slug,
                headline=row.article.headline,
                url=absolute(row.article.get_absolute_url()),
            ),
        )


class CorrectionPage(Schema):
    """A page of corrections, the newest first."""

    items: list[CorrectionSummary]
    next: str | None


class OutcomeNote(Schema):
    """A note on how a case ended for somebody whom the article reported on at its beginning."""

    text: str
    published_at: dt.datetime


class InterestNote(Schema):
    """A tie between the paper, or an author, and an organization that the article names."""

    organization: str
    kind: str
    note: str


class RectificationLine(Schema):
    """A rectification that somebody asked the paper to print, word for word."""

    id: UUID
    sender: str
    text: str
    received_on: dt.date
    published_at: dt.datetime
    url: str

    @classmethod
    def of(cls, row: Rectification) -> RectificationLine:
        return cls(
            id=row.uuid,
            sender=row.sender,
            text=row.text,
            received_on=row.received_on,
            published_at=row.closed_at,
            url=absolute(row.get_absolute_url()),
        )
