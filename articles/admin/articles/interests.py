"""What an article tells of the paper's ties to whom it names, and what it leaves out, with why."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles import publishing
from articles.db.numbers import whole_number
from articles.models import Article, Interest


class ArticleInterests(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        interests = path(
            "<path:object_id>/interests/",
            self.admin_site.admin_view(self.interests_view),
            name="articles_article_interests",
        )
        return [interests, *super().get_urls()]

    def interests_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        article = self._seen(request, object_id)
        may_change = publishing.may_edit(request.user, article)
        concerning = Interest.objects.concerning(article)
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            key = request.POST.get("interest", "")
            interest = concerning.filter(pk=whole_number(key)).first()
            try:
                if interest is not None:
                    self._decide_interest(request, article, interest)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(request.path)
        left_out = {each.interest_id: each for each in article.interest_omissions.all()}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Interests"),
            "article": article,
            "rows": [(interest, left_out.get(interest.pk)) for interest in concerning],
            "may_change": may_change,
        }
        return TemplateResponse(request, "admin/articles/article/interests.html", context)

    def _decide_interest(self, request: HttpRequest, article: Article, interest: Interest) -> None:
        omission = article.interest_omissions.filter(interest=interest).first()
        if omission is not None:
            publishing.tell_again(omission=omission, by=request.user)
            messages.success(request, _("The piece tells of it again."))
            return
        reason = request.POST.get("reason", "")
        publishing.leave_out(article=article, interest=interest, by=request.user, reason=reason)
        messages.success(request, _("The piece does not tell of it, and why is kept."))
