"""Rights hold on every path: the form, the steps, the bulk actions, a bare request."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article
from tests import factories as make
from tests.admin.articles.forms import ADD, LIST, S, change, form

pytestmark = pytest.mark.django_db


# Rights hold on every path


def posts(desk: Client, article: Article) -> None:
    """Return every way in which the desk can be asked to change an article."""
    desk.post(change(article), form(article, headline="Cambiato"))
    for step in ("publish", "withdraw", "submit", "return_to_draft"):
        desk.post(change(article), form(article, headline="Cambiato", _step=step))
        desk.post(f"{LIST}{article.pk}/step/", {"_step": step})
    for action in ("publish_selected", "withdraw_selected", "delete_selected"):
        chosen = {"action": action, "_selected_action": [article.pk]}
        desk.post(LIST, {**chosen, "_confirmed": "1"})
    desk.post(f"{LIST}{article.pk}/delete/", {"post": "yes"})


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize("group", ["Redattore", None])
def test_article_of_another_author_stays_unchanged(desk_of, status: S, group: str | None):
    article = make.make_article(status=status)
    before = Article.objects.values().get()
    posts(desk_of(make.make_user("persona", group)), article)
    assert Article.objects.values().get() == before


def test_own_article_handed_on_stays_unchanged(desk_of, redattore):
    article = make.make_published(by=redattore)
    before = Article.objects.values().get()
    posts(desk_of(redattore), article)
    assert Article.objects.values().get() == before


def test_a_redattore_cannot_publish_a_new_article(desk_of, redattore):
    data = form(byline_authors=[make.make_author().pk], _step="publish")
    assert desk_of(redattore).post(ADD, data).status_code == 403
    assert not Article.objects.exists()


def test_sources_of_another_authors_article_stay_unchanged(desk_of, redattore):
    article = make.make_article()
    source = article.sources.create(label="Un documento")
    data = form(article, **{
        "sources-TOTAL_FORMS": "1", "sources-INITIAL_FORMS": "1", "sources-0-id": source.pk,
        "sources-0-article": article.pk, "sources-0-kind": "post", "sources-0-label": "Falsa",
    })  # fmt: skip
    assert desk_of(redattore).post(change(article), data).status_code == 403
    source.refresh_from_db()
    assert source.label == "Un documento"


def test_a_status_in_the_request_is_ignored(desk_of, redattore):
    article = make.make_article(by=redattore)
    desk_of(redattore).post(change(article), form(article, status="published"))
    assert Article.objects.get().status == S.DRAFT


def test_unknown_step_is_refused(desk_of, caporedattore):
    article = make.make_article()
    assert desk_of(caporedattore).post(
        change(article), form(article, _step="print")
    ).status_code == 403  # fmt: skip


def test_impossible_step_explains_itself(desk_of, caporedattore):
    article = make.make_article(authors=[])
    page = desk_of(caporedattore).post(
        f"{LIST}{article.pk}/step/", {"_step": "publish"}, follow=True
    )
    assert "Indica chi firma il pezzo prima di pubblicare." in page.text
    assert Article.objects.get().status == S.DRAFT


def test_a_refusal_is_told_in_italian(desk_of, redattore):
    article = make.make_published("Il titolo")
    page = desk_of(redattore).post(f"{LIST}{article.pk}/step/", {"_step": "withdraw"})
    assert page.status_code == 403
    assert "Non hai il permesso di farlo: «Il titolo» (Pubblicato)." in page.text


def test_steps_are_taken_by_post_alone(desk_of, caporedattore):
    article = make.make_article()
    assert desk_of(caporedattore).get(f"{LIST}{article.pk}/step/").status_code == 405


def test_a_reader_is_sent_to_log_in(reader):
    for path in ("/admin/", LIST, ADD):
        assert reader.get(path).headers["Location"].startswith("/admin/login/")


def test_a_draft_is_deleted_and_a_public_article_is_not(desk_of, caporedattore):
    draft, public = make.make_article("Bozza"), make.make_published("Pubblico")
    desk = desk_of(caporedattore)
    for article in (draft, public):
        desk.post(f"{LIST}{article.pk}/delete/", {"post": "yes"})
    assert list(Article.objects.all()) == [public]
