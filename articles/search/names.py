"""Names of organizations as readers type them: exact matches, and the nearest name."""

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
_TRIED = 8  # near names: some belong to no published article


@dataclass(frozen=True)
class _Names:
    """Folded names, with the keys of their organizations and the form in which they are written."""

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
    """Return the organizations with this name, whatever its accents and capitals; only those that
    readers may know of.
    """
    owners = _names.current().owners.get(_folded(typed), set())
    if not owners:
        return Organization.objects.none()
    return Organization.objects.most_covered().filter(pk__in=owners)


def nearest_name(typed: str) -> str:
    """Return the typed text with a misspelt name put right, as the name is written; empty if no
    name is near. The whole text is tried first, then each word.
    """
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
        limit=_TRIED,
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
