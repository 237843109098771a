"""The history of an article: versions compared and restored, and the log of acts."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.db.choices import AMENDMENT_KINDS, TYPO, ArticleStatus, MentionStanding, Verb
from articles.models import Article, ArticleVersion, Correction, EditorialAct, Source
from tests import factories as make
from tests.admin.articles.forms import change, form


def history(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/history/"


def version(article: Article, number: int) -> str:
    return f"/admin/articles/article/{article.pk}/versions/{number}/"


def test_history_lists_authors_and_actions(carla, caporedattore, at_most):
    make.make_organization("OpenAI")
    article = make.make_article("Il pezzo", by=caporedattore)
    typed = form(article, body="<p>Lo dice OpenAI.</p>", tags=["modelli"])
    carla.post(change(article), typed)
    article.refresh_from_db()
    carla.post(change(article), form(article, tags=["modelli"], _step="publish"))
    with at_most(13):
        page = carla.get(history(article)).text
    assert "1 paragrafo; + OpenAI; + «modelli»" in page
    assert "prima stesura" in page and "Pubblicato" in page and "carla" in page


def test_a_version_is_shown_beside_the_one_before_word_by_word(carla):
    article = make.make_article("Il pezzo", body="<p>La nuova versione.</p>")
    carla.post(change(article), form(article, body="<p>La terza versione.</p>"))
    page = carla.get(version(article, 2)).text
    assert "<del>nuova </del>" in page and "<ins>terza </ins>" in page
    assert "Ripristina" not in page
    assert "Ripristina" in carla.get(version(article, 1)).text
    assert carla.get(version(article, 9)).status_code == 404


def test_a_version_comes_back_with_its_ties_as_a_new_entry(carla):
    openai = make.make_organization("OpenAI")
    article = make.make_article("Il pezzo", body="<p>Prima.</p>", tags=["uno", "due"])
    report = Source(label="Il rapporto", kind="document")
    decided = publishing.Decisions(confirm=[openai], sources=[report])
    publishing.save([article], decided, by=None)
    ada = make.make_author("Ada Neri")
    publishing.save(
        [article],
        publishing.Decisions(authors=[ada], tags=["tre"], sources=[], reject=[openai]),
        by=None,
    )
    carla.post(version(article, 2))
    article = Article.objects.get(pk=article.pk)
    assert [author.name for author in article.signatures] == ["Di Fantasy"]
    assert sorted(article.tags.names()) == ["due", "uno"]
    assert article.mentions.get().standing == MentionStanding.CONFIRMED
    assert article.sources.get().label == "Il rapporto"
    assert article.version == 4
    newest = ArticleVersion.objects.filter(article_key=article.pk).latest("number")
    assert newest.summary == "ripristinata la versione 2"


def test_restoring_reports_parts_that_no_longer_exist(carla):
    ada = make.make_author("Ada Neri")
    article = make.make_article("Prima", authors=[ada])
    publishing.save(
        [article], publishing.Decisions(authors=[make.make_author("Di Fantasy")]), by=None
    )
    ada.delete()
    page = carla.post(version(article, 1), follow=True).text
    assert "non sono tornati: Ada Neri" in page


def test_restoring_a_published_article_asks_for_an_amendment(carla):
    article = make.make_published("Il pezzo", body="<p>Costa 12 euro.</p>")
    article.body = "<p>Costa 13 euro.</p>"
    publishing.save([article], by=None)
    number = ArticleVersion.objects.filter(article_key=article.pk).earliest("number").number
    refused = carla.post(version(article, number)).text
    assert "una cifra" in refused
    amendment = {"amendment_kind": "correction", "amendment_wrong": "Si leggeva 13."}
    half = carla.post(version(article, number), amendment).text
    assert "che cosa è giusto" in half and "Si leggeva 13." in half
    carla.post(version(article, number), {**amendment, "amendment_right": "Sono 12."})
    assert "12 euro" in Article.objects.get().body
    assert Correction.objects.get().words == "Si leggeva 13. Sono 12."


def test_a_deleted_article_is_recovered_as_a_draft_with_its_ties(carla, caporedattore):
    make.make_organization("OpenAI")
    article = make.make_article(
        "Da buttare", body="<p>Lo dice OpenAI.</p>", tags=["uno"], by=caporedattore
    )
    key = article.pk
    carla.post(f"/admin/articles/article/{key}/delete/", {"post": "yes"})
    assert not Article.objects.exists()
    page = carla.get("/admin/articles/article/deleted/")
    assert "Da buttare" in page.text
    [deleted] = page.context["versions"]
    carla.post("/admin/articles/article/deleted/", {"version": str(deleted.pk)})
    article = Article.objects.get()
    assert (article.pk, article.status) == (key, ArticleStatus.DRAFT)
    assert list(article.tags.names()) == ["uno"]
    assert article.organizations.get().name == "OpenAI"
    verbs = EditorialAct.objects.on(key).values_list("verb", flat=True)
    assert list(verbs) == [Verb.RECOVERED, Verb.DELETED]


def test_log_entries_are_immutable(direttore):
    article = make.make_published()
    act = EditorialAct.objects.on(article.pk).get()
    assert act.verb == Verb.PUBLISHED
    for change_it in (act.save, act.delete, EditorialAct.objects.all().delete):
        with pytest.raises(TypeError):
            change_it()
    with pytest.raises(TypeError):
        EditorialAct.objects.update(note="Altro")


# No silent edits


@pytest.mark.parametrize("kind", dict(AMENDMENT_KINDS))
def test_change_of_substance_asks_for_an_amendment(carla, reader, kind):
    article = make.make_published("Un titolo", body="<p>Costa 12 euro.</p>")
    typed = form(article, body="<p>Costa 13 euro.</p>")
    page = carla.post(change(article), typed).text
    assert "Che modifica è?" in page and "una cifra" in page
    assert "12 euro" in Article.objects.get().body
    amendment = {
        "amendment_kind": kind,
        "amendment_wrong": "Il prezzo era sbagliato.",
        "amendment_right": "Sono 13 euro.",
    }
    carla.post(change(article), {**typed, **amendment})
    article.refresh_from_db()
    assert "13 euro" in article.body
    is_typo = kind == TYPO
    assert (article.updated_at is None) == is_typo
    assert ("Il prezzo era sbagliato." in reader.get("/articoli/un-titolo/").text) != is_typo


def test_a_correction_tells_readers_what_was_wrong(carla):
    article = make.make_published("Un titolo", body="<p>Costa 12 euro.</p>")
    typed = form(article, body="<p>Costa 13 euro.</p>", amendment_kind="correction")
    assert "che cosa era sbagliato" in carla.post(change(article), typed).text
    assert not Correction.objects.exists()


def test_trivial_change_asks_nothing(carla):
    article = make.make_published("Un titolo", body="<p>Un testo piano.</p>")
    carla.post(change(article), form(article, body="<p>Un testo pianissimo.</p>"))
    assert "pianissimo" in Article.objects.get().body
