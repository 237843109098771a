"""Two persons who are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.choices import Verb
from articles.models import Affiliation, FormerAddress, Person
from articles.publishing.log import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def may_merge_persons(user: AbstractBaseUser) -> bool:
    return user.has_perms(["articles.change_person", "articles.delete_person"])


@transaction.atomic
def merge_persons(*, keep: Person, absorb: Person, by: AbstractBaseUser | None) -> None:
    """Make one of two: the words, the roles and the address of `absorb` become those of `keep`,
    which stays as it is otherwise. It cannot be undone: whose words were whose is not kept. Raises
    PermissionDenied, and ValidationError for a person and themselves."""
    if by is not None and not may_merge_persons(by):
        raise PermissionDenied(_("You may not merge persons."))
    if keep.pk == absorb.pk:
        raise ValidationError(_("A person cannot be merged with themselves."))
    record(Verb.MERGED, by=by, subject=str(keep), note=f"{absorb.name} → {keep.name}")
    absorb.quotations.update(person=keep)
    known = set(keep.affiliations.values_list("organization", "role"))
    rows = absorb.affiliations.all()
    moved = [row.pk for row in rows if (row.organization_id, row.role) not in known]
    Affiliation.objects.filter(pk__in=moved).update(person=keep)
    address = absorb.get_absolute_url()
    if absorb.wikidata_id and not keep.wikidata_id:
        wikidata_id = absorb.wikidata_id
        absorb.delete()
        keep.wikidata_id = wikidata_id
        keep.save(update_fields=["wikidata_id"])
    else:
        absorb.delete()
    FormerAddress.objects.remember(address, keep.get_absolute_url())
