"""The library of pictures, and what the desk asks of it while an article is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, Picture
from articles.pictures import Rights, embed
from tests import factories as make
from tests.admin.articles.copies import WRITE, copy_fields
from tests.admin.articles.forms import change, form
from tests.pictures.files import iptc_jpeg, png_header

LIST = "/admin/articles/picture/"
LIBRARY, CREDITS, UPLOAD = (f"{LIST}{name}/" for name in ("library", "credits", "upload"))


@pytest.fixture
def rosa(desk_of, redattore):
    return desk_of(redattore)


def send(desk, data: bytes, name: str = "foto.jpg", **fields: str):
    values = {"alt": "Una macchia", "credit": "Noi", "focal_x": "50", "focal_y": "50", **fields}
    return desk.post(UPLOAD, {**values, "file": SimpleUploadedFile(name, data)})


def test_the_library_shows_thumbnails_and_finds_by_words(rosa, at_most):
    make.make_picture("a.png", caption="Un ponte sul Po", credit="Ada Bianchi")
    make.make_picture("b.png", caption="Una torre", credit="Ugo Neri")
    with at_most(8):
        page = rosa.get(LIST, {"q": "bianchi ponte"}).text
    assert "Un ponte sul Po" in page and "Una torre" not in page
    assert "/media/renditions/" in page and "non usata" in page
    assert "Nessuna immagine con queste parole" in rosa.get(LIST, {"q": "bianchi torre"}).text


def test_the_library_costs_the_same_with_many_pictures(rosa, at_most):
    for number in range(30):
        make.make_picture(f"{number}.png")
    with at_most(8):
        rosa.get(LIST)


def test_a_picture_says_where_it_is_used(rosa):
    picture = make.make_picture()
    make.make_published("Sopra il testo", lead_picture=picture)
    make.make_article("Nel testo", body=f"<p>Uno.</p>{make.figure(picture)}")
    make.make_author("Ada Neri", photo=picture)
    page = rosa.get(f"{LIST}{picture.pk}/change/").text
    for words in ("Sopra il testo", "Nel testo", "Ada Neri", "ritratto"):
        assert words in page
    assert "in 3 pagine" in rosa.get(LIST).text


def test_a_picture_in_a_text_is_not_deleted(desk_of, caporedattore):
    picture = make.make_picture()
    make.make_article("Nel testo", body=f"<p>Uno.</p>{make.figure(picture)}")
    desk = desk_of(caporedattore)
    page = desk.post(f"{LIST}{picture.pk}/delete/", {"post": "yes"})
    assert "Nel testo" in page.text and Picture.objects.exists()


@pytest.mark.parametrize("place", ["in the text", "above it"])
def test_picture_in_a_working_copy_is_not_deleted(desk_of, caporedattore, rosa, place):
    picture = make.make_picture()
    typed = form(headline="In mente", body=f"<p>Uno.</p>{make.figure(picture)}")
    if place == "above it":
        typed |= {"body": "<p>Uno.</p>", "lead_picture": str(picture.pk)}
    sent = copy_fields()
    rosa.post(WRITE, {**typed, **sent})
    desk = desk_of(caporedattore)
    page = desk.post(f"{LIST}{picture.pk}/delete/", {"post": "yes"})
    assert "Copia di lavoro di rosa: «In mente»" in page.text and Picture.objects.exists()
    rosa.post(f"/admin/articles/article/copies/{sent['_copy']}/", {"_act": "aside"})
    desk.post(f"{LIST}{picture.pk}/delete/", {"post": "yes"})
    assert not Picture.objects.exists()


def test_the_focal_point_is_kept(desk_of, caporedattore):
    picture = make.make_picture(data=make.picture_bytes((300, 600)))
    data = {"alt": "Una torre", "credit": "Noi", "focal_x": "30", "focal_y": "80"}
    desk_of(caporedattore).post(f"{LIST}{picture.pk}/change/", data)
    picture.refresh_from_db()
    assert "3x2-30-80" in picture.card.webp


def test_picture_file_cannot_be_replaced(desk_of, caporedattore):
    picture = make.make_picture()
    before = Path(picture.file.path).read_bytes()
    other = SimpleUploadedFile("altra.png", make.picture_bytes((90, 60)))
    data = {"alt": "Cambiata", "credit": "Noi", "focal_x": "50", "focal_y": "50", "file": other}
    desk_of(caporedattore).post(f"{LIST}{picture.pk}/change/", data)
    picture = Picture.objects.get()
    assert picture.alt == "Cambiata"
    assert Path(picture.file.path).read_bytes() == before


def test_caption_and_credit_default_to_the_file_metadata(rosa):
    data = iptc_jpeg(byline="Ada Bianchi", caption="Una scena", copyright="© Ansa")
    send(rosa, data, credit="", caption="")
    send(rosa, data, credit="Ugo", caption="Un’altra")
    stored = list(Picture.objects.order_by("pk").values_list("caption", "credit"))
    assert stored == [("Una scena", "Ada Bianchi / © Ansa"), ("Un’altra", "Ugo")]


def test_a_form_is_filled_from_the_first_bytes_of_a_file(rosa):
    data = iptc_jpeg(byline="Ada Bianchi", caption="Una scena")
    for sent, credit in ((data, "Ada Bianchi"), (data[:3000], "Ada Bianchi"), (b"no", "")):
        answer = rosa.post(CREDITS, {"file": SimpleUploadedFile("foto.jpg", sent)}).json()
        assert answer["credit"] == credit
    empty = rosa.post(CREDITS).json()
    assert empty.pop("ai_use") == "none" and set(empty.values()) == {""}
    assert not Picture.objects.exists()


def test_a_form_is_filled_with_the_rights_in_a_file(rosa):
    rights = Rights(
        credit="Agenzia", creator="Ada Bianchi", copyright_notice="© Agenzia",
        license_url="https://www.example.it/licenza", licensor_url="javascript:alert(1)",
        source_type="trainedAlgorithmicMedia",
    )  # fmt: skip
    data = embed(make.picture_bytes(kind="PNG"), rights)
    answer = rosa.post(CREDITS, {"file": SimpleUploadedFile("foto.png", data)}).json()
    assert answer == {
        "caption": "", "credit": "Ada Bianchi / Agenzia", "creator": "Ada Bianchi",
        "copyright_notice": "© Agenzia", "license_url": "https://www.example.it/licenza",
        "licensor_url": "", "ai_use": "generated",
    }  # fmt: skip


def test_uploaded_picture_is_stored_and_described(rosa):
    answer = send(rosa, make.picture_bytes(kind="JPEG"), name="../../Una foto.JPG", caption="Là")
    picture = Picture.objects.get()
    sent = answer.json()["picture"]
    assert answer.status_code == 201
    assert sent["src"] == f"/media/{picture.file.name}" == picture.file.url
    assert (sent["id"], sent["alt"], sent["caption"]) == (picture.pk, "Una macchia", "Là")
    body = f'<p>Uno.</p><figure><img src="{sent["src"]}" alt="Mia"></figure>'
    rosa.post("/admin/articles/article/add/", form(body=body, _continue="1"))
    assert Article.objects.get().picture_uses.get().picture == picture


@pytest.mark.parametrize(
    ("data", "name", "fields", "field", "words"),
    [
        (png_header(50_000, 50_000), "a.png", {}, "file", "60 milioni"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", {}, "file", "svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", {}, "file", "SVG"),
        (make.picture_bytes(), "a.html", {}, "file", "html"),
        (make.picture_bytes()[:50], "a.png", {}, "file", "incompleto"),
        (make.picture_bytes(), "a.png", {"alt": ""}, "__all__", "testo alternativo"),
        (make.picture_bytes(), "a.png", {"credit": ""}, "credit", "chi ha fatto"),
        (make.picture_bytes(), "a.png", {"credit": "x" * 200}, "credit", "120"),
        (make.picture_bytes(), "a.png", {"focal_x": "500"}, "focal_x", "100"),
        (make.picture_bytes(), "a.png", {"alt": "\0"}, "__all__", "testo alternativo"),
    ],
)
def test_unusable_upload_is_reported(rosa, settings, data, name, fields, field, words):
    answer = send(rosa, data, name, **fields)
    assert answer.status_code == 400
    assert words in " ".join(answer.json()["errors"][field])
    assert not Picture.objects.exists()


def test_the_library_answers_a_page_at_a_time(rosa, at_most):
    for number in range(30):
        make.make_picture(f"{number}.png", caption=f"Numero {number}")
    with at_most(5):  # four of them say who asks
        first = rosa.get(LIBRARY).json()
    assert first["more"] and len(first["pictures"]) == 24
    rest = rosa.get(LIBRARY, {"after": first["pictures"][-1]["id"]}).json()
    assert not rest["more"] and len(rest["pictures"]) == 6
    assert [one["label"] for one in rosa.get(LIBRARY, {"q": "numero 29"}).json()["pictures"]] == [
        "Numero 29"
    ]


@pytest.mark.parametrize(
    "query", [{"q": "\0"}, {"q": "%"}, {"after": "x"}, {"after": "9" * 40}, {"after": "²"}]
)
def test_malformed_library_queries_are_no_error(rosa, query):
    assert rosa.get(LIBRARY, query).status_code == 200


def test_account_without_a_group_is_refused(client, db):
    client.force_login(make.make_user("ospite"))
    assert client.get(LIBRARY).status_code == 403
    assert client.post(CREDITS).status_code == 403
    assert send(client, make.picture_bytes()).status_code == 403


def test_readers_are_redirected_to_login(reader):
    assert reader.get(LIBRARY).status_code == 302
    assert reader.post(UPLOAD).status_code == 302
    assert reader.post(CREDITS).status_code == 302


def test_figure_survives_the_form_unchanged(rosa, redattore):
    picture = make.make_picture()
    author = make.make_author("Rosa", user=redattore)
    article = make.make_article(body=f"<p>Uno.</p>{make.figure(picture, 'Là')}", authors=[author])
    opened = rosa.get(change(article)).text
    assert f"/media/{picture.file.name}" in opened and "Là" in opened
