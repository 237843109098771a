"""The schemas of articles, organizations, authors, sections, series, tags and errors."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from articles.formats.schema_org import absolute
from articles.models import Article, Author, Media, Organization
from articles.site.api.disclosures import (
    AIDeclaration,
    CorrectionLine,
    InterestNote,
    OutcomeNote,
    RectificationLine,
    SourceLine,
)
from articles.site.api.quotations import QuotationLine
from articles.site.api.references import Reference
from articles.site.api.series import RelatedLine, SeriesPosition, SeriesSummary
from articles.text import markup


class Image(Schema):
    """A picture, with the words to print beside it."""

    url: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    ai: AIDeclaration


class MediaFile(Schema):
    """A file of audio or video, or a document, that the text shows or links."""

    kind: str = Field(description="audio, video or document.")
    title: str
    description: str
    url: str
    mime_type: str
    size: int = Field(description="In bytes.")
    duration: int | None = Field(description="Of audio and video, in seconds.")
    pages: int | None = Field(description="Of a document.")
    width: int | None
    height: int | None
    credit: str
    transcript: str
    captions: str = Field(description="The address of a video's captions (WebVTT); empty without.")
    poster: str = Field(description="The address of a video's picture; empty without.")
    ai: AIDeclaration

    @classmethod
    def of(cls, media: Media) -> MediaFile:
        names = ("kind", "title", "description", "mime_type", "size", "duration", "pages")
        names += ("width", "height", "credit", "transcript")
        return cls(
            **{name: getattr(media, name) for name in names},
            url=absolute(media.file.url),
            captions=absolute(media.captions.url) if media.captions else "",
            poster=absolute(media.poster.full.src) if media.poster else "",
            ai=AIDeclaration.of(media),
        )


class MentionedOrganization(Reference):
    """An organization that an article names, with the number of times."""

    wikidata_id: str
    count: int


class ArticleSummary(Schema):
    """An article as lists give it."""

    id: UUID = Field(description="A permanent id, which survives a change of address.")
    slug: str
    url: str
    kind: str
    headline: str
    kicker: str
    standfirst: str
    language: str
    section: Reference | None
    authors: list[Reference]
    published_at: dt.datetime
    updated_at: dt.datetime | None
    image: Image | None
    sponsor: str = Field(description="The sponsor who pays for it; empty where there is none.")
    ai: AIDeclaration

    @classmethod
    def fields_of(cls, article: Article) -> dict[str, Any]:
        picture = article.lead_picture
        return {
            "id": article.uuid,
            "slug": article.slug,
            "url": absolute(article.get_absolute_url()),
            "kind": article.kind,
            "headline": article.headline,
            "kicker": article.kicker,
            "standfirst": article.standfirst,
            "language": article.language,
            "section": Reference.to(article.section) if article.section else None,
            "authors": [Reference.to(author) for author in article.signatures],
            "published_at": article.published_at,
            "updated_at": article.updated_at,
            "image": Image(
                url=absolute(picture.full.src),
                width=picture.full.width,
                height=picture.full.height,
                alt=picture.alt_text,
                caption=picture.caption,
                credit=picture.credit,
                ai=AIDeclaration.of(picture),
            )
            if picture
            else None,
            "sponsor": article.sponsor,
            "ai": AIDeclaration.of(article),
        }

    @classmethod
    def of(cls, article: Article) -> ArticleSummary:
        return cls(**cls.fields_of(article))


class ArticleDetail(ArticleSummary):
    """An article with its text and everything that is tied to it."""

    body_html: str = Field(description="The text as readers have it, with absolute addresses.")
    body_text: str
    word_count: int
    canonical_url: str = Field(description="The address where it first appeared, if elsewhere.")
    media: list[MediaFile] = Field(description="In the order in which they were uploaded.")
    tags: list[Reference]
    organizations: list[MentionedOrganization]
    series: SeriesPosition | None
    related: list[RelatedLine] = Field(description="Chosen by an editor, in order.")
    sources: list[SourceLine]
    rests_on_one_release: bool = Field(description="Whether one press release is its only source.")
    quotations: list[QuotationLine] = Field(description="In the order of the text.")
    interests: list[InterestNote]
    outcome_notes: list[OutcomeNote]
    corrections: list[CorrectionLine]
    rectifications: list[RectificationLine]

    @classmethod
    def of(cls, article: Article) -> ArticleDetail:
        """Describe an article that was loaded with `for_page()`."""
        return cls(
            **cls.fields_of(article),
            body_html=markup.for_elsewhere(article.body_html, absolute("/")),
            body_text=markup.plain_text(article.body),
            word_count=article.word_count,
            canonical_url=article.canonical_url,
            media=[MediaFile.of(media) for media in article.media],
            tags=[Reference.to(tag) for tag in article.sorted_tags],
            organizations=[
                MentionedOrganization(
                    **Reference.to(mention.organization).dict(),
                    wikidata_id=mention.organization.wikidata_id,
                    count=mention.count,
                )
                for mention in article.public_mentions
            ],
            series=SeriesPosition.of(article.series_place) if article.series_place else None,
            related=[RelatedLine.of(row) for row in article.public_related],
            sources=[
                SourceLine(
                    kind=row.kind,
                    label=row.label,
                    url=row.url,
                    date=row.date,
                    unnamed_because=row.unnamed_because,
                )
                for row in article.sources.all()
            ],
            rests_on_one_release=article.rests_on_one_release,
            quotations=[QuotationLine.of(row) for row in article.public_quotations],
            interests=[
                InterestNote(organization=row.organization.name, kind=row.kind, note=row.note)
                for row in article.disclosed_interests
            ],
            outcome_notes=[
                OutcomeNote(text=row.note, published_at=row.at) for row in article.outcome_notes
            ],
            corrections=[CorrectionLine.of(row) for row in article.disclosed_corrections],
            rectifications=[RectificationLine.of(row) for row in article.printed_rectifications],
        )


class ArticlePage(Schema):
    """A page of articles, the newest first."""

    items: list[ArticleSummary]
    next: str | None = Field(description="The address of the next, older page; null on the last.")


class SearchPage(Schema):
    """A page of the articles that a search found."""

    items: list[ArticleSummary]
    total: int = Field(description="The number found, up to the most that are ranked.")
    is_cut: bool = Field(description="Whether more match than were ranked and counted.")


class OrganizationSummary(Reference):
    """An organization that articles name."""

    kind: str
    country: str = Field(description="Two letters, ISO 3166-1; empty where unknown.")
    wikidata_id: str
    article_count: int

    @classmethod
    def fields_of(cls, row: Organization) -> dict[str, Any]:
        return {
            **Reference.to(row).dict(),
            "kind": row.kind,
            "country": row.country.code or "",
            "wikidata_id": row.wikidata_id,
            "article_count": row.article_count,
        }

    @classmethod
    def of(cls, row: Organization) -> OrganizationSummary:
        return cls(**cls.fields_of(row))


class NameForm(Schema):
    """A form of an organization's name."""

    text: str
    kind: str
    first_day: dt.date | None
    last_day: dt.date | None


class OrganizationDetail(OrganizationSummary):
    """An organization with all the forms of its name; its articles have an endpoint of their
    own."""

    description: str
    website: str
    names: list[NameForm]

    @classmethod
    def of(cls, row: Organization) -> OrganizationDetail:
        names = [
            NameForm(
                text=name.text, kind=name.kind, first_day=name.first_day, last_day=name.last_day
            )
            for name in row.names.all()
        ]
        return cls(
            **cls.fields_of(row), description=row.description, website=row.website, names=names
        )


class OrganizationPage(Schema):
    """A page of organizations, by slug."""

    items: list[OrganizationSummary]
    next: str | None


class AuthorDetail(Reference):
    """An author."""

    role: str
    biography: str
    links: list[str]
    article_count: int

    @classmethod
    def of(cls, row: Author) -> AuthorDetail:
        return cls(
            **Reference.to(row).dict(),
            role=row.role,
            biography=row.biography,
            links=row.link_list,
            article_count=row.article_count,
        )


class AuthorPage(Schema):
    """A page of authors, by slug."""

    items: list[AuthorDetail]
    next: str | None


class SectionDetail(Reference):
    """A section of the paper."""

    description: str


class SeriesDetail(SeriesSummary):
    """A series with its parts, in the order in which they are read."""

    parts: list[ArticleSummary]


class TagPage(Schema):
    """A page of tags, by slug."""

    items: list[Reference]
    next: str | None


class Problem(Schema):
    """An error, described in words, with the parameters that caused it."""

    detail: str
    parameters: list[str] = []
