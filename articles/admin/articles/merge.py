"""Merging of two texts, after somebody else saved the article in the meantime."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.articles import form_data
from articles.admin.articles.diff import compare
from articles.admin.articles.pages import render_page
from articles.admin.articles.working_copies import copy_url, form_of, form_url, own_copy
from articles.db.numbers import whole_number
from articles.models import ArticleVersion, WorkingCopy
from articles.publishing import Snapshot
from articles.publishing.drafts import working_copies
from articles.publishing.drafts.reconcile import Reconciler, label_of


def merge_view(request: HttpRequest, model_admin: ModelAdmin, key: uuid.UUID) -> HttpResponse:
    """Show both texts: merged where they do not touch, side by side where they do. POST opens the
    form with the chosen text."""
    copy = own_copy(request, key)
    article = copy.article
    if article is None or not model_admin.has_change_permission(request, article):
        return HttpResponseRedirect(copy_url(copy))
    number = whole_number(request.POST.get("_theirs") or str(article.version))
    theirs = publishing.version_of(article.pk, number) if number else None
    if theirs is None:
        raise Http404
    readable = publishing.readable_from(request.user, article)
    if theirs.number < readable:
        raise PermissionDenied
    mine = form_data.read(form_of(request, model_admin, copy))
    reconciler = _reconciler(copy, mine, theirs, readable)
    if request.method == "POST":
        reconciled = _reconciled(copy, reconciler, request.POST)
        messages.info(request, _("The two texts are together: read them, then press “Save”. "))
        successor = working_copies.take_up(copy, typed=reconciled.urlencode(), base=theirs.number)
        return HttpResponseRedirect(form_url(successor))
    return render_page(
        request,
        model_admin,
        "merge.html",
        title=_("Two texts"),
        copy=copy,
        article=article,
        theirs=theirs,
        who=publishing.name_of(theirs.revision.user) or _("Somebody"),
        reconciler=reconciler,
        taken=[label_of(name) for name in reconciler.taken],
        parts=compare(reconciler.theirs, reconciler.mine),
    )


def _reconciler(
    copy: WorkingCopy, mine: Snapshot, theirs: ArticleVersion, readable: int
) -> Reconciler:
    """Return the three-way merge of a copy. If the version it began from is unknown, or older than
    the first that this person may read (`readable`), every difference is shown."""
    base = publishing.version_of(copy.article_id, copy.base_version)
    if base and base.number >= readable:
        began = Snapshot.of_version(base)
    else:
        began = Snapshot(dict.fromkeys(publishing.article_fields(), ""))
    return Reconciler(base=began, mine=mine, theirs=Snapshot.of_version(theirs))


def _reconciled(copy: WorkingCopy, reconciler: Reconciler, choices: QueryDict) -> QueryDict:
    """Return the form data with both texts, merged as chosen where they touch."""
    data = QueryDict(copy.typed, mutable=True)
    names = {*reconciler.taken, *(point.key.partition("-")[0] for point in reconciler.points)}
    form_data.write(data, reconciler.reconciled(choices.dict()), names, copy.article)
    return data
