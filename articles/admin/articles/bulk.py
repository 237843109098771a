"""Actions of the list of articles: publish many after a look at the checks, or withdraw them."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import publishing
from articles.admin.articles.checks import ChecksPanel
from articles.admin.articles.pages import render_page
from articles.admin.articles.workflow import DONE, VERBS
from articles.models import Article
from articles.publishing import CheckedArticle

#: The most articles in one action: their checks take time to compute and to read.
AT_ONCE = 100


@dataclass(frozen=True)
class _Row:
    """An article to be published with others: its checks, and whether this person may publish it
    (`may`)."""

    article: Article
    checks: ChecksPanel
    may: bool

    @classmethod
    def of(cls, article: Article, user: User) -> _Row:
        may = "publish" in publishing.possible_steps(user, article)
        return cls(article, ChecksPanel.of(CheckedArticle.of(article), {}), may)

    @property
    def is_ready(self) -> bool:
        return self.may and not self.checks.musts


@admin.action(description=gettext_lazy("Publish the selected pieces"), permissions=["publish"])
def publish_selected(
    model_admin: ModelAdmin, request: HttpRequest, queryset: QuerySet[Article]
) -> HttpResponse | None:
    if _are_too_many(request, queryset):
        return None
    if "_confirmed" in request.POST:
        _take_step_with_each(request, model_admin, queryset, "publish")
        return None
    articles = queryset.for_desk().prefetch_related("tags", "sources").order_by("pk")
    rows = [_Row.of(article, request.user) for article in articles]
    return render_page(
        request,
        model_admin,
        "publish_many.html",
        title=_("Publish many pieces"),
        rows=rows,
        ready=[row.article for row in rows if row.is_ready],
        checkbox=ACTION_CHECKBOX_NAME,
    )


@admin.action(description=gettext_lazy("Withdraw the selected pieces"), permissions=["withdraw"])
def withdraw_selected(
    model_admin: ModelAdmin, request: HttpRequest, queryset: QuerySet[Article]
) -> HttpResponse | None:
    if _are_too_many(request, queryset):
        return None
    if "_confirmed" in request.POST:
        _take_step_with_each(
            request, model_admin, queryset, "withdraw", reason=request.POST.get("reason", "")
        )
        return None
    return render_page(
        request,
        model_admin,
        "withdraw_many.html",
        title=_("Withdraw many pieces"),
        articles=queryset.for_desk().order_by("pk"),
        checkbox=ACTION_CHECKBOX_NAME,
    )


def _are_too_many(request: HttpRequest, queryset: QuerySet[Article]) -> bool:
    if queryset.count() <= AT_ONCE:
        return False
    text = _("%(n)d pieces at a time are the most: choose fewer.") % {"n": AT_ONCE}
    messages.error(request, text)
    return True


def _take_step_with_each(
    request: HttpRequest,
    model_admin: ModelAdmin,
    queryset: QuerySet[Article],
    step: str,
    **words: str,
) -> None:
    """Take the step with each article; report each one that cannot take it, and why."""
    done = 0
    for article in queryset.order_by("pk"):
        try:
            with transaction.atomic():
                VERBS[step](article=article, by=request.user, **words)
                model_admin.log_change(
                    request, article, DONE[step] % {"headline": article.headline}
                )
            done += 1
        except (ValidationError, PermissionDenied) as error:
            reasons = getattr(error, "messages", [str(error)])
            text = f"«{article.headline}»: {' '.join(reasons)}"
            messages.error(request, text)
    if done:
        text = {
            "publish": ngettext("%(n)d piece published.", "%(n)d pieces published.", done),
            "withdraw": ngettext("%(n)d piece withdrawn.", "%(n)d pieces withdrawn.", done),
        }[step]
        messages.success(request, text % {"n": done})
