"""Addresses by states by people: who sees an article where, a second before and a second after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.db.choices import ArticleStatus
from articles.models import Article
from articles.publishing.articles import previews
from tests import factories as make
from tests.admin.articles.forms import change, form
from tests.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.long]

MARKER = "Zibaldone"
STATES = ("draft", "review", "second before", "second after", "published", "withdrawn")
PUBLIC = {"second after", "published"}
NEWSROOM = {"owner", "colleague", "caporedattore", "direttore"}
PEOPLE = ("reader", "guest", "member", *sorted(NEWSROOM))

#: The addresses of an article, and the lists where it may stand. The newsroom sees what is not
#: public at the article's own page, and nowhere else among those for readers.
OF_ITS_OWN = {
    "page": "/articoli/{slug}/",
    "API": "/api/articles/{slug}",
    "ninjs": "/api/articles/{slug}/ninjs",
}
LISTS = (
    "/", "/articoli/", "/sezioni/cronaca/", "/autori/di-fantasy/", "/temi/tema/", "/feed/",
    "/feed/atom/", "/feed/json/", "/cerca/?q=zibaldone", "/organizzazioni/openai/", "/api/articles",
    "/api/search?q=zibaldone", "/sitemap-news.xml", "/organizzazioni/openai/feed/",
    "/serie/una-serie/", "/serie/una-serie/feed/", "/api/series/una-serie", "/articoli/un-altro/",
    "/api/articles/un-altro",
)  # fmt: skip


@pytest.fixture
def people(redattore, other_redattore, caporedattore, direttore) -> dict[str, Client]:
    """Return a client for each, which asks through the front, as readers do. A guest is logged in
    and has no rights; a member of the newsroom who left has the rights and no more the account."""
    owner = redattore
    guest = User.objects.create_user("ospite")
    member = make.make_user("uscita", "Direttore")
    people = {
        "owner": owner, "colleague": other_redattore, "caporedattore": caporedattore,
        "direttore": direttore, "guest": guest, "member": member,
    }  # fmt: skip
    clients: dict[str, Client] = {"reader": Reader()}
    for name, user in people.items():
        clients[name] = Reader()
        clients[name].force_login(user)
    member.is_active = False
    member.save()
    return clients


@pytest.fixture
def an_article(redattore, monkeypatch, people) -> Callable[[str], Article]:
    def make_it(state: str) -> Article:
        make.make_organization("OpenAI")
        other = make.make_published("Un altro", body="<p>OpenAI.</p>", tags=["tema"])
        soon = timezone.now() + dt.timedelta(hours=5)
        status, at = {
            "draft": (ArticleStatus.DRAFT, None),
            "review": (ArticleStatus.REVIEW, None),
            "published": (ArticleStatus.PUBLISHED, timezone.now() - dt.timedelta(hours=1)),
            "withdrawn": (ArticleStatus.WITHDRAWN, timezone.now() - dt.timedelta(hours=1)),
        }.get(state, (ArticleStatus.PUBLISHED, soon))
        article = make.make_article(
            f"{MARKER} e OpenAI", body="<p>OpenAI.</p>", by=redattore, tags=["tema"],
            status=status, published_at=at,
        )  # fmt: skip
        make.make_series("Una serie", article, other)
        make.relate(other, article)
        if state.startswith("second"):
            # What readers read before is kept: it must not outlive its time.
            for address in LISTS:
                people["reader"].get(address)
            people["reader"].get(article.get_absolute_url())
            step = dt.timedelta(seconds=1 if state == "second after" else -1)
            monkeypatch.setattr(timezone, "now", lambda: soon + step)
        return article

    return make_it


@pytest.mark.parametrize("state", STATES)
def test_article_addresses_by_state_and_person(state: str, people: dict[str, Client], an_article):
    article = an_article(state)
    seen, expected = {}, {}
    for who in PEOPLE:
        for name, path in OF_ITS_OWN.items():
            answer = people[who].get(path.format(slug=article.slug))
            seen[who, name] = answer.status_code, MARKER in answer.text
            sees = state in PUBLIC or (name == "page" and who in NEWSROOM)
            gone = state == "withdrawn"  # whose headline its own page still says
            expected[who, name] = (
                (200, True) if sees else (410, name == "page") if gone else (404, False)
            )
            if sees and state not in PUBLIC:
                assert "private" in answer.headers["Cache-Control"], who
    assert seen == expected


@pytest.mark.parametrize("state", STATES)
def test_article_lists_by_state_and_person(state: str, people: dict[str, Client], an_article):
    an_article(state)
    for who in PEOPLE:
        for path in LISTS:
            answer = people[who].get(path)
            assert answer.status_code == 200, (who, path)
            # A search repeats what was asked, and names whom it would narrow it to.
            shown = f"{MARKER} e OpenAI" in answer.text or f"{MARKER}</mark> e" in answer.text
            assert shown == (state in PUBLIC), (who, path)


@pytest.mark.parametrize("state", STATES)
def test_article_desk_pages_by_state_and_person(state: str, people: dict[str, Client], an_article):
    article = an_article(state)
    for who in PEOPLE:
        answer = people[who].get(change(article))
        history = people[who].get(change(article).replace("/change/", "/history/"))
        if who not in NEWSROOM:
            assert (answer.status_code, history.status_code) == (302, 302), who
            continue
        assert answer.status_code == history.status_code == 200, who
        # Who may not change it reads it: sending the form is refused.
        mine = who in {"caporedattore", "direttore"} or (who == "owner" and state == "draft")
        article.refresh_from_db()
        typed = form(article, headline=f"{MARKER} cambiato da {who}", _continue="1")
        sent = people[who].post(change(article), typed)
        refused = sent.status_code == 403
        assert refused != mine, who


def test_preview_link_by_state_and_person(people: dict[str, Client], redattore, monkeypatch):
    """Anybody with the link reads the article, until it is closed or its time is over."""
    article = make.make_article(f"{MARKER} in bozza", by=redattore)
    link = previews.make_link(article=article, by=redattore)
    path = link.get_absolute_url()
    for who in PEOPLE:
        answer = people[who].get(path)
        assert (answer.status_code, MARKER in answer.text) == (200, True), who
        assert "noindex" in answer.text and "no-store" in answer.headers["Cache-Control"]
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: link.expires_at + dt.timedelta(seconds=1))
    assert {people[who].get(path).status_code for who in PEOPLE} == {410}
    monkeypatch.setattr(timezone, "now", real)
    previews.revoke_link(link=link, by=redattore)
    for who in PEOPLE:
        answer = people[who].get(path)
        assert (answer.status_code, MARKER in answer.text) == (410, False), who
    assert people["reader"].get(path[:-3] + "x/").status_code == 404


def test_working_copy_is_seen_by_its_writer_only(people: dict[str, Client], redattore):
    article = make.make_article(f"{MARKER} in bozza", by=redattore)
    typed = {**form(article), "_copy": "6a1c4bd0-59a1-4a38-8a1a-000000000001", "_holder": "x"}
    typed["_article"] = str(article.pk)
    people["owner"].post("/admin/articles/article/copies/write/", typed)
    for address in ("preview", "page"):
        path = f"/admin/articles/article/copies/{typed['_copy']}/{address}/"
        assert people["owner"].get(path).status_code == 200
        for who in ("colleague", "caporedattore", "direttore"):
            assert people[who].get(path).status_code in {403, 404}, who
        for who in ("reader", "guest", "member"):
            assert people[who].get(path).status_code == 302, who


def test_article_withdrawn_after_reading_is_gone_for_all(people: dict[str, Client], an_article):
    article = an_article("published")
    assert people["reader"].get(article.get_absolute_url()).status_code == 200
    publishing.withdraw(article=article, by=None)
    assert people["reader"].get(article.get_absolute_url()).status_code == 410
    assert people["guest"].get(article.get_absolute_url()).status_code == 410
