"""The newsroom's memory: taught by each yes and no, taken back when a mind is changed."""

import pytest

from articles import publishing
from articles.db.choices import ArticleStatus, MentionStanding, NamePolicy
from articles.linking import EVERYTHING, LONGEST_FEATURE, Key
from articles.models import Article, FeatureRecord, NameRecord, OrganizationName
from articles.publishing.organizations.feedback import StoredFeedback, learn
from articles.publishing.organizations.names import current_finder, names_changed
from tests import factories as make

pytestmark = pytest.mark.django_db

BODY = "<p>Domani in Italia pioverà.</p>"


@pytest.fixture
def italia():
    return make.make_organization("Italia")


def record(organization, name: str = "Italia", feature: str = "") -> tuple[int, int] | None:
    rows = NameRecord.objects.filter(organization=organization, name=name, feature=feature)
    return rows.values_list("accepted", "refused").first()


def refuse(article: Article, organization) -> None:
    publishing.save([article], publishing.Decisions(reject=[organization]), by=None)


def test_a_refusal_is_remembered_with_its_company(italia):
    refuse(make.make_article(body=BODY), italia)
    assert record(italia) == (0, 1)
    assert record(italia, feature="before in") == (0, 1)
    assert record(italia, feature="company piover") == (0, 1)
    assert FeatureRecord.objects.get(feature="before in").refused == 1
    assert FeatureRecord.objects.get(feature="").refused == 1


def test_repeated_decision_is_counted_once(italia):
    article = make.make_article(body=BODY)
    refuse(article, italia)
    refuse(article, italia)
    assert record(italia) == (0, 1)


def test_reversed_decision_takes_back_its_count(italia):
    article = make.make_article(body=BODY)
    refuse(article, italia)
    publishing.save([article], publishing.Decisions(confirm=[italia]), by=None)
    assert record(italia) == (1, 0)
    assert FeatureRecord.objects.get(feature="").accepted == 1
    assert FeatureRecord.objects.get(feature="").refused == 0


def test_many_refusals_make_the_next_article_better(italia):
    for number in range(12):
        refuse(make.make_article(f"Meteo {number}", body=BODY), italia)
    article = make.make_article("Ancora il meteo", body="<p>Ieri in Italia faceva caldo.</p>")
    assert not article.mentions.exists()


def test_acceptances_turn_an_offer_into_a_link():
    x = make.make_organization("X")
    text = "<p>Il post su X è falso.</p>"
    first = make.make_article(body=text)
    assert first.mentions.get().standing == MentionStanding.SUGGESTED
    for number in range(6):
        article = make.make_article(f"Falsi {number}", body=text)
        publishing.save([article], publishing.Decisions(confirm=[x]), by=None)
    assert make.make_article("Altro", body=text).mentions.get().standing == "automatic"


def test_publishing_accepts_the_links_of_an_article(caporedattore):
    openai = make.make_organization("OpenAI")
    article = make.make_article(body="<p>Lo dice OpenAI.</p>")
    publishing.publish(article=article, by=caporedattore)
    assert record(openai, "OpenAI") == (1, 0)
    assert article.mentions.get().standing == MentionStanding.AUTOMATIC
    refuse(article, openai)
    assert record(openai, "OpenAI") == (0, 1)


def test_publishing_by_a_machine_is_not_counted():
    openai = make.make_organization("OpenAI")
    make.make_article(body="<p>OpenAI</p>", status=ArticleStatus.PUBLISHED)
    assert record(openai, "OpenAI") is None


def test_counts_never_fall_below_zero():
    learn([EVERYTHING, Key("before in")], accepted=True, times=-1)
    feedback = StoredFeedback()
    feedback.prepare([EVERYTHING, Key("before in")])
    assert feedback[EVERYTHING] == (0, 0)


def test_a_long_memory_is_asked_in_few_queries(italia, django_assert_max_num_queries):
    for number in range(5):
        refuse(make.make_article(f"Meteo {number}", body=BODY), italia)
    article = Article(headline="Altro", body=BODY * 30)
    current_finder()
    with django_assert_max_num_queries(6):
        publishing.Reading.of(article)


# What is done with a name


def test_suggest_only_name_is_never_linked_automatically():
    make.make_organization("OpenAI")
    OrganizationName.objects.get().delete()
    openai = make.make_organization("OpenAI Global")
    OrganizationName.objects.create(organization=openai, text="OpenAI", policy=NamePolicy.OFFER)
    article = make.make_article(body="<p>Il CEO di OpenAI</p>")
    assert article.mentions.get().standing == MentionStanding.SUGGESTED


def test_ignored_name_ties_nothing():
    bank = make.make_organization("Banca d’Italia")
    make.make_organization("Italia")
    name = bank.names.get()
    name.policy = NamePolicy.NEVER
    name.save()
    assert not make.make_article(body="<p>La Banca d’Italia</p>").mentions.exists()


def test_added_and_removed_names_apply_at_once():
    organization = make.make_organization("Apple Computer")
    assert not make.make_article("Primo", body="<p>Il CEO di Apple</p>").mentions.exists()
    name = OrganizationName.objects.create(organization=organization, text="Apple")
    assert make.make_article("Secondo", body="<p>Il CEO di Apple</p>").mentions.exists()
    name.delete()
    assert not make.make_article("Terzo", body="<p>Il CEO di Apple</p>").mentions.exists()


def test_the_finder_is_built_once(django_assert_num_queries):
    make.make_organization("OpenAI")
    finder = current_finder()
    with django_assert_num_queries(1):
        assert current_finder() is finder
    names_changed()
    assert current_finder() is not finder


def test_longest_feature_fits_its_column():
    column = FeatureRecord._meta.get_field("feature")
    assert column.max_length == LONGEST_FEATURE
