"""A dossier that was made when an article was saved is the one that would be made now, or does not
hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.test.signals import template_rendered
from django.utils import timezone

from articles import publishing
from articles.db.choices import ArticleStatus, MentionStanding, NameKind
from articles.delivery import dossier_fragments
from articles.delivery.build_hash import inputs_of
from articles.delivery.dossier_fragments import HTML, holds_q, make_dossiers, parts_of
from articles.models import (
    Article,
    ArticleText,
    Author,
    Byline,
    DossierFragments,
    Mention,
    Organization,
    OrganizationName,
    Picture,
)
from tests import factories as make
from tests.reader import end_of_transaction

pytestmark = pytest.mark.django_db

PATH = "/organizzazioni/openai/"


@pytest.fixture
def openai() -> Organization:
    """A dossier that is ready, with a relative, a companion, who writes and a mark."""
    parent = make.make_organization("Microsoft")
    openai = make.make_organization("OpenAI", parent=parent, logo=make.make_picture("logo.png"))
    make.make_organization("Meta")
    make.make_published("Il pezzo", body="<p>OpenAI e Meta, di Ada Neri.</p>", tags=["tema"])
    make.make_published("Vecchio", body="<p>OpenAI.</p>", hours_ago=24 * 90)
    make.make_published("Altrui", body="<p>Di Microsoft.</p>")
    ready(openai)
    return openai


def ready(organization: Organization) -> None:
    end_of_transaction()
    make_dossiers([organization.pk])
    assert holds(organization)


def holds(organization: Organization) -> bool:
    end_of_transaction()
    rows = Organization.objects.filter(holds_q(now=timezone.now()), pk=organization.pk)
    return rows.exists()


def article(headline: str = "Il pezzo") -> Article:
    return Article.objects.get(headline=headline)


CHANGES: dict[str, Callable[[], object]] = {
    "another piece": lambda: make.make_published("Un altro", body="<p>OpenAI.</p>"),
    "a piece is withdrawn": lambda: publishing.withdraw(article=article(), by=None),
    "a piece has another time": lambda: Article.objects.filter(headline="Vecchio").update(
        published_at=timezone.now() - dt.timedelta(days=200)
    ),
    "a piece has another address": lambda: Article.objects.filter(headline="Vecchio").update(
        slug="altrove"
    ),
    "a piece is to come out": lambda: make.make_scheduled(body="<p>OpenAI.</p>"),
    "a piece goes": lambda: article().delete(),
    "a tie is denied": lambda: Mention.objects.filter(organization__name="OpenAI").update(
        standing=MentionStanding.REJECTED
    ),
    "a tie goes": lambda: Mention.objects.filter(organization__name="OpenAI").first().delete(),
    "who else is in a piece": lambda: Mention.objects.filter(organization__name="Meta").delete(),
    "who signs": lambda: Byline.objects.filter(article=article()).delete(),
    "who is named": lambda: ArticleText.objects.filter(article=article()).update(people=["Ugo Po"]),
    "the name of who signs": lambda: Author.objects.update(name="Altro"),
    "the name of who else is there": lambda: Organization.objects.filter(name="Meta").update(
        name="Meta Platforms"
    ),
    "its own description": lambda: Organization.objects.filter(name="OpenAI").update(
        description="Altro."
    ),
    "a name of it": lambda: OrganizationName.objects.create(
        organization=Organization.objects.get(name="OpenAI"), text="OAI", kind=NameKind.FORMER
    ),
    "its mark": lambda: Picture.objects.update(alt="Un altro"),
    "what it is part of": lambda: Organization.objects.filter(name="OpenAI").update(parent=None),
    "its relative is known": lambda: publishing.withdraw(article=article("Altrui"), by=None),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_changed_content_invalidates_the_dossier(openai: Organization, change: Callable):
    change()
    assert not holds(openai)
    ready(openai)


@pytest.mark.parametrize(
    "change",
    [
        lambda: make.make_article("Una bozza", body="<p>OpenAI.</p>"),
        lambda: make.make_published("Di altri", body="<p>Meta.</p>"),
        lambda: publishing.save(
            [make.make_article("In revisione", status=ArticleStatus.REVIEW)], by=None
        ),
        lambda: make.make_author("Nuova Firma"),
    ],
)
def test_unrelated_changes_keep_the_dossier(openai: Organization, change: Callable):
    change()
    assert holds(openai)


def test_stored_and_fresh_dossiers_are_equal(openai: Organization, client: Client):
    for number in range(25):
        make.make_published(f"Altro {number}", body="<p>OpenAI.</p>", hours_ago=number + 2)
    ready(openai)
    first = client.get(PATH).content
    older = client.get(f"{PATH}?prima=20990101000000-x").content
    DossierFragments.objects.all().delete()
    assert client.get(PATH).content == first
    assert client.get(f"{PATH}?prima=20990101000000-x").content == older


def test_embargoed_article_is_counted_at_its_second(
    openai: Organization, client: Client, monkeypatch
):
    soon = make.make_scheduled("Domani", body="<p>OpenAI.</p>").published_at
    ready(openai)
    assert "2 pezzi su <bdi>OpenAI" in client.get(PATH).text
    for step, count in ((-1, 2), (0, 3), (1, 3)):
        now = soon + dt.timedelta(seconds=step)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        assert f"{count} pezzi su <bdi>OpenAI" in client.get(PATH).text
        assert holds(openai) == (step < 0)


def test_dossier_ends_with_its_last_article(openai: Organization, client: Client):
    for headline in ("Il pezzo", "Vecchio"):
        publishing.withdraw(article=article(headline), by=None)
    end_of_transaction()
    assert client.get(PATH).status_code == 404
    ready(openai)
    assert client.get(PATH).status_code == 404


def test_dossier_is_made_on_publication(django_capture_on_commit_callbacks):
    openai = make.make_organization("OpenAI")
    with django_capture_on_commit_callbacks(execute=True):
        make.make_published("Il pezzo", body="<p>OpenAI.</p>")
        end_of_transaction()
    assert holds(openai)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(article=article(), by=None)
        end_of_transaction()
    assert holds(openai) and openai.dossier_fragments.article_count == 0


def test_large_dossier_is_not_made_while_saving(
    openai: Organization, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(dossier_fragments, "MOST_AT_ONCE", 2)
    with django_capture_on_commit_callbacks(execute=True):
        make.make_published("Il terzo", body="<p>OpenAI.</p>")
        end_of_transaction()
    assert not holds(openai), "whoever reads it, or a worker, counts it"


@pytest.mark.django_db(transaction=True)
def test_an_import_makes_each_dossier_once(monkeypatch, tmp_path):
    make.make_organization("OpenAI")
    make.make_section("Cronaca")
    made = []
    monkeypatch.setattr(
        dossier_fragments, "parts_of", lambda one: made.append(one) or parts_of(one)
    )
    for number in range(5):
        text = f"La notizia {number} su OpenAI. E poi altro.\n\nAltre parole.\n\nDi Fantasy\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    files = [str(path) for path in sorted(tmp_path.iterdir())]
    call_command("import_articles", *files, section="cronaca", publish=True, verbosity=0)
    assert [one.name for one in made] == ["OpenAI"]
    assert DossierFragments.objects.get().article_count == 5


def test_dossier_changed_during_rendering_is_not_current(openai: Organization, monkeypatch):
    def meanwhile(organization: Organization) -> dossier_fragments.Parts:
        parts = parts_of(organization)
        Organization.objects.filter(pk=openai.pk).update(description="Intanto.")
        end_of_transaction()
        return parts

    Organization.objects.filter(pk=openai.pk).update(description="Prima.")
    monkeypatch.setattr(dossier_fragments, "parts_of", meanwhile)
    end_of_transaction()
    make_dossiers([openai.pk])
    assert not holds(openai)


def test_verify_reports_a_wrong_count(openai: Organization, capsys):
    call_command("verify", verbosity=0)
    DossierFragments.objects.update(article_count=7)
    with pytest.raises(CommandError):
        call_command("verify")
    assert "OpenAI" in capsys.readouterr().out


def test_build_hash_covers_every_template_used(openai: Organization):
    used = set()

    def note(template, **kwargs: object) -> None:
        used.add(template.name)

    template_rendered.connect(note)
    try:
        parts = parts_of(dossier_fragments.for_making().get(pk=openai.pk))
    finally:
        template_rendered.disconnect(note)
    assert all(getattr(parts, name) for name in HTML)
    assert len(used) > 4 and used <= {
        name for name, _content in inputs_of("articles.delivery.dossier_fragments")
    }
