"""Pictures kept, rendered, shown in texts, replaced, deleted."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import ProtectedError
from PIL import Image

from articles import publishing
from articles.models import Article, Picture, PictureUse
from articles.pictures import RENDITIONS_VERSION
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_commit(django_capture_on_commit_callbacks):
    """What is to happen once a transaction holds happens when the test asks for it."""
    return django_capture_on_commit_callbacks


def files(settings) -> set[str]:
    root = Path(settings.MEDIA_ROOT)
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_a_picture_is_stored_with_its_renditions(settings):
    picture = make.make_picture("Città d’oro.PNG", data=make.picture_bytes((1500, 1000)))
    assert re.fullmatch(r"citta-d-oro-[0-9a-f]{16}\.jpg", Path(picture.file.name).name)
    assert (picture.width, picture.height, picture.renditions_version) == (
        1500,
        1000,
        RENDITIONS_VERSION,
    )
    wanted = {one.name for one in picture.renditions()}
    assert len(wanted) == 11 and files(settings) == {picture.file.name, *wanted}


def test_nobody_guesses_where_a_picture_is(settings):
    """What a file was called is known to many before the article that shows it is out."""
    picture = make.make_picture("olivetti.png", data=make.picture_bytes((900, 600)))
    make.make_scheduled("Il titolo", lead_picture=picture)
    stored = files(settings)
    secret = Path(picture.file.name).stem.rpartition("-")[2]
    assert all(secret in name for name in stored) and len(stored) > 5
    guessed = {name.replace(f"-{secret}", "") for name in stored}
    assert not guessed & stored
    assert make.make_picture("olivetti.png").file.name not in {*stored, *guessed}


def test_a_picture_with_an_address_of_before_keeps_it(settings, on_commit):
    """It is what texts, their history and other people's pages know it by."""
    old = "pictures/2025/01/foto.jpg"
    picture = make.make_picture()
    content = Path(picture.file.path).read_bytes()
    picture.file.storage.save(old, ContentFile(content))
    Picture.objects.filter(pk=picture.pk).update(file=old, renditions_version=0)
    picture.refresh_from_db()
    assert publishing.render_picture(picture) and picture.file.name == old
    assert "/media/renditions/2025/01/foto.jpg/" in picture.full.src
    article = make.make_article("Nel testo", body=f"<p>Uno.</p>{make.figure(picture)}")
    assert article.picture_uses.get().picture == picture


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.png", "/etc/x.jpg", "..\\..\\x.png", "", ".png", "a\0b.jpg", "è" * 300],
)
def test_no_name_leads_out_of_the_folder(settings, name):
    picture = make.make_picture(name)
    assert Path(picture.file.path).parent.parent.parent == Path(settings.MEDIA_ROOT) / "pictures"
    assert picture.file.url.startswith("/media/pictures/2")


def test_what_cannot_be_saved_leaves_no_file(settings):
    with pytest.raises(ValidationError):
        make.make_picture(alt="", credit="La redazione")
    assert files(settings) == set() and not Picture.objects.exists()


def test_an_attempt_that_breaks_off_leaves_no_file(settings, monkeypatch):
    class Breaking(dict):
        def items(self):
            yield "renditions/x.avif", b"x"
            raise OSError("No space left on device")

    monkeypatch.setattr("articles.publishing.pictures.library.render_file", lambda *_: Breaking())
    with pytest.raises(OSError, match="No space"):
        make.make_picture()
    assert files(settings) == set() and not Picture.objects.exists()


def test_a_new_focal_point_makes_new_crops_alone(settings, on_commit):
    picture = make.make_picture(data=make.picture_bytes((300, 600)))
    whole = {name for name in files(settings) if "-50-50" not in name}
    before = {name: (Path(settings.MEDIA_ROOT) / name).stat().st_mtime_ns for name in whole}
    picture.focal_y = 10
    with on_commit(execute=True):
        publishing.save_picture(picture=picture, by=None)
    now = files(settings)
    assert now - whole == {one.name for one in picture.renditions() if "-50-10" in one.name}
    assert before == {name: (Path(settings.MEDIA_ROOT) / name).stat().st_mtime_ns for name in whole}
    assert "3x2-50-10" in picture.card.webp and "3x2" not in picture.full.webp


def test_the_crop_shows_the_focal_point(settings):
    image = Image.new("RGB", (300, 900), "#1e1ec8")
    image.paste("#c81e1e", (0, 0, 300, 300))
    out = io.BytesIO()
    image.save(out, "PNG")
    for focal_y, red in ((10, True), (80, False)):
        picture = make.make_picture(data=out.getvalue(), focal_y=focal_y)
        crop = next(one for one in picture.renditions() if "3x2" in one.name)
        with picture.file.storage.open(crop.name) as file, Image.open(file) as shown:
            pixel = shown.convert("RGB").getpixel((shown.width // 2, shown.height // 2))
        assert (pixel[0] > pixel[2]) is red


def test_words_are_corrected_without_the_file(settings):
    picture = make.make_picture()
    picture.file.storage.delete(picture.file.name)
    picture.alt, picture.focal_x = "Cambiata", 10
    publishing.save_picture(picture=picture, by=None)
    picture.refresh_from_db()
    assert picture.alt == "Cambiata" and picture.renditions_version == 0
    assert picture.card.src == picture.file.url and picture.card.avif == ""


def test_a_deleted_picture_takes_its_files_along(settings, on_commit, caporedattore):
    picture = make.make_picture()
    with on_commit(execute=True):
        publishing.delete_picture(picture=picture, by=caporedattore)
    assert files(settings) == set()


def test_a_picture_that_a_text_shows_cannot_be_deleted(settings):
    picture = make.make_picture()
    make.make_article(body=f"<p>Uno.</p>{make.figure(picture)}")
    with pytest.raises(ProtectedError):
        publishing.delete_picture(picture=picture, by=None)
    assert picture.file.name in files(settings)


def test_who_may_change_a_picture(redattore, caporedattore):
    picture = make.make_picture()
    publishing.save_picture(picture=picture, by=redattore)
    make.make_published(body=f"<p>Uno.</p>{make.figure(picture)}")
    with pytest.raises(PermissionDenied):
        publishing.save_picture(picture=picture, by=redattore)
    publishing.save_picture(picture=picture, by=caporedattore)


# In a text


def body_of(article: Article) -> str:
    return str(Article.objects.select_related("text").get(pk=article.pk).body_html)


def test_readers_get_the_renditions_the_words_and_the_credit():
    picture = make.make_picture(credit="Ada <b>", data=make.picture_bytes((1500, 1000)))
    article = make.make_article(body=f"<p>Uno.</p>{make.figure(picture, 'Una <em>scena</em>')}")
    shown = body_of(article)
    assert 'type="image/avif"' in shown and "intera-640.webp 640w" in shown
    assert 'width="1500" height="1000"' in shown and 'alt="Una macchia rossa"' in shown
    assert "Una <em>scena</em>" in shown and "Ada &lt;b&gt;" in shown


def test_the_alternative_text_of_an_article_is_its_own():
    picture = make.make_picture()
    article = make.make_article(body=f"<p>Uno.</p>{make.figure(picture, alt='Detta “qui”')}")
    assert 'alt="Detta “qui”"' in body_of(article)
    article = make.make_article(body=f"<p>Uno.</p>{make.figure(picture, alt='')}")
    assert 'alt=""' in body_of(article)  # decorative, in this article
    decorative = make.make_picture(alt="", decorative=True)
    article = make.make_article(body=f"<p>Uno.</p>{make.figure(decorative)}")
    assert 'alt=""' in body_of(article)


@pytest.mark.parametrize("links", [True, False])
def test_pictures_are_there_whether_organizations_are_linked_or_not(links):
    picture = make.make_picture()
    make.make_organization("OpenAI")
    body = f"{make.figure(picture, 'Con OpenAI')}<p>Lo dice OpenAI.</p>"
    shown = body_of(make.make_article(body=body, links_organizations=links))
    assert "<picture>" in shown
    assert ('<p>Lo dice <a href="/organizzazioni/openai/">OpenAI</a>.</p>' in shown) is links


def test_a_changed_picture_changes_the_articles_that_show_it():
    picture = make.make_picture()
    article = make.make_article(body=f"<p>Uno.</p>{make.figure(picture)}")
    picture.credit = "Un’altra firma"
    publishing.save_picture(picture=picture, by=None)
    assert "Un’altra firma" in body_of(article)


def test_which_pictures_a_text_shows_is_known():
    first, second = make.make_picture("a.png"), make.make_picture("b.png")
    article = make.make_article(body=f"<p>Uno.</p>{make.figure(first)}{make.figure(first)}")
    assert list(publishing.articles_with(first)) == [article]
    article.body = f"<p>Uno.</p>{make.figure(second)}"
    article.lead_picture = second
    publishing.save([article], by=None)
    assert list(publishing.articles_with(first)) == []
    assert list(publishing.articles_with(second)) == [article]
    assert Picture.objects.with_use_count().get(pk=second.pk).use_count == 1
    assert PictureUse.objects.count() == 1


def test_a_picture_that_is_there_no_more_blocks_publication_and_is_not_shown():
    lost = '<figure><img src="/media/pictures/x.jpg" alt="Un ponte"></figure>'
    article = make.make_article(body=f"<p>Uno.</p>{lost}")
    assert "<img" not in body_of(article)
    with pytest.raises(ValidationError, match="Un ponte"):
        publishing.publish(article=article, by=None)


def test_an_earlier_version_comes_back_without_the_picture_that_is_gone():
    picture = make.make_picture()
    article = make.make_published(body=f"<p>Uno.</p>{make.figure(picture, alt='Un ponte')}")
    article.body = "<p>Due.</p>"
    publishing.save([article], by=None)
    publishing.delete_picture(picture=picture, by=None)
    article = Article.objects.get(pk=article.pk)
    version = publishing.version_of(article.pk, 1)
    missing = publishing.restore_version(article=article, version=version, by=None)
    assert missing == ["Un ponte"]
    assert Article.objects.get().body == "<p>Uno.</p>"


def test_the_history_tells_of_pictures():
    picture = make.make_picture()
    article = make.make_article(body="<p>Uno.</p>")
    article.body = f"<p>Uno.</p>{make.figure(picture)}"
    publishing.save([article], by=None)
    assert publishing.versions_of(article.pk)[0].summary == "1 immagine"
    article.body = f"<p>Altro.</p>{make.figure(picture, alt='Nuovo')}"
    publishing.save([article], by=None)
    assert publishing.versions_of(article.pk)[0].summary == "1 paragrafo; 1 immagine"


# From a fixture, and by command


def test_a_fixture_brings_a_picture_with_its_renditions(settings, tmp_path):
    settings.FIXTURE_DIRS = [tmp_path / "fixtures"]
    source = tmp_path / "fixtures" / "pictures" / "demo" / "x.png"
    source.parent.mkdir(parents=True)
    source.write_bytes(make.picture_bytes())
    fields = {
        "file": "pictures/demo/x.png", "width": 60, "height": 40, "alt": "Una macchia",
        "credit": "Noi", "created_at": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    for row in serializers.deserialize("python", [{"model": "articles.picture", "fields": fields}]):
        row.save()
    picture = Picture.objects.get()
    assert picture.renditions_version == RENDITIONS_VERSION
    assert {one.name for one in picture.renditions()} < files(settings)


def test_a_copy_of_the_paper_notes_which_renditions_came_along():
    whole, bare = make.make_picture("a.png"), make.make_picture("b.png")
    storage = bare.file.storage
    storage.delete(bare.renditions()[0].name)
    rows = serializers.serialize("json", [whole, bare], use_natural_primary_keys=True)
    Picture.objects.all().delete()
    for row in serializers.deserialize("json", rows):
        row.save()
    recipes = dict(Picture.objects.values_list("file", "renditions_version"))
    assert recipes == {whole.file.name: RENDITIONS_VERSION, bare.file.name: 0}
    assert not storage.exists(bare.renditions()[0].name)


def test_the_command_renders_what_is_not_yet(settings, capsys):
    whole, lost = make.make_picture("a.png"), make.make_picture("b.png")
    for picture in (whole, lost):
        for one in picture.renditions():
            picture.file.storage.delete(one.name)
    lost.file.storage.delete(lost.file.name)
    Picture.objects.update(renditions_version=0)
    call_command("render_pictures")
    out, err = capsys.readouterr()
    assert "1 immagine preparata." in out and lost.file.name in err
    assert Picture.objects.get(pk=whole.pk).renditions_version == RENDITIONS_VERSION
    assert {one.name for one in whole.renditions()} < files(settings)
    call_command("render_pictures")
    assert "0 immagini preparate." in capsys.readouterr().out


def test_a_picture_that_is_rendered_late_is_rendered_in_the_texts_too():
    picture = make.make_picture(data=make.picture_bytes((1200, 800)))
    whole = left_by_an_older_paper(picture, renditions_version=0)
    article = make.make_published("Un pezzo", body=f"<p>Testo.</p>{make.figure(picture)}")
    assert "srcset" not in article.text.rendered_body
    assert publishing.render_picture(whole)
    article.text.refresh_from_db()
    assert "srcset" in article.text.rendered_body


def left_by_an_older_paper(picture: Picture, *, renditions_version: int) -> Picture:
    """The picture as an older version of the paper left it."""
    Picture.objects.filter(pk=picture.pk).update(renditions_version=renditions_version)
    return Picture.objects.get(pk=picture.pk)
