"""What readers are told of articles after they came out, as one chronology: corrections, and the
statements that others had published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.models import Correction, Organization, Rectification

Key = tuple[dt.datetime, UUID]


@dataclass(frozen=True)
class Notice:
    """One of them. `words` is what it says, and where it stands is `path`: on its article, or at an
    address of its own. `superseded` is when another took its place, `before` whose place it took.
    """

    key: Key
    kind: str
    words: str
    path: str
    headline: str
    article_path: str
    sender: str = ""
    superseded: dt.datetime | None = None
    before: Correction | None = None

    @property
    def at(self) -> dt.datetime:
        return self.key[0]

    @property
    def title(self) -> str:
        """What it is of what, in a line."""
        kind = _("%(kind)s by %(name)s") % {"kind": self.kind, "name": self.sender}
        return f"{kind if self.sender else self.kind}: {self.headline}"


def notices(
    most: int,
    *,
    before: Key | None = None,
    organization: Organization | None = None,
    standing: bool = False,
    for_engines: bool = False,
) -> list[Notice]:
    """The newest that readers see, no more than `most`; those after the one that is `before`; of
    articles on the organisation alone; those that stand alone; those for engines. Two queries."""
    corrections = Correction.objects.published()
    if standing:
        corrections = corrections.standing()
    corrections = corrections.select_related("article", "supersedes", "superseded_by")
    rectifications = Rectification.objects.published().select_related("article")
    kinds: list[QuerySet] = [corrections, rectifications]
    if for_engines:
        kinds = [rows.for_engines() for rows in kinds]
    found = [_some(rows, most, before=before, organization=organization) for rows in kinds]
    made = ([_of_correction(row) for row in found[0]], [_of_rectification(row) for row in found[1]])
    newest = merge(*made, key=lambda notice: notice.key, reverse=True)
    return list(islice(newest, most))


def _some(
    rows: QuerySet, most: int, *, before: Key | None, organization: Organization | None
) -> QuerySet:
    if before is not None:
        rows = rows.older_than(*before)
    if organization is not None:
        rows = rows.about(organization)
    return rows.newest_first()[:most]


def _of_correction(row: Correction) -> Notice:
    successor = getattr(row, "superseded_by", None)
    return Notice(
        key=(row.at, row.uuid),
        kind=row.get_kind_display(),
        words=row.words,
        path=row.get_absolute_url(),
        headline=row.article.marked_headline,
        article_path=row.article.get_absolute_url(),
        superseded=successor.at if successor else None,
        before=row.supersedes,
    )


def _of_rectification(row: Rectification) -> Notice:
    return Notice(
        key=(row.closed_at, row.uuid),
        kind=_("Rectification"),
        words=row.text,
        path=row.get_absolute_url(),
        headline=row.article.marked_headline,
        article_path=row.article.get_absolute_url(),
        sender=row.sender,
    )
