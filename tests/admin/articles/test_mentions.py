"""The organizations of an article, as the desk shows them while it is written."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles import publishing
from articles.db.choices import MentionStanding
from articles.models import Article, Organization
from articles.publishing.organizations.names import current_finder
from tests import factories as make
from tests.admin.articles.forms import ADD, change, form

pytestmark = pytest.mark.django_db

TEXT = "Il CEO di OpenAI smentisce. Il post su X è falso. Lo dice la società Acme Robotics."


@pytest.fixture
def openai():
    return make.make_organization("OpenAI")


@pytest.fixture
def x():
    return make.make_organization("X")


def ask(desk: Client, article: Article | None = None, **typed: str):
    data = {"headline": "", "standfirst": "", "body": f"<p>{TEXT}</p>", **typed}
    if article:
        data["article"] = str(article.pk)
    return desk.post(reverse("admin:articles_article_organizations"), data)


def test_panel_follows_an_unsaved_text(desk_of, redattore, openai, x):
    answer = ask(desk_of(redattore)).json()
    assert answer["status"] == "1 legata, 1 da confermare, 1 nome nuovo"
    for words in ("Il CEO di <mark>OpenAI</mark> smentisce.", "è una lettera sola", "sicura",
                  f'name="org:{x.pk}" value="yes"', 'name="new:Acme Robotics"'):  # fmt: skip
        assert words in answer["html"]
    assert not Article.objects.exists()


def test_hostile_text_is_escaped(desk_of, redattore):
    answer = ask(desk_of(redattore), body="<p>La società &lt;img onerror=x&gt; Acme Robotics</p>")
    assert "<img" not in answer.json()["html"]


def test_choices_survive_further_writing(desk_of, redattore, x):
    answer = ask(desk_of(redattore), **{f"org:{x.pk}": "yes"}).json()
    assert f'name="org:{x.pk}" value="yes" checked' in answer["html"]


def test_endpoint_needs_the_right_to_write(desk_of, reader, redattore, other_redattore):
    article = make.make_article(by=other_redattore)
    assert ask(desk_of(redattore), article).status_code == 403
    assert ask(reader).status_code == 302
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(redattore)
    assert ask(guarded).status_code == 403
    address = reverse("admin:articles_article_organizations")
    assert desk_of(redattore).get(address).status_code == 405


def test_rows_are_saved_with_the_article_without_a_script(desk_of, caporedattore, openai, x):
    article = make.make_article(body=f"<p>{TEXT}</p>")
    desk = desk_of(caporedattore)
    assert "Organizzazioni nel testo" in desk.get(change(article)).text
    rows = {f"org:{x.pk}": "yes", f"org:{openai.pk}": "no", "new:Acme Robotics": "yes"}
    desk.post(change(article), form(article, **rows))
    standings = dict(article.mentions.values_list("organization__name", "standing"))
    assert standings == {
        "X": MentionStanding.CONFIRMED,
        "OpenAI": MentionStanding.REJECTED,
        "Acme Robotics": MentionStanding.CONFIRMED,
    }
    page = desk.get(change(article)).text
    assert "confermata da carla il" in page and "rifiutata da carla il" in page
    assert "«X»: accettata 1 volta su 1" in page


def test_dismissed_name_is_not_offered_again(desk_of, caporedattore):
    article = make.make_article(body=f"<p>{TEXT}</p>")
    desk = desk_of(caporedattore)
    desk.post(change(article), form(article, **{"new:Acme Robotics": "no"}))
    assert "new:Acme Robotics" not in desk.get(change(article)).text
    assert not Organization.objects.exists()


def test_invalid_new_name_is_reported_and_nothing_is_lost(desk_of, caporedattore):
    data = form(body="<p>Prezioso</p>", **{f"new:{'A' * 121}": "yes"})
    page = desk_of(caporedattore).post(ADD, data)
    assert page.status_code == 200
    assert "Prezioso" in page.text
    assert "120" in page.text
    assert not Organization.objects.exists()


def test_refused_form_keeps_the_choices(desk_of, caporedattore, x):
    data = form(headline="", body=f"<p>{TEXT}</p>", **{f"org:{x.pk}": "no"})
    page = desk_of(caporedattore).post(ADD, data)
    assert f'name="org:{x.pk}" value="no" checked' in page.text


def test_mentions_are_read_only_without_the_right_to_write(desk_of, redattore, openai):
    article = make.make_published(body="<p>Il CEO di OpenAI</p>")
    page = desk_of(redattore).get(change(article)).text
    assert "Il CEO di <mark>OpenAI</mark>" in page and "sicura" in page
    assert 'name="org:' not in page and "data-organizations=" not in page


def test_senseless_choices_do_nothing(desk_of, caporedattore, openai):
    article = make.make_article(body="<p>Il CEO di OpenAI</p>")
    rows = {"org:999999": "yes", "org:x": "yes", f"org:{openai.pk}": "maybe"}
    desk_of(caporedattore).post(change(article), form(article, **rows))
    assert article.mentions.get().standing == MentionStanding.AUTOMATIC


def test_unnamed_organization_can_be_tied(desk_of, caporedattore, openai):
    article = make.make_article(body="<p>Nessuno.</p>")
    desk = desk_of(caporedattore)
    desk.post(change(article), form(article, named_organizations=[str(openai.pk)]))
    assert article.mentions.get().standing == MentionStanding.CONFIRMED
    article.refresh_from_db()
    desk.post(change(article), form(article, named_organizations=[]))
    assert article.mentions.get().standing == MentionStanding.REJECTED


def test_links_in_the_text_can_be_switched_off(desk_of, caporedattore, reader, openai):
    article = make.make_published(body="<p>Il CEO di OpenAI</p>")
    address = 'di <a href="/organizzazioni/openai/">OpenAI</a>'
    assert address in reader.get(article.get_absolute_url()).text
    data = form(article)
    del data["links_organizations"]
    desk_of(caporedattore).post(change(article), data)
    assert address not in reader.get(article.get_absolute_url()).text


def test_reading_an_article_asks_for_a_fixed_number_of_queries(openai, x, at_most):
    article = make.make_article(body=f"<p>{TEXT}</p>" * 40)
    current_finder()
    with at_most(8):
        publishing.Reading.of(article)
