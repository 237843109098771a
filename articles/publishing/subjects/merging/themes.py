"""Merging themes and sections, which moves their articles."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from articles.models import Article, Section, SectionMerge, Tag, TaggedArticle, TagMerge
from articles.models.merges import Merge
from articles.publishing.pictures.share_images import derive_share_images
from articles.publishing.subjects.merging.engine import Merging, keys, restore, rows
from articles.search import index_facets


class TagMerging(Merging[Tag]):
    """A merge of themes, which moves their articles; an article with both keeps one tie."""

    merge_model = TagMerge
    permissions = ("articles.change_tag", "articles.delete_tag", "articles.edit_every_article")

    def before(self, keep: Tag, absorb: Tag) -> dict[str, Any]:
        tied, shared = absorb.tagged_articles.all(), shared_articles(keep, absorb)
        return {
            "ties": keys(tied.exclude(content_object__in=shared)),
            "shared": rows(tied.filter(content_object__in=shared)),
        }

    def move(self, keep: Tag, absorb: Tag) -> None:
        absorb.tagged_articles.filter(
            content_object__in=list(shared_articles(keep, absorb))
        ).delete()
        absorb.tagged_articles.update(tag=keep)

    def follow(self, keep: Tag, address: str, before: dict[str, Any]) -> None:
        index_facets(_tagged(before))

    def give_back(self, row: Tag, keep: Tag, merge: Merge, was: dict[str, Any]) -> None:
        TaggedArticle.objects.filter(pk__in=merge.before["ties"], tag=keep).update(tag=row)
        articles = [each["fields"]["content_object"] for each in merge.before["shared"]]
        there = set(
            keep.tagged_articles.filter(content_object__in=articles).values_list(
                "content_object", flat=True
            )
        )
        restore(
            [each for each in merge.before["shared"] if each["fields"]["content_object"] in there]
        )

    def follow_back(self, row: Tag, keep: Tag, merge: Merge) -> None:
        index_facets(_tagged(merge.before))


def shared_articles(keep: Tag, absorb: Tag) -> QuerySet:
    """Return the keys of the articles that have both themes."""
    return absorb.tagged_articles.filter(
        content_object__in=keep.tagged_articles.values("content_object")
    ).values_list("content_object", flat=True)


def _tagged(before: dict[str, Any]) -> QuerySet[Article]:
    """Return the articles that had the absorbed theme."""
    shared = [each["fields"]["content_object"] for each in before["shared"]]
    alone = TaggedArticle.objects.filter(pk__in=before["ties"]).values("content_object")
    return Article.objects.filter(pk__in=shared) | Article.objects.filter(pk__in=alone)


class SectionMerging(Merging[Section]):
    merge_model = SectionMerge
    permissions = (
        "articles.change_section",
        "articles.delete_section",
        "articles.edit_every_article",
    )
    form_field = "section"

    def before(self, keep: Section, absorb: Section) -> dict[str, Any]:
        return {"articles": keys(absorb.articles.all())}

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
