"""The names of all organizations and persons, loaded once in each process."""

from __future__ import annotations

from articles.db.choices import NamePolicy
from articles.linking import Finder, KnownName, NearNames
from articles.models import OrganizationName, Person, TokenCache, VersionToken
from articles.text.letters import plain

_cached_near: tuple[Finder, NearNames] | None = None


def known_names() -> list[KnownName]:
    """Return every name of every organization."""
    rows = OrganizationName.objects.order_by("pk").values_list(
        "text", "organization_id", "kind", "policy", "first_day"
    )
    return [
        KnownName(
            text=text,
            organization=organization,
            kind=kind,
            is_offered_only=policy == NamePolicy.OFFER,
            is_ignored=policy == NamePolicy.NEVER,
            first_day=first_day,
        )
        for text, organization, kind, policy, first_day in rows.iterator()
    ]


_finder = TokenCache(VersionToken.NAMES, lambda: Finder(known_names()))


def current_finder() -> Finder:
    """Return the finder of the present names. One query where they have not changed."""
    return _finder.current()


def near_names(finder: Finder) -> NearNames:
    """Return the index of near misses of a finder's names, which is cached for the latest
    finder."""
    global _cached_near
    cached = _cached_near
    if cached is None or cached[0] is not finder:
        cached = _cached_near = finder, NearNames(finder.names)
    return cached[1]


def names_changed() -> None:
    """Tell every process that names changed in bulk; a single row does this itself when it is
    saved."""
    VersionToken.objects.renew(VersionToken.NAMES)


_people = TokenCache(
    VersionToken.PEOPLE,
    lambda: frozenset(map(plain, Person.objects.order_by().values_list("name", flat=True))),
)


def known_people() -> frozenset[str]:
    """Return the names of the persons that the paper knows, in the form in which names are
    compared. One query where they have not changed."""
    return _people.current()


def people_changed() -> None:
    """Tell every process that persons changed in bulk, as `names_changed` does."""
    VersionToken.objects.renew(VersionToken.PEOPLE)
