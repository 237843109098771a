"""Merging tags, which moves their articles."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from articles.models import Article, Tag, TaggedArticle, TagMerge
from articles.models.merges import Merge
from articles.publishing.subjects.merging.engine import Merging, keys, restore, rows
from articles.search import index_facets


class TagMerging(Merging[Tag]):
    """A merge of tags, which moves their articles; an article with both keeps one tie."""

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
    """Return the keys of the articles that have both tags."""
    return absorb.tagged_articles.filter(
        content_object__in=keep.tagged_articles.values("content_object")
    ).values_list("content_object", flat=True)


def _tagged(before: dict[str, Any]) -> QuerySet[Article]:
    """Return the articles that had the absorbed tag."""
    shared = [each["fields"]["content_object"] for each in before["shared"]]
    alone = TaggedArticle.objects.filter(pk__in=before["ties"]).values("content_object")
    return Article.objects.filter(pk__in=shared) | Article.objects.filter(pk__in=alone)
