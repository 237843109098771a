"""The edition: a number for the state of the published paper, and the span of time for which it is
valid.

The edition changes when somebody changes what readers may see, which the database records in the
transaction of the change (see `triggers`). It also changes with time alone, when an embargo ends or
an article has stood long enough on the front page. Each request checks both, and reading writes
nothing: every process reaches the same answer, whichever of them wrote, even on a database that is
read-only.
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

#: The longest that an edition lasts. What is measured in hours and days (the news of two days for
#: search engines, the age of an article in a ranking) is then computed anew.
LONGEST = dt.timedelta(hours=1)

T = TypeVar("T")

_QUESTION = f"SELECT number, mark FROM {Edition._meta.db_table} WHERE id = 1"  # noqa: S608
_BEFORE_ALL = (0, "")
#: The mark of an edition during which changes are not recorded, because tables are being altered.
UNWATCHED = "unwatched"
#: The seconds for which a database that does not answer is not asked again: each attempt may take
#: long.
_RESPITE = 1.0


class EditionUnknown(Exception):
    """The database cannot be asked for the edition."""


@dataclass(frozen=True)
class CurrentEdition:
    """One edition: valid from `since` and before `until`, both in seconds of the epoch. No other
    edition has its `key`."""

    number: int
    mark: str
    since: float
    until: float

    @property
    def key(self) -> str:
        return f"{self.number}-{self.mark}-{self.since:.0f}"


class EditionWatch:
    """A source of the current edition. There is one in each process, shared by its threads."""

    def __init__(self) -> None:
        self.last: CurrentEdition | None = None
        self._silent_until = 0.0

    def current(self) -> CurrentEdition:
        """Return the edition of this moment, with one small query, or a few more when the edition
        has changed. Raises EditionUnknown where the database does not answer."""
        try:
            row = self._asked() or _BEFORE_ALL
            now = timezone.now().timestamp()
            if row[1] == UNWATCHED:
                # Every request gets an edition of its own, so that nothing cached for one serves
                # another.
                return CurrentEdition(*row, since=now, until=now)
            last = self.last
            # When the clock has been set back, `now` is before `since`, and the edition is an
            # earlier one.
            if (
                last is None
                or (last.number, last.mark) != row
                or not last.since <= now < last.until
            ):
                moments = last_and_next_change(readers_database())
                self.last = last = CurrentEdition(*row, *moments)
        except Error as error:
            raise EditionUnknown from error
        return last

    def _asked(self) -> tuple[int, str] | None:
        """Return the row of the edition, which every request reads. Ask once more after closing the
        connection, which a restart of the database may have broken; then ask the primary database
        if a replica does not answer."""
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


#: The edition as this process knows it.
WATCH = EditionWatch()


class EditionCache(Generic[T]):
    """A value that is the same on all the pages of an edition, computed once for each edition in
    every process. While the edition is unknown, it is computed each time."""

    def __init__(self, make: Callable[[], T]) -> None:
        self.make = make
        self._cached: tuple[CurrentEdition, T] | None = None

    def current(self) -> T:
        try:
            edition = WATCH.current()
        except EditionUnknown:
            return self.make()
        cached = self._cached
        if cached is None or cached[0] != edition:
            self._cached = cached = edition, self.make()
        return cached[1]


def last_and_next_change(using: str) -> tuple[float, float]:
    """Return two times, in seconds of the epoch: when the paper last changed with time alone, and
    when it next will."""
    articles = Article.objects.using(using)
    # Scheduled articles are read first: one that comes out between the two queries is then in both.
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
