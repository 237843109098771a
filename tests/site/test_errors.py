import pytest
from django.test import Client, RequestFactory

from articles.site.views import errors


def test_missing_page_answers_404_in_the_papers_design(reader: Client):
    page = reader.get("/niente/")
    assert page.status_code == 404
    assert "Questa pagina non c’è" in page.text
    assert "Codice Aperto" in page.text


def test_server_error_page_makes_no_queries():
    """The test has no database mark: a query would fail it."""
    page = errors.server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "Qualcosa non ha funzionato" in page.text
    assert "Codice Aperto" in page.text


def test_unknown_host_is_told_the_papers_address(caplog, capsys, settings):
    """The test has no database mark: a request for any host costs no query."""
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
def test_server_error_has_the_papers_design(monkeypatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("articles.site.views.front_page.front_page_head", fail)
    page = Client(raise_request_exception=False).get("/")
    assert page.status_code == 500
    assert "Qualcosa non ha funzionato" in page.text


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_italian():
    page = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert page.status_code == 403
    assert "La richiesta non è stata accettata" in page.text
    assert page.headers["X-Request-ID"] in page.text, "the log has the reason under this name"
