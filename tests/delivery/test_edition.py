"""The edition rises with whatever readers may see, and with nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from articles import publishing
from articles.db.choices import MentionStanding, NameKind
from articles.delivery.edition import CurrentEdition, EditionUnknown, EditionWatch
from articles.models import (
    Article,
    ArticleText,
    Author,
    FormerAddress,
    FrontPlace,
    Media,
    MediaUse,
    Mention,
    Organization,
    OrganizationName,
    Picture,
    Section,
    Tag,
)
from tests import factories as make
from tests.reader import end_of_transaction


@pytest.fixture
def paper(db) -> Article:
    make.make_organization("OpenAI")
    return make.make_published(
        "Il pezzo", body=f"<p>OpenAI.</p>{make.link_to(make.make_media())}", tags=["tema"],
        lead_picture=make.make_picture(), section=make.make_section("Modelli"),
    )  # fmt: skip


def current(watch: EditionWatch | None = None) -> CurrentEdition:
    end_of_transaction()
    return (watch or EditionWatch()).current()


def raises(act: Callable[[], object]) -> bool:
    watch = EditionWatch()
    before = current(watch)
    act()
    return current(watch) != before


SEEN = {
    "a headline": lambda: Article.objects.update(headline="Altro"),
    "a text that is derived": lambda: ArticleText.objects.update(rendered_body="<p>Altro.</p>"),
    "a tie": lambda: Mention.objects.update(standing=MentionStanding.REJECTED),
    "a byline": lambda: Article.objects.get().bylines.all().delete(),
    "a tag taken away": lambda: Article.objects.get().tags.clear(),
    "the name of a tag": lambda: Tag.objects.update(name="Altro"),
    "the name of an author": lambda: Author.objects.update(name="Altro"),
    "the name of a section": lambda: Section.objects.filter(slug="modelli").update(name="Altro"),
    "the place of a section": lambda: Section.objects.update(position=7),
    "an organization": lambda: Organization.objects.update(description="Altro"),
    "one more name of it": lambda: OrganizationName.objects.create(
        organization=Organization.objects.get(), text="OAI", kind=NameKind.ALIAS
    ),
    "a picture": lambda: Picture.objects.update(alt="Altro"),
    "an audio file": lambda: Media.objects.update(title="Altro"),
    "an audio file taken out of the text": lambda: MediaUse.objects.all().delete(),
    "the podcast of a section": lambda: Section.objects.update(podcast_author="Altro"),
    "a place on the front page": lambda: FrontPlace.objects.create(
        position=0, article=Article.objects.get(), until=timezone.now() + make.HOUR
    ),
    "an address": lambda: FormerAddress.objects.remember("/vecchio/", "/nuovo/"),
    "a piece that is withdrawn": lambda: publishing.withdraw(
        article=Article.objects.get(), by=None
    ),
    "a piece that is deleted": lambda: Article.objects.all().delete(),
    "a new piece": lambda: make.make_published("Un altro"),
    "an embargo": lambda: make.make_scheduled("Un embargo"),
    "statements of a shell": lambda: connection.cursor().execute(
        "UPDATE articles_article SET headline = 'Altro'"
    ),
}
UNSEEN = {
    "a draft": lambda: make.make_article("Una bozza", section=None),
    "a draft with ties": lambda: make.make_article(
        "Un'altra", body="<p>OpenAI.</p>", tags=["tema"], section=Section.objects.first()
    ),
    "a draft in review": lambda: publishing.submit(
        article=make.make_article("Da rivedere", section=None), by=None
    ),
    "a picture nobody uses": lambda: make.make_picture("altra.png"),
    "an audio file nobody uses": lambda: make.make_media(),
    "a user": lambda: make.make_user("anna"),
}


@pytest.mark.parametrize("act", SEEN.values(), ids=SEEN)
def test_public_changes_raise_the_edition(paper: Article, act: Callable[[], object]):
    assert raises(act)


@pytest.mark.parametrize("act", UNSEEN.values(), ids=UNSEEN)
def test_desk_changes_keep_the_edition(paper: Article, act: Callable[[], object]):
    make.make_author(), make.make_section("Cronaca")
    assert not raises(act)


def test_saving_a_draft_keeps_the_edition(paper: Article):
    draft = make.make_article("Una bozza", body="<p>OpenAI.</p>")
    draft.body = "<p>OpenAI, di nuovo.</p>"
    assert not raises(lambda: publishing.save([draft], by=None))


def test_rolled_back_change_keeps_the_edition(paper: Article):
    watch = EditionWatch()
    before = current(watch)
    with transaction.atomic():
        Article.objects.update(headline="Altro")
        transaction.set_rollback(True)
    assert current(watch) == before
    Article.objects.update(headline="Altro")
    first = current(watch)
    assert first != before and first.number > before.number


def test_rolled_back_edition_name_is_not_reused(paper: Article):
    """The number is used again, and the mark is not."""
    with transaction.atomic():
        Article.objects.update(headline="Mai stato")
        inside = current()
        transaction.set_rollback(True)
    Article.objects.update(headline="Questo sì")
    after = current()
    assert inside.number == after.number and inside.key != after.key


def test_every_process_learns_of_a_new_edition(paper: Article):
    one, another = EditionWatch(), EditionWatch()
    assert current(one) == current(another)
    Article.objects.update(headline="Altro")
    assert current(one) == current(another)


def test_loading_a_fixture_raises_the_edition(demo_pictures: None, paper: Article):
    assert raises(lambda: call_command("loaddata", "demo", verbosity=0))


def test_end_of_an_embargo_raises_the_edition_without_writes(paper, monkeypatch):
    embargo = make.make_scheduled()
    watch = EditionWatch()
    moment = embargo.published_at
    at(monkeypatch, moment - dt.timedelta(seconds=1))
    before = current(watch)
    at(monkeypatch, moment)
    after = current(watch)
    assert after.key != before.key and (after.number, after.mark) == (before.number, before.mark)
    assert after.since == moment.timestamp() and current() == after


def test_end_of_a_front_page_slot_raises_the_edition(paper: Article, monkeypatch):
    until = timezone.now().replace(microsecond=0) + dt.timedelta(hours=30, minutes=17)
    FrontPlace.objects.create(position=0, article=paper, until=until)
    watch = EditionWatch()
    at(monkeypatch, until - dt.timedelta(seconds=1))
    before = current(watch)
    at(monkeypatch, until)
    assert current(watch).since == until.timestamp() and current(watch).key != before.key


def test_an_edition_lasts_an_hour_at_most(paper: Article, monkeypatch):
    watch = EditionWatch()
    hour = timezone.now().replace(minute=0, second=0, microsecond=0) + 5 * make.HOUR
    at(monkeypatch, hour)
    first = current(watch)
    at(monkeypatch, hour + dt.timedelta(minutes=59))
    assert current(watch) is first
    at(monkeypatch, hour + dt.timedelta(minutes=60))
    assert current(watch).key != first.key


def test_clock_set_back_restores_the_earlier_edition(paper: Article, monkeypatch):
    """An article under embargo again by the clock is on no page that was kept."""
    embargo = make.make_scheduled()
    watch = EditionWatch()
    at(monkeypatch, embargo.published_at - dt.timedelta(seconds=5))
    before = current(watch)
    at(monkeypatch, embargo.published_at + dt.timedelta(seconds=5))
    assert current(watch).key != before.key
    at(monkeypatch, embargo.published_at - dt.timedelta(seconds=5))
    assert current(watch) == before


def test_edition_rises_on_commit_and_survives_a_lost_connection(transactional_db):
    watch = EditionWatch()
    before = watch.current()
    with transaction.atomic():
        for number in range(3):
            FormerAddress.objects.create(path=f"/{number}/", target="/")
    after = watch.current()
    assert after.key != before.key
    connection.connection.close()  # as a server that was started again leaves it
    assert watch.current() == after


def test_unreachable_database_is_not_asked_at_each_request(transactional_db, monkeypatch):
    watch = EditionWatch()
    before = watch.current()
    attempts = []

    def silent() -> None:
        attempts.append(1)
        raise OperationalError

    monkeypatch.setattr(connection, "ensure_connection", silent)
    for _ in range(5):
        with pytest.raises(EditionUnknown):
            watch.current()
    assert len(attempts) == 2  # once, and once more on a new connection
    monkeypatch.undo()
    watch._silent_until = 0.0
    assert watch.current() == before


def at(monkeypatch: pytest.MonkeyPatch, moment: dt.datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)
