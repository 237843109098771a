from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.admin.articles import ArticleAdmin
from articles.choices import ArticleStatus, MentionStanding
from articles.models import Article, Tag
from tests import factories as make

pytestmark = pytest.mark.django_db
S = ArticleStatus
LIST = "/admin/articles/article/"
ADD = "/admin/articles/article/add/"


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def form(article: Article | None = None, **fields: Any) -> dict[str, Any]:
    """What a browser would send for a piece, with `fields` typed over it."""
    ties = [str(t.organization_id) for t in article.mentions.visible()] if article else []
    data = {
        "headline": article.headline if article else "Un titolo",
        "body": article.body if article else "<p>Un testo.</p>",
        "slug": article.slug if article else "",
        "kicker": "", "standfirst": "", "notes": "", "canonical_url": "",
        "kind": "news", "language": "it",
        "byline_authors": [str(a.pk) for a in article.signatures] if article else [],
        "named_organizations": ties,
        "initial-named_organizations": ties,
        "sources-TOTAL_FORMS": "0", "sources-INITIAL_FORMS": "0",
    }  # fmt: skip
    if article and article.published_at:
        local = timezone.localtime(article.published_at)
        data |= {"published_at_0": f"{local:%d/%m/%Y}", "published_at_1": f"{local:%H:%M:%S}"}
    return {**data, **fields}


# Writing


def test_a_redattore_writes_a_piece_with_all_that_belongs_to_it(desk_of, redattore):
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


def test_a_tie_taken_away_is_refused_for_good(desk_of, caporedattore):
    make.make_organization("OpenAI")
    article = make.make_article(body="<p>OpenAI</p>")
    desk = desk_of(caporedattore)
    desk.post(change(article), form(article, named_organizations=[]))
    assert article.mentions.get().standing == MentionStanding.REJECTED
    desk.post(change(article), form(article))
    tie = article.mentions.get()
    assert (tie.standing, tie.decided_by) == (MentionStanding.REJECTED, caporedattore)


def test_a_tie_that_appeared_meanwhile_is_not_refused(desk_of, caporedattore):
    article = make.make_article(body="<p>OpenAI</p>")
    data = form(article)
    make.make_organization("OpenAI")
    publishing.save_article(article=article, by=None)
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
    with at_most(20):
        assert desk.get(change(article)).status_code == 200


def test_what_one_person_may_add_is_not_offered_to_another(desk_of, redattore, caporedattore):
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


def test_a_piece_in_review_is_taken_back_by_who_wrote_it(desk_of, redattore):
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


def test_a_time_in_the_future_is_an_embargo_and_said_so(desk_of, caporedattore):
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
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_saved(
    desk_of, caporedattore, spoil: dict, message: str
):
    article = make.make_article()
    data = form(article, headline="Riscritto", _step="publish", **spoil)
    page = desk_of(caporedattore).post(change(article), data)
    assert page.status_code == 200
    assert message in page.text
    article.refresh_from_db()
    assert (article.status, article.headline) == (S.DRAFT, "Un titolo")


def test_a_live_piece_cannot_lose_its_byline(desk_of, caporedattore):
    article = make.make_published()
    page = desk_of(caporedattore).post(change(article), form(article, byline_authors=[]))
    assert "Indica chi firma il pezzo" in page.text
    assert article.bylines.count() == 1


def test_a_live_piece_is_not_hidden_by_a_date(desk_of, caporedattore):
    article = make.make_published()
    page = desk_of(caporedattore).post(change(article), form(article, published_at_0="01/01/2999"))
    assert "I lettori vedono già questo pezzo" in page.text
    assert Article.objects.published().get() == article


def test_an_address_readers_know_is_refused_beside_its_field(desk_of, caporedattore):
    article = make.make_published("Titolo")
    desk = desk_of(caporedattore)
    desk.post(change(article), form(article, slug="nuovo"))
    other = make.make_article("Altro")
    page = desk.post(change(other), form(other, slug="titolo"))
    assert "I lettori conoscono questo indirizzo" in page.text


# Rights hold on every path


def posts(desk: Client, article: Article) -> None:
    """Every way in which the desk can be asked to change a piece."""
    desk.post(change(article), form(article, headline="Cambiato"))
    for step in ("publish", "withdraw", "submit", "return_to_draft"):
        desk.post(change(article), form(article, headline="Cambiato", _step=step))
        desk.post(f"{LIST}{article.pk}/step/", {"_step": step})
    for action in ("publish_selected", "withdraw_selected", "delete_selected"):
        desk.post(LIST, {"action": action, "_selected_action": [article.pk]})
    desk.post(f"{LIST}{article.pk}/delete/", {"post": "yes"})


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize("group", ["Redattore", None])
def test_somebody_else_s_piece_stays_as_it_is(desk_of, status: S, group: str | None):
    article = make.make_article(status=status)
    before = Article.objects.values().get()
    posts(desk_of(make.make_user("persona", group)), article)
    assert Article.objects.values().get() == before


def test_a_redattore_s_own_piece_out_of_their_hands_stays_as_it_is(desk_of, redattore):
    article = make.make_published(by=redattore)
    before = Article.objects.values().get()
    posts(desk_of(redattore), article)
    assert Article.objects.values().get() == before


def test_a_redattore_cannot_publish_a_new_piece(desk_of, redattore):
    data = form(byline_authors=[make.make_author().pk], _step="publish")
    assert desk_of(redattore).post(ADD, data).status_code == 403
    assert not Article.objects.exists()


def test_sources_of_somebody_else_s_piece_cannot_be_touched(desk_of, redattore):
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


def test_a_step_that_does_not_exist_is_refused(desk_of, caporedattore):
    article = make.make_article()
    assert desk_of(caporedattore).post(
        change(article), form(article, _step="print")
    ).status_code == 403  # fmt: skip


def test_a_step_that_cannot_be_taken_says_why(desk_of, caporedattore):
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


def test_a_draft_is_deleted_and_a_public_piece_is_not(desk_of, caporedattore):
    draft, public = make.make_article("Bozza"), make.make_published("Pubblico")
    desk = desk_of(caporedattore)
    for article in (draft, public):
        desk.post(f"{LIST}{article.pk}/delete/", {"post": "yes"})
    assert list(Article.objects.all()) == [public]


# Many at once


def test_many_are_published_and_each_refusal_says_why(desk_of, caporedattore):
    pieces = [make.make_article("Uno"), make.make_article("Due"), make.make_published("Tre")]
    pieces.append(make.make_article("Senza firma", authors=[]))
    page = desk_of(caporedattore).post(
        LIST,
        {"action": "publish_selected", "_selected_action": [p.pk for p in pieces]},
        follow=True,
    )
    assert Article.objects.published().count() == 3
    assert "2 pezzi pubblicati." in page.text
    assert "«Senza firma»: Indica chi firma" in page.text
    assert "«Tre»: Non hai il permesso" in page.text


def test_many_are_withdrawn(desk_of, caporedattore):
    pieces = [make.make_published("Uno"), make.make_published("Due")]
    desk_of(caporedattore).post(
        LIST, {"action": "withdraw_selected", "_selected_action": [p.pk for p in pieces]}
    )
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


def test_the_list_tells_what_is_scheduled_from_what_is_published(desk_of, redattore):
    pieces = {
        "drafts": make.make_article("Uno"),
        "in_review": make.make_article("Due", status=S.REVIEW),
        "scheduled": make.make_scheduled("Tre"),
        "published": make.make_published("Quattro"),
        "withdrawn": make.make_article("Cinque", status=S.WITHDRAWN),
    }
    desk = desk_of(redattore)
    for state, piece in pieces.items():
        listed = desk.get(LIST, {"state": state}).context["cl"].result_list
        assert list(listed) == [piece]
    assert len(desk.get(LIST, {"state": "delete"}).context["cl"].result_list) == 5


def test_a_piece_is_found_by_whom_it_names(desk_of, redattore):
    make.make_organization("OpenAI")
    make.make_article("Trovato", body="<p>OpenAI</p>")
    make.make_article("Perduto")
    page = desk_of(redattore).get(LIST + "?q=openai").text
    assert "Trovato" in page and "Perduto" not in page


def test_the_desk_shows_what_waits_and_what_comes_out(desk_of, redattore, at_most):
    make.make_article("Mio", by=redattore)
    make.make_article("Da rivedere", status=S.REVIEW)
    make.make_scheduled("Domani")
    make.make_published("Fuori")
    desk = desk_of(redattore)
    with at_most(16):
        page = desk.get("/admin/")
    context = page.context
    titles = [[p.headline for p in part["pieces"]] for part in context["lists"]]
    assert [p.headline for p in context["own"]] == ["Mio"]
    assert titles == [["Da rivedere"], ["Domani"], ["Fuori"]]


def test_a_redattore_reads_what_they_may_not_write(desk_of, redattore):
    article = make.make_published(body="<p>Un <strong>testo</strong>.</p>", tags=["tema"])
    article.sources.create(label="Un documento")
    page = desk_of(redattore).get(change(article)).text
    for words in ("Un <strong>testo</strong>.", "tema", "Un documento", "Di Fantasy"):
        assert words in page
    for name in ("_continue", "_step", 'name="headline"', 'name="sources-0-label"'):
        assert name not in page


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


def test_who_writes_a_new_piece_is_proposed_as_its_author(desk_of, redattore):
    author = make.make_author("Rosa Verdi", user=redattore)
    assert desk_of(redattore).get(ADD).context["adminform"].form.initial["byline_authors"] == [
        author.pk
    ]


def test_saving_is_told_in_good_italian(desk_of, caporedattore):
    article = make.make_article("Titolo")
    page = desk_of(caporedattore).post(
        change(article), form(article, _continue="1"), follow=True
    )  # fmt: skip
    messages = [str(message) for message in page.context["messages"]]
    assert len(messages) == 1
    assert messages[0].startswith("Salvato: articolo «")
