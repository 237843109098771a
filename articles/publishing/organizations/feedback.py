"""The newsroom's feedback on names, stored in the database."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Model

from articles.linking import EVERYTHING, Feedback, Key, Record
from articles.models import FeatureRecord, NameRecord

_AT_ONCE = 500  # keys in a query


class StoredFeedback(Feedback):
    """The stored counts, fetched as they are needed, with two queries each time."""

    def __init__(self) -> None:
        super().__init__()
        self._fetched: set[Key] = set()

    def prepare(self, keys: Iterable[Key]) -> None:
        missing = set(keys) - self._fetched
        self._fetched |= missing
        features = {key.feature for key in missing if key.organization is None}
        named = [key for key in missing if key.organization is not None]
        for some in _slices(sorted(features)):
            rows = FeatureRecord.objects.filter(feature__in=some)
            for feature, *counts in rows.values_list("feature", "accepted", "refused"):
                self._records[Key(feature)] = Record(*counts)
        owners, names = {key.organization for key in named}, {key.name for key in named}
        for some in _slices(sorted({key.feature for key in named})):
            rows = NameRecord.objects.filter(
                organization__in=owners, name__in=names, feature__in=some
            )
            for feature, owner, name, *counts in rows.values_list(
                "feature", "organization_id", "name", "accepted", "refused"
            ):
                self._records[Key(feature, owner, name)] = Record(*counts)


def learn(keys: Iterable[Key], *, accepted: bool, times: int = 1) -> None:
    """Count a decision under each of its keys, or take one back where `times` is -1. Must run in a
    transaction."""
    field = "accepted" if accepted else "refused"
    keys = set(keys)
    # Decisions are counted one at a time: they share many rows, and two transactions that locked
    # them in different orders would deadlock.
    FeatureRecord.objects.get_or_create(feature=EVERYTHING.feature)
    FeatureRecord.objects.select_for_update().get(feature=EVERYTHING.feature)
    features = sorted(key.feature for key in keys if key.organization is None)
    _count(FeatureRecord, [FeatureRecord(feature=feature) for feature in features], field, times)
    named: dict[tuple, list[str]] = {}
    for key in keys:
        if key.organization is not None:
            named.setdefault((key.organization, key.name), []).append(key.feature)
    for (organization, name), own in named.items():
        rows = [
            NameRecord(organization_id=organization, name=name, feature=feature)
            for feature in sorted(own)
        ]
        _count(NameRecord, rows, field, times, organization=organization, name=name)


def _count(model: type[Model], rows: list[Model], field: str, times: int, **owner: object) -> None:
    for some in _slices(rows):
        if times > 0:
            model.objects.bulk_create(some, ignore_conflicts=True)
        found = model.objects.filter(feature__in=[row.feature for row in some], **owner)
        found.filter(**{f"{field}__gte": -times}).update(**{field: F(field) + times})


def _slices(items: list) -> Iterable[list]:
    return (items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE))
