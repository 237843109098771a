"""Rows that come in as they are: what follows from them is worked out once for each article."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from django.core import serializers
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import (
    Article,
    ArticleText,
    Mention,
    PictureUse,
    RelatedArticle,
    SearchEntry,
    SeriesPart,
    TaggedArticle,
    VersionToken,
)
from articles.publishing import loading
from articles.publishing.articles import derived_text
from articles.publishing.articles.derived_text import derive_links, derive_text
from articles.publishing.verifying import disagreements
from articles.search import Query, find
from tests import factories as make
from tests.test_demo_fixture import empty_the_paper

pytestmark = pytest.mark.django_db

#: What stays behind when a paper is dumped, and what is worked out.
NEVER = (
    "edition",
    "contentversion",
    "articlefragments",
    "dossiercontentversion",
    "dossierfragments",
    "articleversion",
)
DERIVED = ("articletext", "searchentry", "pictureuse")


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def fill(articles: int) -> None:
    make.make_organization("OpenAI")
    make.make_organization("Mistral")
    for number in range(articles):
        make.make_published(
            f"Il titolo {number}",
            body=f"<p>OpenAI e Mistral pubblicano il modello {number}.</p>",
            tags=["modelli", "pesi"],
        )


def dump(path: Path, *excluded: str) -> None:
    call_command(
        "dumpdata", "articles", "--natural-foreign", "--natural-primary",
        *(f"--exclude=articles.{name}" for name in (*NEVER, *excluded)),
        f"--output={path}", verbosity=0,
    )  # fmt: skip
    empty_the_paper()


def load(path: Path) -> CaptureQueriesContext:
    with CaptureQueriesContext(connection) as queries:
        call_command("loaddata", str(path), verbosity=0)
    return queries


@pytest.mark.parametrize("excluded", [(), DERIVED])
def test_loaded_dump_equals_the_original(tmp_path: Path, reader, on_commit, excluded):
    picture = make.make_picture()
    fill(2)
    make.make_published("Con una figura", body=f"<p>Uno.</p>{make.figure(picture)}")
    make.make_article("Una bozza di Mistral", body="<p>OpenAI tace.</p>")
    one, two = Article.objects.published().oldest_first()[:2]
    make.make_series("Il caso", two, one)
    make.relate(two, one)
    bodies = dict(ArticleText.objects.values_list("article__slug", "rendered_body"))
    dump(tmp_path / "dump.json", *excluded)
    assert not Article.objects.exists()
    with on_commit(execute=True):
        load(tmp_path / "dump.json")
    assert list(disagreements()) == []
    assert dict(ArticleText.objects.values_list("article__slug", "rendered_body")) == bodies
    assert find(Query.read("modello openai")).count == 2
    assert SearchEntry.objects.count() == 3 and PictureUse.objects.count() == 1
    assert [str(part.article) for part in SeriesPart.objects.in_order()] == [str(two), str(one)]
    assert RelatedArticle.objects.get().natural_key() == (two.slug, one.slug)
    assert "Il titolo 1" in reader.get("/organizzazioni/mistral/").text
    for text in ArticleText.objects.exclude(share_image=""):
        assert default_storage.exists(text.share_image)


def test_loading_derives_each_article_once(tmp_path: Path, monkeypatch):
    fill(3)
    dump(tmp_path / "dump.json", *DERIVED)
    read = []
    derived_of = derived_text.derived_of
    module = sys.modules[loading.__wrapped__.__module__]
    monkeypatch.setattr(
        module, "derived_of", lambda *all_: read.append(all_[0].pk) or derived_of(*all_)
    )
    queries = load(tmp_path / "dump.json")
    assert sorted(read) == sorted(Article.objects.values_list("pk", flat=True))
    inserts = [
        each for each in queries if "articles_stamp" in each["sql"] and "INSERT" in each["sql"]
    ]
    assert len(inserts) <= 2  # of names and of people, once


def test_single_loaded_row_is_derived_at_once():
    organization = make.make_organization("Mistral")
    article = make.make_published("Il titolo", body="<p>Mistral tace.</p>")
    tie = Mention.objects.get()
    [row] = serializers.deserialize("json", serializers.serialize("json", [tie]))
    Mention.objects.all().delete()
    derive_links(article)
    assert organization.get_absolute_url() not in ArticleText.objects.get().rendered_body
    row.save()
    assert organization.get_absolute_url() in ArticleText.objects.get().rendered_body


def test_related_rows_of_an_existing_article_are_derived():
    article = make.make_published("Il titolo", tags=["modelli"])
    [item] = TaggedArticle.objects.all()
    dump = serializers.serialize("json", [item])
    item.delete()
    derive_text(article)
    assert list(disagreements()) == []
    before = SearchEntry.objects.get().facets
    with loading() as loaded:
        for row in serializers.deserialize("json", dump):
            row.save()
        assert SearchEntry.objects.get().facets == before
    assert loaded.articles == {article.pk} and SearchEntry.objects.get().facets != before
    assert list(disagreements()) == []


def test_command_draws_missing_share_images(capsys, on_commit):
    with on_commit(execute=True):
        make.make_published("Il titolo")
    [name] = ArticleText.objects.values_list("share_image", flat=True)
    default_storage.delete(name)
    call_command("render_pictures")
    assert default_storage.exists(name) and "1 immagine da condividere" in capsys.readouterr().out
    call_command("render_pictures")
    assert "condividere" not in capsys.readouterr().out


def test_loading_notifies_of_names_once(db):
    stamps = VersionToken.objects.value_of(VersionToken.NAMES)
    with loading():
        publishing.note_changed_names()
        publishing.note_changed_names()
        assert VersionToken.objects.value_of(VersionToken.NAMES) == stamps
    assert VersionToken.objects.value_of(VersionToken.NAMES) != stamps
