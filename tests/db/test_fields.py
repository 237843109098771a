"""Model fields that clean every text, wherever it comes from."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET  # noqa: S405  (our own feeds)

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.test import Client

from articles import publishing
from articles.db.choices import ArticleStatus
from articles.db.fields import CleanText, NameKeyField
from articles.models import Article, Author, Organization, Picture, Section, Source, Tag
from tests import factories as make
from tests.admin.articles.forms import ADD, form

pytestmark = pytest.mark.django_db

#: Texts that nobody writes: made by the paper, word for word of what was cleaned when it entered,
#: or secrets and numbers of its own.
MADE = {
    "Amendment.line",  # of the release before: nothing writes it
    "Article.import_fingerprint",
    "ArticleText.rendered_body", "ArticleText.share_image", "ArticleText.words",
    "DossierFragments.about", "DossierFragments.aside", "DossierFragments.build_hash",
    "DossierFragments.header", "DossierFragments.newest", "DossierFragments.timeline",
    "DossierFragments.title",
    "Edition.mark",
    "FeatureRecord.feature", "NameRecord.feature", "NameRecord.name",
    "FormerAddress.path", "FormerAddress.target",
    "Media.mime_type",
    "Mention.name", "OrganizationName.archive_read_for", "Quotation.text",
    "PreviewLink.token",
    "ArticleFragments.build_hash", "ArticleFragments.head", "ArticleFragments.page",
    "ArticleFragments.row", "ArticleFragments.tile",
    "SearchEntry.facets", "SearchEntry.terms", "SearchEntry.weights",
    "SentForm.digest",
    "AppliedRole.name",
    "SetAsideCheck.code",
    "VersionToken.name", "VersionToken.value",
    "WorkingCopy.holder", "WorkingCopy.typed",  # as a form is encoded: judged when it is saved
}  # fmt: skip


def texts() -> dict[str, models.Field]:
    return {
        f"{model.__name__}.{field.name}": field
        for model in apps.get_app_config("articles").get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and field.choices is None
        and not isinstance(field, models.SlugField)  # letters, digits and hyphens
        and not isinstance(field, NameKeyField)  # made of the name
        and field.name != "country"  # one of a list
    }


def test_every_written_text_field_cleans_its_text():
    unclean = {name for name, field in texts().items() if not isinstance(field, CleanText)}
    assert unclean == MADE & texts().keys(), "declare it as one of articles.db.fields"


def test_migrations_see_django_fields():
    for model in apps.get_app_config("articles").get_models():
        for field in model._meta.local_concrete_fields:
            if type(field).__module__ == "articles.db.fields":
                code = MigrationWriter.serialize(field)[0]
                assert code.startswith("models.") and "articles." not in code, field


@pytest.mark.parametrize("name", sorted(texts().keys() - MADE))
def test_field_cleans_its_stored_value(name: str):
    field = texts()[name]
    html = type(field).__name__ == "CleanHTMLField"
    stored = field.get_db_prep_save("<p>Pri\u200bmo</p>" if html else "Pri\u200bmo", connection)
    assert stored == ("<p>Primo</p>" if html else "Primo") and type(stored) is str


def test_stored_article_is_clean_and_instance_agrees():
    article = make.make_article("Primo\x0briga", kicker="Deep\u00adSeek", notes="Uno\x0bdue\ufffe")
    assert (article.headline, article.kicker) == ("Primo riga", "DeepSeek")
    assert article.notes == "Uno\ndue"
    article.headline, article.body = "Sho\u200bck", "<p>Open\u200bAI</p>"
    article.save()
    assert (article.headline, article.body) == ("Shock", "<p>OpenAI</p>")
    article.headline = "Un\u200baltro"
    Article.objects.bulk_update([article], ["headline"])
    assert Article.objects.get().headline == "Unaltro"
    Article.objects.update(standfirst="Sotto\u2028voce", body="<p>Deep\u00adSeek</p>")
    article.refresh_from_db()
    assert (article.standfirst, article.body) == ("Sotto voce", "<p>DeepSeek</p>")
    [copy] = Section.objects.bulk_create([Section(name="Nu\u200bova", slug="nuova")])
    assert copy.name == "Nuova"


def test_loaded_fixture_is_cleaned():
    rows = [{"model": "articles.section", "fields": {"name": "Cro\ud800na\u200bca", "slug": "c"}}]
    for row in serializers.deserialize("json", json.dumps(rows)):
        row.save()
    assert Section.objects.get().name == "Cronaca"


def test_lookup_value_is_cleaned_and_keeps_its_spaces():
    make.make_section("Modelli grandi")
    assert Section.objects.get(name="Mo\u200bdelli\x00 grandi")
    assert Section.objects.filter(name__contains="i gr").exists()
    assert not Section.objects.filter(name__contains=" Modelli").exists()


def test_form_treats_meaningless_characters_as_missing(desk_of, direttore):
    client = desk_of(direttore)
    typed = form(
        headline="\u200b", body="<p>\u200b</p>", byline_authors=[str(make.make_author().pk)]
    )
    page = client.post(ADD, typed)
    assert page.status_code == 200 and "headline" in page.context["adminform"].form.errors
    assert not Article.objects.exists()
    client.post(ADD, form(headline="Un titolo", body="<p>\u200b\u00ad</p>", _step="publish"))
    assert not Article.objects.filter(status=ArticleStatus.PUBLISHED).exists()


@pytest.mark.parametrize("fields", [{"headline": "\u200b"}, {"body": "<p>\u200b</p>"}])
def test_meaningless_text_cannot_be_published(fields: dict):
    with pytest.raises(ValidationError):
        make.make_published(**fields)


@pytest.mark.parametrize("subject", [Author, Section, Organization])
def test_invisible_name_is_refused(subject: type):
    with pytest.raises(ValidationError):
        publishing.save_subject(subject=subject(name="\u200b\u00ad"))


def test_tags_and_sources_match_despite_hidden_characters():
    article = make.make_article(tags=["Clima", "Cli\u200bma", "\u200b"])
    assert [tag.name for tag in Tag.objects.all()] == ["Clima"]
    for label in ("La Re\u200bte", "La  Rete"):
        publishing.save([article], publishing.Decisions(sources=[Source(label=label)]), by=None)
    assert [source.label for source in article.sources.all()] == ["La Rete"]


def test_hidden_character_does_not_hide_a_name():
    organizations = [make.make_organization(name) for name in ("OpenAI", "DeepSeek")]
    body = "<p>Parlano Open\u200bAI e Deep&shy;Seek&#x202e;.</p>"
    article = make.make_published("Un titolo", body=body)
    assert set(article.organizations.all()) == set(organizations)
    assert article.body == "<p>Parlano OpenAI e DeepSeek.</p>"


def write_raw(model: type[models.Model], **fields: str) -> None:
    """Write a value as somebody with a database shell would."""
    assignments = ", ".join(f"{name} = %s" for name in fields)
    sql = f"UPDATE {model._meta.db_table} SET {assignments} WHERE id = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*fields.values(), model.objects.latest("pk").pk])


def test_feeds_and_sitemaps_stay_well_formed_for_any_row(reader: Client):
    picture = make.make_picture()
    author, section = make.make_author(), make.make_section("Modelli")
    fields = {"section": section, "authors": [author], "lead_picture": picture, "tags": ["uno"]}
    make.make_published("Un titolo", **fields)
    bad = "Primo\ufffe\x0briga"
    write_raw(Article, headline=bad, standfirst=bad, body=f"<p>{bad}</p>")
    write_raw(Picture, alt=bad, credit=bad, caption=bad)
    write_raw(Section, name=bad, description=bad)
    write_raw(Author, name=bad)
    write_raw(Tag, name=bad)
    for path in (
        "/feed/", "/feed/atom/", "/sitemap-news.xml", "/sitemap.xml",
        *(f"{page.get_absolute_url()}feed/{kind}" for page in (section, author, Tag.objects.get())
          for kind in ("", "atom/")),
    ):  # fmt: skip
        page = reader.get(path)
        assert page.status_code == 200, path
        ET.fromstring(page.content)  # noqa: S314
    assert json.loads(reader.get("/feed/json/").content)["items"][0]["title"] == "Primo riga"
