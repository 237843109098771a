"""A page costs a fixed, small number of queries, whatever the size of the archive."""

import pytest
from django.utils import timezone

from articles.db.choices import ArticleStatus, NameKind
from articles.delivery.article_fragments import render_articles
from articles.delivery.dossier_fragments import make_dossiers
from articles.models import Article, Organization
from tests import factories as make
from tests.reader import end_of_transaction

pytestmark = [pytest.mark.django_db, pytest.mark.long]

PAGES = [
    ("/", 6),
    ("/articoli/", 2),
    ("/articoli/pezzo-0/", 5),
    ("/organizzazioni/", 2),
    ("/organizzazioni/?ordine=notizie", 3),
    ("/organizzazioni/openai/", 2),
    ("/organizzazioni/meta/con/openai/", 2),
    ("/autori/", 2),
    ("/autori/di-fantasy/", 2),
    ("/sezioni/modelli/", 2),
    ("/temi/tema/", 2),
]


def fill(count: int) -> None:
    for number in range(count):
        extra = make.make_organization(f"Azienda{number}", (f"Prodotto{number}", NameKind.PRODUCT))
        make.make_published(
            f"Pezzo {number}",
            body=f"<p>OpenAI, Meta e {extra.name}.</p>",
            section=make.make_section(),
            authors=[make.make_author(), make.make_author(f"Firma {number}")],
            tags=["tema", f"tema {number}"],
            lead_picture=make.make_picture(f"{number}.png"),
        )


@pytest.mark.parametrize("size", [2, 30])
def test_pages_keep_their_queries(client, at_most, size: int):
    make.make_organization("OpenAI")
    make.make_organization("Meta")
    fill(size)
    render_articles(Article.objects.values_list("pk", flat=True))
    end_of_transaction()
    make_dossiers(Organization.objects.values_list("pk", flat=True))
    for path, limit in PAGES:
        with at_most(limit):
            assert client.get(path).status_code == 200, path


def test_missing_dossier_fragment_is_made(client, at_most):
    make.make_organization("OpenAI")
    fill(12)
    render_articles(Article.objects.values_list("pk", flat=True))
    with at_most(12):
        assert client.get("/organizzazioni/openai/").status_code == 200


def test_a_month_keeps_its_queries(client, at_most):
    fill(12)
    render_articles(Article.objects.values_list("pk", flat=True))
    month = timezone.localtime(Article.objects.first().published_at)
    with at_most(3):
        assert client.get(f"/archivio/{month:%Y/%m}/").status_code == 200


def test_missing_page_costs_few_queries(client, at_most):
    make.make_article("Ritirato", status=ArticleStatus.WITHDRAWN)
    with at_most(4):
        assert client.get("/articoli/ritirato/").status_code == 410
    with at_most(5):
        assert client.get("/articoli/mai-scritto/").status_code == 404
