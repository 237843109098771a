"""The rules of the triggers, table by table: the events that change the edition, and those that
change the content version of an article or of a dossier, with their conditions. `trigger_sql` has
the parts of which the rules are composed, and `triggers` puts them in place."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model

from articles.db.choices import ArticleStatus, ErasureKind, QuotationStanding, RectificationState
from articles.delivery.trigger_sql import (
    ROWS,
    Trigger,
    count_up,
    differ,
    exists,
    in_any_row,
    in_query,
    in_rows,
    insert,
    of_rows,
    select,
    union,
)
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
    Media,
    MediaUse,
    Mention,
    OblivionDecision,
    Organization,
    OrganizationName,
    Person,
    Picture,
    Quotation,
    Rectification,
    RelatedArticle,
    SearchEntry,
    Section,
    Series,
    SeriesPart,
    Source,
    Tag,
    TaggedArticle,
    Withdrawal,
)

#: Rows that belong to an article, by the column with its key: they count where the article is or
#: was public.
_OF_ARTICLES: dict[type[Model], str] = {
    ArticleText: "article_id",
    Byline: "article_id",
    Correction: "article_id",
    InterestOmission: "article_id",
    MediaUse: "article_id",
    Mention: "article_id",
    OblivionDecision: "article_id",
    Quotation: "article_id",
    Rectification: "article_id",
    RelatedArticle: "article_id",
    SearchEntry: "article_id",
    SeriesPart: "article_id",
    Source: "article_id",
    TaggedArticle: "content_object_id",
    Withdrawal: "article_id",
}
#: Those that no fragment of an article shows. Where a page leads on to is looked up when it is
#: read, because it changes as embargoes end.
_IN_NO_FRAGMENT = (RelatedArticle, SearchEntry, SeriesPart, Withdrawal)
#: Those that readers see only under a condition.
_SEEN_WHERE: dict[type[Model], str] = {
    OblivionDecision: f"kind <> '{ErasureKind.REFUSAL}'",
    Quotation: f"standing = '{QuotationStanding.CONFIRMED}'",
    Rectification: f"state = '{RectificationState.PUBLISHED}'",
}
#: Rows that readers see through articles alone: a new one, which no article has yet, changes
#: nothing.
_THROUGH_ARTICLES = (Author, Media, Organization, Person, Picture, Section, Series, Tag)
_BY_THEMSELVES = (
    Affiliation, Director, FormerAddress, FrontPlace, Imprint, Interest, OrganizationName,
)  # fmt: skip

_OUT = f"= '{ArticleStatus.PUBLISHED}'"
_SEEN = f"IN ('{ArticleStatus.PUBLISHED}', '{ArticleStatus.WITHDRAWN}')"


def edition_rules() -> Iterator[Trigger]:
    """Yield a rule for each table and event that may change the edition, with the condition under
    which it does. The statement depends on the database engine, which adds it."""
    for event, rows in ROWS.items():
        yield Trigger("edition", Article, event, condition=in_any_row(f"status {_SEEN}", rows))
        for model, key in _OF_ARTICLES.items():
            there = exists(Article, f"{in_rows('id', key, rows)} AND status {_SEEN}")
            yield Trigger("edition", model, event, condition=there + _and_seen(model, rows))
        for model in _BY_THEMSELVES:
            yield Trigger("edition", model, event)
        if event != "INSERT":
            for model in _THROUGH_ARTICLES:
                yield Trigger("edition", model, event)


def content_version_rules() -> Iterator[Trigger]:
    """Yield a rule for each table and event that changes the pages of articles, with the statement
    that raises their content versions. A new article gets its content version at once, so that no
    later code has to create one."""

    def rule(model: type[Model], event: str, statement: str) -> Trigger:
        return Trigger("look", model, event, statement)

    first = insert(ContentVersion, "article_id, number", "VALUES (NEW.id, 1)")
    yield rule(Article, "INSERT", first)
    yield rule(Article, "UPDATE", _change_articles("NEW.id"))
    for event, rows in ROWS.items():
        for model, key in _OF_ARTICLES.items():
            if model not in _IN_NO_FRAGMENT:
                own = count_up(ContentVersion, in_rows("article_id", key, rows))
                yield rule(model, event, own + _and_seen(model, rows))
        naming = _change_articles(
            select("article_id", Mention, in_rows("organization_id", "organization_id", rows))
        )
        yield rule(OrganizationName, event, naming)
        yield rule(Interest, event, naming)
    posters = select("id", Media, "poster_id = NEW.id")
    for model, articles in {
        Author: select("article_id", Byline, "author_id = NEW.id"),
        Organization: union(
            select("article_id", Mention, "organization_id = NEW.id"),
            select("article_id", Quotation, "organization_id = NEW.id"),
        ),
        Person: select("article_id", Quotation, "person_id = NEW.id"),
        Media: select("article_id", MediaUse, "media_id = NEW.id"),
        Picture: union(
            select("id", Article, "lead_picture_id = NEW.id"),
            select("article_id", MediaUse, in_query("media_id", posters)),
        ),
        Section: select("id", Article, "section_id = NEW.id"),
        Tag: select("content_object_id", TaggedArticle, "tag_id = NEW.id"),
    }.items():
        yield rule(model, "UPDATE", _change_articles(articles))


def dossier_rules() -> Iterator[Trigger]:
    """Yield a rule for each table and event that changes dossiers, with the condition under which
    it does and the statement that raises their content versions. Articles that are not published do
    not count."""

    def rule(model: type[Model], event: str, statement: str, when: str = "") -> Trigger:
        return Trigger("look_dossier", model, event, statement, when)

    first = insert(DossierContentVersion, "organization_id, number", "VALUES (NEW.id, 1)")
    yield rule(Organization, "INSERT", first)
    for event, rows in ROWS.items():
        for model in (Mention, Byline, ArticleText, Correction, Quotation, Rectification):
            named = select("organization_id", Mention, in_rows("article_id", "article_id", rows))
            if model in {Mention, Quotation}:
                named = union(named, of_rows("organization_id", rows))
            yield rule(model, event, _change_dossiers(named), _is_in_dossiers(model, event, rows))
        own = of_rows("organization_id", rows)
        yield rule(OrganizationName, event, _change_dossiers(own))

    is_out = f"(OLD.status {_OUT} OR NEW.status {_OUT})"
    shown = differ("status", "published_at", "slug", "headline")
    named = select("organization_id", Mention, "article_id = NEW.id")
    yield rule(Article, "UPDATE", _change_dossiers(named), f"{is_out} AND ({shown})")

    is_renamed = differ("name", "slug")
    family = union("SELECT NEW.id", "SELECT OLD.parent_id")
    # The organization's name also stands in the dossiers of others.
    yield rule(Organization, "UPDATE", f"{_change_dossiers(family)} OR {is_renamed}")
    yield rule(Author, "UPDATE", count_up(DossierContentVersion), is_renamed)
    spoken_for = select("organization_id", Quotation, "person_id = NEW.id")
    yield rule(Person, "UPDATE", _change_dossiers(spoken_for), is_renamed)
    marked = select("id", Organization, "logo_id = NEW.id")
    yield rule(Picture, "UPDATE", _change_dossiers(marked))


def _is_in_dossiers(model: type[Model], event: str, rows: tuple[str, ...]) -> str:
    """Return the condition under which a row that belongs to an article is shown in dossiers: its
    article is published."""
    condition = exists(Article, f"{in_rows('id', 'article_id', rows)} AND status {_OUT}")
    condition += _and_seen(model, rows)
    if (model, event) == (Mention, "DELETE"):
        # The mention may be deleted with its article, which no longer exists when the condition is
        # evaluated at the end of the transaction.
        return f"{condition} OR NOT {exists(Article, 'id = OLD.article_id')}"
    if (model, event) == (ArticleText, "UPDATE"):
        return f"({differ('people')}) AND {condition}"
    return condition


def _and_seen(model: type[Model], rows: tuple[str, ...]) -> str:
    """Return what to add to a condition for rows that readers do not always see."""
    seen = _SEEN_WHERE.get(model)
    return f" AND ({in_any_row(seen, rows)})" if seen else ""


def _change_articles(articles: str) -> str:
    """Return the statement that raises the content versions of the articles that a query gives."""
    return count_up(ContentVersion, in_query("article_id", articles))


def _change_dossiers(organizations: str) -> str:
    """Return the statement that raises the content versions of the dossiers of the organizations
    that a query gives, of their parents and of their subsidiaries: a dossier names its relatives,
    once readers may know of them."""
    family = union(
        organizations,
        select(
            "parent_id", Organization, f"parent_id IS NOT NULL AND {in_query('id', organizations)}"
        ),
        select("id", Organization, in_query("parent_id", organizations)),
    )
    return count_up(DossierContentVersion, in_query("organization_id", family))
