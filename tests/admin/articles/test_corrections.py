"""Corrections at the desk: readers of a published article are told, and others ask for it."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from articles import publishing
from articles.db.choices import ArticleStatus, RectificationState
from articles.models import Article, Correction, Rectification
from articles.publishing import Amendment
from tests import factories as make
from tests.admin.articles.forms import change, form

ADD = "/admin/articles/rectification/add/"
CORRECTION = {
    "amendment_kind": "correction",
    "amendment_wrong": "Si leggeva sei.",
    "amendment_right": "Sono cinque.",
}


def corrections(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/corrections/"


def page_of(rectification: Rectification, what: str = "change") -> str:
    return f"/admin/articles/rectification/{rectification.pk}/{what}/"


def test_correction_is_published_without_a_text_change(carla, reader, at_most):
    article = make.make_published("Il pezzo")
    assert corrections(article) in carla.get(change(article)).text
    assert "il pezzo è come è uscito" in carla.get(corrections(article)).text
    refused = carla.post(corrections(article), {**CORRECTION, "amendment_right": ""}).text
    assert "Di’ ai lettori che cosa è giusto" in refused and "Si leggeva sei." in refused
    assert "Scegli che cos’è" in carla.post(corrections(article), {}).text
    assert not Correction.objects.exists()
    carla.post(corrections(article), CORRECTION)
    assert "Si leggeva sei. Sono cinque." in reader.get(article.get_absolute_url()).text
    with at_most(10):
        assert "Sono cinque." in carla.get(corrections(article)).text


def test_correction_is_superseded_from_the_list(carla, reader):
    article = make.make_published("Il pezzo")
    carla.post(corrections(article), CORRECTION)
    first = Correction.objects.get()
    address = f"{corrections(article)}?supersedes={first.uuid}"
    assert "Al posto della nota" in carla.get(address).text
    carla.post(address, {**CORRECTION, "amendment_right": "Sono quattro."})
    assert Correction.objects.exclude(pk=first.pk).get().supersedes == first
    assert "Sono cinque." not in reader.get(article.get_absolute_url()).text
    assert carla.get(address).status_code == 404  # it has its successor
    assert carla.get(f"{corrections(article)}?supersedes=x").status_code == 404


def test_corrections_are_read_only_without_the_right(desk_of, redattore):
    article = make.make_published("Il pezzo", by=redattore)
    amendment = Amendment("correction", "Sei.", "Cinque.")
    publishing.correct(article=article, amendment=amendment, by=None)
    desk = desk_of(redattore)
    page = desk.get(corrections(article)).text
    assert "Sei. Cinque." in page and "Pubblica la nota" not in page
    assert "Registra una rettifica" not in page
    assert desk.post(corrections(article), CORRECTION).status_code == 403
    assert Correction.objects.count() == 1


def test_list_of_corrections_is_read_only(desk_of, direttore, at_most):
    for number in range(5):
        article = make.make_published(f"Pezzo {number}")
        amendment = Amendment("correction", f"Errore {number}.", "Così.")
        publishing.correct(article=article, amendment=amendment, by=None)
    desk = desk_of(direttore)
    with at_most(8):
        page = desk.get("/admin/articles/correction/").text
    assert "Errore 3." in page
    assert f'<a href="{corrections(article)}">Pezzo 4</a>' in page
    assert "Articolo" in page and ">Article<" not in page
    key = Correction.objects.first().pk
    assert desk.get("/admin/articles/correction/add/").status_code == 403
    assert desk.post(f"/admin/articles/correction/{key}/delete/").status_code == 403


def test_withdrawal_asks_for_a_public_reason(carla, reader):
    article = make.make_published("Il pezzo")
    assert "Perché, per i lettori" in carla.get(change(article)).text
    typed = form(article, _step="withdraw", note_withdraw="Solo per noi.")
    assert "Di’ ai lettori perché" in carla.post(change(article), typed, follow=True).text
    assert Article.objects.get().is_public
    carla.post(change(article), {**typed, "reason_withdraw": "Non regge."})
    assert Article.objects.get().status == ArticleStatus.WITHDRAWN
    assert "Non regge." in reader.get(article.get_absolute_url()).text


# Rectifications


def received(article: Article, **fields) -> Rectification:
    one = Rectification(article=article, **{"sender": "Acme Spa", "text": "No.", **fields})
    return publishing.receive_rectification(rectification=one, by=None)


def test_rectification_is_received_published_and_locked(carla, reader):
    article = make.make_published("Il pezzo")
    page = carla.get(f"{ADD}?article={article.pk}").text
    assert "alla lettera" in page and "Il pezzo" in page
    assert carla.get(f"{ADD}?article=x").status_code == 200
    letter = "  Non è vero.\n\n— A. Neri"
    today = timezone.localdate()
    typed = {
        "article": article.pk, "sender": "Acme Spa", "received_on": f"{today:%d/%m/%Y}",
        "text": letter.replace("\n", "\r\n"), "_continue": "1",
    }  # fmt: skip
    carla.post(ADD, typed)
    one = Rectification.objects.get()
    assert one.text == letter
    assert "Pubblica la rettifica" in carla.get(page_of(one)).text
    carla.post(page_of(one, "close"), {"_close": "publish"})
    assert "Non è vero." in reader.get(article.get_absolute_url()).text
    page = carla.get(page_of(one)).text

    assert "Pubblica la rettifica" not in page and "Pubblicata" in page
    carla.post(page_of(one), {**typed, "text": "Altro"})
    assert Rectification.objects.get().text == letter


def test_rectification_is_declined_with_a_reason(carla):
    one = received(make.make_published())
    refused = carla.post(page_of(one, "close"), {"_close": "decline"}, follow=True).text
    assert "Di’ perché non si pubblica" in refused
    carla.post(page_of(one, "close"), {"_close": "decline", "reason": "Non riguarda il pezzo."})
    one.refresh_from_db()
    assert (one.state, one.reason) == (RectificationState.DECLINED, "Non riguarda il pezzo.")


def test_form_shows_errors_beside_their_fields(carla):
    draft = make.make_article("Bozza")
    typed = {"article": draft.pk, "sender": "Acme", "received_on": "31/02/2026", "text": " "}
    page = carla.post(ADD, typed).text
    for words in ("non c’è niente da rettificare", "data valida", "Scrivi il testo"):
        assert words in page, words
    assert not Rectification.objects.exists()


def test_desk_shows_the_rectification_deadline(
    desk_of, caporedattore, redattore, monkeypatch, at_most
):
    article = make.make_published("Il pezzo")
    received(article, sender="In tempo")
    received(article, sender="In ritardo", received_on=timezone.localdate() - dt.timedelta(days=3))
    desk = desk_of(caporedattore)
    with at_most(19):
        page = desk.get("/admin/").text
    assert page.index("In ritardo</a>") < page.index("In tempo</a>")
    assert "state-overdue" in page and "in ritardo di 1 giorno" in page
    assert "Rettifiche da pubblicare" not in desk_of(redattore).get("/admin/").text
    later = timezone.now() + dt.timedelta(days=9)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "in ritardo di 7 giorni" in desk.get("/admin/").text


def test_overlong_rectification_is_remarked(carla):
    one = received(make.make_published(), text="x" * 60 * 31)
    assert "Sono 31 righe" in carla.get(page_of(one)).text


def test_rectifications_need_the_right_to_edit_everything(desk_of, redattore):
    one = received(make.make_published())
    desk = desk_of(redattore)
    for path in (ADD, page_of(one), "/admin/articles/rectification/"):
        assert desk.get(path).status_code == 403
    assert desk.post(page_of(one, "close"), {"_close": "publish"}).status_code == 403
    assert Rectification.objects.get().is_waiting
