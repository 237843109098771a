"""Two organisations become one, and two again where that was a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.choices import MentionStanding, NameKind, Verb
from articles.models import (
    Affiliation,
    Article,
    BatchChange,
    FormerAddress,
    Interest,
    LinkingBatch,
    Mention,
    NameRecord,
    Organization,
    OrganizationMerge,
    OrganizationName,
    Quotation,
)
from articles.publishing.log import record
from articles.publishing.names import names_changed
from articles.publishing.texts import derive_links, lead_links
from articles.search import index_facets

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

#: What two ties of one piece come to: a person's word before a machine's, a yes before a no.
_STRONGEST_FIRST = (
    MentionStanding.CONFIRMED,
    MentionStanding.REJECTED,
    MentionStanding.AUTOMATIC,
    MentionStanding.SUGGESTED,
)


def may_merge(user: AbstractBaseUser) -> bool:
    return user.has_perms(
        [
            "articles.change_organization",
            "articles.delete_organization",
            "articles.edit_every_article",
        ]
    )


def _require(by: AbstractBaseUser | None) -> None:
    if by is not None and not may_merge(by):
        raise PermissionDenied(_("You may not merge organizations."))


@transaction.atomic
def merge_organizations(
    *, keep: Organization, absorb: Organization, by: AbstractBaseUser | None
) -> OrganizationMerge:
    """Make one of two: ties, names, parts, memory and addresses of `absorb` become those of
    `keep`, which stays as it is otherwise. Where both are tied to a piece the stronger word
    stands. Raises ValidationError for an organisation and itself."""
    _require(by)
    if keep.pk == absorb.pk:
        raise ValidationError(_("An organization cannot be merged with itself."))
    shared = set(
        keep.mentions.filter(article__mentions__organization=absorb).values_list(
            "article_id", flat=True
        )
    )
    address = absorb.get_absolute_url()
    record(Verb.MERGED, by=by, organization=keep, note=f"{absorb.name} → {keep.name}")
    merge = OrganizationMerge(kept=keep, absorbed_name=absorb.name, merged_by=by)
    merge.before = {
        "organizations": _rows(Organization.objects.filter(pk__in=[keep.pk, absorb.pk])),
        "names": _rows(absorb.names.all()),
        "mentions": _rows(absorb.mentions.all()),
        "kept_mentions": _rows(keep.mentions.filter(article__in=shared)),
        "records": _rows(absorb.name_records.all()),
        "children": list(absorb.children.values_list("pk", flat=True)),
        "addresses": _rows(FormerAddress.objects.filter(target=address)),
        "batches": _rows(absorb.batches.all()),
        "changes": _rows(BatchChange.objects.filter(organization=absorb)),
        "merges": _rows(absorb.merges.all()),
        "interests": _rows(absorb.interests.all()),
        "affiliations": _rows(absorb.affiliations.all()),
        "quotations": list(absorb.quotations.values_list("pk", flat=True)),
    }
    merge.save()
    if keep.parent_id == absorb.pk:
        keep.parent = absorb.parent if absorb.parent_id != keep.pk else None
        keep.save(update_fields=["parent"])
    absorb.children.exclude(pk=keep.pk).update(parent=keep)
    _move_mentions(keep, absorb, shared)
    _move_names(keep, absorb)
    _move_records(keep, absorb)
    said = keep.interests.values("note")
    absorb.interests.exclude(note__in=said).update(organization=keep)
    absorb.quotations.update(organization=keep)
    _move_affiliations(keep, absorb)
    absorb.delete()
    FormerAddress.objects.remember(address, keep.get_absolute_url())
    lead_links(keep, address)
    _derive_anew(shared)
    index_facets(Article.objects.filter(mentions__organization=keep))
    names_changed()
    return merge


def _rows(rows: models.QuerySet) -> list[dict]:
    """Rows as JSON keeps them, with their keys."""
    return serializers.serialize("python", rows)


def _move_mentions(keep: Organization, absorb: Organization, shared: set[int]) -> None:
    kept = {mention.article_id: mention for mention in keep.mentions.filter(article__in=shared)}
    for other in absorb.mentions.filter(article__in=shared):
        mention = kept[other.article_id]
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


def _derive_anew(pieces: set[int]) -> None:
    """Where a text names both, its links are worked out again."""
    for article in Article.objects.filter(pk__in=pieces):
        derive_links(article)


@transaction.atomic
def undo_merge(merge: OrganizationMerge, *, by: AbstractBaseUser | None) -> Organization:
    """Make two of one again: everything goes back that was there before. What came after stays
    with the organisation that was kept. Raises ValidationError where it was undone before."""
    _require(by)
    merge = OrganizationMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise ValidationError(_("This merge has been undone already."))
    if not merge.before:
        raise ValidationError(_("This merge came with a copy of the paper: it stays as it is."))
    keep, before = merge.kept, merge.before
    rows = {row["pk"]: row for row in before["organizations"]}
    absorbed = next(row for key, row in rows.items() if key != keep.pk)
    organization = _restore([absorbed])[0]
    record(Verb.SEPARATED, by=by, organization=organization, note=keep.name)
    FormerAddress.objects.filter(path=organization.get_absolute_url()).delete()
    for row in before["addresses"]:
        FormerAddress.objects.filter(pk=row["pk"]).update(target=organization.get_absolute_url())
    if rows[keep.pk]["fields"]["parent"] == organization.pk:
        keep.parent = organization
        keep.save(update_fields=["parent"])
    Organization.objects.filter(pk__in=before["children"]).exclude(pk=keep.pk).update(
        parent=organization
    )
    OrganizationName.objects.filter(pk__in=[row["pk"] for row in before["names"]]).delete()
    _restore(before["names"])
    shared = _return_mentions(merge, organization)
    _return_records(keep, before["records"])
    _return_readings(before)
    _return_own(Interest, organization, before.get("interests", []))
    _return_own(Affiliation, organization, before.get("affiliations", []))
    Quotation.objects.filter(pk__in=before.get("quotations", []), organization=keep).update(
        organization=organization
    )
    # Without signals: those of a fixture would take these for a foreign paper's.
    OrganizationMerge.objects.bulk_create(
        row.object for row in serializers.deserialize("python", before["merges"])
    )
    lead_links(organization, keep.get_absolute_url())
    _derive_anew(shared)
    index_facets(Article.objects.filter(mentions__organization__in=[keep, organization]))
    names_changed()
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    return organization


def _restore(rows: list[dict]) -> list[models.Model]:
    objects = []
    for restored in serializers.deserialize("python", rows):
        restored.save()
        objects.append(restored.object)
    return objects


def _return_mentions(merge: OrganizationMerge, organization: Organization) -> set[int]:
    """The pieces that were tied to both."""
    pieces = set(
        Article.objects.values_list("pk", flat=True).filter(
            pk__in=[row["fields"]["article"] for row in merge.before["mentions"]]
        )
    )
    there = set(
        Mention.objects.filter(pk__in=[row["pk"] for row in merge.before["mentions"]]).values_list(
            "pk", flat=True
        )
    )
    # Those that only moved go back as they are now, with what a person has said since.
    Mention.objects.filter(pk__in=there).update(organization=organization)
    _restore(
        [
            row
            for row in merge.before["mentions"]
            if row["pk"] not in there and row["fields"]["article"] in pieces
        ]
    )
    shared = {row["fields"]["article"] for row in merge.before["kept_mentions"]}
    newer = set(
        Mention.objects.filter(
            organization=merge.kept, article__in=shared, decided_at__gt=merge.merged_at
        ).values_list("article_id", flat=True)
    )
    _restore(
        [row for row in merge.before["kept_mentions"] if row["fields"]["article"] in pieces - newer]
    )
    return shared & pieces


def _return_readings(before: dict) -> None:
    """The readings of the archive, and what they changed in pieces that are still there."""
    _restore(before["batches"])
    pieces = set(
        Article.objects.filter(
            pk__in=[row["fields"]["article"] for row in before["changes"]]
        ).values_list("pk", flat=True)
    )
    batches = set(LinkingBatch.objects.values_list("pk", flat=True))
    _restore(
        [
            row
            for row in before["changes"]
            if row["fields"]["article"] in pieces and row["fields"]["batch"] in batches
        ]
    )


def _return_own(model: type[models.Model], organization: Organization, rows: list[dict]) -> None:
    """Those that moved go back as they are now; those that both had are there twice again."""
    moved = model.objects.filter(pk__in=[row["pk"] for row in rows])
    there = set(moved.values_list("pk", flat=True))
    moved.update(organization=organization)
    _restore([row for row in rows if row["pk"] not in there])


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
    _restore(rows)
