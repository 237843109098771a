"""The imprint: one form feeds the foot of every page, the colophon, the structured data, and the
director of each article."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Director, Imprint
from tests import factories as make

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/imprint/add/"


def typed(*directors: tuple[str, str, str], **fields) -> dict:
    data = {
        "publisher": "Cooperativa Zibaldone", "registration": "Tribunale di Prova, n. 1",
        "address": "Via Prova 1", "email": "posta@example.org", "founded_on": "01/02/2020",
        "owners": "Quattro soci.", "public_money": "Nessuno.", "principles": "", "ethics": "",
        "directors-TOTAL_FORMS": str(len(directors)), "directors-INITIAL_FORMS": "0",
        **fields,
    }  # fmt: skip
    for number, (name, first, last) in enumerate(directors):
        data |= {
            f"directors-{number}-name": name, f"directors-{number}-first_day": first,
            f"directors-{number}-last_day": last, f"directors-{number}-imprint": "",
        }  # fmt: skip
    return data


@pytest.fixture
def dario(desk_of, direttore) -> Client:
    return desk_of(direttore)


def nodes(reader: Client, path: str) -> dict[str, dict]:
    page = reader.get(path).text
    block = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    return {node["@type"]: node for node in json.loads(block)["@graph"]}


def test_imprint_is_on_every_page_at_the_next_request(dario, reader):
    article = make.make_published(
        "Il pezzo", published_at=dt.datetime(2021, 5, 3, 9, tzinfo=dt.UTC)
    )
    for path in ("/", "/colophon/", article.get_absolute_url()):
        assert "Zibaldone" not in reader.get(path).text
    dario.post(ADD, typed(("Ada Neri", "01/02/2020", "31/12/2021"), ("Ugo Bo", "01/01/2022", "")))
    for path in ("/", "/colophon/", article.get_absolute_url(), "/correzioni/"):
        foot = reader.get(path).text.partition('<footer class="footer"')[2]
        assert "Cooperativa Zibaldone" in foot and "Tribunale di Prova, n. 1" in foot
        assert "Direttore responsabile: Ugo Bo" in foot
    page = reader.get("/colophon/").text
    for words in ("Ada Neri", "31 dicembre 2021", "Quattro soci.", "posta@example.org"):
        assert words in page
    node = nodes(reader, "/colophon/")["NewsMediaOrganization"]
    assert node["legalName"] == "Cooperativa Zibaldone" and node["foundingDate"] == "2020-02-01"
    assert node["employee"][0]["name"] == "Ugo Bo"


def test_article_names_the_director_of_its_day(dario, reader, client):
    dario.post(ADD, typed(("Ada Neri", "01/02/2020", "31/12/2021"), ("Ugo Bo", "01/01/2022", "")))
    moment = dt.datetime(2021, 12, 31, 22, 59, tzinfo=dt.UTC)  # 23:59 in Rome
    contents = {}
    for name, at in {
        "prima": dt.datetime(2019, 1, 1, tzinfo=dt.UTC), "Ada Neri": moment,
        "Ugo Bo": moment + dt.timedelta(minutes=1),
    }.items():  # fmt: skip
        article = make.make_published(f"Pezzo {name}", published_at=at)
        contents[name] = reader.get(article.get_absolute_url()).text.partition("<main")[2]
        contents[name] = contents[name].partition("</main>")[0]
    assert "Direttore responsabile" not in contents.pop("prima")
    for name, page in contents.items():
        assert f"quel giorno: {name}" in page
    draft = make.make_article("Bozza")
    assert "quel giorno" not in dario.get(draft.get_absolute_url()).text


@pytest.mark.parametrize(
    "path", ["/", "/articoli/il-pezzo/", "/organizzazioni/", "/colophon/", "/correzioni/"]
)
def test_engines_find_the_policies(reader, path):
    make.make_published("Il pezzo")
    node = nodes(reader, path)["NewsMediaOrganization"]
    page = reader.get("/colophon/").text
    for name in ("masthead", "publishingPrinciples", "ethicsPolicy", "ownershipFundingInfo"):
        address, _, anchor = node[name].partition("#")
        assert address.endswith("/colophon/") and f'id="{anchor}"' in page
    assert node["correctionsPolicy"].endswith("/correzioni/")


def test_overlapping_directors_are_refused(dario):
    page = dario.post(ADD, typed(("Ada Neri", "01/02/2020", ""), ("Ugo Bo", "01/01/2022", ""))).text
    assert "Ada Neri e Ugo Bo dirigono il giornale negli stessi giorni" in page
    assert "Cooperativa Zibaldone" in page and not Imprint.objects.exists()
    page = dario.post(ADD, typed(("Ada Neri", "01/02/2020", "01/01/2019"))).text
    assert "viene prima" in page and not Director.objects.exists()


def test_single_imprint_is_edited_by_the_direttore(dario, desk_of, caporedattore):
    dario.post(ADD, typed())
    assert dario.get("/admin/articles/imprint/").url.endswith("/change/")
    assert dario.get(ADD).status_code == 403
    assert dario.post("/admin/articles/imprint/1/delete/").status_code == 403
    assert desk_of(caporedattore).get("/admin/articles/imprint/1/change/").status_code == 403
    today = timezone.localdate()
    assert Imprint.objects.get().founded_on < today


def test_an_empty_paper_has_a_colophon(reader):
    page = reader.get("/colophon/")
    assert page.status_code == 200 and "codice deontologico" in page.text
