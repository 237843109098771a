"""The front page: what the desk put at its head, the newest, the sections, the dossiers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.formats.page_metadata import front_page_metadata
from articles.models import Article, Organization, Section
from articles.site.article_page import front_page_head

RIVER = 6  # articles under the head
RAIL = 3  # articles of each section
CALL_OUTS = 3  # dossiers with their newest article
ORGANIZATIONS = 12


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Six queries, whatever there is: the keys first, then all the articles at once."""
    top, river = front_page_head(RIVER)
    sections = list(Section.objects.with_articles().with_newest(RAIL, without=[*top, *river]))
    dossiers = list(Organization.objects.most_named_lately(ORGANIZATIONS))
    wanted = {*top, *river, *(dossier.newest_article for dossier in dossiers[:CALL_OUTS])}
    wanted.update(key for section in sections for key in section.newest)
    articles = Article.objects.published().for_listing().in_bulk(wanted)
    at_head = [articles[key] for key in top if key in articles]
    others = [articles[key] for key in river if key in articles]
    rails = [
        (section, [articles[key] for key in section.newest if key in articles])
        for section in sections
    ]
    context = {
        "head": front_page_metadata([*at_head, *others]),
        "lead": at_head[0] if at_head else None,
        "seconds": at_head[1:],
        "others": others,
        "rails": [(section, rail) for section, rail in rails if rail],
        "call_outs": [(each, articles.get(each.newest_article)) for each in dossiers[:CALL_OUTS]],
        "organizations": dossiers[CALL_OUTS:],
    }
    return render(request, "articles/front.html", context)
