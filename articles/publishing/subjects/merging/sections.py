"""Merging sections, which moves their articles."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.models import Article, Section, SectionMerge
from articles.models.merges import Merge
from articles.publishing.pictures.share_images import derive_share_images
from articles.publishing.subjects.merging.engine import Merging, keys
from articles.search import index_facets


class SectionMerging(Merging[Section]):
    """A merge of sections, which moves their articles."""

    merge_model = SectionMerge
    permissions = (
        "articles.change_section",
        "articles.delete_section",
        "articles.edit_every_article",
    )
    form_field = "section"

    def before(self, keep: Section, absorb: Section) -> dict[str, Any]:
        if absorb.podcast and not keep.podcast:
            # Whoever follows it would find no podcast at its address.
            text = _(
                "“%(absorbed)s” has a podcast and “%(kept)s” has none: keep “%(absorbed)s”, or "
                "settle the podcast first."
            )
            raise ValidationError(text % {"absorbed": absorb.name, "kept": keep.name})
        return {"articles": keys(absorb.articles.all())}

    def mend(self, fields: dict[str, Any]) -> None:
        if fields["podcast_image"] is None:
            fields["podcast"] = False

    def move(self, keep: Section, absorb: Section) -> None:
        absorb.articles.update(section=keep)

    def follow(self, keep: Section, address: str, before: dict[str, Any]) -> None:
        _show_section(Article.objects.filter(pk__in=before["articles"]))

    def give_back(self, row: Section, keep: Section, merge: Merge, was: dict[str, Any]) -> None:
        keep.articles.filter(pk__in=merge.before["articles"]).update(section=row)

    def follow_back(self, row: Section, keep: Section, merge: Merge) -> None:
        _show_section(row.articles.all())


def _show_section(articles: QuerySet[Article]) -> None:
    index_facets(articles)
    derive_share_images(articles)
