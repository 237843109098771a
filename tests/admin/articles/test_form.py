"""Writing an article, and the steps from hand to hand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.utils import timezone

from articles import publishing
from articles.admin.articles.admin import ArticleAdmin
from articles.db.choices import MentionStanding
from articles.models import Article, Tag
from tests import factories as make
from tests.admin.articles.forms import ADD, LIST, S, change, form

pytestmark = pytest.mark.django_db


# Writing


def test_redattore_saves_an_article_with_all_its_parts(desk_of, redattore):
    make.make_organization("OpenAI")
    quiet = make.make_organization("Fondazione Muta")
    authors = [make.make_author(name) for name in ("Zoe Neri", "Ada Bianchi")]
    data = form(
        body="<div>Parla OpenAI.<script>x</script></div>",
        section=make.make_section().pk,
        lead_picture=make.make_picture().pk,
        byline_authors=[str(author.pk) for author in authors],
        named_organizations=[str(quiet.pk)],
        tags=["Open Source", "nuovo tema", "open source"],
        **{
            "sources-TOTAL_FORMS": "1",
            "sources-0-kind": "document",
            "sources-0-label": "Un rapporto",
            "sources-0-url": "example.org/rapporto",
        },
        _continue="1",
    )
    answer = desk_of(redattore).post(ADD, data)
    article = Article.objects.get()
    assert answer.headers["Location"] == change(article)
    assert article.body == "<p>Parla OpenAI.</p>"
    assert article.status == S.DRAFT
    assert article.created_by == redattore
    assert article.signatures == authors
    assert {t.name.lower() for t in article.tags.all()} == {"open source", "nuovo tema"}
    assert article.sources.get().url == "https://example.org/rapporto"
    standings = dict(article.mentions.values_list("organization__name", "standing"))
    assert standings == {"OpenAI": "automatic", "Fondazione Muta": "confirmed"}


def test_missing_headline_is_reported_once(desk_of, redattore):
    answer = desk_of(redattore).post(ADD, form(headline=""))
    assert answer.context["adminform"].form.errors == {"headline": ["Questo campo è obbligatorio."]}
    assert not Article.objects.exists()


def test_a_tie_taken_away_is_refused_for_good(desk_of, caporedattore):
    openai = make.make_organization("OpenAI")
    article = make.make_article(body="<p>OpenAI</p>")
    desk = desk_of(caporedattore)
    desk.post(change(article), form(article, **{f"org:{openai.pk}": "no"}))
    assert article.mentions.get().standing == MentionStanding.REJECTED
    desk.post(change(article), form(article))
    tie = article.mentions.get()
    assert (tie.standing, tie.decided_by) == (MentionStanding.REJECTED, caporedattore)


def test_a_tie_that_appeared_meanwhile_is_not_refused(desk_of, caporedattore):
    article = make.make_article(body="<p>OpenAI</p>")
    data = form(article)
    make.make_organization("OpenAI")
    publishing.save([article], by=None)
    assert article.mentions.exists()
    desk_of(caporedattore).post(change(article), data)
    assert article.mentions.get().standing == MentionStanding.AUTOMATIC


def test_an_invalid_form_gives_back_all_that_was_typed(desk_of, redattore):
    data = form(
        headline="x" * 201, body="<p>Prezioso</p>", tags=["mai visto"], canonical_url="non è"
    )
    page = desk_of(redattore).post(ADD, data)
    assert page.status_code == 200
    for words in ("x" * 201, "Prezioso", "mai visto", "non è"):
        assert words in page.text
    assert not Article.objects.exists()
    assert not Tag.objects.exists()


def test_a_form_asks_for_a_fixed_number_of_queries(desk_of, caporedattore, at_most):
    for n in range(10):
        make.make_organization(f"Azienda{n}")
    names = ", ".join(f"Azienda{n}" for n in range(10))
    article = make.make_article(body=f"<p>{names}</p>", tags=[f"tema {n}" for n in range(10)])
    desk = desk_of(caporedattore)
    with at_most(25):
        assert desk.get(change(article)).status_code == 200


def test_add_links_depend_on_the_rights_of_each_person(desk_of, redattore, caporedattore):
    """A redattore makes no authors, and a form built for a caporedattore changes nothing."""
    mine, theirs = ArticleAdmin(Article, admin.site), RequestFactory().get(ADD)
    theirs.user, other = caporedattore, RequestFactory().get(ADD)
    other.user = redattore
    first = mine.get_form(other)
    mine.get_form(theirs)
    assert first.base_fields["byline_authors"].widget.can_add_related is False


# From hand to hand


def test_one_button_saves_and_sends_to_review(desk_of, redattore):
    article = make.make_article(by=redattore)
    answer = desk_of(redattore).post(
        change(article), form(article, headline="Riscritto", _step="submit"), follow=True
    )
    article.refresh_from_db()
    assert (article.headline, article.status) == ("Riscritto", S.REVIEW)
    assert "«Riscritto» è in revisione." in answer.text
    assert "Riprendi in bozza" in answer.text


def test_author_takes_back_an_article_in_review(desk_of, redattore):
    article = make.make_article(by=redattore, status=S.REVIEW)
    desk = desk_of(redattore)
    desk.post(f"{LIST}{article.pk}/step/", {"_step": "return_to_draft"})
    article.refresh_from_db()
    assert article.status == S.DRAFT


def test_a_caporedattore_publishes_with_the_last_corrections(desk_of, caporedattore):
    article = make.make_article(status=S.REVIEW)
    page = desk_of(caporedattore).post(
        change(article), form(article, headline="Corretto", _step="publish"), follow=True
    )
    assert Article.objects.published().get().headline == "Corretto"
    assert "«Corretto» è pubblicato." in page.text


def test_future_time_schedules_the_article(desk_of, caporedattore):
    article = make.make_article(status=S.REVIEW)
    tomorrow = timezone.localtime() + dt.timedelta(days=1)
    data = form(article, published_at_0=f"{tomorrow:%d/%m/%Y}", published_at_1="07:00:00")
    page = desk_of(caporedattore).post(change(article), {**data, "_step": "publish"}, follow=True)
    assert Article.objects.scheduled().get() == article
    assert "è programmato: i lettori lo vedranno dal" in page.text
    assert "Annulla l’uscita" in page.text


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        ({"byline_authors": []}, "Indica chi firma il pezzo prima di pubblicare."),
        ({"body": "<p> </p>"}, "Scrivi il testo prima di pubblicare."),
    ],
)
def test_missing_parts_are_shown_beside_fields_and_not_saved(
    desk_of, caporedattore, spoil: dict, message: str
):
    article = make.make_article()
    data = form(article, headline="Riscritto", _step="publish", **spoil)
    page = desk_of(caporedattore).post(change(article), data)
    assert page.status_code == 200
    assert message in page.text
    article.refresh_from_db()
    assert (article.status, article.headline) == (S.DRAFT, "Un titolo")


def test_a_live_article_cannot_lose_its_byline(desk_of, caporedattore):
    article = make.make_published()
    page = desk_of(caporedattore).post(change(article), form(article, byline_authors=[]))
    assert "Indica chi firma il pezzo" in page.text
    assert article.bylines.count() == 1


def test_a_live_article_is_not_hidden_by_a_date(desk_of, caporedattore):
    article = make.make_published()
    page = desk_of(caporedattore).post(change(article), form(article, published_at_0="01/01/2199"))
    assert "I lettori vedono già questo pezzo" in page.text
    assert Article.objects.published().get() == article


def test_an_address_readers_know_is_refused_beside_its_field(desk_of, caporedattore):
    article = make.make_published("Titolo")
    desk = desk_of(caporedattore)
    desk.post(change(article), form(article, slug="nuovo"))
    other = make.make_article("Altro")
    page = desk.post(change(other), form(other, slug="titolo"))
    assert "I lettori conoscono questo indirizzo" in page.text


# Autocompletes


def autocomplete(desk: Client, field: str, term: str) -> list[dict[str, str]]:
    query = {"app_label": "articles", "model_name": "article", "field_name": field, "term": term}
    return desk.get("/admin/autocomplete/", query).json()["results"]


def test_tags_complete_by_name(desk_of, redattore):
    make.make_article(tags=["open source"])
    assert autocomplete(desk_of(redattore), "tags", "open") == [
        {"id": "open source", "text": "open source"}
    ]


def test_organizations_complete_by_any_name(desk_of, redattore):
    x = make.make_organization("X", ("Twitter", "former"))
    assert autocomplete(desk_of(redattore), "organizations", "twit") == [
        {"id": str(x.pk), "text": "X"}
    ]


def test_readers_complete_nothing(reader, desk_of):
    make.make_article(tags=["riservato"])
    query = {"app_label": "articles", "model_name": "article", "field_name": "tags", "term": ""}
    assert reader.get("/admin/autocomplete/", query).status_code == 302
    guest = desk_of(User.objects.create_user("ospite", is_staff=True))
    assert guest.get("/admin/autocomplete/", query).status_code == 403


def test_writer_of_a_new_article_is_proposed_as_author(desk_of, redattore):
    author = make.make_author("Rosa Verdi", user=redattore)
    assert desk_of(redattore).get(ADD).context["adminform"].form.initial["byline_authors"] == [
        author.pk
    ]


def test_saving_messages_are_good_italian(desk_of, caporedattore):
    article = make.make_article("Titolo")
    page = desk_of(caporedattore).post(
        change(article), form(article, _continue="1"), follow=True
    )  # fmt: skip
    messages = [str(message) for message in page.context["messages"]]
    assert len(messages) == 1
    assert messages[0].startswith("Salvato: articolo «")
