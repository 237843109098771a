"""The library of audio, video and documents, and what the desk asks of it while an article is
written."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, Media
from tests import factories as make
from tests.admin.articles.copies import WRITE, copy_fields
from tests.admin.articles.forms import form
from tests.media.files import VTT, archive, pdf, sample

LIST = "/admin/articles/media/"
LIBRARY, UPLOAD, ADD = f"{LIST}library/", f"{LIST}upload/", f"{LIST}add/"


@pytest.fixture
def rosa(desk_of, redattore):
    return desk_of(redattore)


def send(desk, data: bytes = b"", name: str = "puntata.mp3", address: str = UPLOAD, **fields):
    file = SimpleUploadedFile(name, data or sample("tone.mp3"), content_type="text/html")
    values = {"title": "La prima", "credit": "Noi", "transcript": "Buongiorno.", **fields}
    return desk.post(address, {**values, "file": file})


def test_uploaded_file_is_stored_and_described(rosa, settings):
    answer = send(rosa, name="../../Una puntata.MP3", description="Si comincia")
    media = Media.objects.get()
    sent = answer.json()["media"]
    assert answer.status_code == 201
    assert sent["src"] == f"/media/{media.file.name}" == media.file.url
    assert (sent["id"], sent["kind"], sent["facts"]) == (media.pk, "audio", "MP3, 0:03, 10 kB")
    body = f'<p>Uno.</p><p><a href="{sent["src"]}">ascolta</a></p>'
    rosa.post("/admin/articles/article/add/", form(body=body, _continue="1"))
    assert Article.objects.get().media_uses.get().media == media


@pytest.mark.parametrize(
    ("data", "name", "fields", "field", "words"),
    [
        (b"<html></html>", "a.mp3", {}, "file", "né audio"),
        (b"<html></html>", "a.html", {}, "file", "html"),
        (sample("tone.mp3") + archive(), "a.mp3", {}, "file", "nascosto"),
        (sample("tone.mp3")[:3000], "a.mp3", {}, "file", "manca la fine"),
        (b"\0", "a.mp3", {}, "file", "né audio"),
        (sample("tone.mp3"), "a.mp3", {"transcript": ""}, "transcript", "trascrizione"),
        (sample("tone.mp3"), "a.mp3", {"credit": ""}, "credit", "obbligatorio"),
        (sample("tone.mp3"), "a.mp3", {"title": " \0"}, "title", "obbligatorio"),
        (sample("tone.mp3"), "a.mp3", {"ai_use": "assisted"}, "ai_detail", "intelligenza"),
        (sample("sound.webm"), "a.webm", {}, "file", "soltanto il suono"),
    ],
)
def test_unusable_upload_is_reported(rosa, settings, data, name, fields, field, words):
    answer = send(rosa, data, name, **fields)
    assert answer.status_code == 400
    assert words in " ".join(answer.json()["errors"][field])
    assert not Media.objects.exists() and not list(Path(settings.MEDIA_ROOT).rglob("*.*"))


def test_form_makes_a_file_and_shows_it(rosa):
    answer = send(rosa, sample("bars.mp4"), "filmato.mp4", ADD)
    media = Media.objects.get()
    assert answer.status_code == 302 and media.is_video
    page = rosa.get(f"{LIST}{media.pk}/change/").text
    assert "<video controls" in page and "MP4, 0:02" in page and "articles/media.css" in page


def test_refused_form_comes_back_as_typed(rosa):
    page = send(rosa, pdf(root="/OpenAction << /S /Launch >>"), "atto.pdf", ADD).text
    assert "avvia un programma" in page and 'value="La prima"' in page
    assert not Media.objects.exists()


def test_form_sent_twice_makes_one_file(rosa, settings):
    key = str(uuid.uuid4())
    first = send(rosa, _form=key)
    second = send(rosa, _form=key)
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert Media.objects.count() == 1
    assert len(list(Path(settings.MEDIA_ROOT).rglob("*.mp3"))) == 1


def test_captions_are_sent_shown_and_taken_away(rosa):
    file = SimpleUploadedFile("parole.vtt", VTT.encode())
    send(rosa, sample("bars.webm"), "a.webm", ADD, transcript="", captions_file=file)
    media = Media.objects.get()
    assert media.captions.read().decode() == VTT
    address = f"{LIST}{media.pk}/change/"
    page = rosa.get(address).text
    assert f'<track kind="captions" src="{media.captions.url}"' in page
    words = {"title": "Due", "credit": "Noi"}
    page = rosa.post(address, {**words, "captions_file-clear": "on"}).text
    assert "Scrivi la trascrizione" in page
    rosa.post(address, {**words, "captions_file-clear": "on", "transcript": "Parole"})
    media.refresh_from_db()
    assert (media.title, media.captions.name, media.transcript) == ("Due", "", "Parole")


def test_wrong_captions_are_reported_with_their_line(rosa):
    file = SimpleUploadedFile("parole.vtt", b"WEBVTT\n\nuno --> due\nCiao\n")
    answer = send(rosa, sample("bars.mp4"), "a.mp4", captions_file=file)
    assert answer.status_code == 400
    assert "Riga 3" in answer.json()["errors"]["captions_file"][0]


def test_captions_and_poster_are_for_a_video(rosa):
    file = SimpleUploadedFile("parole.vtt", VTT.encode())
    poster = make.make_picture().pk
    errors = send(rosa, captions_file=file, poster=poster).json()["errors"]
    assert "per un video" in errors["captions_file"][0] and "per un video" in errors["poster"][0]


def test_file_cannot_be_replaced(desk_of, caporedattore):
    media = make.make_media()
    before = Path(media.file.path).read_bytes()
    other = SimpleUploadedFile("altro.mp3", sample("tone.m4a"))
    data = {"title": "Cambiato", "credit": "Noi", "transcript": "Parole", "file": other}
    desk_of(caporedattore).post(f"{LIST}{media.pk}/change/", data)
    media = Media.objects.get()
    assert media.title == "Cambiato" and Path(media.file.path).read_bytes() == before


def test_library_finds_by_words_a_page_at_a_time(rosa, at_most):
    for number in range(26):
        make.make_media(title=f"Numero {number}")
    make.make_media("atto.pdf", title="Bilancio")
    with at_most(5):  # four of them say who asks
        first = rosa.get(LIBRARY).json()
    assert first["more"] and len(first["media"]) == 24
    rest = rosa.get(LIBRARY, {"after": first["media"][-1]["id"]}).json()
    assert not rest["more"] and len(rest["media"]) == 3
    found = rosa.get(LIBRARY, {"q": "bilancio"}).json()["media"]
    assert [one["label"] for one in found] == ["Bilancio"] and "12 pagine" in found[0]["facts"]
    with at_most(9):
        page = rosa.get(LIST, {"q": "numero 7"}).text
    assert "Numero 7" in page and "MP3, 0:03, 10 kB" in page and "Numero 8" not in page


@pytest.mark.parametrize(
    "query",
    [{"q": "\0"}, {"q": "%"}, {"after": "x"}, {"after": "9" * 40}, {"kind": "x"}, {"kind": "\0"}],
)
def test_malformed_library_queries_are_no_error(rosa, query):
    assert rosa.get(LIBRARY, query).status_code == 200


def test_account_without_a_group_is_refused(client, db):
    client.force_login(make.make_user("ospite"))
    assert client.get(LIBRARY).status_code == 403
    assert client.post(UPLOAD).status_code == 403


def test_file_in_a_text_is_not_deleted(desk_of, caporedattore, rosa):
    media = make.make_media()
    make.make_article("Nel testo", body=f"<p>Uno.</p>{make.link_to(media)}")
    page = desk_of(caporedattore).post(f"{LIST}{media.pk}/delete/", {"post": "yes"})
    assert "Nel testo" in page.text and Media.objects.exists()
    assert "Nel testo" in rosa.get(f"{LIST}{media.pk}/change/").text


def test_file_in_a_working_copy_is_not_deleted(desk_of, caporedattore, rosa):
    media = make.make_media()
    typed = form(headline="In mente", body=f"<p>Uno.</p>{make.link_to(media)}")
    sent = copy_fields()
    rosa.post(WRITE, {**typed, **sent})
    desk = desk_of(caporedattore)
    page = desk.post(f"{LIST}{media.pk}/delete/", {"post": "yes"})
    assert "Copia di lavoro di rosa: «In mente»" in page.text and Media.objects.exists()
    rosa.post(f"/admin/articles/article/copies/{sent['_copy']}/", {"_act": "aside"})
    desk.post(f"{LIST}{media.pk}/delete/", {"post": "yes"})
    assert not Media.objects.exists()


def test_section_is_made_a_podcast_with_a_fitting_cover(desk_of, caporedattore):
    desk, section = desk_of(caporedattore), make.make_section("Voci")
    address = f"/admin/articles/section/{section.pk}/change/"
    small, cover = make.make_picture(), make.make_picture(data=make.picture_bytes((1400, 1400)))
    sent = {"name": "Voci", "slug": "voci", "position": "0", "podcast": "on"}
    assert "una copertina e una categoria" in desk.post(address, sent).text
    sent |= {"podcast_category": "News: Tech News", "podcast_image": small.pk}
    assert "questa è di 60 per 40" in desk.post(address, sent).text
    assert desk.post(address, sent | {"podcast_image": cover.pk}).status_code == 302
    section.refresh_from_db()
    assert section.podcast and section.podcast_image == cover
    assert "Voci" in desk.get(f"/admin/articles/picture/{cover.pk}/change/").text
