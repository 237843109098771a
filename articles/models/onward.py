from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import cached_property

from articles.models.series import PART_COLUMNS, SeriesPart, SeriesPlace

if TYPE_CHECKING:
    from articles.models.articles import Article


class Onward:
    """The articles to which an article leads its readers on: a mixin of `Article`. Loaded with
    `with_onward()`, an article that leads to none costs no query.
    """

    @cached_property
    def public_related(self) -> list[Article]:
        """The related articles that an editor chose, as far as readers see them, in order. Those
        that search engines are asked not to show are left out: this is for machines.
        """
        if not getattr(self, "has_related", True):
            return []
        seen = type(self).objects.published().indexable()
        return list(seen.filter(related_to__article=self).order_by("related_to__position"))

    @cached_property
    def series_place(self) -> SeriesPlace | None:
        """The place in the series, among the parts that readers see; None outside all series."""
        if hasattr(self, "series_key"):
            key = self.series_key
        else:
            key = (
                SeriesPart.objects.filter(article=self.pk).values_list("series", flat=True).first()
            )
        if key is None:
            return None
        parts = SeriesPart.objects.filter(series=key).seen_from(self.pk).in_order()
        return SeriesPlace.among(list(parts.values_list(*PART_COLUMNS)), self.pk)
