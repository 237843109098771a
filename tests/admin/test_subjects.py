import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.db.choices import NameKind
from articles.models import Author, Organization, Picture, Tag
from tests import factories as make
from tests.admin.articles.forms import NO_INTERESTS

pytestmark = pytest.mark.django_db

NAMES = {**NO_INTERESTS, "names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0"}


def test_an_organization_is_made_with_its_names(desk_of, redattore):
    desk_of(redattore).post(
        "/admin/articles/organization/add/",
        {"name": "DeepSeek", "kind": "laboratory", "country": "CN", **NAMES,
         "names-0-text": "DeepSeek-V3", "names-0-kind": "product",
         "names-0-policy": "automatic"},
    )  # fmt: skip
    organization = Organization.objects.get()
    assert organization.slug == "deepseek"
    assert dict(organization.names.values_list("text", "kind")) == {
        "DeepSeek": NameKind.NAME,
        "DeepSeek-V3": NameKind.PRODUCT,
    }


def test_a_wrong_wikidata_identifier_is_told(desk_of, redattore):
    page = desk_of(redattore).post(
        "/admin/articles/organization/add/",
        {"name": "DeepSeek", "kind": "laboratory", "wikidata_id": "131577453", **NAMES},
    )
    assert "Un codice Wikidata è una Q seguita da un numero" in page.text


def test_an_organization_with_ties_is_not_deleted(desk_of, caporedattore):
    organization = make.make_organization("OpenAI")
    make.make_article(body="<p>OpenAI</p>")
    desk_of(caporedattore).post(
        f"/admin/articles/organization/{organization.pk}/delete/", {"post": "yes"}
    )
    assert Organization.objects.exists()


def test_authors_need_a_caporedattore(desk_of, redattore, caporedattore):
    data = {"name": "Ada Neri", "role": "", "biography": "", "links": "", **NO_INTERESTS}
    assert desk_of(redattore).post("/admin/articles/author/add/", data).status_code == 403
    desk_of(caporedattore).post("/admin/articles/author/add/", data)
    assert Author.objects.get().slug == "ada-neri"


def upload(desk, name: str, data: bytes, **fields: str):
    form = {"alt": "Una macchia", "credit": "La redazione", "focal_x": "50", "focal_y": "50"}
    file = SimpleUploadedFile(name, data)
    return desk.post("/admin/articles/picture/add/", {**form, **fields, "file": file})


def test_a_picture_is_uploaded_with_its_size(desk_of, redattore):
    upload(desk_of(redattore), "foto.png", make.picture_bytes((60, 40)))
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (60, 40)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"alt": ""}, "Scrivi il testo alternativo, o segna l’immagine come decorativa."),
        ({"credit": ""}, "Scrivi chi ha fatto l’immagine: il suo file non lo dice."),
        ({"focal_x": "101"}, "100"),
    ],
)
def test_picture_needs_alternative_text_and_credit(desk_of, redattore, fields, message):
    page = upload(desk_of(redattore), "foto.png", make.picture_bytes(), **fields)
    assert message in page.text
    assert not Picture.objects.exists()


def test_a_decorative_picture_needs_no_words(desk_of, redattore):
    upload(desk_of(redattore), "foto.png", make.picture_bytes(), alt="", decorative="on")
    assert Picture.objects.get().alt_text == ""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("foto.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("foto.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("foto.png", b""),
        ("foto.html", make.picture_bytes()),
        ("foto.tiff", make.picture_bytes(kind="TIFF")),
        ("foto.png", make.picture_bytes()[:40]),
    ],
)
def test_file_that_is_no_picture_is_refused(desk_of, redattore, name: str, data: bytes):
    assert upload(desk_of(redattore), name, data).status_code == 200
    assert not Picture.objects.exists()


def test_decompression_bomb_is_refused(desk_of, redattore):
    page = upload(desk_of(redattore), "bomba.png", make.picture_bytes((12_000, 12_000)))
    assert "L’immagine ha più di 60 milioni di pixel." in page.text
    assert not Picture.objects.exists()


def test_desk_pages_open_with_their_permissions(desk_of, direttore):
    make.make_published(
        "Pezzo", section=make.make_section(), lead_picture=make.make_picture(), tags=["tema"]
    )
    make.make_organization("OpenAI")
    desk = desk_of(direttore)
    for model in ("article", "organization", "author", "picture", "section", "formeraddress"):
        for page in ("", "add/"):
            assert desk.get(f"/admin/articles/{model}/{page}").status_code == 200
    for path in (
        "/admin/",
        "/admin/articles/tag/",
        "/admin/auth/user/",
        "/admin/jsi18n/",
        "/admin/articles/",
    ):
        assert desk.get(path).status_code == 200


def test_tag_in_use_is_kept_and_renamed_tag_redirects(desk_of, caporedattore, reader):
    make.make_published("Pezzo", tags=["tema"])
    tag, desk = Tag.objects.get(), desk_of(caporedattore)
    desk.post(f"/admin/articles/tag/{tag.pk}/delete/", {"post": "yes"})
    desk.post(f"/admin/articles/tag/{tag.pk}/change/", {"name": "Tema nuovo", "slug": ""})
    assert Tag.objects.get().slug == "tema-nuovo"
    assert reader.get("/temi/tema/").headers["Location"] == "/temi/tema-nuovo/"


def test_redattore_adds_and_caporedattore_edits_organizations(desk_of, redattore, caporedattore):
    organization = make.make_organization("OpenAI")
    path = f"/admin/articles/organization/{organization.pk}/change/"
    names = {**NO_INTERESTS, "names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}
    data = {"name": "OpenAI Inc.", "kind": "company", "slug": "openai", **names}
    assert desk_of(redattore).post(path, data).status_code == 403
    desk_of(caporedattore).post(path, data)
    organization.refresh_from_db()
    assert organization.name == "OpenAI Inc."


def change_picture(desk, picture: Picture) -> int:
    data = {"alt": "Cambiata", "credit": "Altri", "focal_x": "50", "focal_y": "50"}
    return desk.post(f"/admin/articles/picture/{picture.pk}/change/", data).status_code


def test_a_picture_on_a_draft_is_corrected_by_a_redattore(desk_of, redattore):
    picture = make.make_picture()
    make.make_article(lead_picture=picture)
    assert change_picture(desk_of(redattore), picture) == 302
    picture.refresh_from_db()
    assert picture.alt == "Cambiata"


@pytest.mark.parametrize("use", ["published", "photo", "logo"])
def test_redattore_does_not_change_a_published_picture(desk_of, redattore, caporedattore, use: str):
    picture = make.make_picture()
    if use == "published":
        make.make_published(lead_picture=picture)
    elif use == "photo":
        make.make_author("Ada Neri", photo=picture)
    else:
        make.make_organization("OpenAI", logo=picture)
    assert change_picture(desk_of(redattore), picture) == 403
    assert change_picture(desk_of(caporedattore), picture) == 302


def test_picture_texts_are_editable_when_the_file_is_missing(desk_of, caporedattore):
    picture = make.make_picture()
    picture.file.storage.delete(picture.file.name)
    assert change_picture(desk_of(caporedattore), picture) == 302
    picture.refresh_from_db()
    assert (picture.alt, picture.width, picture.height) == ("Cambiata", 60, 40)
