"""Two people, or two tabs, on one article."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, WorkingCopy
from tests import factories as make
from tests.admin.articles.copies import HOLD, WRITE, copy_fields
from tests.admin.articles.forms import change, form


def test_two_pages_with_one_copy_do_not_write_over_each_other(rosa, article):
    key = uuid.uuid4()
    first, second = copy_fields(article, key, "prima"), copy_fields(article, key, "seconda")
    rosa.post(WRITE, {**form(article, headline="Dalla prima"), **first})
    assert rosa.post(HOLD, {**second, "_claims": "1"}).status_code == 200
    rosa.post(WRITE, {**form(article, headline="Dalla seconda"), **second})
    refused = rosa.post(WRITE, {**form(article, headline="Ancora dalla prima"), **first})
    assert refused.status_code == 409
    first["_copy"] = refused.json()["key"]
    rosa.post(WRITE, {**form(article, headline="Ancora dalla prima"), **first})
    stored = " ".join(WorkingCopy.objects.values_list("typed", flat=True))
    assert "Dalla+seconda" in stored
    assert "Ancora+dalla+prima" in stored


def test_people_on_one_article_see_each_other(rosa, carla, article):
    rosa.post(HOLD, copy_fields(article))
    assert "rosa" in carla.post(HOLD, copy_fields(article)).json()["others"]
    WorkingCopy.objects.update(seen_at=timezone.now() - 2 * make.HOUR)
    assert carla.post(HOLD, copy_fields(article)).json()["others"] == ""


def test_a_second_tab_of_the_same_person_is_told(rosa, article):
    rosa.post(HOLD, copy_fields(article))
    assert "in un’altra scheda" in rosa.post(HOLD, copy_fields(article)).json()["others"]


def test_open_form_learns_of_a_save_by_a_colleague(rosa, carla, article):
    before = copy_fields(article)
    carla.post(change(article), form(article, headline="Di Carla"))
    assert "carla ha salvato" in rosa.post(HOLD, before).json()["newer"]


def test_conflicting_save_stores_nothing_and_loses_nothing(rosa, carla, article):
    mine = form(article, body="<p>Uno di Rosa.</p>\n<p>Due.</p>\n<p>Tre.</p>")
    theirs = form(article, body="<p>Uno di Carla.</p>\n<p>Due.</p>\n<p>Tre e quattro.</p>")
    carla.post(change(article), theirs)
    page = rosa.post(change(article), {**mine, "_copy": str(uuid.uuid4())}, follow=True)
    assert "carla" in page.text
    assert "Uno di <mark>Rosa</mark>" in page.text
    article.refresh_from_db()
    assert "Uno di Carla." in article.body
    [url, _status] = page.redirect_chain[-1]
    opened = rosa.post(url, {"_theirs": str(article.version), "body-0": "both"}, follow=True)
    body = opened.context["adminform"].form["body"].value()
    for words in ("Uno di Carla.", "Uno di Rosa.", "Tre e quattro."):
        assert words in body
    assert body.count("Due.") == 1
    saved = form(article, body=body, _base=opened.context["base_version"])
    rosa.post(change(article), saved)
    article.refresh_from_db()
    assert "Uno di Rosa." in article.body and "Tre e quattro." in article.body


def test_changes_of_the_colleague_alone_merge_by_themselves(rosa, carla, article):
    mine = form(article, standfirst="Di Rosa")
    theirs = form(
        article,
        headline="Di Carla",
        tags=["uno"],
        notes="Una nota",
        **{
            "sources-TOTAL_FORMS": "1",
            "sources-0-label": "Un documento",
            "sources-0-kind": "document",
        },
    )
    carla.post(change(article), theirs)
    page = rosa.post(change(article), {**mine, "_copy": str(uuid.uuid4())}, follow=True)
    assert "I due testi non si toccano" in page.text
    opened = rosa.post(page.redirect_chain[-1][0], {}, follow=True)
    filled = opened.context["adminform"].form
    values = {name: filled[name].value() for name in ("headline", "standfirst", "notes", "tags")}
    assert values == {
        "headline": "Di Carla", "standfirst": "Di Rosa", "notes": "Una nota", "tags": ["uno"],
    }  # fmt: skip
    assert "Un documento" in opened.text


def test_step_on_an_outdated_form_is_not_taken(carla, desk_of, direttore, article):
    stale = form(article, headline="Di Carla", _step="publish")
    desk_of(direttore).post(change(article), form(article, headline="Del direttore"))
    page = carla.post(change(article), stale, follow=True)
    assert "mentre lo scrivevi" in page.text
    assert not Article.objects.published().exists()


def test_open_form_does_not_undo_a_publication(rosa, carla, article):
    stale = form(article, headline="Un titolo nuovo")
    carla.post(change(article), form(article, _step="publish"))
    page = rosa.post(change(article), {**stale, "_copy": str(uuid.uuid4())}, follow=True)
    assert "non è più in mano tua" in page.text and "<ins>Un titolo nuovo</ins>" in page.text
    published = Article.objects.published().get()
    assert published.headline == "Il pezzo"
    assert "Un+titolo+nuovo" in WorkingCopy.objects.unfinished().get().typed


def test_version_conflict_is_decided_in_the_database(article, redattore):
    first, second = (Article.objects.get(pk=article.pk) for _ in range(2))
    publishing.save([first], publishing.Decisions(base_version=1), by=redattore)
    with pytest.raises(publishing.EditConflict) as conflict:
        publishing.save([second], publishing.Decisions(base_version=1), by=redattore)
    assert (conflict.value.base, conflict.value.current) == (1, 2)


def test_text_not_chosen_in_a_merge_stays_in_the_copy(rosa, carla, article):
    mine = form(article, headline="Il titolo di Rosa")
    carla.post(change(article), form(article, headline="Il titolo di Carla"))
    page = rosa.post(change(article), {**mine, "_copy": str(uuid.uuid4())}, follow=True)
    rosa.post(page.redirect_chain[-1][0], {"headline": "theirs"})
    aside = WorkingCopy.objects.exclude(set_aside_at=None).get()
    assert "Il+titolo+di+Rosa" in aside.typed
    history = rosa.get(f"/admin/articles/article/{article.pk}/history/").text
    assert f"/admin/articles/article/copies/{aside.key}/" in history
