"""Many articles at once: published, once what is to be said of each was read, or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import publishing
from articles.admin.articles.checks import ChecksPanel
from articles.admin.articles.workflow import DONE, VERBS
from articles.models import Article
from articles.publishing import Draft

#: Each article is judged by itself, and somebody must read what is said of it.
AT_ONCE = 100


@dataclass(frozen=True)
class _Row:
    """An article that is to be published with others: what is said of it, and whether this person
    may publish it at all."""

    article: Article
    checks: ChecksPanel
    may: bool

    @classmethod
    def of(cls, article: Article, user: User) -> _Row:
        may = "publish" in publishing.possible_steps(user, article)
        return cls(article, ChecksPanel.of(Draft.of(article), {}), may)

    @property
    def is_ready(self) -> bool:
        return self.may and not self.checks.musts


class ArticleBulk(admin.ModelAdmin):
    actions = ["publish_selected", "withdraw_selected"]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.withdraw_article")

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # deleting is a matter for one article at a time
        return actions

    @admin.action(description=gettext_lazy("Publish the selected pieces"), permissions=["publish"])
    def publish_selected(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> HttpResponse | None:
        if self._are_too_many(request, queryset):
            return None
        if "_confirmed" in request.POST:
            self._each(request, queryset, "publish")
            return None
        articles = queryset.for_desk().prefetch_related("tags", "sources").order_by("pk")
        rows = [_Row.of(article, request.user) for article in articles]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Publish many pieces"),
            "rows": rows,
            "ready": [row.article for row in rows if row.is_ready],
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/articles/article/publish_many.html", context)

    @admin.action(
        description=gettext_lazy("Withdraw the selected pieces"), permissions=["withdraw"]
    )
    def withdraw_selected(
        self, request: HttpRequest, queryset: QuerySet[Article]
    ) -> HttpResponse | None:
        if self._are_too_many(request, queryset):
            return None
        if "_confirmed" in request.POST:
            self._each(request, queryset, "withdraw", reason=request.POST.get("reason", ""))
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Withdraw many pieces"),
            "articles": queryset.for_desk().order_by("pk"),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/articles/article/withdraw_many.html", context)

    def _are_too_many(self, request: HttpRequest, queryset: QuerySet[Article]) -> bool:
        if queryset.count() <= AT_ONCE:
            return False
        text = _("%(n)d pieces at a time are the most: choose fewer.") % {"n": AT_ONCE}
        self.message_user(request, text, messages.ERROR)
        return True

    def _each(
        self, request: HttpRequest, queryset: QuerySet[Article], step: str, **words: str
    ) -> None:
        """Take the step with each article, and say why where it cannot be taken."""
        done = 0
        for article in queryset.order_by("pk"):
            try:
                with transaction.atomic():
                    VERBS[step](article=article, by=request.user, **words)
                    self.log_change(request, article, DONE[step] % {"headline": article.headline})
                done += 1
            except (ValidationError, PermissionDenied) as error:
                reasons = getattr(error, "messages", [str(error)])
                text = f"«{article.headline}»: {' '.join(reasons)}"
                self.message_user(request, text, messages.ERROR)
        if done:
            text = {
                "publish": ngettext("%(n)d piece published.", "%(n)d pieces published.", done),
                "withdraw": ngettext("%(n)d piece withdrawn.", "%(n)d pieces withdrawn.", done),
            }[step]
            self.message_user(request, text % {"n": done}, messages.SUCCESS)
