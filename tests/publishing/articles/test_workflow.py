import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import publishing
from articles.db.choices import ArticleStatus
from articles.models import Article
from tests import factories as make

pytestmark = pytest.mark.django_db
S = ArticleStatus
VERBS = {
    name: getattr(publishing, name) for name in ("submit", "return_to_draft", "publish", "withdraw")
}


def status(article: Article) -> str:
    return Article.objects.get(pk=article.pk).status


def test_article_passes_through_every_status(redattore, caporedattore):
    article = make.make_article(by=redattore)
    publishing.submit(article=article, by=redattore)
    assert status(article) == S.REVIEW
    publishing.return_to_draft(article=article, by=caporedattore, note="Manca una fonte.")
    assert status(article) == S.DRAFT
    publishing.publish(article=article, by=caporedattore)
    assert Article.objects.published().get() == article
    publishing.withdraw(article=article, by=caporedattore, reason="Era sbagliato.")
    assert status(article) == S.WITHDRAWN
    assert not Article.objects.published().exists()


#: For each verb, in which states who may take it with whose article.
MAY = {
    "submit": {("Redattore", "own", S.DRAFT), ("Caporedattore", "other", S.DRAFT)},
    "return_to_draft": {("Redattore", "own", S.REVIEW), ("Caporedattore", "other", S.REVIEW)},
    "publish": {("Caporedattore", "other", s) for s in (S.DRAFT, S.REVIEW, S.WITHDRAWN)},
    "withdraw": {("Caporedattore", "other", S.PUBLISHED)},
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize(
    ("group", "whose"),
    [("Redattore", "own"), ("Redattore", "other"), ("Caporedattore", "other"), (None, "own")],
)
def test_each_step_needs_its_permission(verb: str, state: S, group: str | None, whose: str):
    person = make.make_user("persona", group)
    article = make.make_article(status=state, by=person if whose == "own" else None)
    allowed = (group, whose, state) in MAY[verb]
    assert (verb in publishing.possible_steps(person, article)) == allowed
    if allowed:
        words = {
            "return_to_draft": {"note": "Perché no."},
            "withdraw": {"reason": "Era sbagliato."},
        }.get(verb, {})
        VERBS[verb](article=article, by=person, **words)
        assert status(article) != state
    else:
        with pytest.raises(PermissionDenied):
            VERBS[verb](article=article, by=person)
        assert status(article) == state


def test_direttore_may_all_that_a_caporedattore_may(direttore):
    article = make.make_article()
    publishing.publish(article=article, by=direttore)
    assert status(article) == S.PUBLISHED


def test_author_of_a_draft_may_send_it_to_review(redattore):
    author = make.make_author("Rosa Verdi", user=redattore)
    article = make.make_article(authors=[author])
    publishing.submit(article=article, by=redattore)
    assert status(article) == S.REVIEW


def test_stale_instance_does_not_decide_the_step(redattore, caporedattore):
    article = make.make_article(by=redattore)
    stale = Article.objects.get(pk=article.pk)
    publishing.publish(article=article, by=caporedattore)
    with pytest.raises(PermissionDenied):
        publishing.submit(article=stale, by=redattore)


def test_publishing_without_a_time_is_publishing_now():
    article = make.make_article()
    before = timezone.now().replace(microsecond=0)
    publishing.publish(article=article, by=None)
    assert before <= article.published_at <= timezone.now()
    assert article.published_at.microsecond == 0


def test_an_embargo_ends_by_itself():
    article = make.make_scheduled()
    assert article.is_scheduled
    assert not Article.objects.published().exists()
    Article.objects.update(published_at=timezone.now() - dt.timedelta(seconds=1))
    assert Article.objects.published().get() == article


def test_withdrawn_scheduled_article_returns_to_review():
    article = make.make_scheduled()
    publishing.withdraw(article=article, by=None)
    assert status(article) == S.REVIEW


def test_an_article_that_readers_see_is_not_hidden_by_a_date():
    article = make.make_published()
    article.published_at = timezone.now() + make.HOUR
    with pytest.raises(ValidationError) as refusal:
        publishing.save([article], by=None)
    assert "published_at" in refusal.value.message_dict
    assert Article.objects.published().exists()


def test_the_time_of_an_embargo_can_be_moved():
    article = make.make_scheduled()
    article.published_at += make.HOUR
    publishing.save([article], by=None)
    assert Article.objects.scheduled().get().published_at == article.published_at


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"headline": "", "slug": "senza-titolo"}, "headline"),
        ({"body": ""}, "body"),
        ({"authors": []}, "authors"),
    ],
)
def test_an_incomplete_article_is_not_published(fields: dict, missing: str):
    fields = dict(fields)
    empty_headline = fields.pop("headline", None)
    article = make.make_article(**fields)
    if empty_headline is not None:
        Article.objects.filter(pk=article.pk).update(headline="")
    with pytest.raises(ValidationError) as refusal:
        publishing.publish(article=article, by=None)
    assert missing in refusal.value.message_dict
    assert status(article) == S.DRAFT


@pytest.mark.parametrize("spoil", [{"published_at": None}, {"headline": ""}, {"body": ""}])
def test_the_database_itself_refuses_an_incomplete_published_article(spoil: dict):
    article = make.make_published()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**spoil)


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("hours", [-1, 1])
def test_properties_agree_with_their_querysets(state: S, hours: int):
    moment = timezone.now() + hours * make.HOUR
    article = make.make_article(status=state, published_at=moment)
    Article.objects.update(status=state)
    article.refresh_from_db()
    row = Article.objects.filter(pk=article.pk)
    assert article.is_public == row.published().exists()
    assert article.is_scheduled == row.scheduled().exists()


@pytest.mark.parametrize("state", list(S))
def test_only_never_published_articles_are_deleted(state: S, caporedattore: User):
    article = make.make_article(status=state)
    assert publishing.may_delete(caporedattore, article) == (state in (S.DRAFT, S.REVIEW))


def test_article_of_a_deleted_account_can_be_sent_back(redattore, caporedattore):
    article = make.make_article()
    publishing.submit(article=article, by=caporedattore)
    caporedattore.delete()
    other = make.make_user("altra", "Caporedattore")
    publishing.return_to_draft(article=article, by=other, note="Manca una fonte.")
    article = Article.objects.get()
    assert (article.status, article.assignee) == (S.DRAFT, None)
