"""Fields for days and times within a plausible range: one rule for every model.

A day may be long ago (a university has had its name since 1088), a time of the paper's own (of
publication, correction, receipt) not before the first lasting dailies. Nothing is after 2200: 9999
is a slip, or «never», for which a field is left empty. Migrations see Django's fields in their
place.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.db.fields import StockInMigrations

#: The ends of the calendar that every time zone can express.
EARLIEST = dt.datetime(1, 1, 2, tzinfo=dt.UTC)
LATEST = dt.datetime(9999, 12, 30, tzinfo=dt.UTC)
FIRST_YEAR, FIRST_YEAR_OF_TIMES, LAST_YEAR = 1000, 1800, 2200


def validate_date_range(day: dt.date) -> None:
    _check(day, FIRST_YEAR)


def validate_datetime_range(moment: dt.date) -> None:
    _check(moment, FIRST_YEAR_OF_TIMES)


def _check(day: dt.date, first: int) -> None:
    if not first <= day.year <= LAST_YEAR:
        raise ValidationError(
            _("%(day)s cannot be right: the year must be from %(first)d to %(last)d."),
            code="impossible_day",
            params={
                "day": f"{day.day:02}/{day.month:02}/{day.year:04}",
                "first": first,
                "last": LAST_YEAR,
            },
        )


class BoundedDateField(StockInMigrations, models.DateField):
    default_validators = [validate_date_range]


class BoundedDateTimeField(StockInMigrations, models.DateTimeField):
    """A time. A value stored before the range was checked is read a day within the calendar's ends,
    so that any time zone can express it and no page fails because of it.
    """

    default_validators = [validate_datetime_range]

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if isinstance(value, dt.datetime) and not dt.MINYEAR < value.year < dt.MAXYEAR:
            earliest, latest = (
                end if value.tzinfo else end.replace(tzinfo=None) for end in (EARLIEST, LATEST)
            )
            value = min(max(value, earliest), latest)
        return value
