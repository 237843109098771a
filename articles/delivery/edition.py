"""The edition: the state of the published paper as a number, and how long it lasts.

The edition changes when somebody changes what readers may see, which the database notes in the
transaction of the change (see `triggers`); and by itself, when an embargo ends or an article has
stood long enough on the front page. Both are asked at each request, and reading writes nothing:
every process comes to the same answer, whichever of them wrote, and beside a database that can only
be read.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import Error, connections
from django.utils import timezone

from articles.db.replicas import leave_alone, readers_database
from articles.models import Article, Edition, FrontPlace

#: How long an edition lasts at most: what is counted in hours and days (news of two days for the
#: search engines, how new an article is where it is ranked) is then worked out anew.
LONGEST = dt.timedelta(hours=1)

T = TypeVar("T")

_QUESTION = f"SELECT number, mark FROM {Edition._meta.db_table} WHERE id = 1"  # noqa: S608
_BEFORE_ALL = (0, "")
#: The mark of an edition of which nobody notes the changes, while tables are altered.
UNWATCHED = "unwatched"
#: A database that does not answer is left alone for so many seconds: each question may take long.
_RESPITE = 1.0


class EditionUnknown(Exception):
    """The database does not say which edition it is."""


@dataclass(frozen=True)
class CurrentEdition:
    """One edition: from `since`, before `until`, in seconds of the epoch; `key` is no other's."""

    number: int
    mark: str
    since: float
    until: float

    @property
    def key(self) -> str:
        return f"{self.number}-{self.mark}-{self.since:.0f}"


class EditionWatch:
    """Tells which edition is current. One for each process: threads share it."""

    def __init__(self) -> None:
        self.last: CurrentEdition | None = None
        self._silent_until = 0.0

    def current(self) -> CurrentEdition:
        """The edition of this moment. One small query; a few more where it is another than before.
        Raises EditionUnknown where the database does not answer."""
        try:
            row = self._asked() or _BEFORE_ALL
            now = timezone.now().timestamp()
            if row[1] == UNWATCHED:
                # Another for each who asks: nothing that is made for one is kept for another.
                return CurrentEdition(*row, since=now, until=now)
            last = self.last
            # A clock that was set back is before `since`, and then the edition is an earlier one.
            if (
                last is None
                or (last.number, last.mark) != row
                or not last.since <= now < last.until
            ):
                moments = moments_around(readers_database())
                self.last = last = CurrentEdition(*row, *moments)
        except Error as error:
            raise EditionUnknown from error
        return last

    def _asked(self) -> tuple[int, str] | None:
        """Return the database's answer, which every request asks for. It is asked once more where
        the connection was lost since the last question, by a database that was restarted; and the
        first database is asked where a replica does not answer."""
        if time.monotonic() < self._silent_until:
            raise EditionUnknown
        try:
            return self._ask()
        except EditionUnknown:
            connections[readers_database()].close()
        try:
            return self._ask()
        except EditionUnknown:
            if leave_alone():
                return self._asked()
            self._silent_until = time.monotonic() + _RESPITE
            raise

    def _ask(self) -> tuple[int, str] | None:
        connection = connections[readers_database()]
        try:
            connection.ensure_connection()
            return connection.connection.execute(_QUESTION).fetchone()
        except (Error, connection.Database.Error) as error:
            raise EditionUnknown from error


#: What this process knows of the edition.
WATCH = EditionWatch()


class EditionCache(Generic[T]):
    """Something that is the same for all the pages of an edition, made once for each by every
    process. Where the database does not say which it is, it is made each time."""

    def __init__(self, make: Callable[[], T]) -> None:
        self.make = make
        self._kept: tuple[CurrentEdition, T] | None = None

    def current(self) -> T:
        try:
            edition = WATCH.current()
        except EditionUnknown:
            return self.make()
        kept = self._kept
        if kept is None or kept[0] != edition:
            self._kept = kept = edition, self.make()
        return kept[1]


def moments_around(using: str) -> tuple[float, float]:
    """Return the time at which the paper last changed by itself, and the time at which it next
    will, in seconds of the epoch."""
    articles = Article.objects.using(using)
    # What is to come first: a time that passes between the two questions is then in both.
    coming = articles.scheduled().oldest_first().values_list("published_at", flat=True).first()
    now = timezone.now()
    newest = articles.published().newest_first().values_list("published_at", flat=True).first()
    hour = now.replace(minute=0, second=0, microsecond=0)
    ends = list(FrontPlace.objects.using(using).values_list("until", flat=True))
    passed = [hour, newest, *(end for end in ends if end <= now)]
    ahead = [hour + LONGEST, coming, *(end for end in ends if end > now)]
    return (
        max(moment for moment in passed if moment).timestamp(),
        min(moment for moment in ahead if moment).timestamp(),
    )
