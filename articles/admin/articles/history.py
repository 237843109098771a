"""The history of an article: what was saved and what was done, compared, restored, recovered."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.acts import mask_erased_names
from articles.admin.articles.correction_form import AmendmentForm
from articles.admin.articles.diff import compare
from articles.admin.articles.form import let_go_in
from articles.db.numbers import whole_number
from articles.models import Article, ArticleVersion, EditorialAct, WorkingCopy
from articles.publishing import Snapshot

_MOST_DELETED = 100


class ArticleHistory(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("deleted/", wrap(self.deleted_view), name="articles_article_deleted"),
            path(
                "<path:object_id>/versions/<number:number>/",
                wrap(self.version_view),
                name="articles_article_version",
            ),
            *super().get_urls(),
        ]

    def _seen(self, request: HttpRequest, object_id: str) -> Article:
        article = self.get_object(request, unquote(object_id))
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return article

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """What was saved and what was done, the newest first. Six queries."""
        gone = self.get_object(request, unquote(object_id)) is None
        if gone and self.has_add_permission(request):
            return HttpResponseRedirect(reverse("admin:articles_article_deleted"))
        article = self._seen(request, object_id)
        readable = publishing.readable_from(request.user, article)
        versions = [v for v in publishing.versions_of(article.pk) if v.summary]
        entries: list[dict[str, Any]] = [
            {
                "at": version.revision.date_created,
                "who": publishing.name_of(version.revision.user),
                "version": version,
                "is_hidden": version.number < readable,
            }
            for version in versions
        ]
        entries += [
            {"at": act.at, "who": act.person_name, "act": act}
            for act in mask_erased_names(request.user, EditorialAct.objects.on(article.pk))
        ]
        entries.sort(key=lambda entry: entry["at"], reverse=True)
        copies = WorkingCopy.objects.of(request.user).on(article).with_text()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("History"),
            "article": article,
            "entries": entries,
            "copies": copies.filter(finished_at=None),
            "links": article.preview_links.select_related("made_by"),
            "may_change": self.has_change_permission(request, article),
            "site_url": request.build_absolute_uri("/").rstrip("/"),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/articles/article/history.html", context)

    def version_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """A version beside the one before it, or beside the article as it is; and restoring it."""
        article = self._seen(request, object_id)
        version = publishing.version_of(article.pk, number)
        if version is None:
            raise Http404
        readable = publishing.readable_from(request.user, article)
        if number < readable:
            raise PermissionDenied
        may_restore = self.has_change_permission(request, article)
        form = AmendmentForm(request.POST if request.method == "POST" else None)
        if request.method == "POST":
            if not may_restore:
                raise PermissionDenied
            done = form.is_valid() and self._restore(request, article, version, form)
            if done:
                return done
            article = self._seen(request, object_id)  # as it is, not as it was to become
        with_now = "now" in request.GET
        earlier = publishing.version_before(version)
        if earlier and earlier.number < readable:
            earlier = None
        state = Snapshot.of_version(version)
        before = Snapshot.of_version(earlier) if earlier else None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Version %(n)d") % {"n": number},
            "article": article,
            "version": version,
            "earlier": earlier,
            "with_now": with_now,
            "parts": compare(state, Snapshot.of(article)) if with_now else compare(before, state),
            "may_restore": may_restore and number != article.version,
            "form": form if article.is_public else None,
            "broken": publishing.broken_quotations(
                Article(body=state.fields["body"]), publishing.quotations_of(article)
            ),
            "let_go": let_go_in(request.POST),
        }
        return TemplateResponse(request, "admin/articles/article/version.html", context)

    def _restore(
        self,
        request: HttpRequest,
        article: Article,
        version: ArticleVersion,
        form: AmendmentForm,
    ) -> HttpResponse | None:
        try:
            missing = publishing.restore_version(
                article=article,
                version=version,
                by=request.user,
                amendment=form.amendment,
                let_go=let_go_in(request.POST),
            )
        except ValidationError as error:
            if hasattr(error, "error_dict") and error.error_dict.keys() <= form.fields.keys():
                form.add_error(None, error)
            else:
                messages.error(request, " ".join(error.messages))
            return None
        text = _("The piece is as it was in version %(n)d.") % {"n": version.number}
        messages.success(request, text)
        self._tell_missing(request, missing)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def _tell_missing(self, request: HttpRequest, missing: list[str]) -> None:
        if missing:
            text = _("There are no more, and could not be given back: %(names)s.")
            messages.warning(request, text % {"names": ", ".join(missing)})

    # What was deleted

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        publishing.delete_article(article=obj, by=request.user)

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """The articles that were deleted, those that this person may recover; and recovering
        them."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            key = whole_number(request.POST.get("version"))
            version = publishing.deleted_articles().filter(pk=key).first()
            if version is None:
                raise Http404
            try:
                article, missing = publishing.recover_article(version=version, by=request.user)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return HttpResponseRedirect(request.path)
            messages.success(
                request, _("“%(headline)s” is back, as a draft.") % {"headline": article}
            )
            self._tell_missing(request, missing)
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Deleted pieces"),
            "versions": publishing.recoverable_by(request.user, most=_MOST_DELETED),
        }
        return TemplateResponse(request, "admin/articles/article/deleted.html", context)
