"""The steps of an article from hand to hand, as the desk takes them: with the form, alone, many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import publishing
from articles.admin.acts import mask_erased_names
from articles.db.numbers import whole_number
from articles.models import Article, EditorialAct
from articles.text.dates import format_datetime, format_weekday_datetime

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


def publish_label(article: Article) -> str:
    """What the button of publication will do: a word for each case (see also `desk.js`)."""
    moment = article.published_at
    if moment is None or article.is_scheduled:
        return _("Publish now")
    if moment > timezone.now():
        return _("Schedule for %(time)s") % {"time": format_weekday_datetime(moment)}
    return _("Publish with the date of %(time)s") % {"time": format_weekday_datetime(moment)}


def reviewers() -> QuerySet[User]:
    """Who may publish what others send to review."""
    backend = "django.contrib.auth.backends.ModelBackend"
    people = User.objects.with_perm("articles.publish_article", backend=backend)
    return people.filter(is_staff=True).order_by("first_name", "last_name", "username")


class ArticleSteps(admin.ModelAdmin):
    """Asks `publishing` for each step, which decides whether this person may take it."""

    def step_context(
        self, request: HttpRequest, article: Article, form: ModelForm
    ) -> dict[str, Any]:
        """What the buttons of the steps and their dialogs show."""
        steps = publishing.possible_steps(request.user, article)
        return {
            "steps": steps,
            "newsroom_zone": settings.TIME_ZONE,
            "publish_label": publish_label(article),
            "takes_back": "return_to_draft" in steps
            and publishing.takes_back(request.user, article),
            "reviewers": reviewers() if "submit" in steps else [],
            "typed": form.data,
            "last_word": self._last_word(request, article),
        }

    def _last_word(self, request: HttpRequest, article: Article) -> EditorialAct | None:
        last = publishing.last_word_on(article) if article.pk else None
        return mask_erased_names(request.user, [last])[0] if last else None

    def take_step(
        self, request: HttpRequest, article: Article, step: str, typed: QueryDict
    ) -> None:
        """Take the step whose button was pressed, with what its dialog says."""
        if step not in VERBS:
            raise PermissionDenied
        was_public = article.is_public
        words: dict[str, Any] = {}
        if step != "publish":
            words["note"] = typed.get(f"note_{step}", "")
        if step == "withdraw":
            words["reason"] = typed.get("reason_withdraw", "")
        if step == "submit":
            assignee = whole_number(typed.get("assignee"))
            words["assignee"] = reviewers().filter(pk=assignee).first() if assignee else None
        VERBS[step](article=article, by=request.user, **words)
        scheduled = article.is_scheduled or (step == "withdraw" and not was_public)
        text = DONE_SCHEDULED.get(step, DONE[step]) if scheduled else DONE[step]
        words = {"headline": article.headline, "time": format_datetime(article.published_at)}
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
                self.take_step(request, article, request.POST.get("_step", ""), request.POST)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        return self._back_to(article)
