"""Fragments of an article, made when it was saved: equal to those made now, or not current."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.test.signals import template_rendered

from articles import publishing
from articles.db.choices import CorrectionKind, MentionStanding, NameKind
from articles.delivery import article_fragments
from articles.delivery.article_fragments import holds_q, parts_of, render_articles
from articles.delivery.build_hash import inputs_of
from articles.models import (
    Article,
    ArticleFragments,
    Author,
    Byline,
    Correction,
    Media,
    Mention,
    Organization,
    OrganizationName,
    Picture,
    Section,
    Source,
    Tag,
)
from articles.publishing.articles.derived_text import derive_text
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    make.make_organization("OpenAI")
    made = make.make_published(
        "Il pezzo", body=f"<p>OpenAI.</p>{make.link_to(make.make_media())}", tags=["tema"],
        lead_picture=make.make_picture(), section=make.make_section("Modelli"),
    )  # fmt: skip
    render_articles([made.pk])
    assert holds(made)
    return made


def holds(article: Article) -> bool:
    return Article.objects.filter(holds_q(), pk=article.pk).exists()


CHANGES: dict[str, Callable[[Article], object]] = {
    "its headline": lambda article: Article.objects.filter(pk=article.pk).update(headline="Altro"),
    "its text": lambda article: publishing.save([article], by=None),
    "a tie": lambda article: Mention.objects.update(standing=MentionStanding.REJECTED),
    "who signs": lambda article: Byline.objects.all().delete(),
    "a tag": lambda article: article.tags.add("altro"),
    "a source": lambda article: Source.objects.create(article=article, label="Una fonte"),
    "what readers are told": lambda article: Correction.objects.create(
        article=article, kind=CorrectionKind.CORRECTION, wrong="Era così.", at=article.published_at
    ),
    "the name of who signs": lambda article: Author.objects.update(name="Altro"),
    "the name of its section": lambda article: Section.objects.filter(pk=article.section_id).update(
        name="Altro"
    ),
    "the name of a tag": lambda article: Tag.objects.update(name="altro"),
    "the description of an organization": lambda article: Organization.objects.update(
        description="Altro"
    ),
    "a former name of it": lambda article: OrganizationName.objects.create(
        organization=Organization.objects.get(), text="OAI", kind=NameKind.FORMER
    ),
    "its picture": lambda article: Picture.objects.update(alt="Altro"),
    "its audio": lambda article: Media.objects.update(title="Altro"),
    "a tie to a file": lambda article: article.media_uses.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_changed_content_invalidates_the_fragment(article: Article, change: Callable):
    change(article)
    assert not holds(article)
    render_articles([article.pk])
    assert holds(article)


def test_unrelated_changes_keep_the_fragment(article: Article):
    other = make.make_published("Un altro", body="<p>Niente.</p>", authors=[make.make_author("A")])
    render_articles([other.pk])
    Author.objects.filter(name="A").update(name="B")
    Section.objects.filter(pk=other.section_id).update(name="Altro")
    publishing.save([other], by=None)
    make.make_organization("Meta")
    assert holds(article) and not holds(other)


def test_stored_and_fresh_pages_are_equal(article: Article, client: Client):
    for number in range(5):
        make.make_published(
            f"Altro {number}", hours_ago=number + 2, body="<p>OpenAI.</p>",
            section=make.make_section("Modelli"), lead_picture=make.make_picture(f"{number}.png"),
        )  # fmt: skip
    paths = ["/articoli/il-pezzo/", "/articoli/altro-0/", "/articoli/", "/sezioni/modelli/",
             "/organizzazioni/openai/", "/autori/di-fantasy/", "/temi/tema/"]  # fmt: skip
    render_articles(Article.objects.values_list("pk", flat=True))
    found = [client.get(path).content for path in paths]
    ArticleFragments.objects.all().delete()
    assert [client.get(path).content for path in paths] == found


def test_missing_fragment_is_made_on_request(article: Article, client: Client):
    Article.objects.update(headline="Un titolo nuovo", standfirst="Un sommario nuovo.")
    assert "Un titolo nuovo" in client.get("/articoli/il-pezzo/").text
    assert "Un sommario nuovo." in client.get("/articoli/").text


def test_fragment_is_made_on_save_and_publication(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        draft = make.make_article()
    assert not ArticleFragments.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(article=draft, by=None)
    assert holds(draft)
    with django_capture_on_commit_callbacks(execute=True):
        draft.headline = "Cambiato"
        publishing.save([draft], by=None)
    assert holds(draft) and "Cambiato" in draft.fragments.page


def test_fragment_under_embargo_is_ready_before_its_time(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article = make.make_scheduled()
    assert holds(article)


def test_failed_fragment_does_not_undo_the_save(
    django_capture_on_commit_callbacks, monkeypatch, caplog, client: Client
):
    monkeypatch.setattr(article_fragments, "parts_of", lambda article: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        article = make.make_published("Il pezzo")
    assert not holds(article) and client.get("/articoli/il-pezzo/").status_code == 200


def test_article_changed_during_rendering_is_not_current(article: Article, monkeypatch):
    Article.objects.update(headline="Secondo")

    def meanwhile(article: Article) -> dict:
        parts = parts_of(article)
        Article.objects.update(headline="Terzo")
        return parts

    monkeypatch.setattr(article_fragments, "parts_of", meanwhile)
    render_articles([article.pk])
    assert not holds(article)


def test_other_code_invalidates_fragments(article: Article, monkeypatch):
    monkeypatch.setattr(article_fragments, "current_build_hash", lambda: "another")
    assert not holds(article)


def test_build_hash_covers_every_template_used(article: Article):
    body = f"<p>OpenAI.</p>{make.figure(make.make_picture('f.png'), 'Una scena')}"
    article.body, article.canonical_url = body, "https://altrove.it/"
    publishing.save([article], by=None)
    Source.objects.create(article=article, label="Una fonte")
    used = set()

    def note(template, **kwargs: object) -> None:
        used.add(template.name)

    template_rendered.connect(note)
    try:
        parts_of(Article.objects.for_page().get(pk=article.pk))
        derive_text(article)
    finally:
        template_rendered.disconnect(note)
    modules = ("articles.delivery.article_fragments", "articles.publishing.articles.derived_text")
    assert len(used) > 5 and used <= {name for name, _content in inputs_of(*modules)}


def test_command_makes_missing_fragments(article: Article, capsys):
    make.make_published("Un altro")
    make.make_article("Una bozza")
    call_command("render_pieces")
    assert "2 pagine" in capsys.readouterr().out  # the article, and the dossier of OpenAI
    call_command("render_pieces")
    assert "0 pagine" in capsys.readouterr().out
