"""The schema of a reference to an object that has a page."""

from __future__ import annotations

from ninja import Field, Schema

from articles.formats.schema_org import absolute
from articles.models import Author, Organization, Person, Section, Series, Tag


class Reference(Schema):
    """A reference to an object that has a page."""

    slug: str
    name: str
    url: str = Field(description="The address of its page.")

    @classmethod
    def to(cls, row: Author | Organization | Person | Section | Series | Tag) -> Reference:
        return cls(slug=row.slug, name=row.name, url=absolute(row.get_absolute_url()))
