"""The articles that the desk puts at the head of the front page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.db.choices import ArticleStatus, Verb
from articles.models import FRONT_PLACES, Article, FrontPlace
from articles.publishing.history.log import record
from articles.text.dates import format_datetime

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class FrontConflict(Exception):
    """A conflict between two persons who arrange the front page: one saved after the other had
    opened it. Nothing was stored."""


def may_arrange_front(user: AbstractBaseUser) -> bool:
    return user.has_perm("articles.publish_article")


def front_arrangement() -> str:
    """Return a text that identifies the present arrangement, by which a person who arranges the
    front page says which one they saw."""
    rows = FrontPlace.objects.order_by("position").values_list("position", "article", "until")
    return " ".join(f"{place}:{article}:{until.timestamp():.0f}" for place, article, until in rows)


@transaction.atomic
def arrange_front(
    *,
    places: Sequence[Article | None],
    until: dt.datetime | None,
    by: AbstractBaseUser | None,
    seen: str | None = None,
) -> None:
    """Put articles in the places at the head of the front page, the lead first. None leaves a place
    to the newest article. They stay until the time `until`; with None, an article that is there
    already keeps its present time. A scheduled article takes its place when it comes out.

    `seen` is the arrangement that the person saw: raises FrontConflict where it has changed. Raises
    ValidationError for an article in two places, one that is not published, or a time in the past,
    and PermissionDenied.
    """
    if by is not None and not may_arrange_front(by):
        raise PermissionDenied(_("You may not arrange the front page."))
    before = {
        row.article_id: row.until for row in FrontPlace.objects.select_for_update().order_by("pk")
    }
    if seen is not None and seen != front_arrangement():
        raise FrontConflict
    chosen = [article for article in places[:FRONT_PLACES] if article is not None]
    if len({article.pk for article in chosen}) < len(chosen):
        raise ValidationError(_("The same piece stands in two places."), code="twice")
    for article in chosen:
        if article.status != ArticleStatus.PUBLISHED:
            text = _("“%(headline)s” is not published.") % {"headline": article.headline}
            raise ValidationError(text, code="not_published")
    if until is not None and until <= timezone.now():
        raise ValidationError(_("This time is past already."), code="past")
    rows = [
        FrontPlace(position=place, article=article, until=until or before.get(article.pk))
        for place, article in enumerate(places[:FRONT_PLACES])
        if article is not None
    ]
    if any(row.until is None for row in rows):
        raise ValidationError(_("Say until when the new pieces are to stay."), code="no_time")
    FrontPlace.objects.all().delete()
    FrontPlace.objects.bulk_create(rows)
    lines = [f"{row.position + 1}. {row.article.headline}" for row in rows]
    if rows:
        lines.append(
            _("until %(time)s") % {"time": format_datetime(max(row.until for row in rows))}
        )
    record(Verb.ARRANGED, by=by, subject=_("front page"), note="\n".join(lines))
