"""The times of an article: which can be, which are refused, and that those of before break
nothing."""

import datetime as dt
from io import StringIO

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.utils import timezone

from articles import publishing
from articles.db.date_fields import (
    BoundedDateField,
    BoundedDateTimeField,
    validate_date_range,
    validate_datetime_range,
)
from articles.models import Article
from articles.publishing import Decisions
from tests import factories as make
from tests.admin.articles.forms import ADD, change, form
from tests.reader import Reader

UTC = dt.UTC
OUT = dt.datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
PAGES = [
    "/", "/articoli/", "/articoli/?page=2", "/archivio/2026/", "/archivio/2026/03/",
    "/archivio/0001/", "/archivio/0001/01/", "/archivio/9999/", "/archivio/9999/12/",
    "/sitemap.xml", "/sitemap-news.xml", "/sitemap-2026-03.xml", "/sitemap-0001-01.xml",
    "/sitemap-9999-12.xml", "/feed/", "/feed/atom/", "/feed/feed.json", "/cerca/?q=testo",
    "/cerca/?q=testo&year=9999", "/sezioni/modelli/", "/autori/di-fantasy/", "/correzioni/",
    "/api/articles", "/api/articles?until=9999-12-31&since=0001-01-01", "/salute/",
]  # fmt: skip


def refused(data: dict, page: str, desk) -> str:
    answer = desk.post(page, data)
    assert answer.status_code == 200
    return " ".join(
        text for texts in answer.context["adminform"].form.errors.values() for text in texts
    )


@pytest.mark.parametrize(
    ("times", "reason"),
    [
        ({"updated_at": "31/12/9999"}, "31/12/9999 non può essere giusto"),
        ({"updated_at": "01/01/0001"}, "01/01/0001 non può essere giusto"),
        ({"updated_at": "01/01/2200"}, "scrivi un’ora già passata"),
        ({"updated_at": "03/03/2026"}, "non può essere stato aggiornato prima"),
        ({"published_at": "01/01/0001"}, "01/01/0001 non può essere giusto"),
        ({"published_at": "31/12/9999"}, "l’anno va dal 1800 al 2200"),
    ],
)
@pytest.mark.parametrize("hour", ["00:00", "23:59"])
def test_form_refuses_impossible_times(direttore, desk_of, times: dict, reason: str, hour: str):
    article = make.make_published("Il pezzo", published_at=OUT)
    [(name, day)] = times.items()
    typed = {f"{name}_0": day, f"{name}_1": hour}
    assert reason in refused(form(article, **typed), change(article), desk_of(direttore))
    if name == "published_at" or "9999" in day or "0001" in day:
        assert reason in refused(form(None, **typed), ADD, desk_of(direttore))


def test_an_update_after_publication_is_taken(direttore):
    article = make.make_published("Il pezzo", published_at=OUT.replace(second=40))
    article.updated_at = OUT  # typed to the minute
    publishing.save([article], by=None)
    assert Article.objects.get().updated_at == OUT


@pytest.mark.parametrize(
    "times",
    [
        {"updated_at": dt.datetime(9999, 12, 31, 11, tzinfo=UTC)},
        {"updated_at": OUT - dt.timedelta(days=1)},
        {"updated_at": "tomorrow"},
        {"published_at": dt.datetime(1, 1, 2, tzinfo=UTC)},
        {"published_at": dt.datetime(2201, 1, 1, tzinfo=UTC)},
    ],
)
def test_saving_refuses_impossible_times(db, times: dict):
    article = make.make_article("Il pezzo", published_at=OUT)
    for name, moment in times.items():
        is_day = isinstance(moment, dt.datetime)
        setattr(article, name, moment if is_day else timezone.now() + dt.timedelta(days=1))
    with pytest.raises(ValidationError) as error:
        publishing.save([article], by=None)
    assert set(error.value.message_dict) == set(times)


def test_publishing_refuses_impossible_times(db):
    article = make.make_article("Il pezzo", updated_at=OUT)
    with pytest.raises(ValidationError, match="updated_at"):
        publishing.publish(article=article, by=None)
    article = make.make_article("Un altro")
    with pytest.raises(ValidationError, match="published_at"):
        publishing.publish(article=article, by=None, at=dt.datetime(9999, 1, 1, tzinfo=UTC))


def test_saving_as_published_refuses_impossible_times(db):
    article = Article(headline="Titolo", body="<p>Un testo.</p>", section=make.make_section())
    decided = Decisions(
        authors=[make.make_author("Ada Neri")], publish_at=dt.datetime(1, 1, 2, tzinfo=UTC)
    )
    with pytest.raises(ValidationError, match="02/01/0001 non può essere giusto"):
        publishing.save([article], decided, by=None)
    assert not Article.objects.exists()


@pytest.mark.parametrize("day", [dt.date(999, 12, 31), dt.date(2201, 1, 1), dt.date(9999, 1, 1)])
def test_day_fields_bound_the_year(day: dt.date):
    with pytest.raises(ValidationError):
        validate_date_range(day)
    validate_date_range(dt.date(1088, 1, 1))
    with pytest.raises(ValidationError):
        validate_datetime_range(dt.datetime(1799, 12, 31, tzinfo=UTC))


def test_every_date_field_bounds_the_year():
    """Fields that a machine alone writes, as it writes a row, are the exception."""
    rows = apps.get_app_config("articles").get_models()
    found = [field for model in rows for field in model._meta.get_fields()]
    fields = [field for field in found if isinstance(field, models.DateField)]
    assert len(fields) > 40
    loose = [
        str(field)
        for field in fields
        if not isinstance(field, BoundedDateField | BoundedDateTimeField)
        and not (field.auto_now or field.auto_now_add)
    ]
    assert loose == []


def stored(headline: str, name: str, moment: str) -> Article:
    """An article with a time that was stored before it was judged."""
    article = make.make_published(headline, body="<p>Un testo.</p>", section=make.make_section())
    with connection.cursor() as cursor:
        statement = f"UPDATE articles_article SET {name} = %s WHERE id = %s"  # noqa: S608
        cursor.execute(statement, [moment, article.pk])
    call_command("derive_texts", stdout=StringIO())
    return Article.objects.get(pk=article.pk)


def test_stored_impossible_times_break_no_page(reader: Reader, direttore, desk_of):
    make.make_published("Di marzo", published_at=OUT, section=make.make_section())
    articles = [
        stored("Aggiornato mai", "updated_at", "9999-12-31 23:59:59"),
        stored("Di allora", "published_at", "0001-01-01 00:10:00"),
        stored("Di mai", "published_at", "9999-12-31 23:59:59"),
    ]
    call_command("render_pieces", stdout=StringIO())
    for page in [*PAGES, *(article.get_absolute_url() for article in articles)]:
        assert reader.get(page).status_code in (200, 304, 404, 422), page
    for page in [
        "/",
        articles[0].get_absolute_url(),
        articles[1].get_absolute_url(),
        "/sitemap.xml",
    ]:
        assert reader.get(page).status_code == 200
    desk = desk_of(direttore)
    for page in ["/admin/", "/admin/articles/article/", *map(change, articles)]:
        assert desk.get(page).status_code == 200, page
    output = StringIO()
    with pytest.raises(CommandError, match="3 differenze"):
        call_command("verify", stdout=output)
    for article in articles:
        assert f"articolo {article.pk}: «" in output.getvalue()
    # Who takes it away needs not mend its times first.
    publishing.withdraw(article=articles[0], by=None, reason="Era sbagliato")
    publishing.withdraw(article=articles[1], by=None, reason="Era sbagliato")
