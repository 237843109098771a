"""Merging two organizations, and undoing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.db.models.functions import Greatest

from articles.db.choices import MentionStanding, NameKind, Verb
from articles.models import (
    Affiliation,
    Article,
    BatchChange,
    Interest,
    LinkingBatch,
    Mention,
    NameRecord,
    Organization,
    OrganizationMerge,
    OrganizationName,
    Quotation,
)
from articles.publishing.articles.derived_text import derive_links, update_links
from articles.publishing.history.log import record
from articles.publishing.organizations.names import names_changed
from articles.publishing.subjects.merging.engine import Merging, keys, restore, return_own, rows
from articles.search import index_facets

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

#: The order in which one of two ties of an article wins: a person's decision before an automatic
#: one, a yes before a no.
_STRONGEST_FIRST = (
    MentionStanding.CONFIRMED,
    MentionStanding.REJECTED,
    MentionStanding.AUTOMATIC,
    MentionStanding.SUGGESTED,
)


class OrganizationMerging(Merging[Organization]):
    """A merge of organizations, which moves ties, names, subsidiaries, feedback and addresses.
    Where both are tied to an article, the stronger tie wins."""

    merge_model = OrganizationMerge
    permissions = (
        "articles.change_organization",
        "articles.delete_organization",
        "articles.edit_every_article",
    )

    def log(self, verb: Verb, by: AbstractBaseUser | None, row: Organization, note: str) -> None:
        record(verb, by=by, organization=row, note=note)

    def before(self, keep: Organization, absorb: Organization) -> dict[str, Any]:
        return {
            "names": rows(absorb.names.all()),
            "mentions": rows(absorb.mentions.all()),
            "kept_mentions": rows(keep.mentions.filter(article__in=_shared(keep, absorb))),
            "records": rows(absorb.name_records.all()),
            "children": keys(absorb.children.all()),
            "batches": rows(absorb.batches.all()),
            "changes": rows(BatchChange.objects.filter(organization=absorb)),
            "interests": rows(absorb.interests.all()),
            "affiliations": rows(absorb.affiliations.all()),
            "quotations": keys(absorb.quotations.all()),
        }

    def move(self, keep: Organization, absorb: Organization) -> None:
        if keep.parent_id == absorb.pk:
            keep.parent = absorb.parent if absorb.parent_id != keep.pk else None
            keep.save(update_fields=["parent"])
        absorb.children.exclude(pk=keep.pk).update(parent=keep)
        _move_mentions(keep, absorb, _shared(keep, absorb))
        _move_names(keep, absorb)
        _move_records(keep, absorb)
        notes = keep.interests.values("note")
        absorb.interests.exclude(note__in=notes).update(organization=keep)
        absorb.quotations.update(organization=keep)
        _move_affiliations(keep, absorb)

    def follow(self, keep: Organization, address: str, before: dict[str, Any]) -> None:
        update_links(keep, address)
        _derive_anew({row["fields"]["article"] for row in before["kept_mentions"]})
        index_facets(Article.objects.filter(mentions__organization=keep))
        names_changed()

    def give_back(
        self, row: Organization, keep: Organization, merge: OrganizationMerge, was: dict[str, Any]
    ) -> None:
        before = merge.before
        if was["parent"] == row.pk:
            keep.parent = row
            keep.save(update_fields=["parent"])
        Organization.objects.filter(pk__in=before["children"]).exclude(pk=keep.pk).update(
            parent=row
        )
        OrganizationName.objects.filter(pk__in=[each["pk"] for each in before["names"]]).delete()
        restore(before["names"])
        _return_mentions(merge, row)
        _return_records(keep, before["records"])
        _return_readings(before)
        # Rows that a merge did not record when it was made stay with the other.
        return_own(Interest.objects.all(), before.get("interests", []), organization=row)
        return_own(Affiliation.objects.all(), before.get("affiliations", []), organization=row)
        moved = Quotation.objects.filter(pk__in=before.get("quotations", []), organization=keep)
        moved.update(organization=row)

    def follow_back(self, row: Organization, keep: Organization, merge: OrganizationMerge) -> None:
        update_links(row, keep.get_absolute_url())
        _derive_anew({each["fields"]["article"] for each in merge.before["kept_mentions"]})
        index_facets(Article.objects.filter(mentions__organization__in=[keep, row]))
        names_changed()


def _shared(keep: Organization, absorb: Organization) -> set[int]:
    """Return the keys of the articles tied to both."""
    both = keep.mentions.filter(article__mentions__organization=absorb)
    return set(both.values_list("article_id", flat=True))


def _move_mentions(keep: Organization, absorb: Organization, shared: set[int]) -> None:
    mentions = {each.article_id: each for each in keep.mentions.filter(article__in=shared)}
    for other in absorb.mentions.filter(article__in=shared):
        mention = mentions[other.article_id]
        first, second = sorted(
            (mention, other), key=lambda each: _STRONGEST_FIRST.index(each.standing)
        )
        mention.count += other.count
        for name in ("standing", "decided_by", "decided_at", "taught"):
            setattr(mention, name, getattr(first, name))
        if other.offset is not None and (mention.offset is None or other.offset < mention.offset):
            mention.offset, mention.name = other.offset, other.name
        sure = [each.confidence for each in (first, second) if each.confidence is not None]
        mention.confidence = max(sure, default=None)
        mention.save()
        other.delete()
    absorb.mentions.update(organization=keep)


def _move_names(keep: Organization, absorb: Organization) -> None:
    known = keep.names.values("text")
    absorb.names.filter(kind=NameKind.NAME).exclude(text__in=known).update(kind=NameKind.ALIAS)
    absorb.names.exclude(text__in=known).update(organization=keep)


def _move_records(keep: Organization, absorb: Organization) -> None:
    known = {(row.name, row.feature): row for row in keep.name_records.all()}
    moved = []
    for row in absorb.name_records.all():
        if mine := known.get((row.name, row.feature)):
            mine.accepted += row.accepted
            mine.refused += row.refused
            mine.save(update_fields=["accepted", "refused"])
        else:
            moved.append(row.pk)
    NameRecord.objects.filter(pk__in=moved).update(organization=keep)


def _move_affiliations(keep: Organization, absorb: Organization) -> None:
    known = set(keep.affiliations.values_list("person", "role"))
    moved = [row.pk for row in absorb.affiliations.all() if (row.person_id, row.role) not in known]
    Affiliation.objects.filter(pk__in=moved).update(organization=keep)


def _derive_anew(articles: set[int]) -> None:
    """Render again the links of articles that name both."""
    for article in Article.objects.filter(pk__in=articles):
        derive_links(article)


def _return_mentions(merge: OrganizationMerge, organization: Organization) -> None:
    articles = set(
        Article.objects.values_list("pk", flat=True).filter(
            pk__in=[row["fields"]["article"] for row in merge.before["mentions"]]
        )
    )
    there = set(
        Mention.objects.filter(pk__in=[row["pk"] for row in merge.before["mentions"]]).values_list(
            "pk", flat=True
        )
    )
    # Ties that only moved go back as they are now, with any later decisions.
    Mention.objects.filter(pk__in=there).update(organization=organization)
    restore(
        [
            row
            for row in merge.before["mentions"]
            if row["pk"] not in there and row["fields"]["article"] in articles
        ]
    )
    shared = {row["fields"]["article"] for row in merge.before["kept_mentions"]}
    newer = set(
        Mention.objects.filter(
            organization=merge.kept, article__in=shared, decided_at__gt=merge.merged_at
        ).values_list("article_id", flat=True)
    )
    restore(
        [
            row
            for row in merge.before["kept_mentions"]
            if row["fields"]["article"] in articles - newer
        ]
    )


def _return_readings(before: dict) -> None:
    """Restore the batches of the archive, and their changes to articles that still exist."""
    restore(before["batches"])
    articles = set(
        Article.objects.filter(
            pk__in=[row["fields"]["article"] for row in before["changes"]]
        ).values_list("pk", flat=True)
    )
    batches = set(LinkingBatch.objects.values_list("pk", flat=True))
    restore(
        [
            row
            for row in before["changes"]
            if row["fields"]["article"] in articles and row["fields"]["batch"] in batches
        ]
    )


def _return_records(keep: Organization, rows: list[dict]) -> None:
    there = set(
        NameRecord.objects.filter(pk__in=[row["pk"] for row in rows]).values_list("pk", flat=True)
    )
    for row in rows:
        fields = row["fields"]
        if row["pk"] not in there:
            keep.name_records.filter(name=fields["name"], feature=fields["feature"]).update(
                accepted=Greatest(F("accepted") - fields["accepted"], 0),
                refused=Greatest(F("refused") - fields["refused"], 0),
            )
    NameRecord.objects.filter(pk__in=there).delete()
    restore(rows)
