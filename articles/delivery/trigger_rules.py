"""What readers may see, table by table: which events raise the edition, which change the look of an
article or of a dossier, under which conditions. How that is put in place is in `triggers`."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model

from articles.db.choices import ArticleStatus, ErasureKind, QuotationStanding, RectificationState
from articles.models import (
    Affiliation,
    Article,
    ArticleText,
    Author,
    Byline,
    ContentVersion,
    Correction,
    Director,
    DossierContentVersion,
    FormerAddress,
    FrontPlace,
    Imprint,
    Interest,
    InterestOmission,
    Mention,
    OblivionDecision,
    Organization,
    OrganizationName,
    Person,
    Picture,
    Quotation,
    Rectification,
    SearchEntry,
    Section,
    Source,
    Tag,
    TaggedArticle,
    Withdrawal,
)

#: The events, with the rows that each has: as it was, as it is.
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}

#: What belongs to an article, and counts where the article is or was before readers.
_OF_ARTICLES: dict[type[Model], str] = {
    ArticleText: "article_id",
    Byline: "article_id",
    Correction: "article_id",
    InterestOmission: "article_id",
    Mention: "article_id",
    OblivionDecision: "article_id",
    Quotation: "article_id",
    Rectification: "article_id",
    SearchEntry: "article_id",
    Source: "article_id",
    TaggedArticle: "content_object_id",
    Withdrawal: "article_id",
}
#: What of it no page of an article shows.
_ON_NO_PAGE = (SearchEntry, Withdrawal)
#: What of it readers see only in some cases.
_SEEN_WHERE: dict[type[Model], str] = {
    OblivionDecision: f"kind <> '{ErasureKind.REFUSAL}'",
    Quotation: f"standing = '{QuotationStanding.CONFIRMED}'",
    Rectification: f"state = '{RectificationState.PUBLISHED}'",
}
#: What readers see through articles alone: a new one, which no article has, changes nothing.
_THROUGH_ARTICLES = (Author, Organization, Person, Picture, Section, Tag)
_BY_THEMSELVES = (
    Affiliation, Director, FormerAddress, FrontPlace, Imprint, Interest, OrganizationName,
)  # fmt: skip

_OUT = ArticleStatus.PUBLISHED
_SEEN = f"IN ('{ArticleStatus.PUBLISHED}', '{ArticleStatus.WITHDRAWN}')"
_ARTICLE = Article._meta.db_table
_CONTENT_VERSION = ContentVersion._meta.db_table
_DOSSIER = DossierContentVersion._meta.db_table
_ORGANIZATION = Organization._meta.db_table
_MENTION = Mention._meta.db_table


def edition_rules() -> Iterator[tuple[str, str, str]]:
    """Each table and event that may raise the edition, with the condition under which it does;
    empty where it always does."""
    for event, rows in _ROWS.items():
        yield _ARTICLE, event, " OR ".join(f"{row}.status {_SEEN}" for row in rows)
        for model, column in _OF_ARTICLES.items():
            keys = ", ".join(f"{row}.{column}" for row in rows)
            asked = f"SELECT 1 FROM {_ARTICLE} WHERE id IN ({keys}) AND status {_SEEN}"  # noqa: S608
            yield model._meta.db_table, event, f"EXISTS ({asked}){_and_seen(model, rows)}"
        for model in _BY_THEMSELVES:
            yield model._meta.db_table, event, ""
        if event != "INSERT":
            for model in _THROUGH_ARTICLES:
                yield model._meta.db_table, event, ""


def content_version_rules() -> Iterator[tuple[str, str, str]]:
    """Each table and event that changes what pages of articles show, with the statement that counts
    it. A new article has a look from the first, so that nothing needs to make one later."""
    first = f"INSERT INTO {_CONTENT_VERSION} (article_id, number) VALUES (NEW.id, 1)"  # noqa: S608
    yield _ARTICLE, "INSERT", first
    yield _ARTICLE, "UPDATE", _count("NEW.id")
    for event, rows in _ROWS.items():
        for model, column in _OF_ARTICLES.items():
            if model not in _ON_NO_PAGE:
                counted = _count(*(f"{row}.{column}" for row in rows))
                yield model._meta.db_table, event, counted + _and_seen(model, rows)
        keys = ", ".join(f"{row}.organization_id" for row in rows)
        named = f"SELECT article_id FROM {_table(Mention)} WHERE organization_id IN ({keys})"  # noqa: S608
        yield _table(OrganizationName), event, _count(named)
        yield _table(Interest), event, _count(named)
    for model, articles in {
        Author: f"SELECT article_id FROM {_table(Byline)} WHERE author_id = NEW.id",  # noqa: S608
        Organization: (
            f"SELECT article_id FROM {_table(Mention)} WHERE organization_id = NEW.id "  # noqa: S608
            f"UNION SELECT article_id FROM {_table(Quotation)} WHERE organization_id = NEW.id"
        ),
        Person: f"SELECT article_id FROM {_table(Quotation)} WHERE person_id = NEW.id",  # noqa: S608
        Picture: f"SELECT id FROM {_ARTICLE} WHERE lead_picture_id = NEW.id",  # noqa: S608
        Section: f"SELECT id FROM {_ARTICLE} WHERE section_id = NEW.id",  # noqa: S608
        Tag: f"SELECT content_object_id FROM {_table(TaggedArticle)} WHERE tag_id = NEW.id",  # noqa: S608
    }.items():
        yield _table(model), "UPDATE", _count(articles)


def dossiers() -> Iterator[tuple[str, str, str, str]]:
    """Each table and event that changes what dossiers show, with the condition under which it does
    and the statement that counts it. What is not before readers, nor will be by itself, counts
    for nothing."""
    yield (
        _ORGANIZATION, "INSERT", "",
        f"INSERT INTO {_DOSSIER} (organization_id, number) VALUES (NEW.id, 1)",  # noqa: S608
    )  # fmt: skip
    for event, rows in _ROWS.items():
        for model in (Mention, Byline, ArticleText, Correction, Quotation, Rectification):
            keys = ", ".join(f"{row}.article_id" for row in rows)
            named = f"SELECT organization_id FROM {_MENTION} WHERE article_id IN ({keys})"  # noqa: S608
            if model in {Mention, Quotation}:
                named += "".join(f" UNION SELECT {row}.organization_id" for row in rows)
            asked = f"SELECT 1 FROM {_ARTICLE} WHERE id IN ({keys}) AND status = '{_OUT}'"  # noqa: S608
            condition = f"EXISTS ({asked}){_and_seen(model, rows)}"
            if (model, event) == (Mention, "DELETE"):
                # With its article, which is gone where this is asked when the transaction ends.
                condition += f" OR NOT EXISTS (SELECT 1 FROM {_ARTICLE} WHERE id = OLD.article_id)"  # noqa: S608
            if (model, event) == (ArticleText, "UPDATE"):
                condition = f"({_differ('people')}) AND {condition}"
            yield _table(model), event, condition, _count_dossiers(named)
        own = " UNION ".join(f"SELECT {row}.organization_id" for row in rows)
        yield _table(OrganizationName), event, "", _count_dossiers(own)
    out = f"(OLD.status = '{_OUT}' OR NEW.status = '{_OUT}')"
    named = f"SELECT organization_id FROM {_MENTION} WHERE article_id = NEW.id"  # noqa: S608
    yield (
        _ARTICLE, "UPDATE", f"{out} AND ({_differ('status', 'published_at', 'slug', 'headline')})",
        _count_dossiers(named),
    )  # fmt: skip
    family = "SELECT NEW.id UNION SELECT OLD.parent_id"
    everywhere = f"{_differ('name', 'slug')}"
    yield (
        _ORGANIZATION,
        "UPDATE",
        "",
        f"{_count_dossiers(family)} OR {everywhere}",
    )  # a name stands in the dossiers of others
    every = f"UPDATE {_DOSSIER} SET number = number + 1"  # noqa: S608
    yield _table(Author), "UPDATE", _differ("name", "slug"), every
    spoken = f"SELECT organization_id FROM {_table(Quotation)} WHERE person_id = NEW.id"  # noqa: S608
    yield _table(Person), "UPDATE", _differ("name", "slug"), _count_dossiers(spoken)
    marked = f"SELECT id FROM {_ORGANIZATION} WHERE logo_id = NEW.id"  # noqa: S608
    yield _table(Picture), "UPDATE", "", _count_dossiers(marked)


def _count_dossiers(named: str) -> str:
    """Of these organisations, and of those they are part of and that are part of them: a dossier
    names its relatives, once readers may know of them."""
    family = (
        f"{named} UNION SELECT parent_id FROM {_ORGANIZATION} "  # noqa: S608
        f"WHERE parent_id IS NOT NULL AND id IN ({named}) "
        f"UNION SELECT id FROM {_ORGANIZATION} WHERE parent_id IN ({named})"
    )
    return f"UPDATE {_DOSSIER} SET number = number + 1 WHERE organization_id IN ({family})"  # noqa: S608


def _differ(*columns: str) -> str:
    """Whether one of these is another than before."""
    return " OR ".join(
        f"OLD.{name} <> NEW.{name} OR (OLD.{name} IS NULL) <> (NEW.{name} IS NULL)"
        for name in columns
    )


def _count(*articles: str) -> str:
    keys = ", ".join(articles)
    return f"UPDATE {_CONTENT_VERSION} SET number = number + 1 WHERE article_id IN ({keys})"  # noqa: S608


def _and_seen(model: type[Model], rows: tuple[str, ...]) -> str:
    """What a condition asks besides, of rows that are not always before readers."""
    if model not in _SEEN_WHERE:
        return ""
    return " AND (" + " OR ".join(f"{row}.{_SEEN_WHERE[model]}" for row in rows) + ")"


def _table(model: type[Model]) -> str:
    return model._meta.db_table
