"""Articles that are stored by the group are what they would be one by one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model
from django.forms import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from reversion.models import Revision, Version

from articles import publishing
from articles.db.choices import NameKind
from articles.models import (
    Article,
    Author,
    EditorialAct,
    FormerAddress,
    Organization,
    OrganizationName,
    Section,
)
from articles.publishing import Decisions, Preparation, PreparedArticle, are_current
from articles.publishing.verifying import disagreements
from articles.text import markup
from tests import factories as make
from tests.reader import end_of_transaction

pytestmark = pytest.mark.django_db

#: What no two rows share, whichever way they came.
OWN = {"id", "uuid", "created_at", "modified_at", "place", "article", "pk", "published_at"}

Written = tuple[str, str, str]


@pytest.fixture(autouse=True)
def organizations() -> None:
    make.make_organization("OpenAI")
    make.make_organization("DeepSeek", ("DeepSeek-V3", NameKind.PRODUCT))
    make.make_organization("Meta", ("Llama", NameKind.PRODUCT))
    make.make_organization("Italia Lab", ("Lab", NameKind.ALIAS))


@pytest.fixture
def written() -> list[Written]:
    """Headlines, standfirsts and bodies as they come in."""
    figure = make.figure(make.make_picture(), "Una <em>macchia</em>")
    return [
        ("OpenAI  parla", "E Meta risponde.", "<p>OpenAI parla, Anna Neri ascolta.</p>"),
        ("Meta", "", "<p>Llama, di Meta, e DeepSeek-V3. Poi OpenAI &amp; altri.</p>"),
        ("OpenAI parla", "", '<div>Un <b>testo</b> senza nomi<script>no</script></div>'),
        ("Nessuno", "Niente.", f"<p>Un’immagine:</p>{figure}<p>META in capitali.</p>"),
        ("OpenAI parla", "", "<ul><li>Lab, <a href='www.x.it'>Italia Lab</a></ul>"),
        ("«»", "", "<p>Un titolo senza lettere.</p>"),
    ]  # fmt: skip


def one_by_one(
    written: list[Written], author: Author, section: Section, at: dt.datetime | None
) -> None:
    for text in written:
        article = as_article(text, section)
        publishing.save([article], publishing.Decisions(authors=[author]), by=None)
        if at:
            publishing.publish(article=article, by=None, at=at)


def by_the_group(
    written: list[Written], author: Author, section: Section, at: dt.datetime | None
) -> None:
    preparation = Preparation()
    articles = [preparation.prepare(as_article(article, section)) for article in written]
    publishing.save(articles, Decisions(authors=[author], publish_at=at), by=None)


def as_article(written: Written, section: Section) -> Article:
    headline, standfirst, body = written
    return Article(headline=headline, standfirst=standfirst, body=body, section=section)


def own(row: Model) -> dict[str, Any]:
    return {name: value for name, value in model_to_dict(row).items() if name not in OWN}


def what_is_stored() -> list[dict[str, Any]]:
    """Return all that is stored of every article, but for keys and times."""
    records = []
    for article in Article.objects.order_by("pk"):
        entry = getattr(article, "search_entry", None)
        versions = publishing.versions_of(article.pk)
        records.append({
            "article": own(article) | {"version": article.version, "slug": article.slug,
                "status": article.status, "words": article.word_count,
                "published_at": article.published_at},
            "bylines": [own(byline) for byline in article.bylines.all()],
            "mentions": [own(tie) for tie in article.mentions.order_by("pk")],
            "text": own(article.text) | {"share_image": bool(article.text.share_image)},
            "pictures": list(article.picture_uses.values_list("picture", flat=True)),
            "entry": entry and own(entry),
            "content_version": article.content_version.number > 0,
            "versions": [
                (version.number, version.headline, version.summary, version.revision.comment,
                 version.revision.user, states_of(version.revision))
                for version in versions
            ],
            "acts": [
                (act.verb, act.subject, act.note, act.person, act.person_name)
                for act in EditorialAct.objects.on(article.pk)
            ],
        })  # fmt: skip
    return records


def states_of(revision: Revision) -> list[tuple]:
    """The rows that a revision keeps, by their keys: django-reversion takes ties as the database
    hands them out, and PostgreSQL hands them out as they happen to lie."""
    versions = revision.version_set.select_related("content_type")
    rows = sorted(versions, key=lambda row: (row.content_type.model, int(row.object_id)))
    states = []
    for stored in rows:
        [data] = json.loads(stored.serialized_data)
        fields = {name: value for name, value in data["fields"].items() if name not in OWN}
        fields["was published"] = bool(data["fields"].get("published_at"))
        assert str(data["pk"]) == stored.object_id
        states.append(
            (stored.content_type.model, stored.format, stored.db, stored.object_repr, fields)
        )
    return states


def without_its_draft(record: dict[str, Any]) -> dict[str, Any]:
    """The record of an article that was a draft and then published, as if it never was a draft."""
    (_number, headline, _summary, _comment, user, states), _draft = record["versions"]
    states = [(*state[:-1], first_of(state[-1])) for state in states]
    words = "primo testo"
    return record | {
        "article": record["article"] | {"version": 1},
        "versions": [(1, headline, words, words, user, states)],
    }


def first_of(fields: dict[str, Any]) -> dict[str, Any]:
    return fields | {"version": 1} if "version" in fields else fields


@pytest.mark.parametrize("hours", [None, -48, 48])
def test_bulk_save_equals_single_saves(written: list[Written], hours: int | None):
    author, section = make.make_author(), make.make_section()
    at = None if hours is None else timezone.now() + dt.timedelta(hours=hours)
    one_by_one(written, author, section, at)
    end_of_transaction()
    expected = what_is_stored()
    if at:
        expected = [without_its_draft(record) for record in expected]
    Article.objects.all().delete()

    by_the_group(written, author, section, at)
    end_of_transaction()
    assert what_is_stored() == expected
    assert len(expected) == len(written)
    assert not list(disagreements())


@pytest.mark.parametrize("way", [one_by_one, by_the_group])
def test_history_holds_the_values_of_the_database(written: list[Written], way: Callable):
    way(written, make.make_author(), make.make_section(), None)
    for version in Version.objects.select_related("revision"):
        recorded = {**version.field_dict}
        stored = version._model.objects.filter(pk=version.object_id).values().get()
        assert {name: stored[name] for name in recorded} == recorded | lost_in_writing(
            recorded, stored
        )


def lost_in_writing(recorded: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """Return the times of which JSON keeps the thousandths of a second alone."""
    return {
        name: stored[name]
        for name, value in recorded.items()
        if isinstance(value, dt.datetime) and stored[name] - value < dt.timedelta(milliseconds=1)
    }


def test_version_from_a_bulk_save_can_be_restored(written: list[Written]):
    by_the_group(written, make.make_author(), make.make_section(), timezone.now())
    article = Article.objects.get(slug="meta")
    tied = set(article.mentions.values_list("organization__name", flat=True))
    article.body = "<p>Tutt’altro.</p>"
    publishing.save([article], by=None)
    first = publishing.version_of(article.pk, 1)
    publishing.restore_version(article=article, version=first, by=None)
    article.refresh_from_db()
    assert "Llama" in article.body
    assert set(article.mentions.values_list("organization__name", flat=True)) == tied


def test_bulk_save_does_not_reuse_a_redirected_address(written: list[Written]):
    FormerAddress.objects.remember("/articoli/meta/", "/articoli/altro/")
    make.make_article("OpenAI parla")
    by_the_group(written, make.make_author(), make.make_section(), None)
    slugs = list(Article.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == [
        "openai-parla",
        "openai-parla-2",
        "meta-2",
        "openai-parla-3",
        "nessuno",
        "openai-parla-4",
        "articolo",
    ]


def test_equal_headlines_get_addresses_in_few_queries(
    django_assert_max_num_queries,
):
    author, section = make.make_author(), make.make_section()
    article = ("Lo stesso titolo", "", "<p>Un testo.</p>")
    with django_assert_max_num_queries(40):
        by_the_group([article] * 60, author, section, None)
    slugs = Article.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs)[::59] == ["lo-stesso-titolo", "lo-stesso-titolo-60"]


def test_bulk_save_costs_as_many_queries_as_one_save():
    author, section = make.make_author(), make.make_section()
    articles = [(f"Titolo {number}", "", "<p>OpenAI e Meta.</p>") for number in range(60)]
    counted = []
    for some in (articles[:2], articles[2:]):
        with CaptureQueriesContext(connection) as queries:
            by_the_group(some, author, section, timezone.now())
        counted.append(len(queries))
    assert counted[1] <= counted[0] + 5, "inserts may take more than one statement"


def test_one_invalid_article_rolls_back_the_bulk_save():
    author, section = make.make_author(), make.make_section()
    articles = [("Uno", "", "<p>Un testo.</p>"), ("Due", "", "<p> </p>")]
    with pytest.raises(ValidationError, match="Scrivi il testo"):
        by_the_group(articles, author, section, timezone.now())
    assert not Article.objects.exists()
    assert not EditorialAct.objects.filter(article_key__isnull=False).exists()


def read_one(text: str) -> PreparedArticle:
    return Preparation().prepare(as_article(("Uno", "", f"<p>{text}</p>"), make.make_section()))


def test_name_changed_during_preparation_is_noticed():
    read = [read_one("OpenAI.")]
    assert are_current(read)
    Organization.objects.filter(name="OpenAI").update(slug="open-ai")
    assert not are_current(read)

    read = [read_one("Nessuno.")]
    assert are_current(read)
    organization = Organization.objects.get(name="Meta")
    OrganizationName.objects.create(
        organization=organization, text="Facebook", kind=NameKind.FORMER
    )
    assert not are_current(read)


def test_cleaned_text_is_not_cleaned_again(monkeypatch):
    clean = markup.clean_html("<div>Un testo</div>")
    monkeypatch.setattr(markup.cleaning, "_tidy", lambda source: 1 / 0)
    assert markup.clean_html(clean) is clean
    with pytest.raises(ZeroDivisionError):
        markup.clean_html(clean + "<script>")


def test_organization_deleted_during_preparation_is_noticed():
    preparation = Preparation()
    Organization.objects.filter(name="OpenAI").delete()
    article = preparation.prepare(
        as_article(("Uno", "", "<p>OpenAI e Meta.</p>"), make.make_section())
    )
    assert [str(tie.organization) for tie in article.mentions] == ["Meta"]
    assert not are_current([article])
