import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import publishing
from articles.db.choices import ArticleStatus, MentionStanding, Verb
from articles.models import Article, EditorialAct, FormerAddress, TaggedArticle
from articles.publishing import Decisions, Preparation
from tests import factories as make

pytestmark = pytest.mark.django_db


def save(article: Article, **options) -> Article:
    [saved] = publishing.save([article], publishing.Decisions(**options), by=None)
    return saved


def test_stored_article_is_clean_counted_and_addressed():
    article = save(
        Article(headline="  La città\n del  futuro ", body="<div onclick=x>Uno due tre</div>")
    )
    article.refresh_from_db()
    assert article.headline == "La città del futuro"
    assert article.slug == "la-citta-del-futuro"
    assert article.body == "<p>Uno due tre</p>"
    assert article.word_count == 3


def test_no_way_into_the_database_leaves_a_script():
    article = make.make_article()
    Article.objects.filter(pk=article.pk).update(body="<p>a<script>alert(1)</script></p>")
    article.refresh_from_db()
    assert article.body == "<p>a</p>"


def test_equal_headlines_get_addresses_of_their_own():
    assert [make.make_article("Uguale").slug for _ in range(3)] == [
        "uguale",
        "uguale-2",
        "uguale-3",
    ]


def test_the_address_of_a_draft_follows_its_headline():
    article = make.make_article("Titolo provvisorio")
    article.headline = "Il titolo vero"
    assert save(article).slug == "il-titolo-vero"


def test_an_address_chosen_by_a_person_stays():
    article = make.make_article("Titolo", slug="scelto-a-mano")
    article.headline = "Un altro titolo"
    assert save(article).slug == "scelto-a-mano"


def test_the_address_of_a_public_article_does_not_follow_its_headline():
    article = make.make_published("Titolo")
    article.headline = "Un altro titolo"
    assert save(article).slug == "titolo"


def test_a_published_address_that_changes_leads_to_the_new_one():
    article = make.make_published("Titolo")
    for slug in ("secondo", "terzo"):
        article.slug = slug
        save(article)
    assert FormerAddress.objects.target_of("/articoli/titolo") == "/articoli/terzo/"
    assert FormerAddress.objects.target_of("/articoli/secondo/") == "/articoli/terzo/"


def test_going_back_to_an_old_address_makes_no_circle():
    article = make.make_published("Titolo")
    for slug in ("secondo", "titolo"):
        article.slug = slug
        save(article)
    assert FormerAddress.objects.target_of("/articoli/titolo/") is None
    assert FormerAddress.objects.target_of("/articoli/secondo/") == "/articoli/titolo/"


def test_an_address_readers_know_is_not_given_to_another_article():
    article = make.make_published("Titolo")
    article.slug = "nuovo"
    save(article)
    assert make.make_article("Titolo").slug == "titolo-2"
    with pytest.raises(ValidationError) as refusal:
        make.make_article("Altro", slug="titolo")
    assert "slug" in refusal.value.message_dict


def test_a_draft_leaves_no_trace_of_its_old_address():
    article = make.make_article("Titolo")
    article.slug = "altro"
    save(article)
    assert not FormerAddress.objects.exists()


def test_authors_sign_in_the_order_given():
    authors = [make.make_author(name) for name in ("Zoe Neri", "Ada Bianchi", "Di Fantasy")]
    article = make.make_article(authors=authors)
    assert article.signatures == authors
    save(article, authors=authors[::-1])
    assert Article.objects.get(pk=article.pk).signatures == authors[::-1]


def test_saving_does_not_publish():
    article = make.make_article()
    article.status = ArticleStatus.PUBLISHED
    save(article)
    assert Article.objects.get(pk=article.pk).status == ArticleStatus.DRAFT


@pytest.mark.parametrize("spoil", [{"headline": ""}, {"body": "<p> </p>"}])
def test_a_published_article_stays_complete(spoil: dict):
    article = make.make_published()
    before = Article.objects.filter(pk=article.pk).values().get()
    for field, value in spoil.items():
        setattr(article, field, value)
    with pytest.raises(ValidationError):
        save(article)
    assert Article.objects.filter(pk=article.pk).values().get() == before


def test_a_published_article_keeps_at_least_one_byline():
    article = make.make_published()
    with pytest.raises(ValidationError):
        save(article, authors=[])
    assert article.bylines.count() == 1


def test_saving_without_the_right_to_write_is_refused(redattore, other_redattore):
    article = make.make_article(by=other_redattore)
    article.headline = "Cambiato"
    with pytest.raises(PermissionDenied):
        publishing.save([article], by=redattore)
    assert Article.objects.get(pk=article.pk).headline == "Un titolo"


def test_article_remembers_its_creator(redattore):
    [article] = publishing.save([Article(headline="Mio")], by=redattore)
    assert article.created_by == redattore


# Several at once


def test_new_and_stored_articles_are_saved_together(direttore):
    openai = make.make_organization("OpenAI")
    first, second = make.make_article("Uno", tags=["a", "b"]), make.make_article("Due")
    first.headline = second.headline = "Uguale"
    ada, third = make.make_author("Ada Neri"), Article(headline="Uguale", body="<p>OpenAI.</p>")
    decided = [Decisions(tags=["b", "c"]), Decisions(authors=[ada]), Decisions(reject=[openai])]
    saved = publishing.save([first, second, third], decided, by=direttore)
    assert saved == [first, second, third]
    assert [article.slug for article in saved] == ["uguale-2", "uguale-3", "uguale"]
    assert sorted(Article.objects.get(pk=first.pk).tags.names()) == ["b", "c"]
    assert Article.objects.get(pk=second.pk).signatures == [ada]
    assert third.mentions.get().standing == MentionStanding.REJECTED
    assert [len(publishing.versions_of(article.pk)) for article in saved] == [2, 2, 1]


def test_generated_address_makes_way_for_a_chosen_one():
    new = [Article(headline="Uguale"), Article(headline="Altro", slug="uguale")]
    saved = publishing.save(new, by=None)
    assert [article.slug for article in saved] == ["uguale-2", "uguale"]


def test_address_chosen_twice_is_refused():
    new = [Article(headline="Uno", slug="uguale"), Article(headline="Due", slug="uguale")]
    with pytest.raises(ValidationError) as refusal:
        publishing.save(new, by=None)
    assert "slug" in refusal.value.message_dict
    assert not Article.objects.exists()


def test_stored_article_is_not_saved_as_prepared():
    article = make.make_article("Titolo")
    with pytest.raises(ValueError, match="only new articles"):
        publishing.save([Preparation().prepare(article)], by=None)


def test_where_one_may_not_be_saved_none_is(redattore, direttore):
    own = make.make_article("Mio", by=redattore)
    of_another = make.make_article("Suo", by=direttore)
    own.headline = of_another.headline = "Cambiato"
    with pytest.raises(PermissionDenied):
        publishing.save([own, of_another], by=redattore)
    stale = Decisions(base_version=of_another.version - 1)
    with pytest.raises(publishing.EditConflict):
        publishing.save([own, of_another], [Decisions(), stale], by=None)
    assert set(Article.objects.values_list("headline", "version")) == {("Mio", 1), ("Suo", 1)}


def test_ties_that_stay_are_not_written_again():
    article = make.make_article("Uno", tags=["a", "b"])
    rows = set(TaggedArticle.objects.values_list("pk", "tag__name"))
    save(article, tags=["b", "a"], authors=article.signatures)
    assert set(TaggedArticle.objects.values_list("pk", "tag__name")) == rows


# Published from the first


@pytest.mark.parametrize(("hours", "verb"), [(-1, Verb.PUBLISHED), (1, Verb.SCHEDULED)])
def test_a_new_article_may_be_published_as_it_is_stored(direttore, hours: int, verb: Verb):
    openai = make.make_organization("OpenAI")
    moment = timezone.now() + dt.timedelta(hours=hours)
    new = Article(headline="Uno", body="<p>OpenAI parla.</p>", section=make.make_section())
    decided = Decisions(authors=[make.make_author()], publish_at=moment)
    publishing.save([new], decided, by=direttore)
    article = Article.objects.get()
    assert article.published_at == moment.replace(microsecond=0)
    assert article.is_public == (hours < 0)
    assert [act.verb for act in EditorialAct.objects.on(article.pk)] == [verb]
    [version] = publishing.versions_of(article.pk)
    assert version.summary == "primo testo"
    assert article.mentions.get(organization=openai).taught, "who publishes it has seen its ties"


def test_what_is_not_complete_is_not_stored_to_be_published():
    new = Article(headline="Uno", body="<p>Un testo.</p>")
    with pytest.raises(ValidationError) as refusal:
        save(new, publish_at=timezone.now())
    assert set(refusal.value.message_dict) == {"authors", "section"}
    assert not Article.objects.exists()


def test_who_may_not_publish_stores_nothing_that_is(redattore):
    new = Article(headline="Uno", body="<p>Un testo.</p>", section=make.make_section())
    decided = Decisions(authors=[make.make_author()], publish_at=timezone.now())
    with pytest.raises(PermissionDenied):
        publishing.save([new], decided, by=redattore)
    assert not Article.objects.exists()


def test_what_is_stored_is_published_by_the_verb():
    with pytest.raises(ValueError, match="publish_at"):
        save(make.make_article(), publish_at=timezone.now())


# What it costs


def test_a_save_takes_few_queries(direttore, django_assert_max_num_queries):
    make.make_organization("OpenAI")
    make.make_article("Zero", tags=["uno"])
    body = "<p>OpenAI parla. «Non è vero niente», ha detto Anna Neri.</p>"
    new = Article(headline="Un titolo", body=body, section=make.make_section())
    decided = Decisions(authors=[make.make_author()], tags=["uno"], sources=[])
    with django_assert_max_num_queries(33):
        publishing.save([new], decided, by=direttore)
    article = Article.objects.get(pk=new.pk)
    with django_assert_max_num_queries(60):
        publishing.save([article], decided, by=direttore)
    publishing.publish(article=article, by=None)
    article.refresh_from_db()
    with django_assert_max_num_queries(65):
        publishing.save([article], decided, by=direttore)
