"""Renditions that are missing or late: from a fixture, a dump, a command."""

from __future__ import annotations

import pytest
from django.core import serializers
from django.core.management import call_command

from articles import publishing
from articles.models import Picture
from articles.pictures import RENDITIONS_VERSION
from tests import factories as make
from tests.publishing.pictures.media import files

pytestmark = pytest.mark.django_db


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


def test_loaded_dump_records_the_renditions_present():
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


def test_command_renders_missing_renditions(settings, capsys):
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


def test_late_renditions_reach_the_texts_too():
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
