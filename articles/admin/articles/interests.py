"""Interests of the paper in parties that an article names: disclosed, or left out with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.articles.pages import render_page, viewable_article
from articles.db.numbers import whole_number
from articles.models import Article, Interest


def interests_view(request: HttpRequest, model_admin: ModelAdmin, object_id: str) -> HttpResponse:
    article = viewable_article(request, model_admin, object_id)
    may_change = publishing.may_edit(request.user, article)
    concerning = Interest.objects.concerning(article)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        key = request.POST.get("interest", "")
        interest = concerning.filter(pk=whole_number(key)).first()
        try:
            if interest is not None:
                _toggle(request, article, interest)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(request.path)
    left_out = {each.interest_id: each for each in article.interest_omissions.all()}
    return render_page(
        request,
        model_admin,
        "interests.html",
        title=_("Interests"),
        article=article,
        rows=[(interest, left_out.get(interest.pk)) for interest in concerning],
        may_change=may_change,
    )


def _toggle(request: HttpRequest, article: Article, interest: Interest) -> None:
    """Disclose again an interest that was left out, or leave it out with the reason in the form."""
    omission = article.interest_omissions.filter(interest=interest).first()
    if omission is not None:
        publishing.disclose_again(omission=omission, by=request.user)
        messages.success(request, _("The piece tells of it again."))
        return
    reason = request.POST.get("reason", "")
    publishing.leave_out(article=article, interest=interest, by=request.user, reason=reason)
    messages.success(request, _("The piece does not tell of it, and why is kept."))
