"""The dossier, what two organizations share, the directory."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.db.choices import NameKind
from articles.delivery.dossier_fragments import make_dossiers
from articles.formats.timeline import Timeline
from articles.models import Article, Organization, OrganizationName
from articles.text.dates import format_date
from tests import factories as make

pytestmark = pytest.mark.django_db

ZONE = dt.timezone(dt.timedelta(hours=1))


def at(year: int, month: int, day: int = 15) -> dt.datetime:
    return dt.datetime(year, month, day, 12, tzinfo=ZONE)


@pytest.fixture
def paper():
    for name in ("OpenAI", "Meta", "Baidu"):
        make.make_organization(name)
    body = "<p>OpenAI e Meta, dice Sam Altman.</p>"
    make.make_published("Primo", body=body, published_at=at(2024, 1))
    make.make_published("Secondo", body="<p>OpenAI</p>", published_at=at(2024, 1, 20))
    make.make_published("Terzo", body=body, published_at=at(2024, 3))
    make.make_article("Bozza", body="<p>OpenAI e Baidu, dice Liang Wenfeng.</p>")


def test_dossier_timeline_has_a_text_alternative(reader: Client, paper):
    page = reader.get("/organizzazioni/openai/").text
    assert "3 pezzi fra gennaio 2024 e marzo 2024, 2 nel solo gennaio 2024." in page
    assert page.count("<rect") == 2
    assert 'role="img" aria-labelledby="timeline-summary"' in page
    assert '<a href="/archivio/2024/01/">gennaio 2024</a>' in page


def test_dossier_lists_people_and_related_organizations(reader: Client, paper):
    answer = reader.get("/organizzazioni/openai/")
    assert answer.context["people"] == [("Sam Altman", 2)]
    assert "/organizzazioni/meta/con/openai/" in answer.text
    for hidden in ("Liang Wenfeng", "Baidu"):
        assert hidden not in answer.text


def test_dossier_lists_dated_names_and_products(reader: Client):
    x = make.make_organization("X", ("Grok", NameKind.PRODUCT))
    OrganizationName.objects.create(
        organization=x, text="Twitter", kind=NameKind.FORMER, last_day=dt.date(2023, 7, 23)
    )
    make.make_published(body="<p>Il CEO di Twitter</p>")
    page = " ".join(reader.get("/organizzazioni/x/").text.split())
    assert '<bdi>Twitter</bdi> <span class="name-days">(fino al 23 luglio 2023)</span>' in page
    assert "Prodotti e modelli" in page and "Grok" in page
    for place in ("?lettera=X", "?genere=company"):
        assert place in page


@pytest.mark.parametrize(("day", "name"), [((2022, 5), "Twitter"), ((2024, 5), "X")], ids=str)
def test_article_shows_the_name_of_its_day(reader: Client, day, name):
    x = make.make_organization("X")
    OrganizationName.objects.create(
        organization=x, text="Twitter", kind=NameKind.FORMER, last_day=dt.date(2023, 7, 23)
    )
    make.make_published("Il pezzo", body="<p>Il CEO di Twitter</p>", published_at=at(*day))
    page = reader.get("/articoli/il-pezzo/")
    [mention] = page.context["article"].public_mentions
    assert mention.name_then == name
    assert ("oggi X" in page.text) == (name == "Twitter")


def test_two_organizations_have_a_shared_page(reader: Client, paper):
    page = reader.get("/organizzazioni/meta/con/openai/")
    assert [article.headline for article in page.context["page"].articles] == ["Terzo", "Primo"]
    turned = reader.get("/organizzazioni/openai/con/meta/")
    assert (turned.status_code, turned.url) == (301, "/organizzazioni/meta/con/openai/")


@pytest.mark.parametrize("path", ["baidu/con/openai", "meta/con/zzz", "meta/con/meta"])
def test_shared_page_without_published_articles_answers_404(reader: Client, paper, path: str):
    assert reader.get(f"/organizzazioni/{path}/").status_code == 404


def test_the_directory_is_narrowed_by_letter_kind_and_country(reader: Client):
    make.make_organization("OpenAI", kind="laboratory", country="US")
    make.make_organization("Meta", kind="company", country="US")
    make.make_organization("Baidu", kind="company", country="CN")
    make.make_published(body="<p>OpenAI, Meta e Baidu</p>")
    for query, names in (
        ("", ["Baidu", "Meta", "OpenAI"]),
        ("?lettera=M", ["Meta"]),
        ("?lettera=m", ["Meta"]),
        ("?genere=company", ["Baidu", "Meta"]),
        ("?paese=US", ["Meta", "OpenAI"]),
        ("?genere=company&paese=US", ["Meta"]),
        ("?lettera=Z", []),
    ):
        page = reader.get(f"/organizzazioni/{query}").text
        assert re.findall(r'"organization-name">([^<]+)', page) == names
    page = reader.get("/organizzazioni/?genere=company").text
    assert "?genere=company&amp;paese=CN" in page


def test_directory_lists_organizations_in_the_news(reader: Client):
    for name in ("Vecchia", "Nuova"):
        make.make_organization(f"{name} Spa")
    for number in range(3):
        make.make_published(f"Storia {number}", body="<p>Vecchia Spa</p>", hours_ago=24 * 200)
    make.make_published("Oggi", body="<p>Nuova Spa</p>")
    page = reader.get("/organizzazioni/?ordine=notizie").text
    assert re.findall(r'"organization-name">([^<]+)', page) == ["Nuova Spa", "Vecchia Spa"]
    last = format_date(Article.objects.get(slug="storia-0").published_at)
    facts = re.findall(r'"directory-facts">([^<]+)', page)
    assert facts == ["Azienda, 1 di recente", f"Azienda, l’ultimo il {last}"]


def test_directory_follows_time_and_filters(reader: Client, monkeypatch: pytest.MonkeyPatch):
    """The queries are composed once; the time and what is asked are given each time."""
    first = make.make_organization("Prima Spa", kind="company", country="IT")
    make.make_organization("Seconda Spa", kind="laboratory", country="US")
    make.make_published("Oggi", body="<p>Prima Spa</p>")
    scheduled = make.make_scheduled("Domani", body="<p>Prima Spa e Seconda Spa</p>")
    ready = Organization.objects.values_list("pk", flat=True)
    for is_ready in (False, True):
        if is_ready:
            make_dossiers(ready)
        page = reader.get("/organizzazioni/").text
        assert "Seconda Spa" not in page and "?genere=laboratory" not in page
        assert "1 pezzo<" in page
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: scheduled.published_at)
        page = reader.get("/organizzazioni/").text
        assert "Seconda Spa" in page and "?genere=laboratory" in page
        assert "2 pezzi<" in page
    first.name = "Terza Srl & figli"
    publishing.save_organization(organization=first)
    page = reader.get("/organizzazioni/").text
    assert "Terza Srl &amp; figli" in page and "Prima Spa" not in page


def test_each_facet_counts_within_the_other_filters(reader: Client):
    kinds = [
        ("Alfa Spa", "company", "IT"),
        ("Beta Spa", "company", "FR"),
        ("Gamma Spa", "laboratory", "IT"),
        ("Altra Spa", "company", ""),
    ]
    for name, kind, country in kinds:
        make.make_organization(name, kind=kind, country=country)
    make.make_published(body="<p>Alfa Spa, Beta Spa, Gamma Spa, Altra Spa</p>")

    def counted(query: str) -> list[tuple[str, str]]:
        page = reader.get(f"/organizzazioni/{query}").text
        return re.findall(r">([^<>]+) <span>(\d+)</span></a></li>", page)

    company, laboratory = ("Azienda", "3"), ("Laboratorio", "1")
    italy, france = ("Italia", "2"), ("Francia", "1")
    assert counted("") == [company, laboratory, italy, france]
    assert counted("?paese=IT") == [("Azienda", "1"), laboratory, italy, france]
    assert counted("?lettera=a&paese=IT") == [("Azienda", "1"), ("Italia", "1")]
    assert counted("?genere=laboratory") == [company, laboratory, ("Italia", "1")]


@pytest.mark.parametrize(
    "query",
    ["lettera=MM", "genere=x", "paese=XX", "ordine=x", "pagina=0", "pagina=x", "pagina=2",
     "lettera=%00", "pagina=99999999999"],
)  # fmt: skip
def test_malformed_directory_filters_answer_404(reader: Client, query: str):
    assert reader.get(f"/organizzazioni/?{query}").status_code == 404


def test_timeline_is_limited_to_ten_years():
    months = [(dt.date(1990 + n // 12, n % 12 + 1, 1), 1 + n % 3) for n in range(400)]
    timeline = Timeline(months)
    assert len(timeline.bars) == 120
    assert all(bar.x >= 0 and bar.x + bar.width <= timeline.width for bar in timeline.bars)
    assert all(0 <= bar.y < timeline.height for bar in timeline.bars)


def test_timeline_of_one_month_is_not_drawn():
    assert not Timeline([(dt.date(2024, 1, 1), 5)]).is_worth_drawing
    assert not Timeline([]).is_worth_drawing
