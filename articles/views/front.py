"""The front page: what the desk put at its head, the newest, the sections, the dossiers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.heads import front_head
from articles.models import FRONT_PLACES, Article, FrontPlace, Organization, Section

RIVER = 6  # pieces under the head
RAIL = 3  # pieces of each section
CALL_OUTS = 3  # dossiers with their newest piece
ORGANIZATIONS = 12


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Six queries, whatever there is: the keys first, then all the pieces at once."""
    top, river = _head()
    sections = list(Section.objects.with_articles().with_newest(RAIL, without=[*top, *river]))
    dossiers = list(Organization.objects.in_the_news().with_newest_article()[:ORGANIZATIONS])
    wanted = {*top, *river, *(dossier.newest_article for dossier in dossiers[:CALL_OUTS])}
    wanted.update(key for section in sections for key in section.newest)
    pieces = Article.objects.published().for_listing().in_bulk(wanted)
    at_head = [pieces[key] for key in top if key in pieces]
    others = [pieces[key] for key in river if key in pieces]
    rails = [
        (section, [pieces[key] for key in section.newest if key in pieces]) for section in sections
    ]
    context = {
        "head": front_head([*at_head, *others]),
        "masthead_sections": sections,
        "lead": at_head[0] if at_head else None,
        "seconds": at_head[1:],
        "others": others,
        "rails": [(section, rail) for section, rail in rails if rail],
        "call_outs": [(each, pieces.get(each.newest_article)) for each in dossiers[:CALL_OUTS]],
        "organizations": dossiers[CALL_OUTS:],
    }
    return render(request, "articles/front.html", context)


def _head() -> tuple[list[int], list[int]]:
    """The keys of the pieces at the head, the lead first, and of those under it. Where the desk
    left a place empty, or its time is over, the newest piece that is not there already takes it."""
    chosen = dict(FrontPlace.objects.standing().values_list("position", "article"))
    newest = Article.objects.published().newest_first().values_list("pk", flat=True)
    rest = iter([key for key in newest[: 2 * FRONT_PLACES + RIVER] if key not in chosen.values()])
    top = [chosen.get(place) or next(rest, None) for place in range(FRONT_PLACES)]
    return [key for key in top if key], [key for key, _ in zip(rest, range(RIVER), strict=False)]
