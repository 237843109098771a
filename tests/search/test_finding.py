"""Search results and their order: the same on both engines."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles import publishing
from articles.db.choices import ArticleStatus, MentionStanding
from articles.models import Article, SearchEntry, Section
from articles.search import Facet, Query, find
from tests import factories as make

pytestmark = pytest.mark.django_db


def found(typed: str, **narrowed: int) -> set[str]:
    facets = {Facet[name.upper()]: key for name, key in narrowed.items()}
    keys = find(Query.read(typed), facets).by_date
    return set(Article.objects.filter(pk__in=keys).values_list("headline", flat=True))


def ranked(typed: str) -> list[str]:
    keys = find(Query.read(typed)).by_relevance
    names = dict(Article.objects.values_list("pk", "headline"))
    return [names[key] for key in keys]


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("organizzazione", "Le organizzazioni si muovono."),
        ("organizzazioni", "Una ORGANIZZAZIONE si muove."),
        ("citta", "Una città di mare."),
        ("città", "Citta senza accento."),
        ("CITTÀ", "Le città."),
        ("annuncio", "Dopo l’annuncio di ieri."),
        ("l'annuncio", "Dopo l’annuncio di ieri."),
        ("«annuncio di ieri»", "Dopo l’annuncio di ieri."),
        ('"annunci di ieri"', "Dopo l’annuncio di ieri."),
        ("perche", "Ecco perché."),
        ("parlo", "Parlò a lungo."),
        ("gpt-4", "Arriva GPT-4 e cambia tutto."),
        ("16.000", "Erano 16.000 in piazza."),
        ("Łódź", "Un ufficio a Lodz."),
        ("北京", "L’ufficio di 北京 chiude."),
        ("Αθήνα", "Da Αθηνα arrivano notizie."),
    ],
)
def test_italian_word_forms_match(typed: str, body: str):
    make.make_published("Quello", body=f"<p>{body}</p>")
    make.make_published("Un altro", body="<p>Niente da vedere.</p>")
    assert found(typed) == {"Quello"}


@pytest.mark.parametrize(
    ("typed", "headlines"),
    [
        ("rosso", {"Rosso e nero", "Rosso"}),
        ("rosso nero", {"Rosso e nero"}),
        ("nero rosso", {"Rosso e nero"}),
        ("«nero e rosso»", set()),
        ("«rosso e nero»", {"Rosso e nero"}),
        ("rosso -nero", {"Rosso"}),
        ("rosso -«rosso e nero»", {"Rosso"}),
        ("-nero", set()),
        ("", set()),
        ("verde", set()),
    ],
)
def test_words_phrases_and_exclusions_match(typed: str, headlines: set[str]):
    make.make_published("Rosso e nero")
    make.make_published("Rosso")
    make.make_published("Giallo")
    assert found(typed) == headlines


def test_headline_words_and_recent_articles_rank_first():
    old = timezone.now() - timezone.timedelta(days=900)
    make.make_published("In passing", body="<p>Il vento, e poi altro.</p>")
    make.make_published("Spesso", body="<p>Vento. Ancora vento. Sempre vento.</p>")
    make.make_published("Sommario", standfirst="Il vento.")
    make.make_published("Il vento di una volta", published_at=old)
    make.make_published("Il vento")
    assert ranked("vento") == [
        "Il vento",
        "Sommario",
        "Il vento di una volta",
        "Spesso",
        "In passing",
    ]


def test_only_published_articles_are_found():
    make.make_article("Bozza segreta")
    make.make_article("Revisione segreta", status=ArticleStatus.REVIEW)
    make.make_scheduled("Embargo segreto")
    article = make.make_published("Notizia segreta")
    make.make_article("Ritiro segreto", status=ArticleStatus.WITHDRAWN)
    assert found("segreta") | found("segreto") == {"Notizia segreta"}
    publishing.withdraw(article=article, by=None)
    assert not found("segreta")
    publishing.publish(article=article, by=None)
    assert found("segreta") == {"Notizia segreta"}


def test_embargoed_article_is_found_once_its_time_comes(monkeypatch):
    article = make.make_scheduled("Embargo")
    assert not found("embargo")
    for seconds, headlines in ((-1, set()), (0, {"Embargo"})):
        now = article.published_at + timezone.timedelta(seconds=seconds)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        assert found("embargo") == headlines


def test_article_has_one_index_entry(caporedattore):
    article = make.make_scheduled("Embargo")
    article.published_at += timezone.timedelta(hours=1)
    publishing.save([article], by=None)
    assert SearchEntry.objects.count() == 1


def test_facets_narrow_a_search():
    openai, other = make.make_organization("OpenAI"), make.make_organization("DeepSeek")
    section = make.make_section("Modelli")
    author = make.make_author("Marta Righi")
    article = make.make_published(
        "Prima parola", body="<p>OpenAI.</p>", section=section, authors=[author], tags=["tema"]
    )
    make.make_published("Seconda parola", body="<p>DeepSeek.</p>")
    year = timezone.localtime(article.published_at).year
    tag = article.tags.get()
    own = {"organization": openai, "section": section, "author": author, "tag": tag}
    keys = {name: row.pk for name, row in own.items()}
    for name, key in keys.items():
        assert found("parola", **{name: key}) == {"Prima parola"}
    assert found("parola", **keys, year=year) == {"Prima parola"}
    assert len(found("parola", year=year)) == 2
    assert not found("parola", year=year - 1)
    counts = find(Query.read("parola")).counts
    assert counts[Facet.ORGANIZATION] == {openai.pk: 1, other.pk: 1}
    assert counts[Facet.YEAR] == {year: 2}


def test_year_facet_follows_the_newsroom_time_zone():
    for name, moment in (
        ("2023", dt.datetime(2023, 12, 31, 22, 59, 59, tzinfo=dt.UTC)),
        ("2024, all’inizio", dt.datetime(2023, 12, 31, 23, tzinfo=dt.UTC)),
        ("2024, alla fine", dt.datetime(2024, 12, 31, 22, 59, 59, tzinfo=dt.UTC)),
        ("2025", dt.datetime(2024, 12, 31, 23, tzinfo=dt.UTC)),
    ):
        make.make_published(f"Parola, {name}", published_at=moment)
    assert found("parola", year=2024) == {
        "Parola, 2024, all’inizio",
        "Parola, 2024, alla fine",
    }
    assert find(Query.read("parola")).counts[Facet.YEAR] == {2023: 1, 2024: 2, 2025: 1}


def test_current_year_hides_embargoed_articles():
    make.make_published("Parola uscita", published_at=timezone.now() - dt.timedelta(seconds=1))
    make.make_published("Parola che esce", published_at=timezone.now() + dt.timedelta(minutes=1))
    year = timezone.localtime(timezone.now() - dt.timedelta(seconds=1)).year
    assert found("parola", year=year) == {"Parola uscita"}


def test_changed_relation_updates_the_facet(caporedattore):
    openai = make.make_organization("OpenAI")
    article = make.make_published("Parola", body="<p>OpenAI.</p>")
    assert found("parola", organization=openai.pk)
    mention = article.mentions.get()
    publishing.decide_mentions([mention], standing=MentionStanding.REJECTED, by=caporedattore)
    assert not found("parola", organization=openai.pk)
    article.refresh_from_db()
    article.section = make.make_section("Nuova")
    publishing.save([article], by=None)
    assert found("parola", section=Section.objects.get(name="Nuova").pk)


def test_merging_and_undoing_update_the_facet(caporedattore):
    keep, absorb = make.make_organization("Twitter"), make.make_organization("Ics")
    make.make_published("Parola", body="<p>Twitter.</p>")
    make.make_published("Parola due", body="<p>Ics.</p>")
    merge = publishing.merge(keep=keep, absorb=absorb, by=caporedattore)
    assert len(found("parola", organization=keep.pk)) == 2
    again = publishing.undo_merge(merge, by=caporedattore)
    assert found("parola", organization=again.pk) == {"Parola due"}
    assert found("parola", organization=keep.pk) == {"Parola"}


def test_results_by_date_are_newest_first():
    hours = {"Parola tre": 3, "Parola uno": 1, "Parola due": 2}
    for headline, hours_ago in hours.items():
        make.make_published(headline, hours_ago=hours_ago)
    names = dict(Article.objects.values_list("pk", "headline"))
    keys = find(Query.read("parola")).by_date
    assert [names[key] for key in keys] == ["Parola uno", "Parola due", "Parola tre"]


def test_ranking_stops_at_the_bound():
    for number in range(6):
        make.make_published(f"Parola {number}", hours_ago=number + 1)
    answer = find(Query.read("parola"), bound=4)
    assert answer.is_cut and answer.count == 4
    assert not find(Query.read("parola"), bound=6).is_cut


def test_deleted_article_leaves_the_index(caporedattore):
    article = make.make_published("Parola")
    Article.objects.filter(pk=article.pk).delete()
    assert not find(Query.read("parola")).count


def test_loaded_demo_fixture_is_searchable(demo):
    assert find(Query.read("deepseek")).counts[Facet.ORGANIZATION]
    call_command("verify", verbosity=0)


class AnyQuery(TestCase):
    @given(st.text(max_size=60) | st.text(alphabet="\"«»-'*:()^&|!<>\\ aà%_", max_size=40))
    @settings(max_examples=150, deadline=None)
    def test_any_query_finds_without_error(self, typed: str):
        assert find(Query.read(typed)).count == 0

    @given(st.text(min_size=1, max_size=80))
    @settings(max_examples=60, deadline=None)
    def test_words_of_an_article_find_it(self, words: str):
        query = Query.read(f"{words}")
        if not query or query.unwanted:
            return
        Article.objects.all().delete()
        make.make_published("Un titolo", standfirst=query.text.replace("\x00", ""))
        assert find(query).count in (0, 1)
