"""Merging two rows of one person."""

from __future__ import annotations

from typing import Any

from articles.models import Affiliation, Person, PersonMerge, Quotation
from articles.models.merges import Merge
from articles.publishing.subjects.merging.engine import Merging, keys, return_own, rows


class PersonMerging(Merging[Person]):
    """A merge of persons, which moves quotations and affiliations, and the Wikidata identifier
    where `keep` has none."""

    merge_model = PersonMerge
    permissions = ("articles.change_person", "articles.delete_person")

    def before(self, keep: Person, absorb: Person) -> dict[str, Any]:
        return {
            "quotations": keys(absorb.quotations.all()),
            "affiliations": rows(absorb.affiliations.all()),
        }

    def move(self, keep: Person, absorb: Person) -> None:
        absorb.quotations.update(person=keep)
        known = set(keep.affiliations.values_list("organization", "role"))
        moved = [
            row.pk
            for row in absorb.affiliations.all()
            if (row.organization_id, row.role) not in known
        ]
        Affiliation.objects.filter(pk__in=moved).update(person=keep)
        if absorb.wikidata_id and not keep.wikidata_id:
            wikidata_id, absorb.wikidata_id = absorb.wikidata_id, ""
            absorb.save(update_fields=["wikidata_id"])
            keep.wikidata_id = wikidata_id
            keep.save(update_fields=["wikidata_id"])

    def give_back(self, row: Person, keep: Person, merge: Merge, was: dict[str, Any]) -> None:
        Quotation.objects.filter(pk__in=merge.before["quotations"], person=keep).update(person=row)
        return_own(Affiliation.objects.all(), merge.before["affiliations"], person=row)

    def _restored(self, known: dict) -> Person:
        """Return the restored person, with its identifier."""
        if wikidata_id := known["fields"]["wikidata_id"]:
            moved = Person.objects.filter(merges__absorbed_key=known["pk"])
            moved.filter(wikidata_id=wikidata_id).update(wikidata_id="")
        return super()._restored(known)
