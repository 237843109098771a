"""When somebody saved in the meantime: both texts, brought together."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.articles import form_data
from articles.admin.articles.diff import compare
from articles.admin.articles.working_copies import ArticleCopies
from articles.db.numbers import whole_number
from articles.models import WorkingCopy
from articles.publishing import Snapshot
from articles.publishing.drafts import working_copies
from articles.publishing.drafts.merge import Merger, label_of


class ArticleMerge(ArticleCopies):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.merge_view)
        merge = path("copies/<uuid:key>/merge/", view, name="articles_article_merge")
        return [merge, *super().get_urls()]

    def merge_view(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """Both texts: brought together where they do not touch, side by side where they do."""
        copy = self._own_copy(request, key)
        article = copy.article
        if article is None or not self.has_change_permission(request, article):
            return HttpResponseRedirect(self._page(copy))
        asked = whole_number(request.POST.get("_theirs") or str(article.version))
        theirs = publishing.version_of(article.pk, asked) if asked else None
        if theirs is None:
            raise Http404
        readable = publishing.readable_from(request.user, article)
        if theirs.number < readable:
            raise PermissionDenied
        merger = self._merger(request, copy, theirs, readable)
        if request.method == "POST":
            merged = self._merged(copy, merger, request.POST)
            messages.info(request, _("The two texts are together: read them, then press “Save”. "))
            successor = working_copies.take_up(copy, typed=merged.urlencode(), base=theirs.number)
            return HttpResponseRedirect(self._form_of(successor))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Two texts"),
            "copy": copy,
            "article": article,
            "theirs": theirs,
            "who": publishing.name_of(theirs.revision.user) or _("Somebody"),
            "merger": merger,
            "taken": [label_of(name) for name in merger.taken],
            "parts": compare(merger.theirs, merger.mine),
        }
        return TemplateResponse(request, "admin/articles/article/merge.html", context)

    def _merger(
        self, request: HttpRequest, copy: WorkingCopy, theirs: Any, readable: int
    ) -> Merger:
        mine = form_data.read(self._typed_form(request, copy))
        base = publishing.version_of(copy.article_id, copy.base_version)
        if base and base.number < readable:
            base = None
        now = Snapshot.of_version(theirs)
        # Where what was begun from is not known, or not to be read, all that differs is shown.
        nothing = dict.fromkeys(publishing.article_fields(), "")
        began = Snapshot.of_version(base) if base else Snapshot(nothing)
        return Merger(base=began, mine=mine, theirs=now)

    def _merged(self, copy: WorkingCopy, merger: Merger, choices: QueryDict) -> QueryDict:
        data = QueryDict(copy.typed, mutable=True)
        names = {*merger.taken, *(point.key.partition("-")[0] for point in merger.points)}
        form_data.write(data, merger.merged(choices.dict()), names, copy.article)
        return data
