"""The corrections log: corrections, and the statements that the law obliges to publish, in one
chronology.
"""

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
    """A correction or statement in the log. `words` is its text, and `path` its address: on its
    article, or a page of its own. `superseded` is the time at which another took its place,
    `before` the correction whose place it took.
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
        """The kind, the sender if any, and the headline, in a line."""
        kind = _("%(kind)s by %(name)s") % {"kind": self.kind, "name": self.sender}
        return f"{kind if self.sender else self.kind}: {self.headline}"


def notices(
    most: int,
    *,
    before: Key | None = None,
    organization: Organization | None = None,
    standing: bool = False,
    indexable: bool = False,
) -> list[Notice]:
    """Return the newest notices that readers see, at most `most` of them: only those after the key
    `before`; on articles about the organization; not superseded, if `standing`; offered to search
    engines, if `indexable`. Two queries.
    """
    corrections = Correction.objects.published()
    if standing:
        corrections = corrections.in_force()
    corrections = corrections.select_related("article", "supersedes", "superseded_by")
    rectifications = Rectification.objects.published().select_related("article")
    kinds: list[QuerySet] = [corrections, rectifications]
    if indexable:
        kinds = [rows.indexable() for rows in kinds]
    found = [_some(rows, most, before=before, organization=organization) for rows in kinds]
    sorted_notices = (
        [_of_correction(row) for row in found[0]],
        [_of_rectification(row) for row in found[1]],
    )
    newest = merge(*sorted_notices, key=lambda notice: notice.key, reverse=True)
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
