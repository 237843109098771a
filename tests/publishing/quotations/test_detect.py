"""Who says what: offered when a piece is saved, confirmed by a person, and then part of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import publishing
from articles.db.choices import MentionStanding, OblivionKind, QuotationStanding, Verb
from articles.models import (
    Affiliation,
    Article,
    EditorialAct,
    OblivionDecision,
    OblivionRequest,
    Person,
    Quotation,
)
from articles.publishing import Decision, Said
from tests import factories as make

pytestmark = pytest.mark.django_db

WORDS = "Apriremo il modello entro l’estate"
BODY = f"<p>Il CEO di OpenAI Sam Altman ha detto: «{WORDS}».</p>"
CONFIRMED, REJECTED = QuotationStanding.CONFIRMED, QuotationStanding.REJECTED


@pytest.fixture
def openai():
    return make.make_organization("OpenAI")


@pytest.fixture
def piece(openai):
    return make.make_published("OpenAI apre", body=BODY)


def decide(quotation: Quotation, standing=CONFIRMED, *, by=None, **said) -> Quotation:
    said = {"organization": quotation.organization, "role": quotation.role, **said}
    said.setdefault("speaker", quotation.speaker)
    decision = Decision(quotation, standing, Said(**said))
    publishing.decide_quotations(article=quotation.article, decisions=[decision], by=by)
    quotation.refresh_from_db()
    return quotation


def save(article: Article, body: str, **kwargs) -> Article:
    article = Article.objects.get(pk=article.pk)
    article.body = body
    publishing.save_article(article=article, by=None, **kwargs)
    return article


def test_it_is_offered_with_who_speaks_and_for_whom(piece, openai):
    quotation = piece.quotations.get()
    assert (quotation.text, quotation.speaker, quotation.role) == (WORDS, "Sam Altman", "CEO")
    assert (quotation.organization, quotation.person) == (openai, None)
    assert quotation.standing == QuotationStanding.SUGGESTED
    assert piece.body[piece.body.index(WORDS) :].startswith(quotation.text)


def test_an_import_offers_it_too(openai):
    preparation = publishing.Preparation()
    new = preparation.prepare(Article(headline="OpenAI apre", body=BODY))
    new.sign(make.make_author())
    publishing.add_articles([new])
    assert Quotation.objects.get().organization == openai


def test_who_is_confirmed_gets_a_page(piece):
    quotation = decide(piece.quotations.get())
    person = Person.objects.get()
    assert (quotation.person, person.name, person.slug) == (person, "Sam Altman", "sam-altman")
    assert EditorialAct.objects.filter(verb=Verb.QUOTED, article_key=piece.pk).count() == 1


def test_who_was_confirmed_is_offered_in_the_role_in_which_they_spoke_last(piece, openai):
    decide(piece.quotations.get())
    later = make.make_article("Dopo", body="<p>Sam Altman dice: «Restiamo qui».</p>")
    quotation = later.quotations.get()
    assert quotation.person == Person.objects.get()
    assert (quotation.role, quotation.organization) == ("CEO", openai)


def test_whom_the_paper_knows_is_offered_with_their_role(openai):
    person = publishing.create_person(name="Okonjo Abara", by=None)
    Affiliation.objects.create(person=person, organization=openai, role="ingegnera")
    piece = make.make_article(body="<p>Okonjo Abara dice: «Restiamo qui».</p>")
    quotation = piece.quotations.get()
    assert (quotation.person, quotation.organization) == (person, openai)
    assert quotation.role == "ingegnera"


def test_a_role_that_is_over_on_that_day_is_not_offered(openai):
    person = publishing.create_person(name="Okonjo Abara", by=None)
    Affiliation.objects.create(
        person=person, organization=openai, role="ingegnera", last_day=dt.date(2020, 1, 1)
    )
    piece = make.make_article(body="<p>Okonjo Abara dice: «Restiamo qui».</p>")
    assert piece.quotations.get().organization is None


def test_of_two_who_bear_a_name_a_person_says_which(piece):
    first, second = (publishing.create_person(name="Sam Altman", by=None) for _ in range(2))
    assert first.slug != second.slug
    quotation = piece.quotations.get()
    with pytest.raises(ValidationError, match="Sam Altman"):
        decide(quotation)
    assert decide(quotation, person=second).person == second


def test_what_was_found_follows_the_text_until_a_person_decides(piece):
    save(piece, BODY.replace("Sam Altman", "Anna Rinaldi"))
    assert piece.quotations.get().speaker == "Anna Rinaldi"
    save(piece, "<p>Niente.</p>")
    assert not piece.quotations.exists()


def test_a_no_stays_while_the_words_do(piece):
    decide(piece.quotations.get(), REJECTED)
    save(piece, f"<p>Prima.</p>{BODY}")
    assert piece.quotations.get().standing == REJECTED


def test_a_confirmed_one_is_not_broken_without_a_word(piece):
    quotation = decide(piece.quotations.get())
    with pytest.raises(ValidationError, match="Sam Altman") as caught:
        save(piece, BODY.replace("estate", "autunno"))
    assert caught.value.error_dict["body"][0].code == "quotation"
    assert Article.objects.get(pk=piece.pk).body == piece.body
    save(piece, BODY.replace("estate", "autunno"), let_go={quotation.uuid})
    assert piece.quotations.get().standing == QuotationStanding.SUGGESTED
    assert EditorialAct.objects.filter(verb=Verb.UNQUOTED).count() == 1


def test_a_confirmed_one_follows_its_place_and_its_typography(piece):
    decide(piece.quotations.get())
    save(piece, BODY.replace("<p>Il CEO", "<p>Prima.</p><p>Poi il CEO").replace("l’", "l'"))
    quotation = piece.quotations.get()
    assert (quotation.standing, quotation.text) == (CONFIRMED, WORDS.replace("’", "'"))
    assert quotation.offset == len("Prima.\n\nPoi il CEO di OpenAI Sam Altman ha detto: «")


def test_a_confirmed_one_stays_where_nobody_would_find_it_any_more(piece):
    decide(piece.quotations.get())
    save(piece, f"<blockquote><p>{WORDS}</p></blockquote>")
    assert piece.quotations.get().standing == CONFIRMED


def test_an_earlier_version_does_not_break_it_without_a_word(piece):
    version = publishing.version_of(piece.pk, piece.version)
    save(piece, "<p>Anna Rinaldi dice: «Restiamo qui con voi».</p>")
    quotation = decide(piece.quotations.get())
    article = Article.objects.get(pk=piece.pk)
    with pytest.raises(ValidationError):
        publishing.restore_version(article=article, version=version, by=None)
    article = Article.objects.get(pk=piece.pk)
    publishing.restore_version(article=article, version=version, by=None, let_go={quotation.uuid})
    assert piece.quotations.get().text == WORDS


def test_nothing_is_stored_where_one_decision_fails(piece):
    save(piece, BODY + "<p>Anna Rinaldi dice: «Restiamo qui con voi».</p>")
    first, second = piece.quotations.in_text()
    bad = Said(speaker="Anna Rinaldi", said_on=dt.date(2999, 1, 1))
    with pytest.raises(ValidationError):
        publishing.decide_quotations(
            article=piece,
            decisions=[Decision(first, REJECTED), Decision(second, CONFIRMED, bad)],
            by=None,
        )
    assert set(piece.quotations.values_list("standing", flat=True)) == {"suggested"}
    assert not Person.objects.exists()


def test_who_says_it_must_be_somebody(piece):
    with pytest.raises(ValidationError):
        decide(piece.quotations.get(), speaker="", organization=None, role="dipendente")


def test_it_takes_the_right_to_edit_and_to_add_persons(piece):
    writer = make.make_user("cronista", "Redattore")
    with pytest.raises(PermissionDenied):
        decide(piece.quotations.get(), by=writer)
    editor = make.make_user("capo", "Caporedattore")
    editor.groups.first().permissions.filter(codename="add_person").delete()
    with pytest.raises(PermissionDenied):
        decide(piece.quotations.get(), by=editor)


def test_words_that_somebody_changed_meanwhile_are_not_confirmed(piece):
    quotation = piece.quotations.get()
    Article.objects.filter(pk=piece.pk).update(body="<p>Altro.</p>")
    with pytest.raises(ValidationError, match="Apriremo"):
        decide(quotation)


def test_a_decision_is_taken_back(piece):
    quotation = decide(piece.quotations.get())
    decide(quotation, QuotationStanding.SUGGESTED)
    assert (quotation.standing, quotation.decided_at) == ("suggested", None)
    save(piece, "<p>Niente.</p>")
    assert not piece.quotations.exists()


def test_merged_organisations_have_all_the_words_and_get_theirs_back(piece, openai):
    decide(piece.quotations.get())
    other = make.make_organization("Open AI Inc")
    person = Person.objects.get()
    for organization in (openai, other):
        Affiliation.objects.create(person=person, organization=organization, role="CEO")
    merge = publishing.merge_organizations(keep=other, absorb=openai, by=None)
    assert piece.quotations.get().organization == other
    assert person.affiliations.get().organization == other
    back = publishing.undo_merge(merge, by=None)
    assert piece.quotations.get().organization == back
    assert {each.organization for each in person.affiliations.all()} == {other, back}


def forget(piece: Article) -> OblivionDecision:
    request = OblivionRequest.objects.create(person="Sam Altman", request="Basta.")
    request.articles.add(piece)
    decision = OblivionDecision(
        request=request,
        article=piece,
        kind=OblivionKind.INITIALS,
        reasons="È passato tempo.",
        names="Sam Altman\nAltman",
        initials="S. A.",
    )
    publishing.decide_oblivion(decision=decision, by=None)
    return decision


def test_who_is_to_be_forgotten_is_quoted_no_more(piece):
    decide(piece.quotations.get())
    decision = forget(piece)
    assert not Quotation.objects.published().exists()
    assert not Person.objects.covered().exists()
    again = piece.quotations.get(hidden_by=None)
    assert (again.standing, "Altman" in again.speaker) == (QuotationStanding.SUGGESTED, False)
    with pytest.raises(ValidationError):
        decide(again, speaker="Sam Altman")
    publishing.undo_oblivion(decision=decision, by=None, why="Ha cambiato idea.")
    quotation = Quotation.objects.published().get()
    assert (quotation.text, quotation.person.name) == (WORDS, "Sam Altman")
    assert piece.quotations.count() == 1


def test_words_that_changed_meanwhile_do_not_come_back(piece):
    decide(piece.quotations.get())
    decision = forget(piece)
    masked = Article.objects.get(pk=piece.pk).body
    save(piece, masked.replace("estate", "autunno"))
    publishing.undo_oblivion(decision=decision, by=None, why="Ha cambiato idea.")
    assert not Quotation.objects.published().exists()


def test_the_archive_is_read_for_quotations_by_a_command(piece):
    piece.quotations.all().delete()
    publishing.find_quotations(Article.objects.get(pk=piece.pk))
    assert piece.quotations.get().speaker == "Sam Altman"


def test_a_piece_that_quotes_nobody_asks_for_it_once(openai, django_assert_max_num_queries):
    piece = make.make_article(body="<p>OpenAI apre.</p>")
    with django_assert_max_num_queries(0):
        publishing.quotations_of(Article())
    with django_assert_max_num_queries(1):
        stored = publishing.quotations_of(piece)
        publishing.broken_quotations(piece, stored)


def test_who_speaks_for_an_organisation_ties_it(openai):
    italia = make.make_organization("Italia")
    body = "<p>Paul Roche dell’Italia ha detto: «Restiamo qui con voi».</p>"
    piece = make.make_published("Un altro", body=body)
    assert piece.mentions.get().standing == MentionStanding.SUGGESTED
    decide(piece.quotations.get(), organization=italia)
    assert piece.mentions.get().standing == MentionStanding.CONFIRMED
