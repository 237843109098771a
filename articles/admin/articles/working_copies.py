"""A person's working copies: offered when they come back, compared, taken up or set aside."""

from __future__ import annotations

import copy as copying
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from articles.admin.articles import form_data
from articles.admin.articles.diff import compare
from articles.admin.articles.form import ArticleForm
from articles.admin.articles.pages import change_url, render_page
from articles.admin.sent_forms import NOT_TYPED
from articles.models import Article, WorkingCopy
from articles.publishing import Snapshot
from articles.publishing.drafts import working_copies


def own_copy(request: HttpRequest, key: str | uuid.UUID) -> WorkingCopy:
    """Return this person's working copy with that key. Raises Http404 if they have none, or if it
    is empty."""
    try:
        copy = WorkingCopy.objects.of(request.user).select_related("article").get(key=key)
    except (WorkingCopy.DoesNotExist, ValidationError):
        raise Http404 from None
    if copy.saved_at is None:
        raise Http404
    return copy


def copy_url(copy: WorkingCopy) -> str:
    return reverse("admin:articles_article_copy", args=[copy.key])


def form_url(copy: WorkingCopy) -> str:
    """Return the address of the article's form, filled with a working copy."""
    page = change_url(copy.article) if copy.article else reverse("admin:articles_article_add")
    return f"{page}?copy={copy.key}"


def as_submitted(
    request: HttpRequest, typed: str, *, key: uuid.UUID, base_version: int
) -> HttpRequest:
    """Return the request with which the form would send the `typed` data."""
    submitted = copying.copy(request)
    submitted.method = "POST"
    submitted._files = MultiValueDict()  # or reading the files would parse the body again
    submitted.POST = QueryDict(typed, mutable=True)
    submitted.POST["_copy"], submitted.POST["_base"] = str(key), str(base_version)
    return submitted


def form_of(request: HttpRequest, model_admin: ModelAdmin, copy: WorkingCopy) -> ArticleForm:
    """Return the form as it was when the copy was stored."""
    article = Article.objects.get(pk=copy.article_id) if copy.article_id else Article()
    # As for a new article, so that a person who may no longer write it still sees their text.
    form_class = model_admin.get_form(request, None, change=False)
    submitted = as_submitted(request, copy.typed, key=copy.key, base_version=copy.base_version)
    return form_class(submitted.POST, instance=article)


def copy_context(
    request: HttpRequest, form: ArticleForm, article: Article | None
) -> dict[str, Any]:
    """Return the context with which the form keeps its working copy, and the copies it offers."""
    offered = WorkingCopy.objects.of(request.user).on(article).unfinished()
    return {
        "copy_key": form.copy_key,
        "not_typed": " ".join(sorted(NOT_TYPED)),
        "base_version": form.base_version,
        "begun_anew": form.is_bound,
        "left_behind": [] if form.is_bound else offered.exclude(key=form.copy_key)[:5],
    }


def keep_as_copy(request: HttpRequest, article: Article, base_version: int) -> WorkingCopy:
    """Store form data that could not be saved as a working copy, and return the copy."""
    key = ArticleForm(request.POST).copy_key
    typed = form_data.typed_data(request.POST)
    content = {
        "by": request.user,
        "article": article,
        "base_version": base_version,
        "headline": typed.get("headline", ""),
        "typed": typed.urlencode(),
    }
    holder = WorkingCopy.objects.filter(key=key).values_list("holder", flat=True).first()
    try:
        return working_copies.write_copy(key=key, holder=holder or "", **content)
    except working_copies.CopyTaken:
        # The same text sent again is stored in the same copy.
        other_key = uuid.uuid5(key, content["typed"])
        return working_copies.write_copy(key=other_key, holder="", **content)


def refuse_and_keep(
    request: HttpRequest, article: Article, *, base_version: int | None = None
) -> HttpResponse:
    """Store the data sent as a working copy and lead to it: the article passed to others while this
    person wrote, and they may no longer save it."""
    if base_version is None:
        base_version = ArticleForm(request.POST).base_version
    copy = keep_as_copy(request, article, base_version)
    messages.warning(
        request,
        _("This piece is not yours to change now: what you wrote is in this working copy."),
    )
    return HttpResponseRedirect(copy_url(copy))


def copy_view(request: HttpRequest, model_admin: ModelAdmin, key: uuid.UUID) -> HttpResponse:
    """Show a working copy compared with the article; POST takes it up, or sets it aside."""
    copy = own_copy(request, key)
    article = copy.article
    may_take_up = _may_take_up(request, model_admin, article)
    act = request.POST.get("_act")
    if act == "aside":
        working_copies.set_aside(copy)
        messages.success(request, _("The working copy is set aside for 30 days."))
        return HttpResponseRedirect(change_url(article) if article else reverse("admin:index"))
    if act == "take" and may_take_up:
        if article and copy.base_version != article.version:
            return HttpResponseRedirect(reverse("admin:articles_article_merge", args=[key]))
        return HttpResponseRedirect(form_url(working_copies.take_up(copy)))
    stored = Snapshot.of(article) if article else None
    mine = form_data.read(form_of(request, model_admin, copy))
    return render_page(
        request,
        model_admin,
        "copy.html",
        title=_("Working copy"),
        copy=copy,
        parts=compare(stored, mine),
        is_new=article is None,
        may_take=may_take_up,
    )


def _may_take_up(request: HttpRequest, model_admin: ModelAdmin, article: Article | None) -> bool:
    if article is None:
        return model_admin.has_add_permission(request)
    return model_admin.has_change_permission(request, article)
