"""What readers were told of an article after it came out, and what they are to be told."""

from __future__ import annotations

from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.articles.correction_form import CorrectionForm
from articles.models import Article, Correction


class ArticleCorrections(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        corrections = path(
            "<path:object_id>/corrections/",
            self.admin_site.admin_view(self.corrections_view),
            name="articles_article_corrections",
        )
        return [corrections, *super().get_urls()]

    def corrections_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """All that readers were told, what was superseded too; and telling them more."""
        article = self._seen(request, object_id)
        may_correct = publishing.may_correct(request.user, article)
        superseded = self._superseded(article, request.GET.get("supersedes", ""))
        form = CorrectionForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                publishing.correct(
                    article=article,
                    amendment=form.amendment,
                    by=request.user,
                    supersedes=superseded,
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Readers can read it now."))
                return HttpResponseRedirect(request.path)
        corrections = article.corrections.select_related("supersedes", "superseded_by")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Corrections and rectifications"),
            "article": article,
            "corrections": corrections.newest_first(),
            "rectifications": article.rectifications.all(),
            "may_correct": may_correct,
            "may_handle": publishing.may_handle_rectifications(request.user),
            "supersedes": superseded,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/article/corrections.html", context)

    def _superseded(self, article: Article, name: str) -> Correction | None:
        """The one that is to be superseded, by its name in the address."""
        if not name:
            return None
        try:
            return article.corrections.standing().get(uuid=UUID(name))
        except (ValueError, Correction.DoesNotExist):
            raise Http404 from None
