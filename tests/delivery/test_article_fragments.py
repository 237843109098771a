"""What was made when a piece was saved is what would be made now, or does not hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.test.signals import template_rendered

from articles import publishing
from articles.db.choices import CorrectionKind, MentionStanding, NameKind
from articles.delivery import article_fragments
from articles.delivery.article_fragments import holds_q, parts_of, render_pieces
from articles.delivery.build_hash import inputs_of
from articles.models import (
    Article,
    Author,
    Byline,
    Correction,
    Mention,
    Organization,
    OrganizationName,
    Picture,
    Rendering,
    Section,
    Source,
    Tag,
)
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece() -> Article:
    make.make_organization("OpenAI")
    made = make.make_published(
        "Il pezzo", body="<p>OpenAI.</p>", tags=["tema"], lead_picture=make.make_picture(),
        section=make.make_section("Modelli"),
    )  # fmt: skip
    render_pieces([made.pk])
    assert holds(made)
    return made


def holds(piece: Article) -> bool:
    return Article.objects.filter(holds_q(), pk=piece.pk).exists()


CHANGES: dict[str, Callable[[Article], object]] = {
    "its headline": lambda piece: Article.objects.filter(pk=piece.pk).update(headline="Altro"),
    "its text": lambda piece: publishing.save_article(article=piece, by=None),
    "a tie": lambda piece: Mention.objects.update(standing=MentionStanding.REJECTED),
    "who signs": lambda piece: Byline.objects.all().delete(),
    "a tag": lambda piece: piece.tags.add("altro"),
    "a source": lambda piece: Source.objects.create(article=piece, label="Una fonte"),
    "what readers are told": lambda piece: Correction.objects.create(
        article=piece, kind=CorrectionKind.CORRECTION, wrong="Era così.", at=piece.published_at
    ),
    "the name of who signs": lambda piece: Author.objects.update(name="Altro"),
    "the name of its section": lambda piece: Section.objects.filter(pk=piece.section_id).update(
        name="Altro"
    ),
    "the name of a tag": lambda piece: Tag.objects.update(name="altro"),
    "the description of an organisation": lambda piece: Organization.objects.update(
        description="Altro"
    ),
    "a former name of it": lambda piece: OrganizationName.objects.create(
        organization=Organization.objects.get(), text="OAI", kind=NameKind.FORMER
    ),
    "its picture": lambda piece: Picture.objects.update(alt="Altro"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_it_shows_was_changed_and_it_holds_no_more(piece: Article, change: Callable):
    change(piece)
    assert not holds(piece)
    render_pieces([piece.pk])
    assert holds(piece)


def test_what_others_show_was_changed_and_it_holds(piece: Article):
    other = make.make_published("Un altro", body="<p>Niente.</p>", authors=[make.make_author("A")])
    render_pieces([other.pk])
    Author.objects.filter(name="A").update(name="B")
    Section.objects.filter(pk=other.section_id).update(name="Altro")
    publishing.save_article(article=other, by=None)
    make.make_organization("Meta")
    assert holds(piece) and not holds(other)


def test_the_page_is_the_same_made_now_or_then(piece: Article, client: Client):
    for number in range(5):
        make.make_published(
            f"Altro {number}", hours_ago=number + 2, body="<p>OpenAI.</p>",
            section=make.make_section("Modelli"), lead_picture=make.make_picture(f"{number}.png"),
        )  # fmt: skip
    paths = ["/articoli/il-pezzo/", "/articoli/altro-0/", "/articoli/", "/sezioni/modelli/",
             "/organizzazioni/openai/", "/autori/di-fantasy/", "/temi/tema/"]  # fmt: skip
    render_pieces(Article.objects.values_list("pk", flat=True))
    found = [client.get(path).content for path in paths]
    Rendering.objects.all().delete()
    assert [client.get(path).content for path in paths] == found


def test_what_is_not_ready_is_made_now_and_nothing_is_old(piece: Article, client: Client):
    Article.objects.update(headline="Un titolo nuovo", standfirst="Un sommario nuovo.")
    assert "Un titolo nuovo" in client.get("/articoli/il-pezzo/").text
    assert "Un sommario nuovo." in client.get("/articoli/").text


def test_a_piece_is_made_when_it_is_saved_and_published(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        draft = make.make_article()
    assert not Rendering.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(article=draft, by=None)
    assert holds(draft)
    with django_capture_on_commit_callbacks(execute=True):
        draft.headline = "Cambiato"
        publishing.save_article(article=draft, by=None)
    assert holds(draft) and "Cambiato" in draft.rendering.page


def test_what_is_under_embargo_is_ready_before_its_time(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        piece = make.make_scheduled()
    assert holds(piece)


def test_a_page_that_cannot_be_made_takes_nothing_with_it(
    django_capture_on_commit_callbacks, monkeypatch, caplog, client: Client
):
    monkeypatch.setattr(article_fragments, "parts_of", lambda piece: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        piece = make.make_published("Il pezzo")
    assert not holds(piece) and client.get("/articoli/il-pezzo/").status_code == 200


def test_a_piece_that_changes_while_it_is_made_does_not_hold(piece: Article, monkeypatch):
    Article.objects.update(headline="Secondo")

    def meanwhile(piece: Article) -> dict:
        parts = parts_of(piece)
        Article.objects.update(headline="Terzo")
        return parts

    monkeypatch.setattr(article_fragments, "parts_of", meanwhile)
    render_pieces([piece.pk])
    assert not holds(piece)


def test_other_code_makes_other_pages(piece: Article, monkeypatch):
    monkeypatch.setattr(article_fragments, "recipe", lambda: "another")
    assert not holds(piece)


def test_the_recipe_knows_every_template_that_it_is_made_with(piece: Article):
    body = f"<p>OpenAI.</p>{make.figure(make.make_picture('f.png'), 'Una scena')}"
    piece.body, piece.canonical_url = body, "https://altrove.it/"
    publishing.save_article(article=piece, by=None)
    Source.objects.create(article=piece, label="Una fonte")
    used = set()

    def note(template, **kwargs: object) -> None:
        used.add(template.name)

    template_rendered.connect(note)
    try:
        parts_of(Article.objects.for_page().get(pk=piece.pk))
        publishing.derive_text(piece)
    finally:
        template_rendered.disconnect(note)
    modules = ("articles.delivery.article_fragments", "articles.publishing.articles.derived_text")
    assert len(used) > 5 and used <= {name for name, _content in inputs_of(*modules)}


def test_the_command_makes_what_is_not_ready(piece: Article, capsys):
    make.make_published("Un altro")
    make.make_article("Una bozza")
    call_command("render_pieces")
    assert "2 pagine" in capsys.readouterr().out  # the piece, and the dossier of OpenAI
    call_command("render_pieces")
    assert "0 pagine" in capsys.readouterr().out
