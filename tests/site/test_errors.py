import pytest
from django.test import Client, RequestFactory

from articles.site.views import errors


def test_what_is_not_there_says_so_in_the_dress_of_the_paper(reader: Client):
    page = reader.get("/niente/")
    assert page.status_code == 404
    assert "Questa pagina non c’è" in page.text
    assert "Codice Aperto" in page.text


def test_an_error_of_ours_asks_nothing_of_the_database():
    """No database mark: a query here would fail the test."""
    page = errors.server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "Qualcosa non ha funzionato" in page.text
    assert "Codice Aperto" in page.text


def test_another_name_than_the_papers_is_told_where_it_is(caplog, capsys, settings):
    """No database mark: whoever asks by any name costs no query."""
    settings.SITE_URL = "https://www.example.it"
    settings.ALLOWED_HOSTS = ["www.example.it"]
    for address in ("/", "/articoli/x/", "/admin/"):
        caplog.clear()
        page = Client(headers={"host": "<b>altrove</b>.it"}).get(address)
        assert page.status_code == 400
        assert "Questo non è l’indirizzo del giornale" in page.text
        assert 'href="https://www.example.it"' in page.text
        assert "altrove" not in page.text
        (line,) = [each for each in caplog.records if each.levelname != "DEBUG"][:1]
        assert "'<b>altrove</b>.it'" in line.getMessage()
        assert "ALLOWED_HOSTS (www.example.it)" in line.getMessage()
        assert "Traceback" not in capsys.readouterr().err


@pytest.mark.django_db
def test_an_error_in_a_page_is_answered_in_that_dress(monkeypatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("articles.querysets.ArticleQuerySet.published", fail)
    page = Client(raise_request_exception=False).get("/")
    assert page.status_code == 500
    assert "Qualcosa non ha funzionato" in page.text


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_italian():
    page = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert page.status_code == 403
    assert "La richiesta non è stata accettata" in page.text
    assert page.headers["X-Request-ID"] in page.text, "the log has the reason under this name"
