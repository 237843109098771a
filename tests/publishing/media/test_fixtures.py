"""Files that come with a fixture, or in a backup."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.serializers import serialize

from articles import publishing
from articles.models import Article, Media, MediaUse
from articles.ops.backups import make_backup, restore_backup
from tests import factories as make
from tests.media.files import VTT
from tests.publishing.pictures.media import files


@pytest.mark.django_db
def test_fixture_brings_its_files_and_names_them_by_their_keys(settings, tmp_path: Path):
    settings.FIXTURE_DIRS = [tmp_path]
    media = make.make_media("bars.mp4", captions=VTT)
    article = make.make_article(body=f"<p>Uno.</p>{make.link_to(media)}")
    keys = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    rows = json.loads(serialize("json", [*Media.objects.all(), *MediaUse.objects.all()], **keys))
    assert rows[1]["fields"] == {"article": [article.slug], "media": [media.file.name]}
    names = {media.file.name, media.captions.name}
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((Path(settings.MEDIA_ROOT) / name).read_bytes())
    (tmp_path / "media.json").write_text(json.dumps(rows))
    MediaUse.objects.all().delete()
    publishing.delete_media(media=media, by=None)
    for name in files(settings):
        (Path(settings.MEDIA_ROOT) / name).unlink()
    call_command("loaddata", "media", verbosity=0)
    assert files(settings) == names
    assert Article.objects.get().media_uses.get().media.title == media.title


@pytest.mark.django_db(transaction=True)
def test_backup_has_the_files_and_puts_them_back(settings, tmp_path: Path):
    media = make.make_media("bars.mp4", captions=VTT)
    before = {name: (Path(settings.MEDIA_ROOT) / name).read_bytes() for name in files(settings)}
    make_backup(tmp_path / "paper.tar")
    for name in before:
        (Path(settings.MEDIA_ROOT) / name).unlink()
    restore_backup(tmp_path / "paper.tar", replace=True)
    assert {n: (Path(settings.MEDIA_ROOT) / n).read_bytes() for n in files(settings)} == before
    assert media.file.name in before
