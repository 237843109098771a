"""Audio, video and documents kept, described, used, deleted."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from articles import publishing
from articles.media import read_media
from articles.models import Media
from articles.publishing.accountability.named_elsewhere import named_elsewhere
from articles.text.markup import file_name
from tests import factories as make
from tests.media.files import VTT, sample
from tests.publishing.pictures.media import files

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "kind", "mime_type", "facts"),
    [
        ("tone.mp3", "audio", "audio/mpeg", "MP3, 0:03, 10 kB"),
        ("tone.m4a", "audio", "audio/mp4", "M4A, 0:03, 10 kB"),
        ("bars.mp4", "video", "video/mp4", "MP4, 0:02, 9 kB"),
        ("bars.webm", "video", "video/webm", "WebM, 0:02, 10 kB"),
        ("atto.pdf", "document", "application/pdf", "PDF, 12 pagine, 1 kB"),
    ],
)
def test_file_is_stored_with_what_its_bytes_say(settings, name, kind, mime_type, facts):
    media = make.make_media(name)
    assert (media.kind, media.mime_type, media.facts) == (kind, mime_type, facts)
    assert media.size == media.file.size
    assert files(settings) == {media.file.name}
    assert file_name(media.file.url) == media.file.name


def test_extension_follows_the_content_and_the_address_is_random():
    data = ContentFile(sample("tone.ogg"), name="../../Una puntata.mp3")
    media = Media(title="Uno", credit="Noi", no_speech=True)
    publishing.add_media(media=media, upload=data, contents=read_media(data), by=None)
    assert re.fullmatch(r"files/\d{4}/\d\d/[0-9a-f]{32}\.ogg", media.file.name)
    assert make.make_media().file.name != make.make_media().file.name


def test_speech_must_be_readable():
    with pytest.raises(ValidationError, match="trascrizione"):
        make.make_media(transcript="")
    assert make.make_media(transcript="", no_speech=True).pk
    assert make.make_media("bars.mp4", captions=VTT).pk
    assert make.make_media("atto.pdf").pk


@pytest.mark.parametrize("field", ["title", "credit"])
def test_title_and_credit_are_needed(field):
    with pytest.raises(ValidationError) as refused:
        make.make_media(**{field: ""})
    assert field in refused.value.error_dict


@pytest.mark.parametrize(
    "change",
    [
        {"size": 0},
        {"duration": None},
        {"duration": 0},
        {"pages": 3},
        {"title": ""},
        {"credit": ""},
        {"transcript": ""},
        {"captions": "files/2026/11/a.vtt"},
        {"kind": "document"},
    ],
)
def test_database_refuses_what_cannot_be(change):
    media = make.make_media()
    with pytest.raises(IntegrityError), transaction.atomic():
        Media.objects.filter(pk=media.pk).update(**change)


def test_captions_are_for_a_video():
    with pytest.raises(ValidationError, match="per un video"):
        make.make_media("tone.mp3", captions=VTT, transcript="Parole")


def test_refused_upload_leaves_no_file(settings):
    for wrong in ({"credit": ""}, {"captions": VTT}):
        with pytest.raises(ValidationError):
            make.make_media(**wrong)
    assert files(settings) == set() and not Media.objects.exists()


def test_failed_row_leaves_no_file(settings, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Media, "save", fail)
    with pytest.raises(RuntimeError):
        make.make_media("bars.mp4", captions=VTT)
    assert files(settings) == set()


def test_captions_are_replaced_and_taken_away(settings, on_commit):
    media = make.make_media("bars.mp4", captions=VTT, transcript="Parole")
    first = media.captions.name
    with on_commit(execute=True):
        publishing.save_media(media=media, captions=VTT.replace("Fine", "La fine"), by=None)
    assert media.captions.name != first
    assert files(settings) == {media.file.name, media.captions.name}
    with on_commit(execute=True):
        publishing.save_media(media=media, by=None)
    assert len(files(settings)) == 2
    with on_commit(execute=True):
        publishing.save_media(media=media, captions="", by=None)
    assert files(settings) == {media.file.name}


def test_deleted_file_leaves_nothing(settings, on_commit):
    media = make.make_media("bars.mp4", captions=VTT)
    with on_commit(execute=True):
        publishing.delete_media(media=media, by=None)
    assert files(settings) == set() and not Media.objects.exists()


def test_uses_follow_the_text():
    first, second = make.make_media(), make.make_media("atto.pdf")
    article = make.make_article(body=f"<p>Uno.</p>{make.link_to(first)}{make.link_to(first)}")
    assert list(publishing.articles_with_media(first)) == [article]
    article.body = f"<p>Uno.</p>{make.link_to(second)}"
    publishing.save([article], publishing.Decisions(), by=None)
    assert [use.media for use in article.media_uses.all()] == [second]
    with pytest.raises(ProtectedError):
        publishing.delete_media(media=second, by=None)
    publishing.delete_media(media=first, by=None)


def test_poster_is_not_deleted():
    picture = make.make_picture()
    make.make_media("bars.mp4", poster=picture, no_speech=True, transcript="")
    assert type(picture).objects.with_use_count().get().use_count == 1
    with pytest.raises(ProtectedError):
        publishing.delete_picture(picture=picture, by=None)


def test_rights_are_those_of_pictures(redattore, caporedattore):
    media = make.make_media()
    publishing.save_media(media=media, by=redattore)
    make.make_published(body=make.link_to(media))
    with pytest.raises(PermissionDenied):
        publishing.save_media(media=media, by=redattore)
    publishing.save_media(media=media, by=caporedattore)
    other = make.make_media()
    with pytest.raises(PermissionDenied):
        publishing.delete_media(media=other, by=redattore)
    publishing.delete_media(media=other, by=caporedattore)


def test_names_in_transcripts_and_captions_are_found():
    media = make.make_media("bars.mp4", captions=VTT.replace("tutti", "Ada Neri"))
    audio = make.make_media(transcript="Parla Ada Neri.")
    article = make.make_article(body=f"<p>Uno.</p>{make.link_to(media)}{make.link_to(audio)}")
    found = named_elsewhere(article, ["Ada Neri"])
    assert any("sottotitoli" in each for each in found)
    assert any("Parla Ada Neri" in each for each in found)
