"""Saving series, with their parts in order."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import MOST_PARTS, Article, Series, SeriesPart
from articles.publishing.articles.addresses import (
    check_slug,
    free_slug_for,
    keep_former_address,
)


@transaction.atomic
def save_series(*, series: Series, parts: Sequence[Article] | None = None) -> Series:
    """Store a series, and its articles in the order in which they are read; None leaves its parts.
    An empty slug is made from the name; after a change of slug, the old address redirects to the
    new one for ever. Raises ValidationError."""
    stored = Series.objects.select_for_update().filter(pk=series.pk).first()
    if series.slug:
        check_slug(series, series.slug)
    else:
        series.slug = free_slug_for(series, series.name, fallback="serie")
    if parts is not None:
        check_parts(series, parts)
    series.full_clean()
    series.save()
    if stored and stored.slug != series.slug:
        keep_former_address(series, stored.slug)
    if parts is not None:
        _arrange(series, parts)
    return series


def check_parts(series: Series, parts: Sequence[Article]) -> None:
    """Raise ValidationError where the articles are too many to be parts of a series, one is there
    twice, or one is in another series."""
    keys = [article.pk for article in parts]
    if len(keys) > MOST_PARTS:
        text = _("A series has %(limit)d parts at most, and these are %(count)d: make two of it.")
        words = {"limit": MOST_PARTS, "count": len(keys)}
        raise ValidationError(text, code="too_many_parts", params=words)
    for number, article in enumerate(parts):
        if article.pk in keys[:number]:
            text = _("“%(headline)s” is there twice: leave it once.")
            raise ValidationError(text, code="twice", params={"headline": article.headline})
    elsewhere = SeriesPart.objects.filter(article__in=keys).exclude(series=series.pk)
    if taken := list(elsewhere.select_related("article", "series").in_order()):
        text = _(
            "“%(headline)s” is a part of the series “%(series)s”, and a piece is in one: take it "
            "out of that first."
        )
        raise ValidationError(
            [
                ValidationError(
                    text,
                    code="in_another_series",
                    params={"headline": part.article.headline, "series": part.series.name},
                )
                for part in taken
            ]
        )


def _arrange(series: Series, articles: Sequence[Article]) -> None:
    """Make the articles the parts of the series, changing only the rows that differ."""
    present = {part.article_id: part for part in series.parts.all()}
    new, moved = [], []
    for position, article in enumerate(articles):
        part = present.pop(article.pk, None)
        if part is None:
            new.append(SeriesPart(series=series, article=article, position=position))
        elif part.position != position:
            part.position = position
            moved.append(part)
    series.parts.filter(pk__in=[part.pk for part in present.values()]).delete()
    SeriesPart.objects.bulk_update(moved, ["position"])
    SeriesPart.objects.bulk_create(new)
