import json
import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from PIL import Image

from articles import publishing
from articles.models import (
    Article,
    Author,
    Correction,
    FormerAddress,
    Media,
    Organization,
    Person,
    Picture,
    Rectification,
    RelatedArticle,
    Section,
    Series,
    Tag,
)
from articles.publishing.organizations.mentions import link_article
from articles.text.embeds import embed_of
from articles.text.figures import links_in, players_in
from articles.text.markup import (
    FOOTNOTE,
    PULL_QUOTE,
    VOCABULARY,
    clean_html,
    file_name,
    plain_text,
    word_count,
)
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.long]

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


def paths() -> list[str]:
    objects = [
        *Article.objects.all(),
        *Organization.objects.with_published_articles(),
        *Author.objects.all(),
        *Rectification.objects.published(),
        *Series.objects.newest_first(),
    ]
    fixed = [
        "/",
        "/articoli/",
        "/organizzazioni/",
        "/autori/",
        "/archivio/2025/02/",
        "/correzioni/",
        "/serie/",
    ]
    return fixed + [thing.get_absolute_url() for thing in objects]


def read_all(reader: Client) -> dict[str, bytes]:
    pages = {path: reader.get(path) for path in paths()}
    assert {page.status_code for page in pages.values()} == {200}
    return {path: page.content for path, page in pages.items()}


def test_demo_has_content_of_every_kind(demo):
    assert Article.objects.published().count() >= 12
    assert Organization.objects.with_published_articles().count() >= 12
    assert Author.objects.filter(name="Di Fantasy").exists()
    assert Organization.objects.exclude(wikidata_id="").count() >= 12
    assert [series.article_count for series in Series.objects.newest_first()] == [4]
    assert RelatedArticle.objects.exists()
    for article in Article.objects.all():
        assert article.sources.exists() and article.tags.exists() and article.mentions.exists()


def test_demo_has_a_piece_with_every_block(demo):
    body = Article.objects.get(slug__startswith="quanto-costa-addestrare").body
    seen = {tag for tag in VOCABULARY if re.search(rf"<{tag}[ >]", body)}
    assert seen == VOCABULARY
    for words in (f'<small role="{FOOTNOTE}">', f'<aside role="{PULL_QUOTE}">', "<aside>"):
        assert words in body
    assert len(players_in(body)) == 2  # an audio and a video
    hrefs = [link.href for link in links_in(body)]
    assert any(map(file_name, hrefs)) and any(map(embed_of, hrefs))


def test_demo_story_is_complete(demo):
    article = Article.objects.get(slug__startswith="deepseek-apre-cinque-cassetti")
    assert [str(author) for author in article.signatures] == ["Di Fantasy"]
    names = {mention.organization.name for mention in article.mentions.all()}
    assert names == {"DeepSeek", "X", "Hugging Face", "NVIDIA", "OpenAI", "Meta", "Baidu"}
    for person in ("Liang Wenfeng", "Andrej Karpathy", "Yann LeCun", "Sam Altman"):
        assert person in article.body


def test_demo_derived_data_agrees_with_its_texts(demo):
    for article in Article.objects.all():
        assert article.body == clean_html(article.body)
        assert article.word_count == word_count(plain_text(article.body))
        ties = list(article.mentions.order_by("pk").values())
        link_article(article, publishing.Reading.of(article))
        assert list(article.mentions.order_by("pk").values()) == ties


def test_pictures_are_loaded_with_the_fixture(demo):
    for picture in Picture.objects.all():
        with Image.open(picture.file) as image:
            assert image.size == (picture.width, picture.height)


def test_existing_picture_is_not_overwritten(demo):
    picture = Picture.objects.first()
    Path(picture.file.path).write_bytes(b"mine")
    call_command("loaddata", "demo", verbosity=0)
    assert Path(picture.file.path).read_bytes() == b"mine"


def test_loading_twice_makes_nothing_twice(demo):
    before = Counter(
        model.__name__ for model in (Article, Organization, Author) for _ in model.objects.all()
    )
    call_command("loaddata", "demo", verbosity=0)
    after = Counter(
        model.__name__ for model in (Article, Organization, Author) for _ in model.objects.all()
    )
    assert before == after


def empty_the_paper() -> None:
    """Leave the database as migrating does: the groups alone are there."""
    for model in (Correction, Rectification):  # which are not deleted in any other way
        rows = model.objects.all()
        rows._raw_delete(rows.db)
    Organization.objects.update(parent=None)
    for model in (
        Article,
        Person,
        Organization,
        Author,
        Section,
        Series,
        Media,
        Picture,
        FormerAddress,
        Tag,
        User,
    ):
        model.objects.all().delete()


def test_every_page_survives_a_dump_and_a_load_byte_for_byte(
    demo, reader, redattore, tmp_path: Path
):
    picture = make.make_picture()
    body = f"<p>OpenAI</p>{make.figure(picture, 'Una scena')}"
    make.make_published("Una notizia", body=body, by=redattore, lead_picture=picture)
    before = read_all(reader)
    dump = tmp_path / "dump.json"
    call_command(
        "dumpdata", "auth.user", "articles",
        exclude=[
            "articles.edition", "articles.contentversion", "articles.articlefragments",
            "articles.dossiercontentversion", "articles.dossierfragments",
        ],
        natural_foreign=True, natural_primary=True, output=str(dump), verbosity=0,
    )  # fmt: skip
    empty_the_paper()
    call_command("loaddata", str(dump), verbosity=0)
    assert read_all(reader) == before


def test_demo_is_light_and_reads_like_sentences():
    files = [path for path in FIXTURES.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 2_000_000
    rows = json.loads((FIXTURES / "demo.json").read_text(encoding="utf-8"))
    assert not any("pk" in row for row in rows)
    assert not any(row["model"].startswith("auth.") for row in rows)


def test_script_draws_the_demo_pictures(demo):
    drawn = {path.name for path in (FIXTURES / "pictures" / "demo").iterdir()}
    assert {Path(picture.file.name).name for picture in Picture.objects.all()} == drawn
