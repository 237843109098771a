"""The names of organisations as readers type them: the one that was typed, and the nearest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from articles.db.choices import NamePolicy
from articles.models import Organization, OrganizationName, TokenCache, VersionToken
from articles.querysets import OrganizationQuerySet
from articles.search.italian import folded_words

_LEAST_LIKE = 0.7  # of 1: two letters of seven may be wrong
_LEAST_LONG = 4  # letters, from which a slip is a slip and not another word
_ASKED = 8  # how many near names are tried: some belong to no article that is out


@dataclass(frozen=True)
class _Names:
    """Folded names with what they stand for: the organisations, and how the name is written."""

    owners: dict[str, set[int]]
    written: dict[str, str]
    folded: list[str]


def _folded(text: str) -> str:
    return " ".join(folded_words(text))


def _read_names() -> _Names:
    owners: dict[str, set[int]] = defaultdict(set)
    written: dict[str, str] = {}
    rows = OrganizationName.objects.exclude(policy=NamePolicy.NEVER).order_by("pk")
    for text, organization in rows.values_list("text", "organization").iterator():
        if folded := _folded(text):
            owners[folded].add(organization)
            written.setdefault(folded, text)
    return _Names(dict(owners), written, list(owners))


_names = TokenCache(VersionToken.NAMES, _read_names)


def named_exactly(typed: str) -> OrganizationQuerySet:
    """The organisations that bear this name, whatever its accents and capitals; only those that
    readers may know of."""
    owners = _names.current().owners.get(_folded(typed), set())
    if not owners:
        return Organization.objects.none()
    return Organization.objects.most_covered().filter(pk__in=owners)


def nearest_name(typed: str) -> str:
    """What was typed with a slip in a name mended, as the name is written; empty where no name
    is near. The whole is tried first, then word by word."""
    names, words = _names.current(), typed.split()
    whole = _nearest(_folded(typed), names)
    if whole:
        return whole
    for number, word in enumerate(words):
        folded = _folded(word)
        if folded not in names.owners and (near := _nearest(folded, names)):
            return " ".join([*words[:number], near, *words[number + 1 :]])
    return ""


def _nearest(folded: str, names: _Names) -> str:
    if len(folded) < _LEAST_LONG:
        return ""
    near = process.extract(
        folded,
        names.folded,
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=_LEAST_LIKE,
        limit=_ASKED,
    )
    owners = {owner for name, _score, _place in near for owner in names.owners[name]}
    seen = set(
        Organization.objects.with_published_articles()
        .filter(pk__in=owners)
        .values_list("pk", flat=True)
    )
    for name, _score, _place in near:
        if name != folded and names.owners[name] & seen:
            return names.written[name]
    return ""
