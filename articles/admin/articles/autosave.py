"""While a person writes: small answers for the script of the form, which keeps what is typed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import publishing
from articles.admin import sent_forms
from articles.db.numbers import MOST_OF_A_COUNT, whole_number
from articles.models import Article
from articles.publishing.drafts import working_copies


class ArticleKeeping(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        pages = {
            "hold": self.hold_view,
            "write": self.write_view,
            "leave": self.leave_view,
            "token": self.token_view,
            "entered": self.entered_view,
        }
        return [
            path(
                f"copies/{name}/", self.admin_site.admin_view(view), name=f"articles_article_{name}"
            )
            for name, view in pages.items()
        ] + super().get_urls()

    def _told(self, request: HttpRequest) -> dict[str, Any]:
        """Which copy the form speaks of, checked."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
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

    @method_decorator(require_POST)
    def hold_view(self, request: HttpRequest) -> JsonResponse:
        """The form is open: who else is there, and whether the article was saved since."""
        told = self._told(request)
        try:
            working_copies.hold_copy(**told, claims=bool(request.POST.get("_claims")))
        except working_copies.CopyTaken:
            return self._closed(request)
        article = told["article"]
        return JsonResponse(
            {
                "others": self._others(request, article, told["key"]) if article else "",
                "newer": self._newer(article, told["base_version"]) if article else "",
            }
        )

    def _closed(self, request: HttpRequest) -> JsonResponse:
        """409, with the `key` of a copy to go on in. Where the form was saved meanwhile, `saved`
        is the article: its `url`, its key, the version from which what is typed goes on, and
        whether what is told now `is_this` that was saved."""
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

    def _others(self, request: HttpRequest, article: Article, key: uuid.UUID) -> str:
        there = [copy.person for copy in working_copies.present(article, besides=key)]
        names = dict.fromkeys(
            publishing.name_of(person) for person in there if person != request.user
        )
        words = []
        if names:
            words.append(_("%(names)s: open here too.") % {"names": ", ".join(names)})
        if request.user in there:
            words.append(_("You have this piece open in another tab."))
        return " ".join(words)

    def _newer(self, article: Article, base: int) -> str:
        if article.version <= base:
            return ""
        version = publishing.version_of(article.pk, article.version)
        who = publishing.name_of(version.revision.user) if version else ""
        when = timezone.localtime(article.modified_at)
        return _(
            "%(who)s saved this piece at %(time)s: when you save, you will see both texts together."
        ) % {"who": who or _("Somebody"), "time": f"{when:%H:%M}"}

    @method_decorator(require_POST)
    def write_view(self, request: HttpRequest) -> JsonResponse:
        """Keep what is typed; 409 where the copy is closed or another page's."""
        told = self._told(request)
        data = request.POST.copy()
        for name in sent_forms.NOT_TYPED:
            data.pop(name, None)
        try:
            copy = working_copies.write_copy(
                **told, headline=data.get("headline", ""), typed=data.urlencode()
            )
        except working_copies.CopyTaken:
            return self._closed(request)
        return JsonResponse(
            {
                "saved": f"{timezone.localtime(copy.saved_at):%H:%M}",
                "url": reverse("admin:articles_article_copy", args=[copy.key]),
            }
        )

    @method_decorator(require_POST)
    def leave_view(self, request: HttpRequest) -> JsonResponse:
        told = self._told(request)
        working_copies.leave_form(key=told["key"], holder=told["holder"], by=request.user)
        return JsonResponse({})

    def token_view(self, request: HttpRequest) -> JsonResponse:
        """The token that forms are sent with now: it is another since the person logged in again,
        and the form is still the one of before."""
        return JsonResponse({"token": get_token(request)})

    def entered_view(self, request: HttpRequest) -> HttpResponse:
        """Where a person lands who logged in again from an open form."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("You are in again"),
        }
        return TemplateResponse(request, "admin/articles/article/entered.html", context)
