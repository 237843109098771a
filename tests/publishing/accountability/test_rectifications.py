"""Statements that the law obliges the paper to publish: to the letter, locked, with a clock."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import publishing
from articles.db.choices import ArticleStatus, RectificationState, Verb
from articles.models import Article, EditorialAct, Rectification
from tests import factories as make

pytestmark = pytest.mark.django_db

LETTER = "  Non è vero che «tutto» sia fermo.\n\nI due impianti  lavorano.\n— A. Neri "


def received(article: Article | None = None, **fields) -> Rectification:
    fields = {"sender": "Acme Spa", "text": LETTER, **fields}
    rectification = Rectification(article=article or make.make_published(), **fields)
    return publishing.receive_rectification(rectification=rectification, by=None)


def test_rectification_keeps_its_text_verbatim(reader):
    article = make.make_published("Il pezzo")
    one = received(article, text=LETTER.replace("\n", "\r\n"))
    assert Rectification.objects.get().text == LETTER
    publishing.publish_rectification(rectification=one, by=None)
    for path in (article.get_absolute_url(), one.get_absolute_url()):
        page = reader.get(path).text
        assert LETTER in page and "Acme Spa" in page
    assert reader.get(f"/api/articles/{article.slug}").json()["rectifications"][0]["text"] == LETTER


def test_article_and_rectification_link_to_each_other(reader):
    article = make.make_published("Il pezzo", body="<p>Il testo.</p>")
    one = publishing.publish_rectification(rectification=received(article), by=None)
    page = reader.get(article.get_absolute_url()).text.partition("<main")[2]
    assert f'href="{one.get_absolute_url()}"' in page
    assert page.index("Rettifica</h2>") < page.index("Il testo.")  # at the head of the page
    assert f'href="{article.get_absolute_url()}"' in reader.get(one.get_absolute_url()).text


def test_published_rectification_is_locked():
    one = publishing.publish_rectification(rectification=received(), by=None)
    for name, value in (("text", "Altro"), ("sender", "Altri"), ("received_on", dt.date.min)):
        changed = Rectification.objects.get()
        setattr(changed, name, value)
        with pytest.raises(TypeError):
            changed.save()
        with pytest.raises(ValidationError):
            publishing.receive_rectification(rectification=changed, by=None)
    for close in (publishing.publish_rectification, publishing.decline_rectification):
        words = {"reason": "No."} if close is publishing.decline_rectification else {}
        with pytest.raises(ValidationError):
            close(rectification=one, by=None, **words)
    assert Rectification.objects.get().text == LETTER


def test_pending_rectification_is_on_no_page(reader):
    article = make.make_published("Il pezzo")
    one = received(article)
    before = reader.get("/correzioni/").content
    assert reader.get(one.get_absolute_url()).status_code == 404
    assert b"Acme" not in before and "Acme" not in reader.get(article.get_absolute_url()).text
    asked = reader.pages_made
    one.sender = "Acme Europa"
    publishing.receive_rectification(rectification=one, by=None)
    reader.get("/correzioni/")
    assert reader.pages_made == asked  # what only the desk sees raises no edition


def test_rectification_is_hidden_with_its_article(reader):
    article = make.make_published("Il pezzo")
    one = publishing.publish_rectification(rectification=received(article), by=None)
    publishing.withdraw(article=article, by=None, reason="Errore.")
    assert reader.get(one.get_absolute_url()).status_code == 410
    assert "Acme" not in reader.get("/correzioni/").text


def test_declining_a_rectification_needs_a_reason(caporedattore):
    one = received()
    with pytest.raises(ValidationError):
        publishing.decline_rectification(rectification=one, by=caporedattore, reason=" ")
    publishing.decline_rectification(
        rectification=one, by=caporedattore, reason="Contiene un’ingiuria."
    )
    one.refresh_from_db()
    assert one.state == RectificationState.DECLINED and not one.is_overdue
    verbs = EditorialAct.objects.on(one.article_id).values_list("verb", flat=True)
    assert list(verbs)[:2] == [Verb.DECLINED, Verb.RECEIVED]


def test_rectification_is_due_from_the_day_of_the_request(monkeypatch, settings):
    one = received(received_on=dt.date(2026, 3, 10))
    clocks = {}
    for day in range(10, 15):
        now = dt.datetime(2026, 3, day, 9, tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        clocks[day] = (one.clock, one.is_overdue)
    assert clocks == {
        10: ("entro il 12 marzo 2026", False),
        11: ("entro il 12 marzo 2026", False),
        12: ("entro oggi", False),
        13: ("in ritardo di 1 giorno", True),
        14: ("in ritardo di 2 giorni", True),
    }
    settings.RECTIFICATION_DAYS = 5
    assert one.clock == "entro il 15 marzo 2026"


@pytest.mark.parametrize("status", [ArticleStatus.DRAFT, ArticleStatus.WITHDRAWN])
def test_rectifying_an_unpublished_article_is_refused(status):
    with pytest.raises(ValidationError, match="non c’è niente da rettificare"):
        received(make.make_article(status=status))
    one = received()
    publishing.withdraw(article=one.article, by=None)
    with pytest.raises(ValidationError, match="non c’è niente da rettificare"):
        publishing.publish_rectification(rectification=one, by=None)
    assert Rectification.objects.get().is_waiting


def test_rectifications_need_the_right_to_edit_everything(redattore, caporedattore, direttore):
    article = make.make_published()
    for person, may in ((redattore, False), (caporedattore, True), (direttore, True)):
        assert publishing.may_handle_rectifications(person) == may
    with pytest.raises(PermissionDenied):
        publishing.receive_rectification(
            rectification=Rectification(article=article, sender="A", text="B"), by=redattore
        )
    one = received(article)
    with pytest.raises(PermissionDenied):
        publishing.publish_rectification(rectification=one, by=redattore)
    with pytest.raises(PermissionDenied):
        publishing.decline_rectification(rectification=one, by=redattore, reason="No.")


def test_rectifications_of_one_day_have_distinct_addresses():
    article = make.make_published()
    assert received(article).slug != received(article).slug


def test_rectification_lines_are_counted_by_law():
    assert received(text="x" * 61 + "\n\ny").lines == 3
