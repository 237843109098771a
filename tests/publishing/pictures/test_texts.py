"""Pictures in the texts of articles: shown, counted, missed, told of in the history."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles import publishing
from articles.models import Article, Picture, PictureUse
from tests import factories as make

pytestmark = pytest.mark.django_db


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
def test_pictures_are_shown_with_and_without_linked_names(links):
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


def test_uses_of_a_picture_follow_the_text():
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


def test_missing_picture_is_hidden_and_blocks_publication():
    lost = '<figure><img src="/media/pictures/x.jpg" alt="Un ponte"></figure>'
    article = make.make_article(body=f"<p>Uno.</p>{lost}")
    assert "<img" not in body_of(article)
    with pytest.raises(ValidationError, match="Un ponte"):
        publishing.publish(article=article, by=None)


def test_restored_version_leaves_out_a_deleted_picture():
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
