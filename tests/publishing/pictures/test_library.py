"""Pictures kept, cropped, corrected, deleted."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db.models import ProtectedError
from PIL import Image

from articles import publishing
from articles.models import Picture
from articles.pictures import RENDITIONS_VERSION
from tests import factories as make
from tests.publishing.pictures.media import files

pytestmark = pytest.mark.django_db


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


def test_picture_address_cannot_be_guessed(settings):
    """The name of a file is known to many before the article that shows it is out."""
    picture = make.make_picture("olivetti.png", data=make.picture_bytes((900, 600)))
    make.make_scheduled("Il titolo", lead_picture=picture)
    stored = files(settings)
    secret = Path(picture.file.name).stem.rpartition("-")[2]
    assert all(secret in name for name in stored) and len(stored) > 5
    guessed = {name.replace(f"-{secret}", "") for name in stored}
    assert not guessed & stored
    assert make.make_picture("olivetti.png").file.name not in {*stored, *guessed}


def test_picture_with_an_earlier_address_keeps_it(settings, on_commit):
    """Texts, their history and other people's pages know the picture by that address."""
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
def test_file_name_never_leaves_the_media_folder(settings, name):
    picture = make.make_picture(name)
    assert Path(picture.file.path).parent.parent.parent == Path(settings.MEDIA_ROOT) / "pictures"
    assert picture.file.url.startswith("/media/pictures/2")


def test_invalid_picture_leaves_no_file(settings):
    with pytest.raises(ValidationError):
        make.make_picture(alt="", credit="La redazione")
    assert files(settings) == set() and not Picture.objects.exists()


def test_interrupted_upload_leaves_no_file(settings, monkeypatch):
    class Breaking(dict):
        def items(self):
            yield "renditions/x.avif", b"x"
            raise OSError("No space left on device")

    monkeypatch.setattr("articles.publishing.pictures.library.render_file", lambda *_: Breaking())
    with pytest.raises(OSError, match="No space"):
        make.make_picture()
    assert files(settings) == set() and not Picture.objects.exists()


def test_new_focal_point_makes_only_new_crops(settings, on_commit):
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


def test_changing_a_published_picture_needs_a_caporedattore(redattore, caporedattore):
    picture = make.make_picture()
    publishing.save_picture(picture=picture, by=redattore)
    make.make_published(body=f"<p>Uno.</p>{make.figure(picture)}")
    with pytest.raises(PermissionDenied):
        publishing.save_picture(picture=picture, by=redattore)
    publishing.save_picture(picture=picture, by=caporedattore)
