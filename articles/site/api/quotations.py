"""The schemas of persons who are quoted, and of their words."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from articles.formats.schema_org import absolute
from articles.models import Affiliation, Person, Quotation
from articles.site.api.references import Reference


class QuotationLine(Schema):
    """A quotation, confirmed by a person of the newsroom."""

    id: UUID
    text: str = Field(description="The exact words, without quotation marks.")
    who: str = Field(description="The speaker: a person, a role, or the organization.")
    person: Reference | None
    organization: Reference | None = Field(description="The organization for which they speak.")
    role: str
    is_former: bool = Field(description="Whether they have left the organization.")
    said_on: dt.date | None

    @classmethod
    def fields_of(cls, row: Quotation) -> dict[str, Any]:
        return {
            "id": row.uuid,
            "text": row.text,
            "who": row.who,
            "person": Reference.to(row.person) if row.person else None,
            "organization": Reference.to(row.organization) if row.organization else None,
            "role": row.role,
            "is_former": row.is_former,
            "said_on": row.said_on,
        }

    @classmethod
    def of(cls, row: Quotation) -> QuotationLine:
        return cls(**cls.fields_of(row))


class QuotationSummary(QuotationLine):
    """A quotation with its article."""

    article: str = Field(description="The slug of the piece.")
    url: str
    published_at: dt.datetime

    @classmethod
    def of(cls, row: Quotation) -> QuotationSummary:
        return cls(
            **cls.fields_of(row),
            article=row.article.slug,
            url=absolute(row.get_absolute_url()),
            published_at=row.article.published_at,
        )


class QuotationPage(Schema):
    """A page of quotations, the newest first."""

    items: list[QuotationSummary]
    next: str | None = Field(description="The address of the next, older page; null on the last.")


class PersonSummary(Reference):
    """A person whose words readers see."""

    wikidata_id: str
    quotation_count: int

    @classmethod
    def fields_of(cls, row: Person) -> dict[str, Any]:
        return {
            **Reference.to(row).dict(),
            "wikidata_id": row.wikidata_id,
            "quotation_count": row.quotation_count,
        }

    @classmethod
    def of(cls, row: Person) -> PersonSummary:
        return cls(**cls.fields_of(row))


class RoleLine(Schema):
    """A role that a person has, or had, in an organization."""

    organization: Reference
    role: str
    first_day: dt.date | None
    last_day: dt.date | None

    @classmethod
    def of(cls, row: Affiliation) -> RoleLine:
        return cls(
            organization=Reference.to(row.organization),
            role=row.role,
            first_day=row.first_day,
            last_day=row.last_day,
        )


class PersonDetail(PersonSummary):
    """A person with their roles; their quotations have an endpoint of their own."""

    description: str
    roles: list[RoleLine]

    @classmethod
    def of(cls, row: Person) -> PersonDetail:
        return cls(
            **cls.fields_of(row),
            description=row.description,
            roles=[RoleLine.of(each) for each in row.affiliations.all()],
        )


class PersonPage(Schema):
    """A page of persons, by slug."""

    items: list[PersonSummary]
    next: str | None
