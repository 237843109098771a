"""The preview: the public page itself, with what is being typed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from articles.db.numbers import whole_number
from articles.models import Article, PreviewLink
from articles.publishing.articles import previews
from articles.site.article_page import article_page
from articles.text.markup import clean_html


class ArticlePreview(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path(
                "copies/<uuid:key>/preview/",
                wrap(self.preview_view),
                name="articles_article_preview",
            ),
            path(
                "copies/<uuid:key>/page/",
                xframe_options_sameorigin(wrap(self.page_view)),
                name="articles_article_page",
            ),
            path("<path:object_id>/links/", wrap(self.links_view), name="articles_article_links"),
            *super().get_urls(),
        ]

    def preview_view(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """The page in a frame, as wide as a phone or as a desktop."""
        copy = self._own_copy(request, key)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Preview"),
            "copy": copy,
        }
        return TemplateResponse(request, "admin/articles/article/preview.html", context)

    def page_view(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """The public page of an article as it is in a working copy."""
        copy = self._own_copy(request, key)
        form = self._typed_form(request, copy)
        form.full_clean()
        article = form.instance
        article.body = clean_html(form.data.get("body", ""))
        ties = self._typed_ties(form)
        with previews.as_if_saved(article, by=request.user, **ties):
            shown = Article.objects.for_page().get(pk=article.pk)
            return article_page(shown, is_preview=True)

    def _typed_ties(self, form: ModelForm) -> dict[str, Any]:
        """What a form says of the ties, as far as it can be read."""
        ties: dict[str, Any] = {
            "authors": form.cleaned_data.get("byline_authors"),
            "tags": form.cleaned_data.get("tags"),
        }
        if "named_organizations" in form.cleaned_data:
            said = form.decisions()
            ties |= {"confirm": said["confirm"], "reject": said["reject"]}
        return ties

    # For outsiders

    @method_decorator(require_POST)
    def links_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make an address for an outsider, or revoke one."""
        article = self.get_object(request, unquote(object_id))
        if article is None:
            raise Http404
        if not self.has_change_permission(request, article):
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
