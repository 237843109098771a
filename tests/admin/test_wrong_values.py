"""Values that no browser of ours would send: answered with a sentence, the typed text kept."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from articles.db.numbers import MOST_OF_A_KEY, whole_number
from articles.models import Author, Organization, Section, Tag, WorkingCopy
from tests import factories as make
from tests.admin.articles.forms import ADD, LIST, NO_INTERESTS, change, form

BIG, HUGE = "9" * 30, "9" * 5000


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0), ("12", 12), ("007", 7), (str(MOST_OF_A_KEY), MOST_OF_A_KEY),
        (str(MOST_OF_A_KEY + 1), None), (BIG, None), (HUGE, None), ("", None), (None, None),
        ("-5", None), ("+5", None), ("1.5", None), ("1_000", None), (" 1", None), ("x", None),
        ("²", None), ("٣", None), ("1\x00", None),
    ],
)  # fmt: skip
def test_malformed_number_is_none(typed: str | None, number: int | None):
    assert whole_number(typed) == number


def test_number_is_bounded_by_its_column():
    assert whole_number("11", most=10) is None
    assert whole_number("10", most=10) == 10


@pytest.mark.django_db
def test_no_row_has_a_key_larger_than_its_column():
    section = make.make_section()
    keys = [section.pk, 10**30, 2**63, -(2**63) - 1]
    assert list(Section.objects.filter(pk__in=keys)) == [section]
    assert not Section.objects.filter(pk__in=keys[1:]).exists()
    assert list(Section.objects.exclude(pk__in=keys[1:])) == [section]


@pytest.fixture
def rosa(desk_of, redattore) -> Client:
    return desk_of(redattore)


@pytest.fixture
def carla(desk_of, caporedattore) -> Client:
    return desk_of(caporedattore)


def test_a_redattore_reads_an_organization(rosa):
    organization = make.make_organization("OpenAI")
    page = rosa.get(f"/admin/articles/organization/{organization.pk}/change/")
    assert page.status_code == 200 and "OpenAI" in page.text


@pytest.mark.parametrize("model", [Author, Section, Tag, Organization])
def test_invalid_form_without_an_address_keeps_typed_text(desk_of, direttore, model: type):
    row = model.objects.create(name="Nome", slug="nome")
    other = model.objects.create(name="Altro", slug="altro")
    typed = {
        "name": "x" * 300, "slug": "", "position": "7", "description": "Detto così.",
        "biography": "Detto così.", "names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0",
        **NO_INTERESTS,
    }  # fmt: skip
    for key in (row.pk, other.pk):
        page = desk_of(direttore).post(
            f"/admin/articles/{model._meta.model_name}/{key}/change/", typed
        )
        assert page.status_code == 200
        assert "x" * 300 in page.text and "errorlist" in page.text
        assert model is Tag or "Detto così." in page.text
    row.refresh_from_db()
    assert (row.name, row.slug) == ("Nome", "nome")


@pytest.mark.parametrize(
    "query", ["section=x", "published_at=x", f"lead_picture={BIG}", "tags=%00", f"section={HUGE}"]
)
def test_new_article_takes_only_form_values_from_a_query(rosa, query: str):
    page = rosa.get(f"{ADD}?{query}&headline=Un%20titolo")
    assert page.status_code == 200
    assert "Un titolo</textarea>" in page.text


def test_new_article_takes_its_section_from_a_query(rosa):
    section = make.make_section("Cronaca")
    page = rosa.get(f"{ADD}?section={section.pk}")
    assert f'<option value="{section.pk}" selected>Cronaca</option>' in page.text


@pytest.mark.parametrize("wrong", ["-5", BIG, HUGE, "x", str(2**31)])
def test_working_copy_without_a_version_is_refused(rosa, wrong: str):
    data = {"_copy": str(uuid.uuid4()), "_base": wrong, "headline": "Un titolo"}
    assert rosa.post(f"{LIST}copies/write/", data).status_code == 404
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize("wrong", ["0", "-5", BIG, HUGE, "x"])
def test_merging_without_a_version_is_refused(carla, caporedattore, wrong: str):
    article = make.make_article()
    copy = WorkingCopy.objects.create(
        person=caporedattore, article=article, base_version=1, typed="headline=Altro",
        saved_at=timezone.now(),
    )  # fmt: skip
    merge = f"{LIST}copies/{copy.key}/merge/"
    assert carla.post(merge, {"_theirs": wrong}).status_code == 404
    assert carla.get(merge).status_code == 200


@pytest.mark.parametrize("wrong", [BIG, HUGE, "x", "²"])
def test_unknown_offers_are_not_decided(carla, wrong: str):
    for choice in ({"mention": wrong}, {"all": "1", "organization": wrong}):
        page = carla.post(f"{LIST}queue/", {"_act": "confirm", **choice}, follow=True)
        assert "Scegli almeno un pezzo" in page.text


@pytest.mark.parametrize("wrong", ["x", BIG, HUGE, "-5"])
def test_working_copy_with_a_malformed_number_opens(rosa, redattore, wrong: str):
    article = make.make_article(by=redattore)
    names = ("section", "lead_picture", "byline_authors", "named_organizations")
    typed = {
        **dict.fromkeys(names, wrong), "headline": "Scritto a metà", "sources-TOTAL_FORMS": wrong,
    }  # fmt: skip
    fields = {"_base": "1", "_article": str(article.pk), "_copy": str(uuid.uuid4())}
    assert rosa.post(f"{LIST}copies/write/", {**typed, **fields}).status_code == 200
    copy = f"{LIST}copies/{fields['_copy']}/"
    for page in (f"{change(article)}?copy={fields['_copy']}", copy, f"{copy}merge/"):
        assert "Scritto a metà" in rosa.get(page).text
    assert "Scritto a metà" in rosa.get(f"{copy}page/").text


def test_preview_of_a_published_article_without_time_is_shown(carla, caporedattore):
    article = make.make_published("Un titolo", body="<p>Un testo.</p>")
    copy = WorkingCopy.objects.create(
        person=caporedattore, article=article, base_version=1, saved_at=timezone.now(),
        typed="headline=Altro&body=%3Cp%3EAltro.%3C%2Fp%3E",
    )  # fmt: skip
    page = carla.get(f"{LIST}copies/{copy.key}/page/")
    assert page.status_code == 200 and "Altro." in page.text


def test_form_claiming_a_million_rows_is_answered(carla):
    typed = {"name": "Ada", "interests-TOTAL_FORMS": BIG, "interests-INITIAL_FORMS": "0"}
    page = carla.post("/admin/articles/author/add/", typed)
    assert page.status_code == 200
    assert page.text.count('name="interests-') < 51 * 8
    assert not Author.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["/archivio/0001/01/", "/archivio/9999/12/", "/archivio/0000/", "/sitemap-9999-12.xml",
     f"/sitemap-organizzazioni-{BIG}.xml", "/sitemap-organizzazioni-0.xml",
     "/sitemap-organizzazioni-999999999.xml"],
)  # fmt: skip
def test_malformed_address_answers_404(client: Client, db, path: str):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("slug", ["", "un-altro"])
def test_invalid_form_links_to_the_public_page(carla, slug: str):
    article = make.make_published("Il titolo")
    page = carla.post(change(article), form(article, headline="", slug=slug))
    assert page.status_code == 200
    assert page.context["absolute_url"] == article.get_absolute_url()
