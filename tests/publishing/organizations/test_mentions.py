import pytest

from articles import publishing
from articles.db.choices import MentionStanding, NameKind
from articles.models import Article, Mention
from tests import factories as make

pytestmark = pytest.mark.django_db


def ties(article: Article) -> dict[str, tuple]:
    return {
        tie.organization.name: (tie.standing, tie.count)
        for tie in article.mentions.select_related("organization")
    }


@pytest.fixture
def openai():
    return make.make_organization("OpenAI", ("ChatGPT", NameKind.PRODUCT))


def test_the_organizations_a_text_names_are_tied(openai):
    article = make.make_article("Titolo", body="<p>Open<em>AI</em> fa ChatGPT, dice OpenAI.</p>")
    [tie] = article.mentions.all()
    assert (tie.organization, tie.count, tie.name, tie.offset) == (openai, 3, "OpenAI", 0)
    assert tie.standing == MentionStanding.AUTOMATIC


def test_a_name_in_the_headline_alone_counts_once(openai):
    article = make.make_article("Le ultime da OpenAI")
    assert ties(article) == {"OpenAI": (MentionStanding.AUTOMATIC, 1)}
    assert article.mentions.get().offset is None


def test_names_in_addresses_are_not_mentions(openai):
    article = make.make_article(body='<p><a href="https://x.it/OpenAI">qui</a></p>')
    assert ties(article) == {}


def test_mentions_follow_the_text(openai):
    article = make.make_article(body="<p>OpenAI</p>")
    article.body = "<p>Nessuno.</p>"
    publishing.save([article], by=None)
    assert ties(article) == {}


def test_a_refusal_never_comes_back(openai, caporedattore):
    article = make.make_article(body="<p>OpenAI</p>")
    publishing.save([article], publishing.Decisions(reject=[openai]), by=caporedattore)
    article.body = "<p>OpenAI e ancora OpenAI</p>"
    publishing.save([article], by=caporedattore)
    assert ties(article) == {"OpenAI": (MentionStanding.REJECTED, 2)}
    assert article.mentions.get().decided_by == caporedattore


def test_first_decision_keeps_its_author(openai, caporedattore, direttore):
    article = make.make_article(body="<p>OpenAI</p>")
    publishing.save([article], publishing.Decisions(reject=[openai]), by=caporedattore)
    before = article.mentions.get().decided_at
    publishing.save([article], publishing.Decisions(reject=[openai]), by=direttore)
    tie = article.mentions.get()
    assert (tie.decided_by, tie.decided_at) == (caporedattore, before)
    publishing.save([article], publishing.Decisions(confirm=[openai]), by=direttore)
    assert article.mentions.get().decided_by == direttore


def test_confirmed_mention_stays_when_the_name_goes(openai, caporedattore):
    article = make.make_article(body="<p>OpenAI</p>")
    publishing.save([article], publishing.Decisions(confirm=[openai]), by=caporedattore)
    article.body = "<p>Nessuno.</p>"
    publishing.save([article], by=None)
    assert ties(article) == {"OpenAI": (MentionStanding.CONFIRMED, 0)}


def test_name_of_two_organizations_is_only_suggested(openai):
    make.make_organization("Open Labs", ("ChatGPT", NameKind.ALIAS))
    article = make.make_article(body="<p>ChatGPT</p>")
    assert {standing for standing, _ in ties(article).values()} == {MentionStanding.SUGGESTED}
    assert not Mention.objects.visible().exists()


def test_saving_again_writes_no_mentions(openai, django_assert_num_queries):
    article = make.make_article(body="<p>OpenAI</p>")
    before = list(article.mentions.values())
    publishing.save([article], by=None)
    assert list(article.mentions.values()) == before
