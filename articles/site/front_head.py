"""The articles at the head of the front page."""

from __future__ import annotations

from functools import cache
from itertools import islice

from django.utils import timezone

from articles.models import FRONT_PLACES, Article, FrontPlace
from articles.querysets import NOW, PreparedQuery

_ARRANGED = PreparedQuery(
    lambda: FrontPlace.objects.in_force(now=NOW).values_list("position", "article")
)


@cache
def _newest(count: int) -> PreparedQuery:
    """Return the query for the keys of the newest articles, this many."""
    return PreparedQuery(
        lambda: Article.objects.published(now=NOW).newest_first().values_list("pk")[:count]
    )


def front_page_head(under: int = 0) -> tuple[list[int], list[int]]:
    """Return the keys of the articles at the head of the front page, the lead first, and those of
    the next `under` articles. A place that the desk left empty, or whose time is over, goes to the
    newest article that is not there already. Two queries."""
    now = timezone.now()
    chosen = dict(_ARRANGED(now=now))
    newest = _newest(2 * FRONT_PLACES + under)(now=now)
    rest = iter([key for (key,) in newest if key not in chosen.values()])
    top = [chosen.get(place) or next(rest, None) for place in range(FRONT_PLACES)]
    return [key for key in top if key], list(islice(rest, under))
