"""Related articles that an editor chooses: a tie that stands in an order."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles import publishing
from articles.models import MOST_RELATED, Article, RelatedArticle
from articles.publishing.drafts.reconcile import Reconciler
from articles.publishing.drafts.snapshots import Snapshot
from tests import factories as make

pytestmark = pytest.mark.django_db


def related(article: Article) -> list[str]:
    return [tie.related.headline for tie in article.related_articles.in_order()]


def state(article: Article, number: int) -> Snapshot:
    return Snapshot.of_version(publishing.version_of(article.pk, number))


def test_related_articles_keep_their_order():
    article, one, two = (make.make_article(name) for name in ("Il pezzo", "Uno", "Due"))
    make.relate(article, two, one)
    assert related(article) == ["Due", "Uno"]
    make.relate(article, one, two)
    assert related(article) == ["Uno", "Due"]


def test_save_that_decides_nothing_keeps_related_articles():
    article = make.relate(make.make_article("Il pezzo"), make.make_article("Uno"))
    rows = list(RelatedArticle.objects.values_list("pk", flat=True))
    publishing.save([article], by=None)
    make.relate(article, Article.objects.get(headline="Uno"))
    assert list(RelatedArticle.objects.values_list("pk", flat=True)) == rows


def test_article_is_not_related_to_itself():
    article = make.make_article("Il pezzo")
    with pytest.raises(ValidationError, match="Un pezzo non è collegato a sé stesso"):
        make.relate(article, article)
    with pytest.raises(IntegrityError), transaction.atomic():
        RelatedArticle.objects.create(article=article, related=article)


def test_more_related_articles_than_the_page_shows_are_refused():
    article = make.make_article("Il pezzo")
    others = [make.make_article(f"Un altro {number}") for number in range(MOST_RELATED + 1)]
    with pytest.raises(ValidationError, match="al massimo 6 articoli collegati, e questi sono 7"):
        make.relate(article, *others)
    assert related(article) == []
    make.relate(article, *others[:MOST_RELATED])
    assert len(related(article)) == MOST_RELATED


def test_new_article_is_stored_with_related_articles():
    other = make.make_article("Uno")
    article = Article(headline="Nuovo", body="<p>Un testo.</p>")
    publishing.save([article], publishing.Decisions(related=[other]), by=None)
    assert related(article) == ["Uno"]
    assert [named.name for named in state(article, 1).related] == ["Uno"]


def test_history_tells_of_related_articles_and_gives_them_back():
    article, one, two = (make.make_article(name) for name in ("Il pezzo", "Uno", "Due"))
    make.relate(article, one, two)
    make.relate(article)
    article.refresh_from_db()
    version = publishing.version_of(article.pk, article.version - 1)
    assert version.summary == "articoli collegati"
    assert publishing.restore_version(article=article, version=version, by=None) == []
    assert related(article) == ["Uno", "Due"]


def test_related_article_that_is_gone_is_told_when_restoring():
    article, one = make.make_article("Il pezzo"), make.make_article("Uno")
    make.relate(article, one)
    publishing.delete_article(article=one, by=None)
    article.refresh_from_db()
    version = publishing.version_of(article.pk, article.version)
    assert related(article) == []
    assert publishing.restore_version(article=article, version=version, by=None) == ["Uno"]


def test_related_articles_of_two_people_are_merged():
    article, one, two = (make.make_article(name) for name in ("Il pezzo", "Uno", "Due"))
    made = make.relate(article, one)
    began, named = state(article, made.version), Snapshot.of(make.relate(article, one, two))
    mine = Snapshot(began.fields, related=())
    reconciler = Reconciler(began, mine, named)
    assert reconciler.taken == ["related"]
    assert [each.name for each in reconciler.reconciled({}).related] == ["Due"]


def test_order_that_only_the_other_changed_is_taken():
    article, one, two = (make.make_article(name) for name in ("Il pezzo", "Uno", "Due"))
    began = Snapshot.of(make.relate(article, one, two))
    theirs = Snapshot.of(make.relate(article, two, one))
    merged = Reconciler(began, began, theirs).reconciled({})
    assert [each.name for each in merged.related] == ["Due", "Uno"]


def test_withdrawn_article_stays_chosen():
    article, other = make.make_published("Il pezzo"), make.make_published("Uno")
    make.relate(article, other)
    publishing.withdraw(article=other, by=None)
    assert related(article) == ["Uno"]


def test_related_article_is_not_chosen_twice():
    article, one = make.make_article("Il pezzo"), make.make_article("Uno")
    with pytest.raises(ValidationError, match="«Uno» c’è due volte"):
        make.relate(article, one, one)
