"""Rights of pictures in all files that are served: new ones, changed ones, late ones."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core import serializers
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from articles import publishing
from articles.models import Picture
from articles.pictures import carries
from articles.publishing.pictures import library
from tests import factories as make
from tests.admin.test_pictures import send
from tests.pictures.exiftool import add_to_header, needs_exiftool, read_header
from tests.pictures.files import iptc_jpeg, jpeg
from tests.publishing.pictures.media import files

pytestmark = pytest.mark.django_db

RIGHTS = {
    "credit": "Ada «Bì» & figli / <Agenzia>",
    "creator": "Ada Bianchi",
    "copyright_notice": "© 2026 'Ada' \"Bianchi\"",
    "license_url": "https://www.example.it/licenza?a=1&b=2",
    "licensor_url": "https://www.example.it/chiedi",
    "caption": "Un ponte, però",
    "ai_use": "generated",
}
IN_HEADER = {
    "XMP-photoshop:Credit": "Ada «Bì» & figli / <Agenzia>",
    "XMP-dc:Creator": "Ada Bianchi",
    "XMP-dc:Rights": "© 2026 'Ada' \"Bianchi\"",
    "XMP-dc:Description": "Un ponte, però",
    "XMP-xmpRights:WebStatement": "https://www.example.it/licenza?a=1&b=2",
    "XMP-plus:LicensorURL": "https://www.example.it/chiedi",
    "XMP-iptcExt:DigitalSourceType": (
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    ),
}


def paths_of(picture: Picture) -> list[Path]:
    names = [picture.file.name, *(one.name for one in picture.renditions())]
    return [Path(picture.file.storage.path(name)) for name in names]


def all_carry(picture: Picture) -> bool:
    found = [carries(io.BytesIO(path.read_bytes()), picture.rights) for path in paths_of(picture)]
    return all(found)


def header_of(path: Path) -> dict[str, str]:
    """Return what a file says in XMP, and nothing besides but the same in IIM."""
    header = read_header(path.read_bytes())
    assert all(name.startswith(("XMP", "IPTC")) for name in header)
    assert path.suffix == ".jpg" or all(name.startswith("XMP") for name in header)
    return {name: text for name, text in header.items() if name.startswith("XMP")}


def telling_photograph(folder: Path) -> bytes:
    """Return a photograph that says where and with what it was taken, by whom it was retouched, and
    what it showed before.
    """
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = "Una macchina", "Un modello", "2026:11:30 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (45.0, 4.0, 0.0), 3: "E", 4: (7.0, 41.0, 0.0)})
    exif.get_ifd(0x8769).update({0x927C: b"segreto del costruttore", 0xA431: "12345"})
    data = jpeg(Image.effect_noise((1500, 1000), 60).convert("RGB"), exif=exif.tobytes())
    (folder / "thumbnail.jpg").write_bytes(jpeg(Image.new("RGB", (16, 12))))
    return add_to_header(
        data,
        f"-ThumbnailImage<={folder / 'thumbnail.jpg'}",
        "-Comment=segreto",
        "-XMP-exif:GPSLatitude=45.07",
        "-XMP-photoshop:City=Roma",
        "-IPTC:City=Roma",
        "-XMP-xmpMM:HistoryParameters=segreto",
    )


@needs_exiftool
def test_nothing_else_of_a_photograph_stays(tmp_path: Path):
    data = telling_photograph(tmp_path)
    told = set(read_header(data))
    assert told >= {
        "GPS:GPSLatitude", "IFD0:Model", "ExifIFD:SerialNumber", "IFD1:ThumbnailImage",
        "XMP-exif:GPSLatitude", "IPTC:City", "XMP-photoshop:City",
    }  # fmt: skip
    assert b"costruttore" in data
    picture = make.make_picture(data=data, **RIGHTS)
    for path in paths_of(picture):
        assert header_of(path) == IN_HEADER
        assert not any(word in path.read_bytes() for word in (b"segreto", b"Roma", b"macchina"))


@needs_exiftool
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_every_file_of_a_new_picture_carries_its_rights(kind: str):
    picture = make.make_picture(data=make.picture_bytes((900, 600), kind), **RIGHTS)
    paths = paths_of(picture)
    assert {path.suffix for path in paths[1:]} == {".avif", ".webp"}
    assert all(header_of(path) == IN_HEADER for path in paths)


@needs_exiftool
def test_transparent_picture_carries_its_rights():
    out = io.BytesIO()
    Image.new("RGBA", (90, 60), (1, 2, 3, 4)).save(out, "PNG")
    picture = make.make_picture(data=out.getvalue(), **RIGHTS)
    assert picture.file.name.endswith(".png")
    assert all(header_of(path) == IN_HEADER for path in paths_of(picture))


@needs_exiftool
@pytest.mark.parametrize(
    ("use", "word"),
    [
        ("none", None),
        ("assisted", "compositeWithTrainedAlgorithmicMedia"),
        ("generated", "trainedAlgorithmicMedia"),
    ],
)
def test_use_of_artificial_intelligence_is_in_the_files(use: str, word: str | None):
    detail = "il cielo" if use == "assisted" else ""
    picture = make.make_picture(ai_use=use, ai_detail=detail)
    for path in paths_of(picture):
        told = header_of(path).get("XMP-iptcExt:DigitalSourceType")
        assert told == (word and f"http://cv.iptc.org/newscodes/digitalsourcetype/{word}")


@needs_exiftool
@pytest.mark.django_db(transaction=True)
def test_changed_credit_reaches_the_files_that_are_served(reader, settings):
    picture = make.make_picture(data=make.picture_bytes((900, 600)))
    article = make.make_published(
        lead_picture=picture, body=f"<p>Testo.</p>{make.figure(picture, 'Là')}"
    )
    before, page = files(settings), reader.get(article.get_absolute_url()).text
    for name, text in RIGHTS.items():
        setattr(picture, name, text)
    publishing.save_picture(picture=picture, by=None)
    assert files(settings) == before, "the addresses that others know lead to the same pictures"
    assert all(header_of(path) == IN_HEADER for path in paths_of(picture))
    assert not Picture.objects.get().rights_pending
    assert picture.full.src in page
    served = Path(settings.MEDIA_ROOT) / picture.full.src.removeprefix("/media/")
    assert read_header(served.read_bytes())["XMP-photoshop:Credit"] == RIGHTS["credit"]


def test_changed_words_render_nothing(monkeypatch, on_commit):
    picture = make.make_picture(data=make.picture_bytes((900, 600)))
    monkeypatch.setattr(library, "render_file", None)
    picture.caption = "Un’altra didascalia"
    with on_commit(execute=True):
        publishing.save_picture(picture=picture, by=None)
    assert all_carry(picture)


def test_unchanged_rights_write_nothing(on_commit):
    picture = make.make_picture()
    picture.ai_use, picture.decorative, picture.caption = "none", True, picture.alt
    times = [path.stat().st_mtime_ns for path in paths_of(picture)]
    with on_commit(execute=True):
        publishing.save_picture(picture=picture, by=None)
    assert times == [path.stat().st_mtime_ns for path in paths_of(picture)]


def test_description_is_the_caption_or_else_the_alternative_text():
    assert Picture(alt="Un ponte").rights.description == "Un ponte"
    assert Picture(alt="Un ponte", caption="Torino").rights.description == "Torino"
    assert Picture(alt="Un ponte", decorative=True).rights.description == ""


def test_files_follow_a_change_only_once_it_is_stored(on_commit):
    picture = make.make_picture()
    before = [path.read_bytes() for path in paths_of(picture)]
    picture.credit = "Ugo Neri"
    with on_commit() as callbacks:
        publishing.save_picture(picture=picture, by=None)
    assert [path.read_bytes() for path in paths_of(picture)] == before
    assert Picture.objects.get().rights_pending
    for callback in callbacks:
        callback()
    assert all_carry(Picture.objects.get()) and not Picture.objects.get().rights_pending


def test_change_that_was_cut_short_is_finished_by_the_command(on_commit):
    picture = make.make_picture()
    picture.credit = "Ugo Neri"
    with on_commit():  # and the process is killed
        publishing.save_picture(picture=picture, by=None)
    picture.file.storage.delete(picture.renditions()[0].name)
    call_command("render_pictures", verbosity=0)
    assert all_carry(Picture.objects.get()) and not Picture.objects.get().rights_pending


def test_last_of_two_changes_counts(monkeypatch):
    picture = make.make_picture()
    Picture.objects.update(credit="Ada Bianchi")
    embed_rights = library.embed_rights

    def changed_meanwhile(row: Picture) -> set[str]:
        made = embed_rights(row)
        Picture.objects.update(credit="Ugo Neri")
        return made

    monkeypatch.setattr(library, "embed_rights", changed_meanwhile)
    publishing.render_picture(Picture.objects.get())
    picture.refresh_from_db()
    assert picture.credit == "Ugo Neri" and all_carry(picture)


def test_reader_who_is_at_a_file_gets_all_of_the_old_one(on_commit):
    picture = make.make_picture()
    paths = paths_of(picture)
    before, files_at_hand = (
        [path.read_bytes() for path in paths],
        [path.open("rb") for path in paths],
    )
    picture.credit = "Ugo Neri, che prima non c’era"
    with on_commit(execute=True):
        publishing.save_picture(picture=picture, by=None)
    assert [file.read() for file in files_at_hand] == before
    assert all_carry(picture)


def test_full_disk_leaves_the_files_whole(monkeypatch, on_commit):
    picture = make.make_picture()

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    picture.credit = "Ugo Neri"
    with on_commit() as callbacks:
        publishing.save_picture(picture=picture, by=None)
    before = [path.read_bytes() for path in paths_of(picture)]
    monkeypatch.setattr("articles.pictures.storage.os.fsync", full)
    for callback in callbacks:
        callback()
    assert [path.read_bytes() for path in paths_of(picture)] == before
    assert len(list(Path(picture.file.path).parent.iterdir())) == 1
    assert Picture.objects.get().rights_pending


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_fixture_brings_rights_too(settings, tmp_path, kind: str):
    settings.FIXTURE_DIRS = [tmp_path / "fixtures"]
    source = tmp_path / "fixtures" / "pictures" / f"x.{kind.lower()}"
    source.parent.mkdir(parents=True)
    source.write_bytes(make.picture_bytes(kind=kind))
    fields = {
        "file": f"pictures/{source.name}", "width": 60, "height": 40, "alt": "Una macchia",
        "created_at": "2026-01-01T00:00:00Z", **RIGHTS,
    }  # fmt: skip

    def load(**changed: str) -> Picture:
        row = {"model": "articles.picture", "fields": {**fields, **changed}}
        for each in serializers.deserialize(
            "python", [row], use_natural_foreign_keys=True, use_natural_primary_keys=True
        ):
            each.save()
        return Picture.objects.get()

    assert all_carry(load())
    again = load(credit="Ugo Neri")
    assert again.credit == "Ugo Neri" and all_carry(again)


def test_loaded_row_writes_its_rights_into_the_files_that_are_there():
    picture = make.make_picture()
    picture.credit = "Ugo Neri"
    rows = serializers.serialize("json", [picture], use_natural_primary_keys=True)
    for row in serializers.deserialize("json", rows):
        row.save()
    assert all_carry(Picture.objects.get(credit="Ugo Neri"))


def test_paper_of_an_older_version_is_written_anew_by_upgrade():
    picture = make.make_picture(data=make.picture_bytes((900, 600)), **RIGHTS)
    for path in paths_of(picture):
        with Image.open(path) as image:
            image.info = {}
            image.save(path)
    assert not any(carries(path.open("rb"), picture.rights) for path in paths_of(picture))
    Picture.objects.update(renditions_version=2)
    call_command("render_pictures", verbosity=0)
    assert all_carry(Picture.objects.get())


def test_desk_takes_rights_from_the_file(desk_of, redattore):
    own = make.make_picture(**{**RIGHTS, "credit": "Ada Bianchi / Agenzia"})
    data = Path(own.file.path).read_bytes()
    assert send(desk_of(redattore), data, credit="", caption="").status_code == 201
    sent = Picture.objects.latest("pk")
    names = [name for name in RIGHTS if name != "ai_use"]
    assert [getattr(sent, name) for name in names] == [getattr(own, name) for name in names]
    send(desk_of(redattore), iptc_jpeg(byline="Ugo Neri"), creator="Ada", license_url="x.it/a")
    sent = Picture.objects.latest("pk")
    assert (sent.creator, sent.license_url) == ("Ada", "https://x.it/a")


def test_rights_are_changed_in_the_form(desk_of, caporedattore):
    picture = make.make_picture()
    page = reverse("admin:articles_picture_change", args=[picture.pk])
    desk = desk_of(caporedattore)
    assert "Dove si chiede" in desk.get(page).text
    fields = {"alt": "x", "focal_x": 50, "focal_y": 50, **RIGHTS}
    answer = desk.post(page, {**fields, "license_url": "javascript:alert(1)"})
    assert answer.status_code == 200 and Picture.objects.get().creator == ""
    desk.post(page, fields)
    stored = Picture.objects.get()
    assert {name: getattr(stored, name) for name in RIGHTS} == RIGHTS
