"""One gesture, one thing: the form of an article sent twice, at once, after going back, with other
words."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.db.choices import ArticleStatus
from articles.models import (
    Article,
    EditorialAct,
    Organization,
    Rectification,
    SentForm,
    Source,
    WorkingCopy,
)
from tests import factories as make
from tests.admin.articles.forms import ADD, NO_INTERESTS, change, form
from tests.admin.opened_forms import messages_on, opened

WRITE = "/admin/articles/article/copies/write/"
HOLD = "/admin/articles/article/copies/hold/"
NO_NAMES = {"names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}
A_SOURCE = {
    "sources-TOTAL_FORMS": "1",
    "sources-0-label": "Un documento",
    "sources-0-kind": "document",
}


@pytest.fixture
def dario(desk_of, direttore) -> Client:
    return desk_of(direttore)


# The form of an article


def test_new_article_sent_twice_is_one_with_equal_answers(rosa):
    typed = opened(**form(headline="Una volta sola"), _copy=str(uuid.uuid4()), _continue="1")
    first, again = (rosa.post(ADD, typed) for _ in range(2))
    assert first.url == again.url == change(Article.objects.get())
    page = rosa.get(again.url)
    assert Article.objects.get().version == 1
    assert not WorkingCopy.objects.unfinished().exists()
    assert (
        len(messages_on(page)) == len(set(messages_on(page))) + 1
    )  # this client kept both answers


def test_going_back_and_retyping_continues_the_saved_article(rosa):
    organization = make.make_organization("Un ente")
    typed = opened(
        **form(headline="Il primo titolo", **A_SOURCE), _copy=str(uuid.uuid4()), _continue="1"
    ) | {"named_organizations": [str(organization.pk)]}
    rosa.post(ADD, typed)
    article = Article.objects.get()
    assert article.mentions.visible().exists()
    typed |= {"headline": "Il secondo titolo", "named_organizations": []}
    typed |= {"sources-0-url": "https://a.example/"}
    answer = rosa.post(ADD, typed)
    assert answer.url == change(article)
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Il secondo titolo", 2)
    assert Source.objects.get().url == "https://a.example/"
    assert not article.mentions.visible().exists()
    assert rosa.post(ADD, typed).url == answer.url
    article.refresh_from_db()
    assert article.version == 2
    assert not WorkingCopy.objects.unfinished().exists()


def test_going_back_after_a_colleagues_save_shows_both_texts(rosa, carla):
    typed = opened(**form(headline="Di Rosa"), _copy=str(uuid.uuid4()), _continue="1")
    rosa.post(ADD, typed)
    article = Article.objects.get()
    carla.post(change(article), form(article, headline="Di Carla"))
    page = rosa.post(ADD, {**typed, "standfirst": "Ancora di Rosa"}, follow=True)
    assert "I due testi non si toccano" in page.text
    copy = WorkingCopy.objects.unfinished().get()
    assert (copy.article, copy.base_version) == (article, 1)
    rosa.post(ADD, {**typed, "standfirst": "Ancora di Rosa"})
    assert WorkingCopy.objects.unfinished().get() == copy
    article.refresh_from_db()
    assert (article.headline, article.standfirst) == ("Di Carla", "")


def test_form_returned_with_errors_keeps_its_article(rosa):
    typed = opened(**form(headline="Un titolo"), _copy=str(uuid.uuid4()), _continue="1")
    rosa.post(ADD, typed)
    article = Article.objects.get()
    page = rosa.post(ADD, {**typed, "headline": "", "kicker": "Occhiello"})
    assert page.status_code == 200 and "Occhiello" in page.text
    assert f'action="{change(article)}"' in page.text
    assert f'name="_base" value="{article.version}"' in page.text
    assert typed["_copy"] not in page.text and typed["_form"] not in page.text


def test_a_double_click_on_an_article_that_exists_is_one_save(rosa, redattore):
    article = make.make_article("Il pezzo", by=redattore)
    typed = opened(**form(article, headline="Un titolo nuovo"), _copy=str(uuid.uuid4()))
    first, again = (rosa.post(change(article), typed) for _ in range(2))
    assert first.url == again.url and "merge" not in again.url
    article.refresh_from_db()
    assert article.version == 2
    assert not WorkingCopy.objects.unfinished().exists()


def test_double_click_on_a_step_takes_it_once(rosa, redattore):
    article = make.make_article("Il pezzo", by=redattore, section=make.make_section())
    typed = opened(**form(article), _copy=str(uuid.uuid4()), _step="submit")
    pages = [rosa.post(change(article), typed, follow=True) for _ in range(2)]
    assert not any("non è più in mano tua" in page.text for page in pages)
    article.refresh_from_db()
    assert article.status == ArticleStatus.REVIEW
    assert EditorialAct.objects.on(article.pk).filter(verb="submitted").count() == 1
    assert not WorkingCopy.objects.unfinished().exists()


def test_saving_and_then_a_step_are_two_gestures(carla):
    article = make.make_article("Il pezzo", authors=[make.make_author()])
    article_form = form(article, section=str(make.make_section().pk))
    typed = opened(**article_form, _copy=str(uuid.uuid4()))
    carla.post(change(article), typed)
    for _ in range(2):
        carla.post(change(article), {**typed, "_step": "publish"})
    assert Article.objects.published().get() == article
    acts = EditorialAct.objects.on(article.pk).filter(verb="published")
    assert acts.count() == 1


def test_corrected_form_can_be_sent_again(rosa):
    typed = opened(**form(headline=""), _copy=str(uuid.uuid4()))
    assert rosa.post(ADD, typed).status_code == 200
    assert not SentForm.objects.exists()
    rosa.post(ADD, {**typed, "headline": "Con un titolo"})
    assert Article.objects.get().headline == "Con un titolo"


def test_going_back_to_the_form_of_an_article_leads_to_the_article(rosa, carla):
    typed = opened(**form(headline="Un titolo"), _copy=str(uuid.uuid4()), _continue="1")
    rosa.post(ADD, typed)
    form_before = f"{ADD}?_form={typed['_form']}"
    assert rosa.get(form_before).url == change(Article.objects.get())
    assert carla.get(form_before).status_code == 200
    assert rosa.get(f"{ADD}?_form=qualcosa").status_code == 200


def test_form_key_belongs_to_its_person(rosa, carla):
    typed = opened(**form(headline="Di ognuno"), _copy="")
    for desk in (rosa, carla):
        desk.post(ADD, typed)
    assert Article.objects.count() == 2


def test_article_deleted_meanwhile_is_made_anew_on_saving(dario):
    typed = opened(**form(headline="Un titolo"), _copy=str(uuid.uuid4()))
    dario.post(ADD, typed)
    Article.objects.all().delete()
    dario.post(ADD, typed)
    assert not Article.objects.exists()
    dario.post(ADD, {**typed, "headline": "Ancora qui"})
    assert Article.objects.get().headline == "Ancora qui"


def test_typing_during_a_save_is_reported(rosa):
    key = str(uuid.uuid4())
    typed = opened(**form(headline="Un titolo"), _copy=key)
    fields = {"_copy": key, "_holder": "page", "_base": "0", "_article": ""}
    rosa.post(WRITE, {**typed, **fields})
    rosa.post(ADD, typed)
    article = Article.objects.get()
    saved = {"url": change(article), "article": str(article.pk), "base": 1}
    held = rosa.post(HOLD, {**fields, "_form": typed["_form"]})
    assert held.status_code == 409 and held.json()["saved"] == {**saved, "is_this": False}
    late = rosa.post(WRITE, {**typed, **fields})
    assert late.status_code == 409 and late.json()["saved"] == {**saved, "is_this": True}
    more = rosa.post(WRITE, {**typed, **fields, "headline": "E altro"})
    assert more.status_code == 409 and more.json()["saved"] == {**saved, "is_this": False}
    assert not WorkingCopy.objects.unfinished().exists()


def test_sent_forms_are_forgotten_after_a_week(rosa):
    old = SentForm.objects.create(person=User.objects.get(), key=uuid.uuid4(), digest="x")
    SentForm.objects.update(at=timezone.now() - 8 * 24 * make.HOUR)
    rosa.post(ADD, opened(**form(headline="Un titolo")))
    assert SentForm.objects.exclude(pk=old.pk).exists()
    assert not SentForm.objects.filter(pk=old.pk).exists()


# All at once: the database decides


def at_once(user: User, address: str, typed: dict[str, Any], *, times: int = 3) -> list[str]:
    """The addresses to which so many identical POSTs, sent together, lead."""
    start = threading.Barrier(times)

    def send(_number: int) -> str:
        try:
            desk = Client()
            desk.force_login(user)
            start.wait()
            return desk.post(address, typed).url
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(send, range(times)))


@pytest.fixture
def somebody(transactional_db) -> User:
    return make.make_user("persona", "Direttore")


def test_three_posts_at_once_make_one_article(somebody):
    make.make_section("Cronaca")
    typed = opened(**form(headline="Una volta sola"), _copy=str(uuid.uuid4()), _continue="1")
    assert set(at_once(somebody, ADD, typed)) == {change(Article.objects.get())}
    assert Article.objects.get().version == 1
    assert not WorkingCopy.objects.unfinished().exists()


def test_three_posts_with_only_the_copy_key_make_one_article(somebody):
    typed = {**form(headline="Una volta sola"), "_copy": str(uuid.uuid4()), "_continue": "1"}
    assert set(at_once(somebody, ADD, typed)) == {change(Article.objects.get())}


def test_three_posts_at_once_on_one_article_are_one_save(somebody):
    article = make.make_article("Il pezzo")
    typed = opened(**form(article, headline="Altro"), _copy=str(uuid.uuid4()), _continue="1")
    assert set(at_once(somebody, change(article), typed)) == {change(article)}
    article.refresh_from_db()
    assert article.version == 2
    assert not WorkingCopy.objects.unfinished().exists()


def test_three_posts_at_once_make_one_organization(somebody):
    address = "/admin/articles/organization/add/"
    typed = opened(name="Un ente", kind="company", **NO_NAMES, **NO_INTERESTS)
    assert len(set(at_once(somebody, address, typed))) == 1
    assert Organization.objects.count() == 1


def test_three_posts_at_once_register_one_request(somebody):
    article = make.make_published()
    address = "/admin/articles/rectification/add/"
    typed = opened(article=article.pk, sender="Rossi", received_on="01/11/2026", text="Non è vero.")
    at_once(somebody, address, typed)
    assert Rectification.objects.count() == 1
