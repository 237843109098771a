"""Corrections of published articles: written once, and superseded only by another."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from articles import publishing
from articles.db.choices import TYPO, ArticleStatus, CorrectionKind, Verb
from articles.models import Article, ArticleVersion, Correction, EditorialAct
from articles.publishing import Amendment
from tests import factories as make

pytestmark = pytest.mark.django_db

WRONG, RIGHT = "Si leggeva che i modelli sono sei.", "Sono cinque."


def make_amendment(kind: str = CorrectionKind.CORRECTION, **words) -> Amendment:
    return Amendment(kind, **{"wrong": WRONG, "right": RIGHT, **words})


def test_correction_shows_its_time_and_author(caporedattore):
    article = make.make_published()
    correction = publishing.correct(article=article, amendment=make_amendment(), by=caporedattore)
    assert correction.words == f"{WRONG} {RIGHT}"
    assert correction.by_name == publishing.name_of(caporedattore)
    article = Article.objects.get()
    assert article.updated_at == correction.at
    assert article.disclosed_corrections == [correction]
    act = EditorialAct.objects.on(article.pk).first()
    assert (act.verb, act.person) == (Verb.CORRECTED, caporedattore) and WRONG in act.note
    assert ArticleVersion.objects.filter(article_key=article.pk).latest("number").summary


def test_correction_can_be_neither_changed_nor_deleted():
    article = make.make_published()
    correction = publishing.correct(article=article, amendment=make_amendment(), by=None)
    for change in (
        correction.save,
        correction.delete,
        Correction.objects.all().delete,
        lambda: Correction.objects.update(right="Altro"),
    ):
        with pytest.raises(TypeError):
            change()
    with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
        Article.objects.all().delete()
    assert Correction.objects.get().right == RIGHT


def test_correction_is_superseded_once():
    article = make.make_published()
    first = publishing.correct(article=article, amendment=make_amendment(), by=None)
    second = publishing.correct(
        article=article, amendment=make_amendment(right="Sono quattro."), by=None, supersedes=first
    )
    assert Article.objects.get().disclosed_corrections == [second]
    assert set(Correction.objects.published()) == {first, second}
    with pytest.raises(ValidationError, match="già stata sostituita"):
        publishing.correct(article=article, amendment=make_amendment(), by=None, supersedes=first)
    other = make.make_published("Un altro")
    with pytest.raises(ValidationError):
        publishing.correct(article=other, amendment=make_amendment(), by=None, supersedes=second)
    assert Correction.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "words", "missing"),
    [
        ("correction", {"wrong": " "}, "amendment_wrong"),
        ("correction", {"right": ""}, "amendment_right"),
        ("clarification", {"right": ""}, "amendment_right"),
        ("update", {"right": ""}, "amendment_right"),
        ("retraction", {"wrong": ""}, "amendment_wrong"),
        ("correction", {"wrong": "x" * 601}, "amendment_wrong"),
        ("scuse", {}, "amendment_kind"),
        (TYPO, {}, "amendment_right"),
    ],
)
def test_each_kind_of_amendment_requires_its_texts(kind: str, words: dict, missing: str):
    article = make.make_published()
    with pytest.raises(ValidationError) as error:
        publishing.correct(article=article, amendment=make_amendment(kind, **words), by=None)
    assert missing in error.value.message_dict
    assert not Correction.objects.exists() and Article.objects.get().updated_at is None


@pytest.mark.parametrize(
    ("kind", "words"),
    [("clarification", {"wrong": ""}), ("update", {"wrong": ""}), ("retraction", {"right": ""})],
)
def test_texts_an_amendment_does_not_need_may_be_empty(kind: str, words: dict):
    correction = publishing.correct(
        article=make.make_published(), amendment=make_amendment(kind, **words), by=None
    )
    assert correction.words in {WRONG, RIGHT}


def test_retraction_stands_at_the_head(reader):
    article = make.make_published(body="<p>Il testo.</p>")
    publishing.correct(article=article, amendment=make_amendment("retraction"), by=None)
    publishing.correct(
        article=article, amendment=make_amendment("update", right="Poi altro."), by=None
    )
    page = reader.get(article.get_absolute_url()).text.partition("<main")[2]
    assert page.index("Ritrattazione</strong>") < page.index("Il testo.")
    assert page.index("Aggiornamento</strong>") > page.index("Il testo.")


def test_correcting_an_unpublished_article_is_refused(caporedattore, redattore):
    for status in (ArticleStatus.DRAFT, ArticleStatus.REVIEW, ArticleStatus.WITHDRAWN):
        article = make.make_article(status=status, by=redattore)
        assert not publishing.may_correct(caporedattore, article)
        with pytest.raises(PermissionDenied):
            publishing.correct(article=article, amendment=make_amendment(), by=caporedattore)
    scheduled = make.make_scheduled()
    with pytest.raises(PermissionDenied):
        publishing.correct(article=scheduled, amendment=make_amendment(), by=caporedattore)
    mine = make.make_published(by=redattore)
    with pytest.raises(PermissionDenied):
        publishing.correct(article=mine, amendment=make_amendment(), by=redattore)


def test_correction_keeps_the_name_of_a_deleted_account(caporedattore):
    article = make.make_published()
    publishing.correct(article=article, amendment=make_amendment(), by=caporedattore)
    name = publishing.name_of(caporedattore)
    caporedattore.delete()
    correction = Correction.objects.get()
    assert (correction.by, correction.by_name) == (None, name)


def test_clearing_the_update_time_keeps_corrections(caporedattore):
    article = make.make_published()
    publishing.correct(article=article, amendment=make_amendment(), by=None)
    article = Article.objects.get()
    article.updated_at = None
    publishing.save([article], by=caporedattore)
    assert Article.objects.get().disclosed_corrections


def test_text_and_correction_are_saved_in_one_transaction(caporedattore):
    article = make.make_published(body="<p>Costa 12 euro.</p>")
    article.body = "<p>Costa 13 euro.</p>"
    with pytest.raises(ValidationError):
        publishing.save(
            [article], publishing.Decisions(amendment=make_amendment(right="")), by=caporedattore
        )
    assert "12 euro" in Article.objects.get().body and not Correction.objects.exists()
    publishing.save(
        [article], publishing.Decisions(amendment=make_amendment(is_on_top=True)), by=caporedattore
    )
    assert Correction.objects.get().is_on_top


# Withdrawn


def test_withdrawal_tells_readers_the_reason(reader, caporedattore):
    article = make.make_published("Il pezzo sbagliato")
    with pytest.raises(ValidationError, match="Di’ ai lettori perché"):
        publishing.withdraw(article=article, by=caporedattore, note="Solo per noi.")
    assert Article.objects.published().exists()
    publishing.withdraw(
        article=article, by=caporedattore, reason="Non regge alle verifiche.", note="Solo per noi."
    )
    answer = reader.get(article.get_absolute_url())
    assert answer.status_code == 410
    for words in ("Il pezzo sbagliato", "Non regge alle verifiche.", "<time"):
        assert words in answer.text
    assert "Solo per noi" not in answer.text and "noindex" in answer.text
    answer = reader.get(f"/api/articles/{article.slug}")
    assert answer.status_code == 410 and "Non regge alle verifiche." in answer.json()["detail"]
    publishing.publish(article=article, by=caporedattore)
    assert reader.get(article.get_absolute_url()).status_code == 200
    assert not hasattr(Article.objects.get(), "withdrawal")


def test_article_withdrawn_without_a_reason_is_named(reader):
    article = make.make_article("Il vecchio", status=ArticleStatus.WITHDRAWN)
    article.withdrawal.delete()
    assert "Il vecchio" in reader.get(article.get_absolute_url()).text


def test_withdrawing_a_scheduled_article_needs_no_reason(caporedattore):
    article = make.make_scheduled()
    publishing.withdraw(article=article, by=caporedattore)
    assert Article.objects.get().status == ArticleStatus.REVIEW
