"""Declarations of an article: the use of artificial intelligence, and the sponsor."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError

from articles import publishing
from articles.db.choices import ArticleKind, ArticleStatus
from articles.formats.ninjs import ninjs
from articles.models import Article, Picture
from tests import factories as make
from tests.admin.articles.forms import change, form
from tests.publishing.accountability.erasure import with_word

pytestmark = pytest.mark.django_db

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def node(page: str) -> dict:
    block = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    return next(each for each in json.loads(block)["@graph"] if "Article" in each["@type"])


# Artificial intelligence

#: By policy, use and review: whether readers are told.
TOLD = [
    (["assisted", "generated"], "none", False, False),
    (["assisted", "generated"], "assisted", False, True),
    (["assisted", "generated"], "generated", True, True),
    (["generated"], "assisted", False, False),
    ([], "assisted", True, False),
    ([], "generated", True, False),
    ([], "generated", False, True),  # nobody reviewed it: in any case
]


@pytest.mark.parametrize(("policy", "use", "reviewed", "is_shown"), TOLD)
def test_ai_declaration_is_shown_according_to_policy(
    policy, use, reviewed, is_shown, settings, reader, caporedattore
):
    settings.AI_LABELS = policy
    article = make.make_article(ai_use=use, ai_detail="la traduzione" if use == "assisted" else "")
    publishing.save([article], publishing.Decisions(ai_reviewed=reviewed), by=caporedattore)
    publishing.publish(article=article, by=caporedattore)
    page = reader.get(article.get_absolute_url()).text
    assert ("intelligenza artificiale" in page) == is_shown
    declaration = reader.get(f"/api/articles/{article.slug}").json()["ai"]
    assert (declaration["use"], declaration["is_labelled"]) == (use, is_shown)
    assert (declaration["reviewed_at"] is not None) == (reviewed and use != "none")


def test_ai_use_reaches_structured_data_and_ninjs(reader):
    for use, word in (
        ("none", None),
        ("assisted", "compositeWithTrainedAlgorithmicMedia"),
        ("generated", "trainedAlgorithmicMedia"),
    ):
        article = make.make_published(ai_use=use, ai_detail="la tabella")
        source_type = ninjs(Article.objects.for_page().get(pk=article.pk)).get("digitalSourceType")
        assert (source_type and source_type["uri"]) == (word and f"{IPTC}{word}")
        graph = node(reader.get(article.get_absolute_url()).text)
        assert ("digitalSourceType" in graph) == (word is not None)


def test_feeds_carry_the_ai_declaration(reader, settings):
    make.make_published("Il pezzo", ai_use="generated")
    for path in ("/feed/", "/feed/atom/", "/feed/json/"):
        assert "Testo generato con l’intelligenza artificiale" in reader.get(path).text or (
            "Testo generato con l\\u2019intelligenza" in reader.get(path).text
        )


def test_ai_reviewer_and_time_are_recorded_once(caporedattore, direttore):
    article = make.make_article(ai_use="generated")
    publishing.save([article], publishing.Decisions(ai_reviewed=True), by=caporedattore)
    first = article.ai_reviewed_at
    publishing.save([article], publishing.Decisions(ai_reviewed=True), by=direttore)
    article.refresh_from_db()
    assert (article.ai_reviewer, article.ai_reviewed_at) == (caporedattore, first)
    publishing.save([article], publishing.Decisions(ai_reviewed=False), by=direttore)
    assert article.ai_reviewer is None and article.ai_reviewed_at is None
    publishing.save([article], publishing.Decisions(ai_reviewed=True), by=direttore)
    article.ai_use = "none"
    publishing.save([article], by=direttore)
    assert article.ai_reviewed_at is None


def test_ai_use_without_its_tasks_blocks_publication(caporedattore, desk_of, reader):
    article = make.make_article(ai_use="assisted")
    with pytest.raises(ValidationError, match="in che cosa ha aiutato"):
        publishing.publish(article=article, by=caporedattore)
    desk = desk_of(caporedattore)
    page = desk.post(change(article), form(article, ai_use="assisted", _step="publish")).text
    assert "Di’ in che cosa ha aiutato" in page
    assert Article.objects.get().status == ArticleStatus.DRAFT
    typed = form(article, ai_use="assisted", ai_detail="la traduzione", ai_reviewed="on")
    desk.post(change(article), {**typed, "_step": "publish"})
    article = Article.objects.get()
    assert article.ai_reviewer == caporedattore
    page = reader.get(article.get_absolute_url()).text
    assert "con l’aiuto dell’intelligenza artificiale: la traduzione." in page
    assert "checked" in desk.get(change(article)).text.partition("id_ai_reviewed")[2][:80]


def test_desk_lists_missing_declarations_while_writing(desk_of, caporedattore):
    carla = desk_of(caporedattore)
    page = "/admin/articles/article/organizations/"
    typed = {"headline": "Un titolo", "body": "<p>Testo.</p>"}

    def checks(**more: str) -> str:
        return carla.post(page, {**typed, **more}).json()["checks"]

    assert "Di’ chi paga" in checks(kind="sponsored")
    assert "Di’ chi paga" not in checks(kind="sponsored", sponsor="Acme")
    assert "Di’ in che cosa ha aiutato" in checks(ai_use="assisted")
    assert "Nessuno ha riletto" in checks(ai_use="generated")
    assert "Nessuno ha riletto" not in checks(ai_use="generated", ai_reviewed="on")


def test_ai_declaration_is_versioned_and_restored(caporedattore):
    article = make.make_article(ai_use="generated")
    article.ai_use = "none"
    publishing.save([article], by=caporedattore)
    newest, oldest = publishing.versions_of(article.pk)
    assert newest.summary == "intelligenza artificiale"
    publishing.restore_version(article=article, version=oldest, by=caporedattore)
    assert Article.objects.get().ai_use == "generated"


def test_generated_picture_is_labelled_beside_its_credit(desk_of, caporedattore, reader, settings):
    picture = make.make_picture(credit="Anna Neri")
    article = make.make_published(
        lead_picture=picture, body=f"<p>Testo.</p>{make.figure(picture, 'Una scena')}"
    )
    desk = desk_of(caporedattore)
    page = f"/admin/articles/picture/{picture.pk}/change/"
    fields = {
        "alt": "x", "caption": "", "credit": "Anna Neri", "focal_x": 50, "focal_y": 50,
        "ai_use": "assisted",
    }  # fmt: skip
    assert "Di’ in che cosa ha aiutato" in desk.post(page, fields).text
    desk.post(page, {**fields, "ai_use": "generated", "ai_reviewed": "on"})
    picture = Picture.objects.get()
    assert picture.ai_reviewer == caporedattore
    label = "Anna Neri (generata con l’intelligenza artificiale)"
    assert reader.get(article.get_absolute_url()).text.count(label) == 2
    image = reader.get(f"/api/articles/{article.slug}").json()["image"]
    assert image["ai"]["use"] == "generated"
    ninjs_said = reader.get(f"/api/articles/{article.slug}/ninjs").json()["associations"][0]
    assert ninjs_said["digitalSourceType"]["uri"] == f"{IPTC}trainedAlgorithmicMedia"


# Sponsored


def test_sponsored_article_is_labelled_everywhere(reader):
    article = make.make_published(
        "Il pezzo", kind=ArticleKind.SPONSORED, sponsor="Zibaldone Spa", tags=["tema"],
        section=make.make_section("Modelli"), body="<p>Testo.</p>",
    )  # fmt: skip
    found = with_word(reader, "Zibaldone Spa")
    api = f"/api/articles/{article.slug}"
    expected = {
        "/", "/articoli/", "/sezioni/modelli/", "/temi/tema/", "/autori/di-fantasy/", "/feed/",
        "/feed/atom/", "/feed/json/", "/temi/tema/feed/", "/sitemap-news.xml", "/api/articles",
        api, f"{api}/ninjs", article.get_absolute_url(), "/cerca/?q=parola",
    }  # fmt: skip
    assert expected - {"/cerca/?q=parola"} <= found
    assert "Sponsorizzato da Zibaldone Spa" in reader.get("/cerca/?q=pezzo").text
    page = reader.get(article.get_absolute_url()).text
    for name in ("og:title", "twitter:title"):
        assert f'{name}" content="Sponsorizzato da Zibaldone Spa: Il pezzo"' in page
    graph = node(page)
    assert graph["@type"] == "AdvertiserContentArticle"
    assert graph["sponsor"]["name"] == "Zibaldone Spa"
    assert "pagato da <bdi>Zibaldone Spa" in page
    later = make.make_published("Un altro", section=article.section)
    beside = reader.get(later.get_absolute_url()).text
    assert "Sponsorizzato da Zibaldone Spa: Il pezzo" in beside


def test_share_image_follows_the_sponsor(settings):
    article = make.make_published("Il pezzo", kind=ArticleKind.SPONSORED, sponsor="Acme")
    before = article.text.share_image
    article.sponsor = "Zibaldone"
    publishing.save([article], by=None)
    article = Article.objects.get()
    assert article.text.share_image not in ("", before)


def test_sponsored_article_needs_a_sponsor(caporedattore, desk_of):
    article = make.make_article(kind=ArticleKind.SPONSORED)
    with pytest.raises(ValidationError, match="Di’ chi paga"):
        publishing.publish(article=article, by=caporedattore)
    desk = desk_of(caporedattore)
    page = desk.post(change(article), form(article, kind="sponsored", _step="publish")).text
    assert "Di’ chi paga prima di pubblicare" in page
