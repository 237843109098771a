"""The preview: the public page with the text being typed, and its addresses for outsiders."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from articles.admin.articles.form import ArticleForm
from articles.admin.articles.pages import render_page
from articles.admin.articles.working_copies import form_of, own_copy
from articles.db.numbers import whole_number
from articles.models import Article, PreviewLink
from articles.publishing.articles import previews
from articles.site.article_page import article_page
from articles.text.markup import clean_html


def preview_view(request: HttpRequest, model_admin: ModelAdmin, key: uuid.UUID) -> HttpResponse:
    """Show the preview in a frame, as wide as a phone or as a desktop."""
    copy = own_copy(request, key)
    return render_page(
        request,
        model_admin,
        "preview.html",
        title=_("Preview"),
        copy=copy,
    )


@xframe_options_sameorigin
def page_view(request: HttpRequest, model_admin: ModelAdmin, key: uuid.UUID) -> HttpResponse:
    """Render the public page of an article as it is in a working copy."""
    copy = own_copy(request, key)
    form = form_of(request, model_admin, copy)
    form.full_clean()
    article = form.instance
    article.body = clean_html(form.data.get("body", ""))
    ties = _typed_ties(form)
    with previews.as_if_saved(article, by=request.user, **ties):
        shown = Article.objects.for_page().get(pk=article.pk)
        return article_page(shown, is_preview=True)


def _typed_ties(form: ArticleForm) -> dict[str, Any]:
    """Return the authors, tags, related articles and organizations in a form, as far as they are
    valid."""
    ties: dict[str, Any] = {
        "authors": form.cleaned_data.get("byline_authors"),
        "tags": form.cleaned_data.get("tags"),
        "related": form.cleaned_data.get("related"),
    }
    if "named_organizations" in form.cleaned_data:
        decisions = form.decisions()
        ties |= {"confirm": decisions["confirm"], "reject": decisions["reject"]}
    return ties


@require_POST
def links_view(request: HttpRequest, model_admin: ModelAdmin, object_id: str) -> HttpResponse:
    """Make a preview address for an outsider, or revoke one."""
    article = model_admin.get_object(request, unquote(object_id))
    if article is None:
        raise Http404
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    if revoked := request.POST.get("revoke", ""):
        key = whole_number(revoked)
        link = PreviewLink.objects.filter(article=article, pk=key).first()
        if link is None:
            raise Http404
        previews.revoke_link(link=link, by=request.user)
        messages.success(request, _("The address is closed: whoever opens it reads that."))
    else:
        try:
            previews.make_link(
                article=article, by=request.user, label=request.POST.get("label", "")
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            text = _("The address is open for 7 days: copy it from “Shared previews”.")
            messages.success(request, text)
    history = reverse("admin:articles_article_history", args=[article.pk])
    return HttpResponseRedirect(f"{history}#anteprime")
