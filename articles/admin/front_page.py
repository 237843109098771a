"""Arrangement of the front page by the desk: the places at its head, and the end of their stay."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.admin.articles.pages import render_page
from articles.db.numbers import whole_number
from articles.models import FRONT_PLACES, Article, FrontPlace
from articles.publishing import FrontConflict
from articles.site.front_head import front_page_head
from articles.text.dates import format_weekday_datetime

_CANDIDATES = 40
_MORNING = 6  # o'clock

KEEP, TOMORROW = "keep", "tomorrow"
SPANS = {
    "6": gettext_lazy("for 6 hours"),
    TOMORROW: gettext_lazy("until tomorrow at 6"),
    "24": gettext_lazy("for a day"),
    "72": gettext_lazy("for three days"),
    "168": gettext_lazy("for a week"),
}


class FrontForm(forms.Form):
    """The form of the front page. `until` says how long the places stay; `place`, sent once for
    each, is an article's key or empty."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    until = forms.ChoiceField(label=gettext_lazy("Keep them there"))

    def __init__(self, *args: Any, standing: list[FrontPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*SPANS.items()]
        if standing:
            last = format_weekday_datetime(max(place.until for place in standing))
            choices.insert(0, (KEEP, _("as it is now, until %(time)s") % {"time": last}))
        self.fields["until"].choices = choices
        self.fields["until"].initial = KEEP if standing else TOMORROW

    def clean_until(self) -> dt.datetime | None:
        span, now = self.cleaned_data["until"], timezone.localtime()
        if span == KEEP:
            return None
        if span == TOMORROW:
            morning = (now + dt.timedelta(days=1)).replace(hour=_MORNING, minute=0, second=0)
            return morning.replace(microsecond=0)
        return (now + dt.timedelta(hours=int(span))).replace(microsecond=0)


def front_view(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    """Show the places at the head of the front page; POST arranges them."""
    if not publishing.may_arrange_front(request.user):
        raise PermissionDenied
    standing = list(FrontPlace.objects.filter(until__gt=timezone.now()).order_by("position"))
    articles = _candidates(standing)
    chosen = [
        next((place.article_id for place in standing if place.position == number), None)
        for number in range(FRONT_PLACES)
    ]
    form = FrontForm(
        request.POST or None,
        standing=standing,
        initial={"seen": publishing.front_arrangement()},
    )
    if request.method == "POST":
        chosen = _chosen(request, articles)
        if form.is_valid() and _arrange(request, form, chosen, articles):
            return HttpResponseRedirect(request.path)
    return render_page(
        request,
        model_admin,
        "front.html",
        title=_("Front page"),
        form=form,
        places=_places(chosen),
        articles=list(articles.values()),
    )


def _arrange(
    request: HttpRequest,
    form: FrontForm,
    chosen: list[int | None],
    articles: dict[int, Article],
) -> bool:
    """Store the chosen places. Return False if they are refused: the form says why, and keeps
    them."""
    try:
        publishing.arrange_front(
            places=[articles[key] if key else None for key in chosen],
            until=form.cleaned_data["until"],
            by=request.user,
            seen=form.cleaned_data["seen"],
        )
    except FrontConflict:
        text = _(
            "Somebody arranged the front page meanwhile. Here is what you chose: "
            "look at the page, and save again to put yours in its place."
        )
        messages.warning(request, text)
        form.data = {**form.data.dict(), "seen": publishing.front_arrangement()}
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("The front page is arranged."))
    return True


def _candidates(standing: list[FrontPlace]) -> dict[int, Article]:
    """Return the articles to choose from, by key: the next scheduled, the newest, and those in the
    places now."""
    articles = Article.objects.for_listing()
    coming = articles.scheduled().order_by("-published_at")[:FRONT_PLACES]
    newest = articles.published().newest_first()[:_CANDIDATES]
    there = articles.filter(pk__in=[place.article_id for place in standing])
    return {article.pk: article for article in [*coming, *newest, *there]}


def _chosen(request: HttpRequest, articles: dict[int, Article]) -> list[int | None]:
    """Return the key of the article chosen for each place; None for one that was not offered."""
    values = request.POST.getlist("place")[:FRONT_PLACES]
    keys = [whole_number(value) for value in values]
    keys += [None] * (FRONT_PLACES - len(keys))
    return [key if key in articles else None for key in keys]


def _places(chosen: list[int | None]) -> list[dict[str, Any]]:
    """Return the places as the page shows them: the chosen article, and the one there now."""
    now, _rest = front_page_head()
    shown = Article.objects.in_bulk(now)
    return [
        {
            "number": number,
            "chosen": key,
            "fills": shown.get(now[number]) if number < len(now) else None,
        }
        for number, key in enumerate(chosen)
    ]
