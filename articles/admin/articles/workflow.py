"""Workflow steps as the desk takes them: with the form, or by a button alone.

`publishing` decides whether a person may take a step.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import publishing
from articles.admin.acts import mask_erased_names
from articles.admin.articles.pages import change_url
from articles.db.numbers import whole_number
from articles.models import Article, EditorialAct
from articles.text.dates import format_datetime, format_weekday_datetime

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

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
    """Return the label of the publish button, which says what it will do (see also `desk.js`)."""
    moment = article.published_at
    if moment is None or article.is_scheduled:
        return _("Publish now")
    if moment > timezone.now():
        return _("Schedule for %(time)s") % {"time": format_weekday_datetime(moment)}
    return _("Publish with the date of %(time)s") % {"time": format_weekday_datetime(moment)}


def reviewers() -> QuerySet[User]:
    """Return the people who may publish articles that others send to review."""
    backend = "django.contrib.auth.backends.ModelBackend"
    people = User.objects.with_perm("articles.publish_article", backend=backend)
    return people.filter(is_staff=True).order_by("first_name", "last_name", "username")


def workflow_context(request: HttpRequest, article: Article, form: ModelForm) -> dict[str, Any]:
    """Return the context for the buttons of the steps and their dialogs."""
    steps = publishing.possible_steps(request.user, article)
    return {
        "steps": steps,
        "newsroom_zone": settings.TIME_ZONE,
        "publish_label": publish_label(article),
        "returns_own": "return_to_draft" in steps and publishing.returns_own(request.user, article),
        "reviewers": reviewers() if "submit" in steps else [],
        "typed": form.data,
        "last_word": _last_word(request.user, article),
    }


def _last_word(user: AbstractBaseUser, article: Article) -> EditorialAct | None:
    """Return the latest act with a note for the person who goes on with the article; None if there
    is none."""
    last = publishing.last_handover(article) if article.pk else None
    return mask_erased_names(user, [last])[0] if last else None


def take_step(
    request: HttpRequest, model_admin: ModelAdmin, article: Article, step: str, typed: QueryDict
) -> None:
    """Take the step whose button was pressed, with the words typed in its dialog. Raises
    PermissionDenied for an unknown step."""
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
    model_admin.log_change(request, article, message)
    messages.success(request, message)


@require_POST
def step_view(request: HttpRequest, model_admin: ModelAdmin, object_id: str) -> HttpResponse:
    """Take a step without the form, for people who may take it but may not write the article."""
    article = model_admin.get_object(request, unquote(object_id))
    if article is None:
        return model_admin._get_obj_does_not_exist_redirect(request, model_admin.opts, object_id)
    try:
        with transaction.atomic():
            take_step(request, model_admin, article, request.POST.get("_step", ""), request.POST)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(change_url(article))
