"""What machines are told of the audio, video and documents of an article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from articles import publishing
from articles.formats.ninjs import ninjs
from articles.formats.schema_org.articles import article_node
from articles.models import Article
from tests import factories as make
from tests.media.files import VTT

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


@pytest.fixture
def article() -> Article:
    poster = make.make_picture()
    files = [
        make.make_media("tone.mp3", title="La puntata", ai_use="generated"),
        make.make_media("bars.mp4", title="Il filmato", captions=VTT, poster=poster),
        make.make_media("atto.pdf", title="Il bilancio", description="Del 2025"),
    ]
    body = "<p>Uno.</p>" + "".join(map(make.link_to, files))
    made = make.make_published("Con tutto", body=body)
    return Article.objects.for_page().get(pk=made.pk)


def test_engines_are_told_of_each_file(article):
    node = article_node(article)
    [audio], [video], [document] = node["audio"], node["video"], node["associatedMedia"]
    assert audio["@type"] == "AudioObject" and audio["transcript"] == "Buongiorno a tutti."
    assert audio["duration"] == "PT3S" and audio["encodingFormat"] == "audio/mpeg"
    assert video["@type"] == "VideoObject" and (video["width"], video["height"]) == (160, 90)
    assert video["thumbnailUrl"].startswith(SITE) and video["uploadDate"]
    assert document["@type"] == "MediaObject" and "duration" not in document
    assert all(each["contentUrl"].startswith(f"{SITE}/media/files/") for each in (audio, video))


def test_agencies_get_each_file_by_their_schema(article):
    document = ninjs(article)
    audio, video, pdf = document["associations"]
    assert (audio["type"], video["type"], pdf["type"]) == ("audio", "video", "text")
    assert audio["renditions"][0]["duration"] == 3 and audio["digitalSourceType"]
    assert video["renditions"][0]["width"] == 160
    assert pdf["renditions"][0]["contentType"] == "application/pdf"
    schema = Path(__file__).parent / "ninjs" / "ninjs-schema_3.1.json"
    validator = Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(document)] == []


def test_api_tells_of_each_file(reader, article):
    told = json.loads(reader.get("/api/articles/con-tutto").content)["media"]
    audio, video, document = told
    assert (audio["kind"], audio["title"], audio["duration"]) == ("audio", "La puntata", 3)
    assert audio["transcript"] == "Buongiorno a tutti." and audio["ai"]["use"] == "generated"
    assert video["captions"].endswith(".vtt") and video["poster"].startswith(SITE)
    assert (document["pages"], document["duration"]) == (12, None)
    assert all(each["url"].startswith(f"{SITE}/media/files/") for each in told)


def test_changed_file_changes_what_is_told(reader, article):
    media = article.media[0]
    assert "Un altro titolo" not in reader.get("/articoli/con-tutto/").text
    media.title = "Un altro titolo"
    publishing.save_media(media=media, by=None)
    assert "Un altro titolo" in reader.get("/articoli/con-tutto/").text
    assert "Un altro titolo" in reader.get("/api/articles/con-tutto").text
