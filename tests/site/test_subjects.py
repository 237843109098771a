import re

import pytest
from django.test import Client

from articles import publishing
from articles.db.choices import MentionStanding, NameKind
from articles.publishing.articles.derived_text import derive_links
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_dossier_describes_the_organization(reader: Client):
    google = make.make_organization("Google")
    make.make_organization(
        "Google DeepMind",
        ("DeepMind", NameKind.FORMER),
        ("AlphaGo", NameKind.PRODUCT),
        kind="laboratory",
        country="GB",
        website="https://deepmind.google",
        wikidata_id="Q15733006",
        description="Un laboratorio di Londra.",
        parent=google,
    )
    make.make_published("Il pezzo", body="<p>DeepMind, AlphaGo e Google</p>")
    page = reader.get("/organizzazioni/google-deepmind/").text
    for words in (
        "Un laboratorio di Londra.", "Laboratorio", "Regno Unito", "deepmind.google", "Q15733006",
        "Nome precedente", "DeepMind", "AlphaGo", "Parte di", "/organizzazioni/google/",
        "Il pezzo", "Di Fantasy", "1 pezzo su <bdi>Google DeepMind</bdi>",
    ):  # fmt: skip
        assert words in page
    assert "Ne fa parte" in reader.get("/organizzazioni/google/").text


def test_dossier_counts_related_organizations_and_authors(reader: Client):
    for name in ("OpenAI", "Meta", "Baidu"):
        make.make_organization(name)
    make.make_published("Primo", body="<p>OpenAI e Meta</p>")
    make.make_published("Secondo", body="<p>OpenAI, Meta e Baidu</p>")
    make.make_article("Bozza", body="<p>OpenAI e Baidu</p>")
    page = " ".join(reader.get("/organizzazioni/openai/").text.split())
    assert "2 pezzi su <bdi>OpenAI" in page
    assert '<a href="/autori/di-fantasy/">Di Fantasy</a> <span>2</span>' in page
    companions = re.findall(r'aria-label="(\d) pezz\w su OpenAI e (\w+)"', page)
    assert companions == [("2", "Meta"), ("1", "Baidu")]


@pytest.mark.parametrize("standing", [MentionStanding.SUGGESTED, MentionStanding.REJECTED])
def test_unconfirmed_mentions_are_not_shown(reader: Client, standing: str):
    for name in ("OpenAI", "Meta"):
        make.make_organization(name)
    article = make.make_published("Il pezzo", body="<p>OpenAI e Meta</p>")
    article.mentions.filter(organization__name="OpenAI").update(standing=standing)
    derive_links(article)
    assert reader.get("/organizzazioni/openai/").status_code == 404
    assert "/organizzazioni/openai/" not in reader.get("/articoli/il-pezzo/").text
    assert "Negli stessi pezzi" not in reader.get("/organizzazioni/meta/").text


def test_a_renamed_organization_answers_at_its_old_address(reader: Client):
    twitter = make.make_organization("Twitter")
    make.make_published("Il pezzo", body="<p>Twitter</p>")
    twitter.name, twitter.slug = "X", "x"
    publishing.save_organization(organization=twitter)
    page = reader.get("/organizzazioni/twitter/", follow=True)
    assert page.redirect_chain == [("/organizzazioni/x/", 301)]
    assert "Twitter" in page.text


def test_authors_sections_and_tags_list_their_articles(reader: Client):
    section = make.make_section("Modelli", description="Che cosa esce.")
    author = make.make_author(
        "Ada Neri", role="Inviata", biography="Scrive.", links="https://www.ada.example/"
    )
    make.make_published("Il pezzo", section=section, authors=[author], tags=["Open Source"])
    make.make_published("Un altro")
    pages = {path: reader.get(path).text for path in (
        "/autori/ada-neri/", "/sezioni/modelli/", "/temi/open-source/")}  # fmt: skip
    for page in pages.values():
        assert "Il pezzo" in page and "Un altro" not in page
    for words in ("Inviata", "Scrive.", "ada.example</a>", "1 pezzo"):
        assert words in pages["/autori/ada-neri/"]
    assert "Che cosa esce." in pages["/sezioni/modelli/"]


def test_the_masthead_shows_sections_with_articles_in_their_order(reader: Client):
    for position, name in ((2, "Ultima"), (1, "Prima")):
        make.make_published(name, section=make.make_section(name, position=position))
    make.make_section("Vuota")
    masthead = reader.get("/").text.split('aria-label="Sezioni"')[1].split("is-place")[0]
    assert re.findall(r">(\w+)</a>", masthead) == ["Prima", "Ultima"]


def test_tags_in_any_script_have_distinct_addresses(reader: Client):
    tags = ["人工智能", "…", ",./;'", "Città aperte", "citta aperte!"]
    make.make_published("Il pezzo", tags=tags)
    page = reader.get("/articoli/il-pezzo/").text
    for slug in ("rengongzhineng", "tema", "tema-2", "citta-aperte", "citta-aperte-2"):
        assert f'href="/temi/{slug}/"' in page
        assert "Il pezzo" in reader.get(f"/temi/{slug}/").text
