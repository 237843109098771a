"""Times in the newsroom's zone, right across daylight saving."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from articles.admin.datetime_field import NewsroomDateTimeField

UTC = dt.UTC


def typed(*parts: str) -> dt.datetime | None:
    return NewsroomDateTimeField(required=False).clean(list(parts))


@pytest.mark.parametrize(
    ("parts", "instant"),
    [
        (("25/11/2026", "07:00", ""), dt.datetime(2026, 11, 25, 6, 0, tzinfo=UTC)),
        (("25/07/2026", "07:00", ""), dt.datetime(2026, 7, 25, 5, 0, tzinfo=UTC)),
        (("25/10/2026", "02:30", "0"), dt.datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (("25/10/2026", "02:30", "1"), dt.datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (("25/10/2026", "03:00", ""), dt.datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_time_is_read_in_the_newsrooms_zone(parts, instant):
    assert typed(*parts).astimezone(UTC) == instant


def test_empty_field_is_no_time():
    assert typed("", "", "") is None


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("25/10/2026", "02:30", ""), "viene due volte"),
        (("29/03/2026", "02:30", ""), "quest’ora non c’è"),
        (("25/11/2026", "", ""), "il giorno e l’ora"),
        (("31/02/2026", "07:00", ""), "valid"),
    ],
)
def test_impossible_time_is_reported(parts, words):
    with pytest.raises(ValidationError) as error:
        typed(*parts)
    assert words in " ".join(error.value.messages)


def test_stored_time_is_shown_and_ambiguous_hour_is_asked():
    field = NewsroomDateTimeField(required=False)
    second = dt.datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert field.widget.decompress(second) == [dt.date(2026, 10, 25), dt.time(2, 30, fold=1), "1"]
    assert "seconda volta" in field.widget.render("when", second)
    plain = dt.datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
    assert "seconda volta" not in field.widget.render("when", plain)
    assert not field.has_changed(plain, ["25/11/2026", "07:00:00", ""])
    assert field.has_changed(plain, ["25/11/2026", "08:00:00", ""])
