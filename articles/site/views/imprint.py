"""The colophon: the people responsible for the paper, and the rules by which it works."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.db.routes import path_to
from articles.formats import schema_org as data
from articles.formats.page_metadata import PageMetadata
from articles.site.imprint import IMPRINT


@require_safe
def colophon(request: HttpRequest) -> HttpResponse:
    imprint = IMPRINT.current()
    name, path = _("Colophon"), path_to("articles:colophon")
    description = _("Who makes %(paper)s, who owns it, and by which rules it works.")
    words = description % {"paper": settings.PAPER_NAME}
    page = data.collection(
        name=name,
        description=words,
        url=data.absolute(path),
        kind="AboutPage",
        about={"@id": data.publisher_node()["@id"]},
    )
    publisher = data.whole_publisher(imprint.row, imprint.director)
    graph = data.graph(page, data.breadcrumbs((name, path)), publisher=publisher)
    context = {
        "head": PageMetadata(name, words, data.absolute(path), graph=graph),
        "imprint": imprint.row,
        "directors": imprint.directors,
    }
    return render(request, "articles/colophon.html", context)
