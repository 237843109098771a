"""Merging two authors who are one person."""

from __future__ import annotations

from typing import Any

from articles.models import Article, Author, AuthorMerge, Byline, Interest
from articles.publishing.subjects.merging.engine import Merging, keys, restore, rows
from articles.search import index_facets


class AuthorMerging(Merging[Author]):
    """A merge of authors, which moves bylines and interests, and the account where `keep` has none.
    An article that both signed keeps one byline, in the place of the first."""

    merge_model = AuthorMerge
    permissions = (
        "articles.change_author",
        "articles.delete_author",
        "articles.edit_every_article",
    )
    form_field = "byline_authors"

    def before(self, keep: Author, absorb: Author) -> dict[str, Any]:
        shared = shared_bylines(keep, absorb)
        return {
            "bylines": keys(absorb.bylines.exclude(article__in=shared.values("article"))),
            "shared": rows(
                Byline.objects.filter(author=absorb, article__in=shared.values("article"))
            ),
            "kept": rows(shared),
            "interests": keys(absorb.interests.all()),
        }

    def move(self, keep: Author, absorb: Author) -> None:
        places = dict(absorb.bylines.values_list("article", "position"))
        for byline in shared_bylines(keep, absorb):
            if places[byline.article_id] < byline.position:
                byline.position = places[byline.article_id]
                byline.save(update_fields=["position"])
            absorb.bylines.filter(article=byline.article_id).delete()
        absorb.bylines.update(author=keep)
        absorb.interests.update(author=keep)
        if absorb.user and not keep.user:
            user, absorb.user = absorb.user, None
            absorb.save(update_fields=["user"])
            keep.user = user
            keep.save(update_fields=["user"])

    def follow(self, keep: Author, address: str, before: dict[str, Any]) -> None:
        index_facets(_signed(before))

    def give_back(self, row: Author, keep: Author, merge: AuthorMerge, was: dict[str, Any]) -> None:
        Byline.objects.filter(pk__in=merge.before["bylines"], author=keep).update(author=row)
        there = set(
            Article.objects.filter(
                pk__in=[each["fields"]["article"] for each in merge.before["shared"]]
            ).values_list("pk", flat=True)
        )
        signing = set(keep.bylines.filter(article__in=there).values_list("article", flat=True))
        for each in merge.before["kept"]:
            Byline.objects.filter(pk=each["pk"]).update(position=each["fields"]["position"])
        restore([each for each in merge.before["shared"] if each["fields"]["article"] in signing])
        Interest.objects.filter(pk__in=merge.before["interests"]).update(author=row)

    def follow_back(self, row: Author, keep: Author, merge: AuthorMerge) -> None:
        index_facets(_signed(merge.before))

    def _restored(self, known: dict) -> Author:
        """Return the restored author, with its account unless another author has that now."""
        if user := known["fields"]["user"]:
            Author.objects.filter(user=user, merges__absorbed_key=known["pk"]).update(user=None)
            if Author.objects.filter(user=user).exists():
                known["fields"]["user"] = None
        return super()._restored(known)


def shared_bylines(keep: Author, absorb: Author) -> Any:
    """Return the bylines of `keep` on articles that both signed."""
    return keep.bylines.filter(article__in=absorb.bylines.values("article"))


def _signed(before: dict[str, Any]) -> Any:
    """Return the articles signed by the absorbed author."""
    shared = [each["fields"]["article"] for each in before["shared"]]
    alone = Byline.objects.filter(pk__in=before["bylines"]).values("article")
    return Article.objects.filter(pk__in=shared) | Article.objects.filter(pk__in=alone)
