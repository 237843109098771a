"""Audio, video and documents in a text, as readers get them."""

import pytest

from articles import publishing
from articles.models import Article, Picture
from articles.text.markup import for_elsewhere
from tests import factories as make

pytestmark = pytest.mark.django_db


def figure(element: str) -> str:
    return f"<figure>{element}<figcaption>La <em>voce</em></figcaption></figure>"


def test_player_shows_its_file_with_title_credit_and_transcript(reader):
    media = make.make_media(title="L’intervista", credit="Rosa", transcript="Buongiorno.")
    body = f"<p>Uno.</p>{figure(f'<audio src=/media/{media.file.name}></audio>')}"
    article = make.make_published("Un pezzo", body=body)
    page = reader.get(article.get_absolute_url()).text
    assert f'<audio controls preload="none" src="{media.file.url}"' in page
    for words in ("L’intervista", "Buongiorno.", "La <em>voce</em>", "Rosa"):
        assert words in page
    assert "articles/media" in page and "autoplay" not in page
    assert [use.article for use in media.uses.all()] == [article]
    elsewhere = for_elsewhere(article.body_html, "https://x.it/")
    assert f'src="https://x.it{media.file.url}"' in elsewhere


def test_document_is_a_card_with_its_pages_and_size(reader):
    media = make.make_media("conti.pdf", title="I conti")
    body = figure(f'<a href="/media/{media.file.name}">I conti</a>')
    page = reader.get(make.make_published("Un pezzo", body=body).get_absolute_url()).text
    assert f'<a class="media-card" href="{media.file.url}"' in page
    assert media.facts in page


def test_text_alone_asks_for_no_sheet_of_media(reader):
    page = reader.get(make.make_published("Un pezzo").get_absolute_url()).text
    assert "articles/media" not in page and "articles/blocks" not in page


def test_poster_that_is_rendered_later_is_shown_then():
    poster = make.make_picture()
    media = make.make_media("bars.mp4", poster=poster, no_speech=True, transcript="")
    Picture.objects.update(renditions_version=0)
    article = make.make_article(
        body=f"<figure><video src=/media/{media.file.name}></video></figure>"
    )
    assert poster.file.url in article.body_html
    publishing.render_picture(Picture.objects.get())
    assert poster.file.url not in Article.objects.get().body_html
    assert list(publishing.articles_with(poster)) == [article]
