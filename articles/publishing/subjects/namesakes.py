"""Unique names: the rows that have a name, however it is written, and those that wait until a
person says whether two of them are one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Author, Organization, Person, Section, Tag
from articles.models.merges import merges_of
from articles.models.unique_names import OneName
from articles.publishing.articles.addresses import free_slug_for
from articles.text.name_keys import name_key

NAMED: tuple[type[OneName], ...] = (Author, Organization, Person, Section, Tag)

_DISTINGUISHED = re.compile(r"(.+?)\s+\(([^()]+)\)")

T = TypeVar("T", bound=OneName)


def called(model: type[T], name: str) -> list[T]:
    """Return the rows with this name, however it is written: those of exactly this spelling first,
    then the one without a distinguishing note. One query."""
    key = name_key(name)
    if not key:
        return []
    rows = model.objects.filter(name_key__in=[key, ""])  # waiting rows have an empty key
    same = [row for row in rows if row.name_key or name_key(row.name) == key]
    return _closest_first(name, same)


def _closest_first(name: str, rows: Iterable[T]) -> list[T]:
    return sorted(rows, key=lambda row: (row.name != name, bool(row.distinguished_by), row.pk))


def meant_by(model: type[T], name: str) -> list[T]:
    """Return the rows with this name or, where there are none, the row into which one of that name
    was merged, however it was written."""
    if rows := called(model, name):
        return rows
    key = name_key(name)
    merge = merges_of(model).filter(absorbed_name_key=key).last() if key else None
    return [merge.kept] if merge else []


def signing_as(signature: str) -> list[Author]:
    """Return the authors that a signature may mean: for «Marco Rossi (sport)» the one with that
    note, for «Marco Rossi» the one without any. There are several where the signature does not say
    which."""
    if match := _DISTINGUISHED.fullmatch(signature.strip()):
        bare, note = match.groups()
        same = [each for each in called(Author, bare) if each.distinguished_by]
        if matching := [each for each in same if name_key(each.distinguished_by) == name_key(note)]:
            return matching[:1]
    rows = meant_by(Author, signature)
    if not rows:
        return []
    best = rows[0]
    alike = [each for each in rows if (each.name == best.name) and each.distinguished_by]
    return alike if best.distinguished_by else [best]


def namesake_of(row: OneName) -> OneName | None:
    """Return another row with the same name and the same distinguishing note; None where there is
    none, or where this row waits already to be distinguished from it."""
    others = [
        other
        for other in called(type(row), row.name)
        if other.pk != row.pk and other.distinguished_by == row.distinguished_by
    ]
    if others and row.pk and not row.name_key:
        stored = type(row).objects.filter(pk=row.pk, name_key="").first()
        if stored and name_key(stored.name) == name_key(row.name):
            return None
    return next(iter(others), None)


def check_name(row: OneName) -> None:
    """Raise ValidationError for a name without visible characters, and for one that another row
    has."""
    if not name_key(row.name):
        text = _("Nothing is seen of this name: write it.")
        raise ValidationError({"name": ValidationError(text, code="unseen")})
    if other := namesake_of(row):
        text = _("“%(name)s” is there already. If they are two, say what distinguishes them.")
        error = ValidationError(text % {"name": other.desk_name}, code="namesake")
        raise ValidationError({"name": error})


def tags_called(names: Iterable[str]) -> list[Tag]:
    """Return the tags with these names, each once, in order, and create those that do not exist.
    A name that was merged into another means that tag."""
    wanted: dict[str, str] = {}
    for name in names:
        if key := name_key(name):
            wanted.setdefault(key, " ".join(name.split()))
    there = Tag.objects.filter(Q(name_key__in=wanted) | Q(name__in=wanted.values()))
    spelled = {tag.name: tag for tag in there}
    keyed = {tag.name_key: tag for tag in sorted(there, key=_most_distinguished_first)}
    if gone := wanted.keys() - keyed.keys():
        merges = merges_of(Tag).filter(absorbed_name_key__in=gone)
        keyed |= {merge.absorbed_name_key: merge.kept for merge in merges}
    tags = [
        spelled.get(name) or keyed.get(key) or _get_or_create_tag(name)
        for key, name in wanted.items()
    ]
    return list(dict.fromkeys(tags))


def _most_distinguished_first(row: OneName) -> tuple[bool, int]:
    return not row.distinguished_by, -row.pk


def _get_or_create_tag(name: str) -> Tag:
    """Create a tag, or return the one that another transaction created at the same moment."""
    if same := called(Tag, name):
        return same[0]
    tag = Tag(name=name)
    tag.slug = free_slug_for(tag, name, fallback="tema")
    try:
        with transaction.atomic():
            tag.save(force_insert=True)
    except IntegrityError:
        if same := called(Tag, name):
            return same[0]
        raise
    return tag


class Double(NamedTuple):
    """A row with the name of another, waiting to be distinguished from it."""

    row: OneName
    known: OneName

    def __str__(self) -> str:
        words = {
            "kind": self.row._meta.verbose_name,
            "name": self.row.name,
            "address": self.row.slug,
            "known": self.known.name,
            "other": self.known.slug,
        }
        return _("%(kind)s: “%(name)s” (%(address)s) and “%(known)s” (%(other)s)") % words


def doubles(models: Iterable[type[OneName]] = NAMED) -> Iterator[Double]:
    """Yield the rows that wait to be distinguished, model by model. Two queries for each model."""
    for model in models:
        waiting = {row: name_key(row.name) for row in model.objects.filter(name_key="")}
        known: dict[str, list[OneName]] = defaultdict(list)
        for row in model.objects.filter(name_key__in=set(waiting.values()) - {""}):
            known[row.name_key].append(row)
        for row, key in sorted(waiting.items(), key=lambda item: item[0].pk):
            if same := known.get(key):
                yield Double(row, _closest_first(row.name, same)[0])


def waiting_names(models: Iterable[type[OneName]] = NAMED) -> int:
    """Count the rows that wait. One query."""
    first, *others = [model.objects.filter(name_key="").order_by().values("pk") for model in models]
    return first.union(*others, all=True).count()


def settle_names(model: type[OneName]) -> None:
    """Fill the key of each waiting row whose name no other row has any more."""
    for row in model.objects.filter(name_key="").order_by("pk"):
        key = name_key(row.name)
        if key and not row.has_namesake(key):
            model.objects.filter(pk=row.pk).update(name_key=key)


def misnamed() -> Iterator[OneName]:
    """Yield the rows whose key does not match their name, apart from those that wait."""
    for model in NAMED:
        rows = model.objects.only("name", "name_key", "distinguished_by", "slug")
        for row in rows.order_by("pk").iterator():
            key = name_key(row.name)
            if row.name_key != key and (row.name_key or not row.has_namesake(key)):
                yield row
