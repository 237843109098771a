"""Those who ask to be forgotten: what is decided is in force at the next request, and undone by
undoing the decision."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.db.choices import ErasureKind
from articles.delivery import article_fragments
from articles.models import (
    Article,
    ArticleVersion,
    OblivionDecision,
    OblivionRequest,
    Source,
    WorkingCopy,
)
from articles.models.erasures import months_after
from tests import factories as make
from tests.test_nothing_unpublished import read, walked

pytestmark = pytest.mark.django_db

NAME = "Zibaldo Zini"
ARTICLE = "/articoli/zibaldo-zini-accusato-di-frode/"


@pytest.fixture
def article() -> Article:
    make.make_organization("OpenAI")
    make.make_published("Un altro", body="<p>OpenAI.</p>", hours_ago=2, tags=["tema"])
    made = make.make_published(
        f"{NAME} accusato di frode",
        standfirst=f"Per la procura {NAME} sapeva.",
        body=f"<p>OpenAI e {NAME}.</p>\n<p>Zini nega tutto.</p>",
        tags=["tema", NAME],
        section=make.make_section("Modelli"),
    )
    source = Source(label=f"Il ricorso di {NAME}", kind="document")
    publishing.save([made], publishing.Decisions(sources=[source]), by=None)
    return made


def ask(article: Article, **fields) -> OblivionRequest:
    request = OblivionRequest.objects.create(
        **{"person": "L’interessato", "request": "Sono stato assolto.", **fields}
    )
    request.articles.add(article)
    return request


def decide(article: Article, kind: str, **fields) -> OblivionDecision:
    decision = OblivionDecision(
        request=fields.pop("request", None) or ask(article),
        article=article,
        kind=kind,
        **{"reasons": "Assolto con formula piena.", **fields},
    )
    publishing.decide_erasure(decision=decision, by=None)
    return decision


def undo(decision: OblivionDecision) -> None:
    publishing.undo_erasure(decision=decision, by=None, why="Si è sbagliato.")


def with_word(reader: Client, word: str) -> set[str]:
    """The public addresses whose answer has a word."""
    answers = read(reader, list(walked()))
    return {path for path, (_status, content) in answers.items() if word in content.decode()}


# A note on how it ended


def test_a_note_stands_at_the_head_of_the_article(article, reader):
    before = with_word(reader, "prosciolto")
    decision = decide(article, ErasureKind.NOTE, note="Nel 2025 è stato prosciolto.")
    after = with_word(reader, "prosciolto")
    api = ARTICLE.replace("/articoli/", "/api/articles/").rstrip("/")
    assert before == set() and {ARTICLE, api, f"{api}/ninjs", "/feed/"} <= after
    page = reader.get(ARTICLE).text.partition("<main")[2]
    assert page.index("Com’è andata a finire") < page.index("nega tutto")
    undo(decision)
    assert with_word(reader, "prosciolto") == set()


# Out of search engines


def test_engines_do_not_get_it_and_readers_of_the_paper_do(article, reader):
    of_engines = {
        *(f"/{name}.xml" for name in ("sitemap-news", f"sitemap-{timezone.localtime():%Y-%m}")),
        *(f"/{of}feed/{kind}" for of in ("", "sezioni/modelli/", "temi/tema/",
          "autori/di-fantasy/", "organizzazioni/openai/") for kind in ("", "atom/", "json/")),
        "/api/articles", "/api/search?q=zibaldone&limit=100",
    }  # fmt: skip
    of_readers = {"/", "/articoli/", "/organizzazioni/openai/", "/sezioni/modelli/", ARTICLE}
    slug = article.slug
    before = with_word(reader, slug)
    assert of_readers <= before and of_engines - {"/api/search?q=zibaldone&limit=100"} <= before
    decision = decide(article, ErasureKind.UNINDEXED)
    after = with_word(reader, slug)
    assert of_readers <= after and not of_engines & after
    assert slug in reader.get("/cerca/?q=frode").text
    assert reader.get("/api/search?q=frode").json()["items"] == []
    undo(decision)
    assert with_word(reader, slug) == before


def test_the_page_asks_engines_not_to_show_it(article, reader, client):
    api = f"/api/articles/{article.slug}"

    def asked() -> list[tuple[bool, bool]]:
        said = []
        for who in (reader, client):
            for path in (ARTICLE, api, f"{api}/ninjs"):
                answer = who.get(path)
                header = answer.headers.get("X-Robots-Tag", "")
                said.append(("noindex" in header, '<meta name="robots"' in answer.text))
        return said

    assert asked() == [(False, False)] * 6
    decision = decide(article, ErasureKind.UNINDEXED)
    expected = [(True, True), (True, False), (True, False)] * 2
    assert asked() == expected
    article_fragments.render_articles([article.pk])
    assert asked() == expected
    undo(decision)
    assert asked() == [(False, False)] * 6


def test_what_is_told_of_it_goes_to_no_engine_either(article, reader):
    amendment = publishing.Amendment("correction", "Era zibaldone.", "Non era.")
    publishing.correct(article=article, amendment=amendment, by=None)
    decide(article, ErasureKind.UNINDEXED)
    found = with_word(reader, "Era zibaldone.")
    assert "/correzioni/" in found
    assert not [path for path in found if "feed" in path or path == "/api/corrections"]


def test_it_is_decided_once(article):
    decide(article, ErasureKind.UNINDEXED)
    with pytest.raises(ValidationError, match="già fuori dai motori"):
        decide(article, ErasureKind.UNINDEXED)


# Initials for a name


def take_out(article: Article, **fields) -> OblivionDecision:
    return decide(
        article, ErasureKind.INITIALS, **{"names": f"{NAME}\nZini", "initials": "Z. Z.", **fields}
    )


@pytest.mark.long
def test_the_name_is_on_no_public_address(article, reader):
    asked = {path for path in with_word(reader, "Zini") if "?q=" not in path}
    assert ARTICLE in asked and "/feed/" in asked
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
    assert {path for path in with_word(reader, "Zini") if "?q=" not in path} == asked


def test_what_was_written_since_stays_when_the_name_comes_back(article):
    decision = take_out(article)
    article = Article.objects.get(pk=article.pk)
    article.body = article.body.replace("nega tutto", "non commenta") + "\n<p>In più.</p>"
    publishing.save([article], by=None)
    undo(decision)
    body = Article.objects.get(pk=article.pk).body
    assert f"OpenAI e {NAME}." in body and "Zini non commenta" in body and "In più." in body


def test_the_name_does_not_come_back_by_itself(article):
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


def test_nor_does_it_in_a_correction(article):
    take_out(article)
    article = Article.objects.get(pk=article.pk)
    amendment = publishing.Amendment("correction", "Era Zini.", "Non era.")
    with pytest.raises(ValidationError, match="un nome che è stato tolto"):
        publishing.correct(article=article, amendment=amendment, by=None)


def test_one_of_two_names_comes_back_alone(article):
    article.body = f"<p>{NAME} e Ugo Neri.</p>"
    publishing.save([article], by=None)
    first = take_out(article)
    second = take_out(Article.objects.get(pk=article.pk), names="Ugo Neri", initials="U. N.")
    assert Article.objects.get(pk=article.pk).body == "<p>Z. Z. e U. N.</p>"
    undo(first)
    assert Article.objects.get(pk=article.pk).body == f"<p>{NAME} e U. N.</p>"
    undo(second)
    assert Article.objects.get(pk=article.pk).body == f"<p>{NAME} e Ugo Neri.</p>"


def test_notes_of_the_newsroom_lose_it_too(article):
    article.notes = f"Richiamare {NAME}."
    publishing.save([article], by=None)
    decision = take_out(article)
    assert Article.objects.get(pk=article.pk).notes == "Richiamare Z. Z."
    undo(decision)
    assert Article.objects.get(pk=article.pk).notes == f"Richiamare {NAME}."


def test_what_readers_never_saw_is_simply_changed(article):
    draft = make.make_article(f"Bozza su {NAME}")
    with pytest.raises(ValidationError, match="non hanno mai visto"):
        decide(draft, ErasureKind.INITIALS, names=NAME, initials="Z. Z.")


def test_what_is_typed_in_open_forms_is_not_kept(article, redattore):
    WorkingCopy.objects.create(
        person=redattore, article=article, typed=f"body={NAME}", saved_at=timezone.now()
    )
    take_out(article)
    assert not WorkingCopy.objects.exists()


def test_where_it_stands_beside_the_text_is_told(article):
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
def test_what_is_missing_is_said_and_nothing_changes(article, fields, words):
    with pytest.raises(ValidationError, match=words):
        take_out(article, **fields)
    assert not OblivionDecision.objects.exists()
    assert NAME in Article.objects.get(pk=article.pk).headline


def test_a_name_in_articles_is_told(article):
    article.body = "<p><strong>Zibaldo</strong> Zini e Zini.</p>"
    publishing.save([article], by=None)
    with pytest.raises(ValidationError, match="in parte in neretto"):
        take_out(article, names=NAME)
    assert Article.objects.get(pk=article.pk).version == article.version


# The register


def test_a_refusal_changes_nothing_that_readers_see(article, reader):
    before = read(reader, list(walked()))
    asked = reader.asked
    assert read(reader, list(walked())) == before
    anew = reader.asked - asked  # what is never kept
    decide(article, ErasureKind.REFUSAL)
    asked = reader.asked
    assert read(reader, list(walked())) == before
    assert reader.asked - asked == anew


def test_undoing_takes_a_reason_and_happens_once(article):
    decision = decide(article, ErasureKind.UNINDEXED)
    with pytest.raises(ValidationError):
        publishing.undo_erasure(decision=decision, by=None, why=" ")
    undo(decision)
    with pytest.raises(ValidationError):
        undo(decision)
    decision.refresh_from_db()
    assert decision.undone_at and decision.undone_why == "Si è sbagliato."


def test_only_articles_of_the_request_are_decided_upon(article):
    other = make.make_published("Non c’entra")
    with pytest.raises(ValidationError, match="non riguarda questo pezzo"):
        decide(other, ErasureKind.UNINDEXED, request=ask(article))


def test_it_is_for_the_director(article, redattore, caporedattore, direttore):
    for person, may in ((redattore, False), (caporedattore, False), (direttore, True)):
        assert publishing.may_decide_erasure(person) == may
        assert publishing.may_see_erased_names(person) == may
        decision = OblivionDecision(
            request=ask(article), article=article, kind=ErasureKind.REFUSAL, reasons="No."
        )
        if may:
            publishing.decide_erasure(decision=decision, by=person)
            publishing.undo_erasure(decision=decision, by=person, why="Sì.")
            continue
        with pytest.raises(PermissionDenied):
            publishing.decide_erasure(decision=decision, by=person)
        with pytest.raises(PermissionDenied):
            publishing.undo_erasure(decision=decide(article, "refusal"), by=person, why="Sì.")


def test_there_is_a_month_to_answer(article, monkeypatch, settings):
    request = ask(article, received_on=dt.date(2026, 1, 31))
    assert request.due_on == dt.date(2026, 2, 28)
    told = {}
    for day in (dt.date(2026, 2, 27), dt.date(2026, 2, 28), dt.date(2026, 3, 2)):
        now = dt.datetime.combine(day, dt.time(9), timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        told[day.day] = (request.clock, request.is_overdue)
    assert told == {
        27: ("entro il 28 febbraio 2026", False),
        28: ("entro oggi", False),
        2: ("in ritardo di 2 giorni", True),
    }
    settings.OBLIVION_MONTHS = 3
    assert request.due_on == dt.date(2026, 4, 30)
    request.answered_on = dt.date(2026, 2, 10)
    assert request.clock == "" and not request.is_overdue


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [((2026, 12, 15), 1, (2027, 1, 15)), ((2024, 1, 31), 1, (2024, 2, 29)),
     ((2026, 11, 30), 3, (2027, 2, 28))],
)  # fmt: skip
def test_months_end_where_they_end(day: tuple, months: int, after: tuple):
    assert months_after(dt.date(*day), months) == dt.date(*after)
