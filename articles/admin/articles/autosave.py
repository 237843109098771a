"""Autosave: the requests that the form's script sends while a person writes."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import publishing
from articles.admin import sent_forms
from articles.admin.articles.form_data import typed_data
from articles.admin.articles.pages import render_page
from articles.db.numbers import MOST_OF_A_COUNT, whole_number
from articles.models import Article
from articles.publishing.drafts import working_copies

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def _sent_copy(request: HttpRequest, model_admin: ModelAdmin) -> dict[str, Any]:
    """Return the arguments that the functions of `working_copies` take for the copy that the form
    names. Raises PermissionDenied for a person who may not write articles, and Http404 for values
    that make no sense."""
    if not (model_admin.has_add_permission(request) or model_admin.has_change_permission(request)):
        raise PermissionDenied
    data = request.POST
    try:
        key = uuid.UUID(data.get("_copy", ""))
    except ValueError:
        raise Http404 from None
    base = whole_number(data.get("_base") or "0", most=MOST_OF_A_COUNT)
    article_key = whole_number(data.get("_article") or "0")
    if base is None or article_key is None:
        raise Http404
    article = Article.objects.filter(pk=article_key).first() if article_key else None
    return {
        "key": key,
        "holder": data.get("_holder", "")[:40],
        "by": request.user,
        "article": article,
        "base_version": base,
    }


@require_POST
def hold_view(request: HttpRequest, model_admin: ModelAdmin) -> JsonResponse:
    """Record that the form is open. Answer who else has it open (`others`) and whether the article
    was saved since (`newer`), each as a sentence or empty."""
    sent = _sent_copy(request, model_admin)
    try:
        working_copies.hold_copy(**sent, claims=bool(request.POST.get("_claims")))
    except working_copies.CopyTaken:
        return _conflict(request)
    article = sent["article"]
    return JsonResponse(
        {
            "others": _other_editors(request.user, article, sent["key"]) if article else "",
            "newer": _newer_version(article, sent["base_version"]) if article else "",
        }
    )


def _conflict(request: HttpRequest) -> JsonResponse:
    """Return a 409 answer with the `key` of a new copy to go on in. If the form was saved
    meanwhile, `saved` gives the article's `url` and key (`article`), the version from which the
    typed text goes on (`base`), and whether the text sent now is the text that was saved
    (`is_this`)."""
    answer: dict[str, Any] = {"key": str(uuid.uuid4())}
    sent = sent_forms.sent_before(request)
    if sent and sent.article_key:
        answer["saved"] = {
            "url": reverse("admin:articles_article_change", args=[sent.article_key]),
            "article": str(sent.article_key),
            "base": sent.version,
            "is_this": sent.digest.startswith(sent_forms.digest_of_typed(request.POST)),
        }
    return JsonResponse(answer, status=409)


def _other_editors(user: AbstractBaseUser, article: Article, key: uuid.UUID) -> str:
    """Return a sentence that names the others who have the form of this article open, and says
    whether `user` has it open in another tab; empty if nobody has."""
    there = [copy.person for copy in working_copies.present(article, besides=key)]
    names = dict.fromkeys(publishing.name_of(person) for person in there if person != user)
    words = []
    if names:
        words.append(_("%(names)s: open here too.") % {"names": ", ".join(names)})
    if user in there:
        words.append(_("You have this piece open in another tab."))
    return " ".join(words)


def _newer_version(article: Article, base: int) -> str:
    """Return a sentence that says who saved the article after its version `base`, and when; empty
    if nobody did."""
    if article.version <= base:
        return ""
    version = publishing.version_of(article.pk, article.version)
    who = publishing.name_of(version.revision.user) if version else ""
    when = timezone.localtime(article.modified_at)
    return _(
        "%(who)s saved this piece at %(time)s: when you save, you will see both texts together."
    ) % {"who": who or _("Somebody"), "time": f"{when:%H:%M}"}


@require_POST
def write_view(request: HttpRequest, model_admin: ModelAdmin) -> JsonResponse:
    """Store the typed text; 409 if the copy is closed or belongs to another page."""
    sent = _sent_copy(request, model_admin)
    data = typed_data(request.POST)
    try:
        copy = working_copies.write_copy(
            **sent, headline=data.get("headline", ""), typed=data.urlencode()
        )
    except working_copies.CopyTaken:
        return _conflict(request)
    return JsonResponse(
        {
            "saved": f"{timezone.localtime(copy.saved_at):%H:%M}",
            "url": reverse("admin:articles_article_copy", args=[copy.key]),
        }
    )


@require_POST
def leave_view(request: HttpRequest, model_admin: ModelAdmin) -> JsonResponse:
    """Record that the form is closed."""
    sent = _sent_copy(request, model_admin)
    working_copies.leave_form(key=sent["key"], holder=sent["holder"], by=request.user)
    return JsonResponse({})


def token_view(request: HttpRequest, model_admin: ModelAdmin) -> JsonResponse:
    """Return the current CSRF token. It changes when the person logs in again, while an open form
    still has the old one."""
    return JsonResponse({"token": get_token(request)})


def entered_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """Show the page that a person reaches after logging in again from an open form."""
    return render_page(
        request,
        model_admin,
        "entered.html",
        title=_("You are in again"),
    )
