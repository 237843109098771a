"""Quotations and their speakers: offered when an article is saved, then confirmed by a person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import publishing
from articles.db.choices import ErasureKind, MentionStanding, QuotationStanding, Verb
from articles.models import (
    Affiliation,
    Article,
    EditorialAct,
    OblivionDecision,
    OblivionRequest,
    Person,
    Quotation,
)
from articles.publishing import Attribution, QuotationDecision
from articles.publishing.quotations.decide import create_person
from articles.publishing.quotations.detect import find_quotations
from tests import factories as make

pytestmark = pytest.mark.django_db

WORDS = "Apriremo il modello entro l’estate"
BODY = f"<p>Il CEO di OpenAI Sam Altman ha detto: «{WORDS}».</p>"
CONFIRMED, REJECTED = QuotationStanding.CONFIRMED, QuotationStanding.REJECTED


@pytest.fixture
def openai():
    return make.make_organization("OpenAI")


@pytest.fixture
def article(openai):
    return make.make_published("OpenAI apre", body=BODY)


def decide(quotation: Quotation, standing=CONFIRMED, *, by=None, **fields) -> Quotation:
    fields = {"organization": quotation.organization, "role": quotation.role, **fields}
    fields.setdefault("speaker", quotation.speaker)
    decision = QuotationDecision(quotation, standing, Attribution(**fields))
    publishing.decide_quotations(article=quotation.article, decisions=[decision], by=by)
    quotation.refresh_from_db()
    return quotation


def save(article: Article, body: str, **kwargs) -> Article:
    article = Article.objects.get(pk=article.pk)
    article.body = body
    publishing.save([article], publishing.Decisions(**kwargs), by=None)
    return article


def test_quotation_is_offered_with_speaker_and_organization(article, openai):
    quotation = article.quotations.get()
    assert (quotation.text, quotation.speaker, quotation.role) == (WORDS, "Sam Altman", "CEO")
    assert (quotation.organization, quotation.person) == (openai, None)
    assert quotation.standing == QuotationStanding.SUGGESTED
    assert article.body[article.body.index(WORDS) :].startswith(quotation.text)


def test_import_offers_quotations_too(openai):
    preparation = publishing.Preparation()
    new = preparation.prepare(Article(headline="OpenAI apre", body=BODY))
    decisions = publishing.Decisions(authors=[make.make_author()])
    publishing.save([new], decisions, by=None)
    assert Quotation.objects.get().organization == openai


def test_confirmed_speaker_gets_a_page(article):
    quotation = decide(article.quotations.get())
    person = Person.objects.get()
    assert (quotation.person, person.name, person.slug) == (person, "Sam Altman", "sam-altman")
    assert EditorialAct.objects.filter(verb=Verb.QUOTED, article_key=article.pk).count() == 1


def test_confirmed_speaker_is_offered_with_their_last_role(article, openai):
    decide(article.quotations.get())
    later = make.make_article("Dopo", body="<p>Sam Altman dice: «Restiamo qui».</p>")
    quotation = later.quotations.get()
    assert quotation.person == Person.objects.get()
    assert (quotation.role, quotation.organization) == ("CEO", openai)


def test_known_person_is_offered_with_their_role(openai):
    person = create_person(name="Okonjo Abara", by=None)
    Affiliation.objects.create(person=person, organization=openai, role="ingegnera")
    article = make.make_article(body="<p>Okonjo Abara dice: «Restiamo qui».</p>")
    quotation = article.quotations.get()
    assert (quotation.person, quotation.organization) == (person, openai)
    assert quotation.role == "ingegnera"


def test_expired_role_is_not_offered(openai):
    person = create_person(name="Okonjo Abara", by=None)
    Affiliation.objects.create(
        person=person, organization=openai, role="ingegnera", last_day=dt.date(2020, 1, 1)
    )
    article = make.make_article(body="<p>Okonjo Abara dice: «Restiamo qui».</p>")
    assert article.quotations.get().organization is None


def test_homonymous_speaker_is_chosen_by_a_person(article):
    first, second = (create_person(name="Sam Altman", by=None) for _ in range(2))
    assert first.slug != second.slug
    quotation = article.quotations.get()
    with pytest.raises(ValidationError, match="Sam Altman"):
        decide(quotation)
    assert decide(quotation, person=second).person == second


def test_undecided_quotation_follows_the_text(article):
    save(article, BODY.replace("Sam Altman", "Anna Rinaldi"))
    assert article.quotations.get().speaker == "Anna Rinaldi"
    save(article, "<p>Niente.</p>")
    assert not article.quotations.exists()


def test_rejection_stays_while_the_words_stay(article):
    decide(article.quotations.get(), REJECTED)
    save(article, f"<p>Prima.</p>{BODY}")
    assert article.quotations.get().standing == REJECTED


def test_edit_breaking_a_confirmed_quotation_is_refused(article):
    quotation = decide(article.quotations.get())
    with pytest.raises(ValidationError, match="Sam Altman") as caught:
        save(article, BODY.replace("estate", "autunno"))
    assert caught.value.error_dict["body"][0].code == "quotation"
    assert Article.objects.get(pk=article.pk).body == article.body
    save(article, BODY.replace("estate", "autunno"), let_go={quotation.uuid})
    assert article.quotations.get().standing == QuotationStanding.SUGGESTED
    assert EditorialAct.objects.filter(verb=Verb.UNQUOTED).count() == 1


def test_confirmed_quotation_follows_place_and_typography(article):
    decide(article.quotations.get())
    save(article, BODY.replace("<p>Il CEO", "<p>Prima.</p><p>Poi il CEO").replace("l’", "l'"))
    quotation = article.quotations.get()
    assert (quotation.standing, quotation.text) == (CONFIRMED, WORDS.replace("’", "'"))
    assert quotation.offset == len("Prima.\n\nPoi il CEO di OpenAI Sam Altman ha detto: «")


def test_confirmed_quotation_stays_when_no_longer_detected(article):
    decide(article.quotations.get())
    save(article, f"<blockquote><p>{WORDS}</p></blockquote>")
    assert article.quotations.get().standing == CONFIRMED


def test_restoring_over_a_confirmed_quotation_is_refused(article):
    version = publishing.version_of(article.pk, article.version)
    save(article, "<p>Anna Rinaldi dice: «Restiamo qui con voi».</p>")
    quotation = decide(article.quotations.get())
    stored = Article.objects.get(pk=article.pk)
    with pytest.raises(ValidationError):
        publishing.restore_version(article=stored, version=version, by=None)
    stored = Article.objects.get(pk=article.pk)
    publishing.restore_version(article=stored, version=version, by=None, let_go={quotation.uuid})
    assert article.quotations.get().text == WORDS


def test_one_failing_decision_stores_nothing(article):
    save(article, BODY + "<p>Anna Rinaldi dice: «Restiamo qui con voi».</p>")
    first, second = article.quotations.in_text()
    bad = Attribution(speaker="Anna Rinaldi", said_on=dt.date(2999, 1, 1))
    with pytest.raises(ValidationError):
        publishing.decide_quotations(
            article=article,
            decisions=[
                QuotationDecision(first, REJECTED),
                QuotationDecision(second, CONFIRMED, bad),
            ],
            by=None,
        )
    assert set(article.quotations.values_list("standing", flat=True)) == {"suggested"}
    assert not Person.objects.exists()


def test_confirming_needs_a_speaker(article):
    with pytest.raises(ValidationError):
        decide(article.quotations.get(), speaker="", organization=None, role="dipendente")


def test_confirming_needs_rights_to_edit_and_add_persons(article):
    writer = make.make_user("cronista", "Redattore")
    with pytest.raises(PermissionDenied):
        decide(article.quotations.get(), by=writer)
    editor = make.make_user("capo", "Caporedattore")
    editor.groups.first().permissions.filter(codename="add_person").delete()
    with pytest.raises(PermissionDenied):
        decide(article.quotations.get(), by=editor)


def test_quotation_changed_meanwhile_is_not_confirmed(article):
    quotation = article.quotations.get()
    Article.objects.filter(pk=article.pk).update(body="<p>Altro.</p>")
    with pytest.raises(ValidationError, match="Apriremo"):
        decide(quotation)


def test_decision_can_be_withdrawn(article):
    quotation = decide(article.quotations.get())
    decide(quotation, QuotationStanding.SUGGESTED)
    assert (quotation.standing, quotation.decided_at) == ("suggested", None)
    save(article, "<p>Niente.</p>")
    assert not article.quotations.exists()


def test_quotations_follow_merged_organizations_and_return(article, openai):
    decide(article.quotations.get())
    other = make.make_organization("Open AI Inc")
    person = Person.objects.get()
    for organization in (openai, other):
        Affiliation.objects.create(person=person, organization=organization, role="CEO")
    merge = publishing.merge(keep=other, absorb=openai, by=None)
    assert article.quotations.get().organization == other
    assert person.affiliations.get().organization == other
    back = publishing.undo_merge(merge, by=None)
    assert article.quotations.get().organization == back
    assert {each.organization for each in person.affiliations.all()} == {other, back}


def forget(article: Article) -> OblivionDecision:
    request = OblivionRequest.objects.create(person="Sam Altman", request="Basta.")
    request.articles.add(article)
    decision = OblivionDecision(
        request=request,
        article=article,
        kind=ErasureKind.INITIALS,
        reasons="È passato tempo.",
        names="Sam Altman\nAltman",
        initials="S. A.",
    )
    publishing.decide_erasure(decision=decision, by=None)
    return decision


def test_erased_person_is_quoted_no_more(article):
    decide(article.quotations.get())
    decision = forget(article)
    assert not Quotation.objects.published().exists()
    assert not Person.objects.with_published_quotations().exists()
    again = article.quotations.get(hidden_by=None)
    assert (again.standing, "Altman" in again.speaker) == (QuotationStanding.SUGGESTED, False)
    with pytest.raises(ValidationError):
        decide(again, speaker="Sam Altman")
    publishing.undo_erasure(decision=decision, by=None, why="Ha cambiato idea.")
    quotation = Quotation.objects.published().get()
    assert (quotation.text, quotation.person.name) == (WORDS, "Sam Altman")
    assert article.quotations.count() == 1


def test_changed_words_are_not_restored_after_an_erasure(article):
    decide(article.quotations.get())
    decision = forget(article)
    masked = Article.objects.get(pk=article.pk).body
    save(article, masked.replace("estate", "autunno"))
    publishing.undo_erasure(decision=decision, by=None, why="Ha cambiato idea.")
    assert not Quotation.objects.published().exists()


def test_command_reads_the_archive_for_quotations(article):
    article.quotations.all().delete()
    find_quotations(Article.objects.get(pk=article.pk))
    assert article.quotations.get().speaker == "Sam Altman"


def test_article_without_quotations_costs_one_query(openai, django_assert_max_num_queries):
    article = make.make_article(body="<p>OpenAI apre.</p>")
    with django_assert_max_num_queries(0):
        publishing.quotations_of(Article())
    with django_assert_max_num_queries(1):
        stored = publishing.quotations_of(article)
        publishing.broken_quotations(article, stored)


def test_spokesperson_ties_their_organization(openai):
    italia = make.make_organization("Italia")
    body = "<p>Paul Roche dell’Italia ha detto: «Restiamo qui con voi».</p>"
    article = make.make_published("Un altro", body=body)
    assert article.mentions.get().standing == MentionStanding.SUGGESTED
    decide(article.quotations.get(), organization=italia)
    assert article.mentions.get().standing == MentionStanding.CONFIRMED
