"""The list of articles, the bulk actions, the first page of the desk."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.models import Article
from tests import factories as make
from tests.admin.articles.forms import LIST, S, change

pytestmark = pytest.mark.django_db


# Many at once


def test_bulk_publication_explains_each_refusal(desk_of, caporedattore):
    articles = [make.make_article("Uno"), make.make_article("Due"), make.make_published("Tre")]
    articles.append(make.make_article("Senza firma", authors=[]))
    action = {"action": "publish_selected", "_selected_action": [p.pk for p in articles]}
    page = desk_of(caporedattore).post(LIST, {**action, "_confirmed": "1"}, follow=True)
    assert Article.objects.published().count() == 3
    assert "2 pezzi pubblicati." in page.text
    assert "«Senza firma»: Indica chi firma" in page.text
    assert "«Tre»: Non hai il permesso" in page.text


def test_bulk_publication_lists_missing_parts_first(desk_of, caporedattore, at_most):
    good, bare = make.make_article("Uno"), make.make_article("Senza firma", authors=[])
    live = make.make_published("Tre")
    chosen = [good.pk, bare.pk, live.pk]
    action = {"action": "publish_selected", "_selected_action": chosen}
    with at_most(48):
        page = desk_of(caporedattore).post(LIST, action).text
    assert "Non c’è il sommario." in page and "Indica chi firma" in page
    assert f'name="_selected_action" value="{good.pk}"' in page
    assert "I lettori lo vedono già." in page
    for other in (bare, live):
        assert f'name="_selected_action" value="{other.pk}"' not in page
    assert "Pubblica il pezzo pronto" in page
    assert Article.objects.published().count() == 1


def test_oversized_bulk_action_is_refused(desk_of, caporedattore, monkeypatch):
    monkeypatch.setattr("articles.admin.articles.bulk.AT_ONCE", 1)
    articles = [make.make_article("Uno"), make.make_article("Due")]
    for name in ("publish_selected", "withdraw_selected"):
        action = {"action": name, "_selected_action": [p.pk for p in articles], "_confirmed": "1"}
        assert "scegline meno" in desk_of(caporedattore).post(LIST, action, follow=True).text
    assert not Article.objects.published().exists()


def test_bulk_withdrawal_hides_articles(desk_of, caporedattore):
    articles = [make.make_published("Uno"), make.make_published("Due")]
    desk = desk_of(caporedattore)
    chosen = {"action": "withdraw_selected", "_selected_action": [p.pk for p in articles]}
    page = desk.post(LIST, chosen).text
    assert "Perché, per i lettori" in page and "Uno" in page
    refused = desk.post(LIST, {**chosen, "_confirmed": "1"}, follow=True).text
    assert "Di’ ai lettori perché" in refused
    assert set(Article.objects.values_list("status", flat=True)) == {S.PUBLISHED}
    desk.post(LIST, {**chosen, "_confirmed": "1", "reason": "Erano di prova."})
    assert {article.withdrawal.reason for article in Article.objects.all()} == {"Erano di prova."}
    assert set(Article.objects.values_list("status", flat=True)) == {S.WITHDRAWN}


def test_a_redattore_is_offered_no_bulk_action(desk_of, redattore):
    make.make_article()
    page = desk_of(redattore).get(LIST).text
    for action in ("publish_selected", "withdraw_selected", "delete_selected"):
        assert action not in page


# The list and the first page


@pytest.mark.parametrize("size", [3, 60])
def test_the_list_costs_at_most_twelve_queries(desk_of, caporedattore, at_most, size: int):
    for name in ("OpenAI", "Meta"):
        make.make_organization(name)
    for n in range(size):
        make.make_article(
            f"Pezzo {n}",
            body="<p>OpenAI e Meta</p>",
            section=make.make_section(f"Sezione {n % 4}"),
            status=list(S)[n % 4],
        )
    desk = desk_of(caporedattore)
    for query in ("", "?state=published", "?q=OpenAI"):
        with at_most(12):
            page = desk.get(LIST + query)
        assert page.status_code == 200
    assert "Vedi sul sito" in page.text


def test_list_distinguishes_scheduled_from_published(desk_of, redattore):
    articles = {
        "drafts": make.make_article("Uno"),
        "in_review": make.make_article("Due", status=S.REVIEW),
        "scheduled": make.make_scheduled("Tre"),
        "published": make.make_published("Quattro"),
        "withdrawn": make.make_article("Cinque", status=S.WITHDRAWN),
    }
    desk = desk_of(redattore)
    for state, article in articles.items():
        listed = desk.get(LIST, {"state": state}).context["cl"].result_list
        assert list(listed) == [article]
    assert len(desk.get(LIST, {"state": "delete"}).context["cl"].result_list) == 5


def test_article_is_found_by_the_names_in_it(desk_of, redattore):
    make.make_organization("OpenAI")
    make.make_article("Trovato", body="<p>OpenAI</p>")
    make.make_article("Perduto")
    page = desk_of(redattore).get(LIST + "?q=openai").text
    assert "Trovato" in page and "Perduto" not in page


def test_desk_shows_waiting_and_scheduled_articles(desk_of, redattore, at_most):
    make.make_article("Mio", by=redattore)
    make.make_article("Da rivedere", status=S.REVIEW)
    make.make_scheduled("Domani")
    make.make_published("Fuori")
    desk = desk_of(redattore)
    with at_most(18):
        page = desk.get("/admin/")
    context = page.context
    titles = [[p.headline for p in part["articles"]] for part in context["lists"]]
    assert [p.headline for p in context["own"]] == ["Mio"]
    assert titles == [[], ["Domani"], ["Fuori"]]


def test_waiting_articles_are_shown_to_the_next_person(
    desk_of, redattore, caporedattore, direttore
):
    for headline, assignee in (("A tutti", None), ("A Carla", caporedattore)):
        article = make.make_article(headline, by=redattore)
        publishing.submit(article=article, by=redattore, assignee=assignee, note="Guarda la fine.")
    back = make.make_article("Tornato", by=redattore)
    publishing.submit(article=back, by=redattore)
    publishing.return_to_draft(article=back, by=caporedattore, note="Manca una fonte.")

    def waiting(user) -> list[str]:
        page = desk_of(user).get("/admin/")
        return [each.headline for each in page.context["lists"][0]["articles"]]

    assert waiting(caporedattore) == ["A tutti", "A Carla"]
    assert waiting(direttore) == ["A tutti"]
    assert waiting(redattore) == ["Tornato"]
    assert "Manca una fonte." in desk_of(redattore).get(change(back)).text
    assert "Guarda la fine." in desk_of(caporedattore).get(change(article)).text


def test_redattore_reads_articles_of_others(desk_of, redattore):
    article = make.make_published(body="<p>Un <strong>testo</strong>.</p>", tags=["tema"])
    article.sources.create(label="Un documento")
    page = desk_of(redattore).get(change(article)).text
    for words in ("Un <strong>testo</strong>.", "tema", "Un documento", "Di Fantasy"):
        assert words in page
    for name in ("_continue", "_step", 'name="headline"', 'name="sources-0-label"'):
        assert name not in page
