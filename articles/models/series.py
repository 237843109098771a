from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.db.fields import LineField, ParagraphsField
from articles.db.routes import path_of
from articles.models.labels import marked_headline
from articles.querysets import NaturalKeyManager, SeriesPartQuerySet, SeriesQuerySet
from articles.text.slugs import MAX_LENGTH

#: The most parts of a series: its page lists them all.
MOST_PARTS = 100


class Series(models.Model):
    """A series of articles that are read one after the other."""

    name = LineField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(
        _("address"),
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    introduction = ParagraphsField(
        _("introduction"),
        blank=True,
        help_text=_("What the series tells, and why: it stands at the head of its page."),
    )

    objects = NaturalKeyManager.from_queryset(SeriesQuerySet)()
    natural_key_fields = ("slug",)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:series", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class SeriesPart(models.Model):
    """An article as a part of a series, in the order of the series. An article is in one series at
    most: it has one number, and one article before it and after it.
    """

    series = models.ForeignKey(
        Series, on_delete=models.CASCADE, related_name="parts", verbose_name=_("series")
    )
    article = models.OneToOneField(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="series_part",
        verbose_name=_("article"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = NaturalKeyManager.from_queryset(SeriesPartQuerySet)()
    natural_key_fields = ("article__slug",)

    class Meta:
        verbose_name = _("part of a series")
        verbose_name_plural = _("parts of series")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.series} · {self.article}"

    def natural_key(self) -> tuple[str]:
        return self.article.natural_key()

    natural_key.dependencies = ["articles.article", "articles.series"]


class PartLink(NamedTuple):
    """A part of a series, as other parts link to it. The fields are read with `PART_COLUMNS`."""

    article: int
    slug: str
    headline: str
    kind: str
    sponsor: str

    @property
    def marked_headline(self) -> str:
        return marked_headline(self.headline, self.kind, self.sponsor)


#: The columns of a part, as `values_list` names them, from which `SeriesPlace` is made.
PART_COLUMNS = (
    "article", "article__slug", "article__headline", "article__kind", "article__sponsor",
    "series__name", "series__slug",
)  # fmt: skip


class SeriesPlace(NamedTuple):
    """The place of an article in its series: `number` of `count`, and the parts beside it.

    Only the parts that readers see are counted, in the order of the series. A part still to come
    must not be betrayed by a gap in the numbers, nor by a count that is too high; so numbers may
    change as parts come out or are withdrawn, and addresses do not contain them.
    """

    name: str
    slug: str
    number: int
    count: int
    before: PartLink | None
    after: PartLink | None

    @property
    def path(self) -> str:
        return path_of("articles:series", self.slug)

    @classmethod
    def among(cls, rows: Sequence[tuple], article: int) -> SeriesPlace | None:
        """Return the place of the article with this key among the parts of its series, given as
        rows of `PART_COLUMNS` in their order; None where it is not one of them.
        """
        keys = [row[0] for row in rows]
        if article not in keys:
            return None
        at = keys.index(article)
        *_link, name, slug = rows[at]
        beside = [None, *(PartLink(*row[:5]) for row in rows), None]
        return cls(name, slug, at + 1, len(rows), beside[at], beside[at + 2])
