"""The register of those who ask to be forgotten: private, with a clock, taken away as a file."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, ArticleVersion, OblivionDecision, OblivionRequest
from tests import factories as make
from tests.admin.articles.forms import change, form

LIST = "/admin/articles/oblivionrequest/"
NAME = "Zibaldo Zini"


@pytest.fixture
def article(db) -> Article:
    return make.make_published(f"{NAME} accusato", body=f"<p>{NAME} nega.</p>")


@pytest.fixture
def dario(desk_of, direttore) -> Client:
    return desk_of(direttore)


def row_page(row: OblivionRequest, what: str = "change") -> str:
    return f"{LIST}{row.pk}/{what}/"


def typed(article: Article, **fields) -> dict:
    today = timezone.localdate()
    return {
        "person": "Z. Z.", "contact": "avv. Neri", "received_on": f"{today:%d/%m/%Y}",
        "request": "Sono stato assolto.", "articles": [article.pk], "answered_on": "",
        "_continue": "1", **fields,
    }  # fmt: skip


def ask(dario: Client, article: Article, **fields) -> OblivionRequest:
    dario.post(f"{LIST}add/", typed(article, **fields))
    return OblivionRequest.objects.latest("pk")


def test_request_goes_from_arrival_to_answer(dario, article, reader, at_most):
    letter = SimpleUploadedFile("sentenza d’appello.pdf", b"%PDF-1.4 zibaldone")
    row = ask(dario, article, document=letter)
    document = row.documents.get()
    page = dario.get(row_page(row)).text
    assert "entro il" in page.lower() and document.name in page
    assert "Z. Z." in dario.get("/admin/").text
    answer = dario.get(row_page(row, f"documents/{document.pk}"))
    assert answer.content == b"%PDF-1.4 zibaldone"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    decision = {
        "article": article.pk, "kind": "initials", "reasons": "Assolto.", "names": f"{NAME}\nZini",
        "initials": "Z. Z.",
    }  # fmt: skip
    assert "Di’ perché" in dario.post(row_page(row, "decide"), {**decision, "reasons": " "}).text
    wrong = dario.post(row_page(row, "decide"), {**decision, "names": "Nessuno"}).text
    assert "questo nome non c’è" in wrong and "Assolto." in wrong
    done = dario.post(row_page(row, "decide"), decision, follow=True).text
    assert "La decisione è in vigore" in done and "Iniziali al posto del nome" in done
    new = Article.objects.get()
    assert "Z. Z. accusato" in reader.get(new.get_absolute_url()).text
    decision = row.decisions.get()
    undo = {"decision": decision.pk}
    assert "Di’ perché" in dario.post(row_page(row, "undo"), undo, follow=True).text
    dario.post(row_page(row, "undo"), {**undo, "why": "Ha cambiato idea."})
    assert NAME in reader.get(Article.objects.get().get_absolute_url()).text
    dario.post(row_page(row), typed(article, answered_on=f"{timezone.localdate():%d/%m/%Y}"))
    assert "Richieste di oblio a cui" not in dario.get("/admin/").text
    with at_most(12):
        assert "Annullata il" in dario.get(row_page(row)).text


def test_oversized_document_is_refused(dario, article, monkeypatch):
    monkeypatch.setattr("articles.admin.erasures.MOST_BYTES", 3)
    page = dario.post(f"{LIST}add/", typed(article, document=SimpleUploadedFile("a.pdf", b"1234")))
    assert "supera i 10 MB" in page.text and not OblivionRequest.objects.exists()


def test_register_downloads_whole(dario, article):
    row = ask(dario, article, person="=cmd", document=SimpleUploadedFile("a.pdf", b"letter"))
    decision = OblivionDecision(request=row, article=article, kind="refusal", reasons="Cronaca.")
    publishing.decide_erasure(decision=decision, by=None)
    answer = dario.get(f"{LIST}export/")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    [record] = json.loads(archive.read("registro.json"))
    assert record["decisioni"][0]["decisione"] == "Rifiuto" and record["pezzi"] == [article.slug]
    table = archive.read("registro.csv").decode("utf-8-sig")
    [line] = csv.DictReader(io.StringIO(table), delimiter=";")
    assert line["chi_chiede"] == "'=cmd" and line["motivi"] == "Cronaca."
    [name] = [name for name in archive.namelist() if name.startswith("documenti/")]
    assert archive.read(name) == b"letter"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Esporta il registro" in dario.get(LIST).text


def test_register_is_hidden_from_other_roles(
    desk_of, dario, article, redattore, caporedattore, client
):
    row = ask(dario, article, document=SimpleUploadedFile("a.pdf", b"letter"))
    document = row.documents.get()
    paths = [
        LIST, f"{LIST}add/", f"{LIST}export/", row_page(row), row_page(row, "decide"),
        row_page(row, f"documents/{document.pk}"),
    ]  # fmt: skip
    for person in (redattore, caporedattore):
        desk = desk_of(person)
        assert {desk.get(path).status_code for path in paths} == {403}
        assert desk.post(row_page(row, "undo"), {"decision": "1"}).status_code in (403, 404)
        assert "oblio" not in desk.get("/admin/").text
    assert {client.get(path).status_code for path in paths} == {302}
    assert dario.post(row_page(row, "delete"), {"post": "yes"}).status_code == 403
    assert dario.get(row_page(row, "documents/999")).status_code == 404


# The name that was taken out, in the history


@pytest.fixture
def taken_out(article, caporedattore) -> Article:
    publishing.withdraw(article=article, by=caporedattore, reason=f"Parla {NAME}.")
    publishing.publish(article=article, by=caporedattore)
    request = OblivionRequest.objects.create(person="Z. Z.", request="Assolto.")
    request.articles.add(article)
    decision = OblivionDecision(
        request=request, article=article, kind="initials", reasons="Assolto.",
        names=f"{NAME}\nZini", initials="Z. Z.",
    )  # fmt: skip
    publishing.decide_erasure(decision=decision, by=None)
    return Article.objects.get(pk=article.pk)


def test_original_text_is_read_with_the_right(desk_of, taken_out, caporedattore, direttore):
    base = f"/admin/articles/article/{taken_out.pk}"
    numbers = sorted(
        ArticleVersion.objects.filter(article_key=taken_out.pk).values_list("number", flat=True)
    )
    pages = [f"{base}/history/", "/admin/articles/editorialact/"]
    carla, dario = desk_of(caporedattore), desk_of(direttore)
    for path in pages:
        assert "Zini" not in carla.get(path).text, path
        assert "Zini" in dario.get(path).text, path
    for number in numbers[:-1]:
        assert carla.get(f"{base}/versions/{number}/").status_code == 403
        assert dario.get(f"{base}/versions/{number}/").status_code == 200
        assert carla.post(f"{base}/versions/{number}/").status_code == 403
    last = f"{base}/versions/{numbers[-1]}/"
    assert "Zini" not in carla.get(last).text and "Zini" in dario.get(last).text
    assert "Zini" not in carla.get(change(taken_out)).text


def test_form_refuses_an_erased_name(desk_of, taken_out, caporedattore):
    carla = desk_of(caporedattore)
    page = carla.post(change(taken_out), form(taken_out, body="<p>Zini nega.</p>")).text
    assert "un nome che è stato tolto" in page and "Zini nega." in page
    assert "Zini" not in Article.objects.get(pk=taken_out.pk).body
