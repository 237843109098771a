"""The steps of merging two rows, and of undoing it, that all kinds have in common; each kind adds
the rows that move with it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.db.choices import Verb
from articles.models import FormerAddress, WorkingCopy
from articles.models.merges import Merge
from articles.models.unique_names import OneName
from articles.publishing.history.log import record
from articles.publishing.subjects.namesakes import settle_names

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

T = TypeVar("T", bound=OneName)


class Merging(ABC, Generic[T]):
    """A kind of merge. `keep` stays as it is, apart from the rows that move to it; `before` holds,
    as JSON, what is needed to undo it."""

    merge_model: type[Merge]
    permissions: tuple[str, ...]
    #: The field of the article form that holds the key of such a row.
    form_field = ""

    @property
    def model(self) -> type[T]:
        return self.merge_model._meta.get_field("kept").related_model

    def may(self, user: AbstractBaseUser) -> bool:
        return user.has_perms(self.permissions)

    @transaction.atomic
    def merge(self, *, keep: T, absorb: T, by: AbstractBaseUser | None) -> Merge:
        """Merge two rows: everything tied to `absorb`, and its address, moves to `keep`. Raises
        PermissionDenied, and ValidationError for a row with itself."""
        self._require(by)
        if keep.pk == absorb.pk:
            raise ValidationError(_("Nothing is merged with itself: choose another."))
        both = self.model.objects.select_for_update().filter(pk__in=[keep.pk, absorb.pk])
        if len(both) < 2:
            raise ValidationError(_("One of the two is there no more."))
        address, key = absorb.get_absolute_url(), absorb.pk
        self.log(Verb.MERGED, by, keep, f"{absorb.desk_name} → {keep.desk_name}")
        merge = self.merge_model(
            kept=keep, absorbed_name=absorb.name, absorbed_key=key, merged_by=by
        )
        merge.before = {
            "rows": rows(both),
            "addresses": rows(FormerAddress.objects.filter(target=address)),
            "merges": list(absorb.merges.values_list("pk", flat=True)),
            **self.before(keep, absorb),
        }
        merge.save()
        absorb.merges.update(kept=keep)
        self.merge_model.objects.filter(pk__in=merge.before["merges"], within=None).update(
            within=merge
        )
        self.move(keep, absorb)
        absorb.delete()
        FormerAddress.objects.remember(address, keep.get_absolute_url())
        settle_names(self.model)
        if self.form_field:
            _follow_in_copies(self.form_field, key, keep.pk)
        self.follow(keep, address, merge.before)
        return merge

    @transaction.atomic
    def undo(self, merge: Merge, *, by: AbstractBaseUser | None) -> T:
        """Undo a merge: everything that moved goes back, while later rows stay with `keep`; return
        the restored row. Raises ValidationError where it cannot be undone, or was before."""
        self._require(by)
        merge = self.merge_model.objects.select_for_update().get(pk=merge.pk)
        if merge.undone_at is not None:
            raise ValidationError(_("This merge has been undone already."))
        if not merge.before:
            raise ValidationError(_("This merge came with a copy of the paper: it stays as it is."))
        if merge.within_id is not None:
            raise ValidationError(_("A later merge comes first: undo that."))
        keep, before = merge.kept, merge.before
        # Older merges, of organizations alone, have their rows under another name.
        known = before.get("rows") or before["organizations"]
        row = self._restored(next(each for each in known if each["pk"] != keep.pk))
        was = next(each["fields"] for each in known if each["pk"] == keep.pk)
        self.log(Verb.SEPARATED, by, row, keep.desk_name)
        address = row.get_absolute_url()
        FormerAddress.objects.filter(path=address).delete()
        for former in before["addresses"]:
            FormerAddress.objects.filter(pk=former["pk"]).update(target=address)
        self._return_merges(merge, row)
        self.give_back(row, keep, merge, was)
        self.follow_back(row, keep, merge)
        merge.undone_at = timezone.now()
        merge.save(update_fields=["undone_at"])
        return row

    def mend(self, fields: dict[str, Any]) -> None:
        """Change what the absorbed row cannot have any more, without rows that were deleted."""

    def _require(self, by: AbstractBaseUser | None) -> None:
        if by is not None and not self.may(by):
            raise PermissionDenied(_("You may not merge these."))

    def _restored(self, known: dict) -> T:
        """Return the absorbed row, restored without references to rows that were deleted
        meanwhile."""
        for field in self.model._meta.concrete_fields:
            key = known["fields"].get(field.name)
            if isinstance(field, models.ForeignKey) and field.null and key is not None:
                there = field.related_model._default_manager.filter(pk=key)
                known["fields"][field.name] = key if there.exists() else None
        self.mend(known["fields"])
        try:
            with transaction.atomic():
                return restore([known])[0]
        except IntegrityError as error:
            text = _("“%(name)s” cannot come back: another has its name or its address now.")
            raise ValidationError(text % {"name": known["fields"]["name"]}) from error

    def _return_merges(self, merge: Merge, row: T) -> None:
        """Give back the merges that the row itself had. Merges older than the field `within` were
        stored as whole rows; they are created without signals, which would treat them as loaded
        from a fixture."""
        kept_as_rows = [each for each in merge.before["merges"] if isinstance(each, dict)]
        self.merge_model.objects.bulk_create(
            each.object for each in serializers.deserialize("python", kept_as_rows)
        )
        keys = [each for each in merge.before["merges"] if not isinstance(each, dict)]
        self.merge_model.objects.filter(pk__in=keys).update(kept=row)
        merge.inner.update(within=None)

    def log(self, verb: Verb, by: AbstractBaseUser | None, row: T, note: str) -> None:
        record(verb, by=by, subject=row.desk_name, note=note)

    @abstractmethod
    def before(self, keep: T, absorb: T) -> dict[str, Any]:
        """Return what else is needed for undoing, as JSON."""

    @abstractmethod
    def move(self, keep: T, absorb: T) -> None:
        """Move everything that is tied to `absorb` to `keep`."""

    def follow(self, keep: T, address: str, before: dict[str, Any]) -> None:
        """Update derived data after a merge."""

    @abstractmethod
    def give_back(self, row: T, keep: T, merge: Merge, was: dict[str, Any]) -> None:
        """Move what was tied to `row` back to it; `was` has the fields that `keep` had."""

    def follow_back(self, row: T, keep: T, merge: Merge) -> None:
        """Update derived data after a merge was undone."""


def rows(found: models.QuerySet) -> list[dict]:
    """Return rows in a form that JSON can hold, with their keys."""
    return serializers.serialize("python", found)


def keys(found: models.QuerySet) -> list[int]:
    """Return the keys of rows."""
    return list(found.values_list("pk", flat=True))


def restore(known: list[dict]) -> list[models.Model]:
    """Store rows again, with their keys, as `rows` returned them; return them as objects."""
    objects = []
    for restored in serializers.deserialize("python", known):
        restored.save()
        objects.append(restored.object)
    return objects


def return_own(found: models.QuerySet, known: list[dict], **owner: models.Model) -> None:
    """Give rows that moved back to their `owner`, as they are now, and restore those that were
    deleted because both had them."""
    moved = found.filter(pk__in=[row["pk"] for row in known])
    there = set(keys(moved))
    moved.update(**owner)
    restore([row for row in known if row["pk"] not in there])


def _follow_in_copies(name: str, old: int, new: int) -> None:
    """Replace the key of the absorbed row in forms that are open and not saved yet."""
    open_copies = WorkingCopy.objects.filter(finished_at=None, typed__contains=f"{name}={old}")
    for copy in open_copies:
        typed = QueryDict(copy.typed, mutable=True)
        chosen = [str(new) if each == str(old) else each for each in typed.getlist(name)]
        typed.setlist(name, list(dict.fromkeys(chosen)))
        copy.typed = typed.urlencode()
        copy.save(update_fields=["typed"])
