"""Interests tie the paper to those it writes about: entered once, disclosed in every article."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import publishing
from articles.models import (
    Article,
    ArticleFragments,
    EditorialAct,
    Interest,
    InterestOmission,
    Source,
)
from tests import factories as make
from tests.admin.articles.forms import change
from tests.publishing.accountability.erasure import with_word

pytestmark = pytest.mark.django_db

NOTE = "Possiede un decimo dell’editore, Zibaldone."


@pytest.fixture
def article() -> Article:
    make.make_organization("OpenAI")
    make.make_organization("Meta")
    return make.make_published(
        "Il pezzo", body="<p>Parla OpenAI.</p>", tags=["tema"],
        published_at=dt.datetime(2024, 5, 3, 22, 30, tzinfo=dt.UTC),  # the 4th, in Rome
    )  # fmt: skip


def tie(name: str = "OpenAI", **fields) -> Interest:
    organization = make.Organization.objects.get(name=name)
    return Interest.objects.create(organization=organization, kind="owner", note=NOTE, **fields)


def test_interest_is_disclosed_in_every_article_old_ones_too(article, reader):
    assert with_word(reader, "Zibaldone") == set()
    interest = tie()
    found = with_word(reader, "Zibaldone")
    api = f"/api/articles/{article.slug}"
    assert found == {
        article.get_absolute_url(), api, f"{api}/ninjs",
        *(f"/{of}feed/{kind}" for of in ("", "temi/tema/", "autori/di-fantasy/",
          "organizzazioni/openai/", "sezioni/cronaca/") for kind in ("", "atom/", "json/")),
    }  # fmt: skip
    later = make.make_published("Un altro", body="<p>OpenAI e Meta.</p>")
    assert NOTE in reader.get(later.get_absolute_url()).text
    interest.note = "Non più."
    interest.save()
    assert "Non più." in reader.get(article.get_absolute_url()).text
    interest.delete()
    assert "Un legame da sapere" not in reader.get(article.get_absolute_url()).text


@pytest.mark.parametrize(
    ("first", "last", "is_disclosed"),
    [
        (None, None, True),
        (dt.date(2024, 5, 4), dt.date(2024, 5, 4), True),
        (dt.date(2024, 5, 5), None, False),
        (None, dt.date(2024, 5, 3), False),
    ],
)
def test_interest_is_disclosed_for_its_period_only(article, reader, first, last, is_disclosed):
    tie(first_day=first, last_day=last)
    assert (NOTE in reader.get(article.get_absolute_url()).text) == is_disclosed


def test_interest_of_an_author_is_disclosed_where_they_sign(article, reader):
    ada = make.make_author("Ada Neri")
    tie(author=ada)
    assert NOTE not in reader.get(article.get_absolute_url()).text
    hers = make.make_published("Suo", body="<p>OpenAI.</p>", authors=[ada, make.make_author()])
    notice = f"<bdi>Ada Neri</bdi>, <bdi>OpenAI</bdi>: {NOTE}"
    assert notice in reader.get(hers.get_absolute_url()).text


def test_rejected_mention_discloses_nothing(article, reader):
    tie()
    organization = make.Organization.objects.get(name="OpenAI")
    publishing.save([article], publishing.Decisions(reject=[organization]), by=None)
    assert NOTE not in reader.get(article.get_absolute_url()).text


def test_omitting_a_disclosure_needs_a_reason(article, reader, desk_of, caporedattore, redattore):
    interest = tie()
    carla = desk_of(caporedattore)
    assert "Interessi" in carla.get(change(article)).text
    page = f"/admin/articles/article/{article.pk}/interests/"
    assert NOTE in carla.get(page).text
    refused = carla.post(page, {"interest": interest.pk, "reason": " "}, follow=True).text
    assert "Di’ perché questo pezzo non lo dice" in refused
    assert NOTE in reader.get(article.get_absolute_url()).text
    carla.post(page, {"interest": interest.pk, "reason": "È citata di passaggio."})
    assert NOTE not in reader.get(article.get_absolute_url()).text
    assert "È citata di passaggio." in carla.get(page).text
    assert "È citata" in EditorialAct.objects.on(article.pk).first().note
    carla.post(page, {"interest": interest.pk})
    assert NOTE in reader.get(article.get_absolute_url()).text
    rosa = desk_of(redattore)
    assert rosa.post(page, {"interest": interest.pk, "reason": "No."}).status_code == 403
    with pytest.raises(PermissionDenied):
        publishing.leave_out(article=article, interest=interest, by=redattore, reason="No.")
    with pytest.raises(ValidationError):
        publishing.leave_out(article=article, interest=interest, by=caporedattore, reason="")
    assert not InterestOmission.objects.exists()


def test_interests_are_edited_with_organizations_and_authors(desk_of, caporedattore, article):
    carla = desk_of(caporedattore)
    organization = make.Organization.objects.get(name="OpenAI")
    for page in (
        f"/admin/articles/organization/{organization.pk}/change/",
        f"/admin/articles/author/{make.make_author('Ada').pk}/change/",
    ):
        assert "interests-TOTAL_FORMS" in carla.get(page).text


def test_article_without_interests_asks_nothing(article, client, at_most):
    ArticleFragments.objects.all().delete()
    with at_most(12) as queries:
        client.get(article.get_absolute_url())
    assert not [query for query in queries if "articles_interestomission" in query["sql"]]


# How we know


def test_anonymous_source_needs_a_reason(reader, caporedattore):
    article = make.make_published("Il pezzo")
    source = Source(label="Un dirigente", kind="interview", unnamed_because="teme per il posto")
    publishing.save([article], publishing.Decisions(sources=[source]), by=None)
    page = reader.get(article.get_absolute_url()).text
    assert "<bdi>Un dirigente</bdi>, senza nome: teme per il posto" in page
    source = reader.get(f"/api/articles/{article.slug}").json()["sources"][0]
    assert source["unnamed_because"] == "teme per il posto"
    article = Article.objects.get()
    publishing.save([article], publishing.Decisions(sources=[]), by=caporedattore)
    version = publishing.version_before(publishing.versions_of(article.pk)[0])
    publishing.restore_version(article=article, version=version, by=caporedattore)
    assert Article.objects.get().sources.get().unnamed_because == "teme per il posto"


def test_article_based_on_one_press_release_says_so(reader):
    article = make.make_published("Il pezzo")
    release = Source(label="Il comunicato", kind="press_release")
    publishing.save([article], publishing.Decisions(sources=[release]), by=None)
    assert "un solo comunicato" in reader.get(article.get_absolute_url()).text
    assert reader.get(f"/api/articles/{article.slug}").json()["rests_on_one_release"]
    other = Source(label="Un rapporto", kind="document")
    publishing.save(
        [Article.objects.get()], publishing.Decisions(sources=[release, other]), by=None
    )
    assert "un solo comunicato" not in reader.get(article.get_absolute_url()).text
