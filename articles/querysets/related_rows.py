"""Loading of the rows related to articles that each page needs."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch

from articles.querysets.publication_times import TimesQuerySet


class RelatedRowsQuerySet(TimesQuerySet):
    """The methods of `ArticleQuerySet` that load related rows, each with its number of queries."""

    def for_listing(self) -> Self:
        """Load the rows that a card shows, without the text. Two queries."""
        return (
            self.select_related("section", "lead_picture")
            .prefetch_related(self._ordered_bylines())
            .defer("body", "notes")
        )

    def for_results(self) -> Self:
        """Load the rows that a search result shows: those of a card, and the text for the excerpt.
        Two queries.
        """
        return self.select_related("section").prefetch_related(self._ordered_bylines())

    def for_feed(self) -> Self:
        """Load the rows that a feed prints of an article, with its text. Six queries."""
        corrections = self._related("corrections").in_force().select_related("supersedes")
        statements = self._related("rectifications").printed()
        notes = self._related("oblivion_decisions").in_force().notes()
        rows = self.select_related("section", "lead_picture", "text").with_interests()
        return rows.prefetch_related(
            self._ordered_bylines(),
            "tags",
            Prefetch("oblivion_decisions", notes.order_by("-at", "-pk"), to_attr="outcome_notes"),
            Prefetch("corrections", corrections.newest_first(), to_attr="disclosed_corrections"),
            Prefetch("rectifications", statements.newest_first(), to_attr="printed_rectifications"),
        )

    def for_page(self) -> Self:
        """Load the rows that the article's own page shows. Five queries."""
        mentions = (
            self.model.organizations.through.objects.visible()
            .select_related("organization")
            .with_name_then()
            .order_by("-count", "organization__name", "organization__slug")
        )
        rows = (
            self.select_related("section", "lead_picture", "text")
            .with_neighbours()
            .with_unindexed()
            .with_interests()
            .with_quotations()
            .with_onward()
            .with_media_mark()
        )
        return rows.prefetch_related(
            self._ordered_bylines(),
            Prefetch("mentions", mentions, to_attr="public_mentions"),
            "tags",
            "sources",
        )

    def with_onward(self) -> Self:
        """Annotate `series_key`, the key of the article's series or None, and `has_related`, true
        if an editor chose related articles: the articles without either need no query.
        """
        chosen = self._related("related_articles").filter(article=OuterRef("pk"))
        return self.annotate(series_key=F("series_part__series"), has_related=Exists(chosen))

    def with_media(self) -> Self:
        """Load the audio, video and documents of an article, with the posters of videos. One
        query."""
        uses = self._related("media_uses").select_related("media__poster").order_by("media_id")
        return self.prefetch_related(Prefetch("media_uses", uses, to_attr="media_ties"))

    def for_desk(self) -> Self:
        """Load the rows that the newsroom's lists show. Three queries."""
        mentions = self.model.organizations.through.objects.visible().select_related("organization")
        return self.for_listing().prefetch_related(
            Prefetch("mentions", mentions, to_attr="public_mentions")
        )

    def _related(self, name: str) -> models.QuerySet:
        """Return all rows of a related model, by the name of the relation."""
        return self.model._meta.get_field(name).related_model.objects.all()

    def _ordered_bylines(self) -> Prefetch:
        bylines = self.model.authors.through.objects.select_related("author")
        return Prefetch("bylines", bylines.order_by("position", "pk"))
