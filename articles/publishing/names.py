"""The finder of the names of all organisations, built once a process."""

from __future__ import annotations

from threading import Lock

from articles.choices import NamePolicy
from articles.linking import Finder, KnownName, NearNames
from articles.models import OrganizationName, Stamp

_lock = Lock()
_kept: tuple[str, Finder] | None = None
_kept_near: tuple[Finder, NearNames] | None = None


def known_names() -> list[KnownName]:
    """Every name of every organisation."""
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


def current_finder() -> Finder:
    """The finder of the names as they are now. It is built again when the stamp in the
    database tells that they have changed, by this process or by another. One query."""
    global _kept
    stamp = Stamp.objects.value_of(Stamp.NAMES)
    kept = _kept
    if kept is None or kept[0] != stamp:
        with _lock:
            if _kept is None or _kept[0] != stamp:
                _kept = stamp, Finder(known_names())
            kept = _kept
    return kept[1]


def near_names(finder: Finder) -> NearNames:
    """What is nearly one of the names that a finder looks for; kept for the newest finder."""
    global _kept_near
    kept = _kept_near
    if kept is None or kept[0] is not finder:
        kept = _kept_near = finder, NearNames(finder.names)
    return kept[1]


def names_changed() -> None:
    """Tell every process, where names were changed in bulk; single rows tell it themselves."""
    Stamp.objects.renew(Stamp.NAMES)
