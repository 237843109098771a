"""The forms of who is quoted, and of what they said."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from articles.formats.schema_org import absolute
from articles.models import Affiliation, Person, Quotation
from articles.site.api.references import Reference


class QuotationLine(Schema):
    """Somebody's words, as a person has confirmed them."""

    id: UUID
    text: str = Field(description="To the letter, without the marks.")
    who: str = Field(description="Who speaks: a person, a role, or the organisation.")
    person: Reference | None
    organization: Reference | None = Field(description="For whom they speak.")
    role: str
    is_former: bool = Field(description="Whether they were with it and are no more.")
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
    """The same, with the article that has them."""

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
    """Some quotations, the newest first."""

    items: list[QuotationSummary]
    next: str | None = Field(description="The address of the older ones; none after the last.")


class PersonSummary(Reference):
    """Somebody whose words readers see."""

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
    """What somebody is, or was, in an organisation."""

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
    """Somebody, without their words."""

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
    """Some persons, in the order of their addresses."""

    items: list[PersonSummary]
    next: str | None
