"""Initials in the place of a name: on every address, in what is written later, and undone."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import publishing
from articles.db.choices import ErasureKind
from articles.models import Article, ArticleVersion, OblivionDecision, WorkingCopy
from tests import factories as make
from tests.publishing.accountability.erasure import ARTICLE, NAME, ask, decide, undo, with_word

pytestmark = pytest.mark.django_db


def take_out(article: Article, **fields) -> OblivionDecision:
    return decide(
        article, ErasureKind.INITIALS, **{"names": f"{NAME}\nZini", "initials": "Z. Z.", **fields}
    )


@pytest.mark.long
def test_replaced_name_is_on_no_public_address(article, reader):
    paths = {path for path in with_word(reader, "Zini") if "?q=" not in path}
    assert ARTICLE in paths and "/feed/" in paths
    decision = take_out(article)
    reader.get(ARTICLE)
    for word in ("Zini", "zini"):
        assert {path for path in with_word(reader, word) if "?q=" not in path} == set(), word
    new = Article.objects.get(pk=article.pk)
    assert new.headline == "Z. Z. accusato di frode"
    assert new.body == "<p>OpenAI e Z. Z.</p>\n<p>Z. Z. nega tutto.</p>"
    assert new.sources.get().label == "Il ricorso di Z. Z." and list(new.tags.names()) == ["tema"]
    assert reader.get(ARTICLE).status_code == 301  # who has the address finds the article
    assert reader.get(new.get_absolute_url()).status_code == 200
    assert reader.get("/cerca/?q=zini").text.count("accusato di frode") == 0
    undo(decision)
    back = Article.objects.get(pk=article.pk)
    assert back.headline == f"{NAME} accusato di frode" and back.slug == article.slug
    assert back.body == article.body and back.sources.get().label == f"Il ricorso di {NAME}"
    assert set(back.tags.names()) == {"tema", NAME}
    assert {path for path in with_word(reader, "Zini") if "?q=" not in path} == paths


def test_later_edits_survive_the_return_of_the_name(article):
    decision = take_out(article)
    article = Article.objects.get(pk=article.pk)
    article.body = article.body.replace("nega tutto", "non commenta") + "\n<p>In più.</p>"
    publishing.save([article], by=None)
    undo(decision)
    body = Article.objects.get(pk=article.pk).body
    assert f"OpenAI e {NAME}." in body and "Zini non commenta" in body and "In più." in body


def test_saving_or_restoring_a_replaced_name_is_refused(article):
    number = ArticleVersion.objects.filter(article_key=article.pk).latest("number").number
    take_out(article)
    article = Article.objects.get(pk=article.pk)
    article.standfirst = "Parla Zini."
    with pytest.raises(ValidationError, match="un nome che è stato tolto"):
        publishing.save([article], by=None)
    version = publishing.version_of(article.pk, number)
    with pytest.raises(ValidationError):
        publishing.restore_version(article=article, version=version, by=None)
    assert "Zini" not in Article.objects.get(pk=article.pk).body


def test_correction_with_a_replaced_name_is_refused(article):
    take_out(article)
    article = Article.objects.get(pk=article.pk)
    amendment = publishing.Amendment("correction", "Era Zini.", "Non era.")
    with pytest.raises(ValidationError, match="un nome che è stato tolto"):
        publishing.correct(article=article, amendment=amendment, by=None)


def test_one_of_two_replaced_names_returns_alone(article):
    article.body = f"<p>{NAME} e Ugo Neri.</p>"
    publishing.save([article], by=None)
    first = take_out(article)
    second = take_out(Article.objects.get(pk=article.pk), names="Ugo Neri", initials="U. N.")
    assert Article.objects.get(pk=article.pk).body == "<p>Z. Z. e U. N.</p>"
    undo(first)
    assert Article.objects.get(pk=article.pk).body == f"<p>{NAME} e U. N.</p>"
    undo(second)
    assert Article.objects.get(pk=article.pk).body == f"<p>{NAME} e Ugo Neri.</p>"


def test_internal_notes_lose_the_name_too(article):
    article.notes = f"Richiamare {NAME}."
    publishing.save([article], by=None)
    decision = take_out(article)
    assert Article.objects.get(pk=article.pk).notes == "Richiamare Z. Z."
    undo(decision)
    assert Article.objects.get(pk=article.pk).notes == f"Richiamare {NAME}."


def test_initials_in_an_unpublished_article_are_refused(article):
    draft = make.make_article(f"Bozza su {NAME}")
    with pytest.raises(ValidationError, match="non hanno mai visto"):
        decide(draft, ErasureKind.INITIALS, names=NAME, initials="Z. Z.")


def test_working_copies_with_the_name_are_deleted(article, redattore):
    WorkingCopy.objects.create(
        person=redattore, article=article, typed=f"body={NAME}", saved_at=timezone.now()
    )
    take_out(article)
    assert not WorkingCopy.objects.exists()


def test_places_of_the_name_beside_the_text_are_listed(article):
    article.lead_picture = make.make_picture(caption=f"{NAME} in aula")
    publishing.save([article], by=None)
    amendment = publishing.Amendment("correction", "Era Zini.", "Non era.")
    publishing.correct(article=article, amendment=amendment, by=None)
    decision = OblivionDecision(
        request=ask(article), article=article, kind=ErasureKind.INITIALS, reasons="Sì.",
        names=NAME + "\nZini", initials="Z. Z.",
    )  # fmt: skip
    left = publishing.decide_erasure(decision=decision, by=None)
    assert len(left) == 2 and "in aula" in left[0] and "Era Zini." in left[1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"names": "Nessuno"}, "questo nome non c’è"),
        ({"names": " "}, "Scrivi il nome"),
        ({"initials": ""}, "Scrivi le iniziali"),
        ({"reasons": " "}, "Di’ perché si è deciso così"),
    ],
)
def test_incomplete_decision_is_refused_and_changes_nothing(article, fields, words):
    with pytest.raises(ValidationError, match=words):
        take_out(article, **fields)
    assert not OblivionDecision.objects.exists()
    assert NAME in Article.objects.get(pk=article.pk).headline


def test_name_partly_in_bold_is_refused(article):
    article.body = "<p><strong>Zibaldo</strong> Zini e Zini.</p>"
    publishing.save([article], by=None)
    with pytest.raises(ValidationError, match="in parte in neretto"):
        take_out(article, names=NAME)
    assert Article.objects.get(pk=article.pk).version == article.version
