"""The steps of a piece from hand to hand, as the desk takes them: with the form, alone, many."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import publishing
from articles.dates import written_moment
from articles.models import Article

VERBS: dict[str, Callable[..., None]] = {
    "publish": publishing.publish,
    "submit": publishing.submit,
    "return_to_draft": publishing.return_to_draft,
    "withdraw": publishing.withdraw,
}
DONE = {
    "publish": gettext_lazy("“%(headline)s” is published."),
    "submit": gettext_lazy("“%(headline)s” is in review."),
    "return_to_draft": gettext_lazy("“%(headline)s” is a draft again."),
    "withdraw": gettext_lazy("“%(headline)s” is withdrawn from readers."),
}
DONE_SCHEDULED = {
    "publish": gettext_lazy("“%(headline)s” is scheduled: readers will see it from %(time)s."),
    "withdraw": gettext_lazy("“%(headline)s” will not come out: it is back in review."),
}


class ArticleSteps(admin.ModelAdmin):
    """Asks `publishing` for each step, which decides whether this person may take it."""

    actions = ["publish_selected", "withdraw_selected"]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.withdraw_article")

    def take_step(self, request: HttpRequest, article: Article, step: str) -> None:
        if step not in VERBS:
            raise PermissionDenied
        was_public = article.is_public
        VERBS[step](article=article, by=request.user)
        scheduled = article.is_scheduled or (step == "withdraw" and not was_public)
        text = DONE_SCHEDULED.get(step, DONE[step]) if scheduled else DONE[step]
        words = {"headline": article.headline, "time": written_moment(article.published_at)}
        message = text % words
        self.log_change(request, article, message)
        self.message_user(request, message, messages.SUCCESS)

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._back_to(obj) if "_step" in request.POST else super().response_add(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return (
            self._back_to(obj) if "_step" in request.POST else super().response_change(request, obj)
        )

    def _back_to(self, article: Article) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    # A step without the form: for who may take it and not write

    def get_urls(self) -> list[URLPattern]:
        step = path(
            "<path:object_id>/step/",
            self.admin_site.admin_view(self.step_view),
            name="articles_article_step",
        )
        return [step, *super().get_urls()]

    @method_decorator(require_POST)
    def step_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        article = self.get_object(request, unquote(object_id))
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        try:
            with transaction.atomic():
                self.take_step(request, article, request.POST.get("_step", ""))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        return self._back_to(article)

    # Many at once

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # deleting is a matter for one piece at a time
        return actions

    @admin.action(description=_("Publish the selected pieces"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._each(request, queryset, "publish")

    @admin.action(description=_("Withdraw the selected pieces"), permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self._each(request, queryset, "withdraw")

    def _each(self, request: HttpRequest, queryset: QuerySet[Article], step: str) -> None:
        """Take the step with each piece, and say why where it cannot be taken."""
        done = 0
        for article in queryset.order_by("pk"):
            try:
                with transaction.atomic():
                    VERBS[step](article=article, by=request.user)
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
