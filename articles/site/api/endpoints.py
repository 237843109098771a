"""What the API can be asked. Every answer starts from `published()` or `covered()`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from ninja.throttling import AnonRateThrottle
from pydantic import BeforeValidator, StringConstraints

from articles.access.clients import client_network
from articles.formats.ninjs import ninjs
from articles.formats.schema_org import absolute
from articles.models import Article, Author, Correction, Organization, Person, Section, Tag
from articles.querysets import ArticleQuerySet
from articles.search import BOUND, find
from articles.search import Query as SearchQuery
from articles.site.api.disclosures import CorrectionPage, CorrectionSummary
from articles.site.api.quotations import (
    PersonDetail,
    PersonPage,
    PersonSummary,
    QuotationPage,
    QuotationSummary,
)
from articles.site.api.schemas import (
    ArticleDetail,
    ArticlePage,
    ArticleSummary,
    AuthorDetail,
    AuthorPage,
    OrganizationDetail,
    OrganizationPage,
    OrganizationSummary,
    Problem,
    Reference,
    SearchPage,
    SectionDetail,
    TagPage,
    rows_after,
)
from articles.text.slugs import MAX_LENGTH


class ClientThrottle(AnonRateThrottle):
    """Counts networks, and not what whoever asks says of its way here."""

    def get_ident(self, request: HttpRequest) -> str:
        return client_network(request)


class PaperAPI(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the id by which clients made from the description call the operation: as it has
        always been, wherever its function stands."""
        return f"articles_api_endpoints_{operation.view_func.__name__}"


api = PaperAPI(
    title=settings.PAPER_NAME,
    version="1",
    description="Read only: the pieces, the organisations, the authors, as readers have them.",
    docs_url=None,
    openapi_url="/openapi.json",
    throttle=[ClientThrottle(settings.API_RATE)],
    urls_namespace="articles:api",
)

_PROBLEMS = {404: Problem, 422: Problem, 429: Problem}
_GONE = {410: Problem, **_PROBLEMS}
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SLUG = r"^[-a-zA-Z0-9_]+$"
Slug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=MAX_LENGTH)]
Text = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]


#: The seconds of an article's time, and its slug.
Key = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,11}-[-a-zA-Z0-9_]{1,80}$")]
TimeKey = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,11}-[0-9a-f]{32}$")]
_NARROWINGS: dict[str, tuple[type[Model], Callable[..., ArticleQuerySet]]] = {
    "organization": (Organization, ArticleQuerySet.about),
    "author": (Author, ArticleQuerySet.by),
    "tag": (Tag, ArticleQuerySet.tagged),
}
Limit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]
Position = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]*$", max_length=MAX_LENGTH)]
After = Annotated[Position | None, Query(description="A slug: what follows it is answered.")]
SlugFilter = Annotated[Slug | None, Query(description="A slug.")]


def _as_iso_alone(value: Any) -> Any:
    """Pydantic takes a number for a day, too: the seconds since 1970."""
    if isinstance(value, str) and not _ISO_DAY.fullmatch(value):
        raise ValueError("not a day")
    return value


Day = Annotated[
    Annotated[dt.date, BeforeValidator(_as_iso_alone)] | None,
    Query(description="A day, in the newsroom's zone: 2026-11-25."),
]


@api.get("/articles", response={200: ArticlePage, **_PROBLEMS}, tags=["articles"])
def list_articles(
    request: HttpRequest,
    organization: SlugFilter = None,
    author: SlugFilter = None,
    section: SlugFilter = None,
    tag: SlugFilter = None,
    since: Day = None,
    until: Day = None,
    before: Annotated[Key | None, Query(description="A key from `next`.")] = None,
    limit: Limit = 20,
) -> ArticlePage:
    """The published articles, the newest first, by organisation, author, section, tag and day."""
    articles = Article.objects.published_on(since, until, before=_read_key(before)).for_engines()
    if section is not None:
        articles = articles.filter(section__slug=section)
    articles = _narrowed(articles, organization=organization, author=author, tag=tag)
    rows = list(articles.newest_first().for_listing()[: limit + 1])
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        key = f"{int(last.published_at.timestamp())}-{last.slug}"
        following = _next(request, before=key)
    return ArticlePage(items=[ArticleSummary.of(row) for row in rows[:limit]], next=following)


@api.get("/articles/{slug}", response={200: ArticleDetail, **_GONE}, tags=["articles"])
def get_article(
    request: HttpRequest, response: HttpResponse, slug: Annotated[Slug, Path()]
) -> ArticleDetail:
    """One article, whole. 410 once it is withdrawn, with why."""
    return ArticleDetail.of(_article(slug, response))


@api.get(
    "/articles/{slug}/ninjs",
    response={200: dict[str, Any], **_GONE},
    tags=["articles"],
)
def get_article_as_ninjs(
    request: HttpRequest, response: HttpResponse, slug: Annotated[Slug, Path()]
) -> dict[str, Any]:
    """One article as a document of ninjs 3.1, by IPTC."""
    return ninjs(_article(slug, response))


@api.get("/corrections", response={200: CorrectionPage, **_PROBLEMS}, tags=["corrections"])
def list_corrections(
    request: HttpRequest,
    before: Annotated[TimeKey | None, Query(description="A key from `next`.")] = None,
    limit: Limit = 20,
) -> CorrectionPage:
    """What readers were told of articles after they came out, the newest first: what was superseded
    too."""
    rows = Correction.objects.published().for_engines()
    if before is not None:
        rows = rows.older_than(*_read_time_key(before))
    rows = rows.select_related("article", "supersedes", "superseded_by").newest_first()
    found, last = _first_of(rows, limit)
    key = last and _time_key(last.at, last.uuid)
    return CorrectionPage(
        items=[CorrectionSummary.of(row) for row in found], next=_next(request, before=key)
    )


@api.get("/organizations", response={200: OrganizationPage, **_PROBLEMS}, tags=["organizations"])
def list_organizations(
    request: HttpRequest, after: After = None, limit: Limit = 20
) -> OrganizationPage:
    """The organisations that articles name, in the order of their addresses."""
    rows, last = rows_after(Organization.objects.with_published_articles(), after, limit)
    items = [OrganizationSummary.of(row) for row in rows]
    return OrganizationPage(items=items, next=_next(request, after=last))


@api.get(
    "/organizations/{slug}",
    response={200: OrganizationDetail, **_PROBLEMS},
    tags=["organizations"],
)
def get_organization(request: HttpRequest, slug: Annotated[Slug, Path()]) -> OrganizationDetail:
    """One organisation, with all the forms of its name."""
    row = Organization.objects.with_published_articles().for_dossier().filter(slug=slug).first()
    return OrganizationDetail.of(_found(row))


@api.get("/authors", response={200: AuthorPage, **_PROBLEMS}, tags=["authors"])
def list_authors(request: HttpRequest, after: After = None, limit: Limit = 20) -> AuthorPage:
    """Who signs, in the order of their addresses."""
    rows, last = rows_after(Author.objects.with_published_articles(), after, limit)
    items = [AuthorDetail.of(row) for row in rows]
    return AuthorPage(items=items, next=_next(request, after=last))


@api.get("/authors/{slug}", response={200: AuthorDetail, **_PROBLEMS}, tags=["authors"])
def get_author(request: HttpRequest, slug: Annotated[Slug, Path()]) -> AuthorDetail:
    """One author."""
    return AuthorDetail.of(
        _found(Author.objects.with_published_articles().filter(slug=slug).first())
    )


@api.get("/persons", response={200: PersonPage, **_PROBLEMS}, tags=["persons"])
def list_persons(request: HttpRequest, after: After = None, limit: Limit = 20) -> PersonPage:
    """Those whose words readers see, in the order of their addresses."""
    persons = Person.objects.with_published_quotations().for_engines().with_quotation_count()
    rows, last = rows_after(persons, after, limit)
    items = [PersonSummary.of(row) for row in rows]
    return PersonPage(items=items, next=_next(request, after=last))


@api.get("/persons/{slug}", response={200: PersonDetail, **_PROBLEMS}, tags=["persons"])
def get_person(
    request: HttpRequest, response: HttpResponse, slug: Annotated[Slug, Path()]
) -> PersonDetail:
    """Somebody, with what they are in organisations."""
    return PersonDetail.of(_person(slug, response))


@api.get("/persons/{slug}/quotations", response={200: QuotationPage, **_PROBLEMS}, tags=["persons"])
def list_quotations(
    request: HttpRequest,
    response: HttpResponse,
    slug: Annotated[Slug, Path()],
    before: Annotated[TimeKey | None, Query(description="A key from `next`.")] = None,
    limit: Limit = 20,
) -> QuotationPage:
    """What somebody said, the newest first."""
    rows = _person(slug, response).quotations.published().for_engines()
    if before is not None:
        rows = rows.older_than(*_read_time_key(before))
    rows = rows.select_related("article", "person", "organization").newest_first()
    found, last = _first_of(rows, limit)
    key = last and _time_key(last.article.published_at, last.uuid)
    return QuotationPage(
        items=[QuotationSummary.of(row) for row in found], next=_next(request, before=key)
    )


@api.get("/sections", response={200: list[SectionDetail], **_PROBLEMS}, tags=["sections"])
def list_sections(request: HttpRequest) -> list[SectionDetail]:
    """The sections, in the order of the masthead."""
    return [
        SectionDetail(**Reference.to(row).dict(), description=row.description)
        for row in Section.objects.with_articles()
    ]


@api.get("/tags", response={200: TagPage, **_PROBLEMS}, tags=["tags"])
def list_tags(request: HttpRequest, after: After = None, limit: Limit = 20) -> TagPage:
    """The tags that articles have, in the order of their addresses."""
    rows, last = rows_after(Tag.objects.with_published_articles(), after, limit)
    items = [Reference.to(row) for row in rows]
    return TagPage(items=items, next=_next(request, after=last))


@api.get("/search", response={200: SearchPage, **_PROBLEMS}, tags=["search"])
def search(
    request: HttpRequest,
    q: Annotated[Text, Query(description="Words; phrases in quotes; a minus before what is not.")],
    offset: Annotated[int, Query(ge=0, le=BOUND)] = 0,
    limit: Limit = 20,
) -> SearchPage:
    """The articles in which something is found, the most relevant first."""
    found = find(SearchQuery.read(q))
    keys = found.by_relevance[offset : offset + limit]
    articles = Article.objects.published().for_engines().for_listing().in_bulk(keys)
    items = [ArticleSummary.of(articles[key]) for key in keys if key in articles]
    return SearchPage(items=items, total=found.count, is_cut=found.is_cut)


def _read_key(key: str | None) -> tuple[dt.datetime, str] | None:
    seconds, _, slug = (key or "").partition("-")
    return (dt.datetime.fromtimestamp(int(seconds), dt.UTC), slug) if slug else None


def _first_of(rows: QuerySet, limit: int) -> tuple[list[Any], Any]:
    """The first rows, and the last of them where others follow."""
    found = list(rows[: limit + 1])
    return found[:limit], found[limit - 1] if len(found) > limit else None


def _time_key(moment: dt.datetime, uuid: UUID) -> str:
    return f"{int(moment.timestamp())}-{uuid.hex}"


def _read_time_key(key: str) -> tuple[dt.datetime, UUID]:
    seconds, _dash, name = key.partition("-")
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC), UUID(name)


def _narrowed(articles: ArticleQuerySet, **slugs: str | None) -> ArticleQuerySet:
    """The articles that are tied to all that is named; none where something is not there."""
    for name, slug in slugs.items():
        if slug is None:
            continue
        model, narrow = _NARROWINGS[name]
        row = model.objects.with_frequency().filter(slug=slug).first()
        if row is None:
            return articles.none()
        articles = narrow(articles, row, is_small=row.is_small)
    return articles


def _article(slug: str, response: HttpResponse) -> Article:
    """An article that readers see; the response says where engines are not to show it."""
    article = Article.objects.published().for_page().filter(slug=slug).first()
    if article is None:
        gone = Article.objects.withdrawn().select_related("withdrawal").filter(slug=slug).first()
        if gone is not None:
            reason = getattr(gone, "withdrawal", None) and gone.withdrawal.reason
            raise HttpError(410, " ".join([_("This piece was withdrawn."), reason or ""]).strip())
    if article and article.is_unindexed:
        response.headers["X-Robots-Tag"] = "noindex"
    return _found(article)


def _person(slug: str, response: HttpResponse) -> Person:
    """Somebody whose words readers see; the response says where engines are not to show them."""
    persons = Person.objects.with_published_quotations().with_quotation_count().with_unindexed()
    row = _found(persons.prefetch_related("affiliations__organization").filter(slug=slug).first())
    if row.is_unindexed:
        response.headers["X-Robots-Tag"] = "noindex"
    return row


def _found(row: Any) -> Any:
    if row is None:
        raise HttpError(404, _("There is nothing here by this name."))
    return row


def _next(request: HttpRequest, **key: str | None) -> str | None:
    """The address of what follows, asked for as this was."""
    [(name, value)] = key.items()
    if value is None:
        return None
    return absolute(f"{request.path}?{urlencode({**request.GET.dict(), name: value})}")


def _said_once(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A parameter that is said twice makes no sense: the last alone would count, unsaid."""

    @wraps(run)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        twice = [name for name, values in request.GET.lists() if len(values) > 1]
        return _senseless(request, twice) if twice else run(request, *args, **kwargs)

    return wrapped


api.add_decorator(_said_once, mode="view")


def _senseless(request: HttpRequest, names: list[str]) -> HttpResponse:
    """422, with the names of the parameters that make no sense."""
    detail = _("This makes no sense: %(names)s.") % {"names": ", ".join(names)}
    return api.create_response(request, {"detail": detail, "parameters": names}, status=422)


@api.exception_handler(ValidationError)
def explain_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return _senseless(request, list(dict.fromkeys(str(one["loc"][-1]) for one in error.errors)))


@api.exception_handler(Http404)
def explain_absence(request: HttpRequest, error: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": _("There is nothing here.")}, status=404)


def not_found(request: HttpRequest, rest: str = "") -> JsonResponse:
    """What no endpoint answers, in the API's own form."""
    return JsonResponse({"detail": _("There is nothing here."), "parameters": []}, status=404)


def parameters() -> set[str]:
    """The names of all that can be asked in a query string."""
    operations = (path["get"] for path in api.get_openapi_schema()["paths"].values())
    asked = (one for operation in operations for one in operation.get("parameters", ()))
    return {one["name"] for one in asked if one["in"] == "query"}
