"""The corrections and rectifications of an article: all that were published, and a new one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.articles.correction_form import CorrectionForm
from articles.admin.articles.pages import render_page, viewable_article
from articles.models import Article, Correction


def corrections_view(request: HttpRequest, model_admin: ModelAdmin, object_id: str) -> HttpResponse:
    """Show all corrections and rectifications of an article, superseded ones included; POST
    publishes a new correction."""
    article = viewable_article(request, model_admin, object_id)
    may_correct = publishing.may_correct(request.user, article)
    superseded = _superseded(article, request.GET.get("supersedes", ""))
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
    return render_page(
        request,
        model_admin,
        "corrections.html",
        title=_("Corrections and rectifications"),
        article=article,
        corrections=corrections.newest_first(),
        rectifications=article.rectifications.all(),
        may_correct=may_correct,
        may_handle=publishing.may_handle_rectifications(request.user),
        supersedes=superseded,
        form=form,
    )


def _superseded(article: Article, uuid: str) -> Correction | None:
    """Return the standing correction to be superseded, by its UUID in the address; None for an
    empty one. Raises Http404 if there is no such correction."""
    if not uuid:
        return None
    try:
        return article.corrections.in_force().get(uuid=UUID(uuid))
    except (ValueError, Correction.DoesNotExist):
        raise Http404 from None
