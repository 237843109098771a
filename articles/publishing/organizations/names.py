"""The names of all organisations and persons, looked up once a process."""

from __future__ import annotations

from articles.db.choices import NamePolicy
from articles.linking import Finder, KnownName, NearNames
from articles.models import OrganizationName, Person, TokenCache, VersionToken
from articles.text.letters import plain

_kept_near: tuple[Finder, NearNames] | None = None


def known_names() -> list[KnownName]:
    """Return every name of every organisation."""
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
    """The finder of the names as they are now. One query, where they have not changed."""
    return _finder.current()


def near_names(finder: Finder) -> NearNames:
    """Return the index of near misses of the names that a finder looks for; cached for the newest
    finder."""
    global _kept_near
    kept = _kept_near
    if kept is None or kept[0] is not finder:
        kept = _kept_near = finder, NearNames(finder.names)
    return kept[1]


def names_changed() -> None:
    """Tell every process, where names were changed in bulk; single rows tell it themselves."""
    VersionToken.objects.renew(VersionToken.NAMES)


_people = TokenCache(
    VersionToken.PEOPLE,
    lambda: frozenset(map(plain, Person.objects.order_by().values_list("name", flat=True))),
)


def known_people() -> frozenset[str]:
    """The names of the persons that the paper knows now, as names are compared. One query, where
    they have not changed."""
    return _people.current()


def people_changed() -> None:
    """Tell every process, as `names_changed`."""
    VersionToken.objects.renew(VersionToken.PEOPLE)
