"""The list of persons who are quoted, and the page of each with their words."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.db.routes import path_to
from articles.formats.page_metadata import Step, listing_metadata, person_metadata
from articles.models import Affiliation, Organization, Person, Quotation
from articles.site.cursors import ENTRY
from articles.site.directory import PAGE
from articles.site.paging import OLDER_THAN

MOST_PERSONS = 200  # on a page
MOST_QUOTATIONS = 20


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """Show the persons whose words readers see, by name."""
    covered = Person.objects.with_published_quotations().with_quotation_count()
    number = request.GET.get(PAGE, "1")
    try:
        page = Paginator(covered.order_by("name", "slug"), MOST_PERSONS).page(number)
    except (PageNotAnInteger, EmptyPage):
        raise Http404 from None
    name, path = persons_step()
    description = _("Whose words %(paper)s has printed.") % {"paper": settings.PAPER_NAME}
    query = f"?{PAGE}={page.number}" if page.number > 1 else ""
    context = {"head": listing_metadata(name, description, path, query=query), "page": page}
    return render(request, "articles/person_list.html", context)


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the words of a person, the newest first; answer 404 while readers see none."""
    persons = Person.objects.with_published_quotations().with_quotation_count().with_unindexed()
    row = get_object_or_404(persons.prefetch_related("affiliations__organization"), slug=slug)
    cursor = request.GET.get(OLDER_THAN)
    quotations = row.quotations.published().select_related("article", "organization").newest_first()
    if cursor is not None:
        quotations = quotations.older_than(*ENTRY.decode(cursor))
    found = list(quotations[: MOST_QUOTATIONS + 1])
    if cursor is not None and not found:
        raise Http404
    shown = found[:MOST_QUOTATIONS]
    older = ""
    if len(found) > MOST_QUOTATIONS:
        older = f"?{OLDER_THAN}={ENTRY.encode(shown[-1].article.published_at, shown[-1].uuid)}"
    query = f"?{OLDER_THAN}={cursor}" if cursor else ""
    covered = _covered(row, shown)
    roles = list(row.affiliations.all())
    today = row.affiliations_on(timezone.localdate())
    context = {
        "head": person_metadata(row, shown, covered=covered, query=query, step=persons_step()),
        "person": row,
        "today": today,
        "roles": roles if len(roles) > len(today) or any(map(_has_days, roles)) else [],
        "covered": covered,
        "quotations": shown,
        "is_first": cursor is None,
        "older": older,
    }
    response = render(request, "articles/person.html", context)
    if row.is_unindexed:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _covered(row: Person, quotations: list[Quotation]) -> set[int]:
    """Return the keys of the organizations on the page whose dossiers readers may see."""
    keys = {each.organization_id for each in (*quotations, *row.affiliations.all())} - {None}
    return set(
        Organization.objects.with_published_articles()
        .filter(pk__in=keys)
        .values_list("pk", flat=True)
    )


def _has_days(affiliation: Affiliation) -> bool:
    return bool(affiliation.first_day or affiliation.last_day)


def persons_step() -> Step:
    return _("Who is quoted"), path_to("articles:person_list")
