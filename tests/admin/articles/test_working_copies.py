"""Working copies: text that is typed, kept apart from the article, and taken up again."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

from articles import publishing
from articles.admin.sent_forms import NOT_TYPED
from articles.db.choices import ArticleStatus
from articles.models import Article, ArticleVersion, WorkingCopy
from tests import factories as make
from tests.admin.articles.copies import HOLD, TOKEN, WRITE, copy_fields
from tests.admin.articles.forms import ADD, change, form


def test_working_copy_is_kept_apart_from_the_article(rosa, article):
    answer = rosa.post(WRITE, {**form(article, body="<p>Nuovo.</p>"), **copy_fields(article)})
    assert answer.status_code == 200
    copy = WorkingCopy.objects.get()
    assert "Nuovo." in copy.typed
    assert "csrf" not in copy.typed
    article.refresh_from_db()
    assert "Nuovo" not in article.body
    assert article.version == 1


def test_page_gives_the_script_the_fields_nobody_types(rosa):
    page = rosa.get(ADD).text
    names = re.search(r'data-not-typed="([^"]*)"', page)[1]
    assert set(names.split()) == NOT_TYPED
    script = Path(finders.find("articles/working_copy.js")).read_text(encoding="utf-8")
    assert "new Set(root.dataset.notTyped.split" in script
    assert 'csrfmiddlewaretoken"' not in script and "_continue" not in script


def test_a_new_article_has_a_working_copy_before_its_first_save(rosa):
    rosa.post(WRITE, {**form(headline="Mai salvato"), **copy_fields()})
    assert "«Mai salvato», un pezzo mai salvato" in rosa.get(ADD).text
    assert not Article.objects.exists()


def test_working_copy_is_offered_compared_and_taken_up(rosa, article):
    sent = copy_fields(article)
    rosa.post(WRITE, {**form(article, headline="Un titolo cambiato"), **sent})
    page = f"/admin/articles/article/copies/{sent['_copy']}/"
    assert page in rosa.get(change(article)).text
    text = rosa.get(page).text
    assert "<ins>Un titolo cambiato</ins>" in text or "<ins>" in text
    opened = rosa.post(page, {"_act": "take"}, follow=True)
    assert "Un titolo cambiato" in opened.text
    assert "Correggi" not in opened.text
    successor = WorkingCopy.objects.unfinished().get()
    assert f'name="_copy" value="{successor.key}"' in opened.text


def test_working_copy_keeps_unfinished_values(rosa, article):
    sent = copy_fields(article)
    typed = form(
        article,
        headline="",
        tags=["un tema"],
        published_at_0="31/02/2026",
        **{
            "sources-TOTAL_FORMS": "1",
            "sources-0-label": "",
            "sources-0-url": "https://a.example/",
            "sources-0-kind": "post",
        },
    )
    rosa.post(WRITE, {**typed, **sent})
    page = f"/admin/articles/article/copies/{sent['_copy']}/"
    assert rosa.get(page).status_code == 200
    opened = rosa.post(page, {"_act": "take"}, follow=True).text
    for words in ("31/02/2026", "https://a.example/", "un tema"):
        assert words in opened
    assert "errornote" not in opened
    assert "errorlist" not in opened


def test_a_copy_left_aside_is_not_offered_and_not_lost(rosa, article):
    sent = copy_fields(article)
    rosa.post(WRITE, {**form(article, headline="Altro"), **sent})
    page = f"/admin/articles/article/copies/{sent['_copy']}/"
    rosa.post(page, {"_act": "aside"})
    assert page not in rosa.get(change(article)).text
    assert rosa.get(page).status_code == 200


def test_saving_finishes_the_copy_despite_late_messages(rosa, article):
    sent = copy_fields(article)
    rosa.post(WRITE, {**form(article, headline="Altro titolo"), **sent})
    rosa.post(change(article), {**form(article, headline="Altro titolo"), "_copy": sent["_copy"]})
    assert not WorkingCopy.objects.unfinished().exists()
    late = rosa.post(WRITE, {**form(article, headline="Altro titolo"), **sent})
    assert late.status_code == 409
    assert uuid.UUID(late.json()["key"])
    assert not WorkingCopy.objects.unfinished().exists()


def test_working_copy_is_private_to_its_writer(rosa, carla, article):
    sent = copy_fields(article)
    rosa.post(WRITE, {**form(article, headline="Di Rosa"), **sent})
    assert carla.get(f"/admin/articles/article/copies/{sent['_copy']}/").status_code == 404
    assert carla.post(WRITE, {**form(article), **sent}).status_code == 403
    assert carla.get(f"{change(article)}?copy={sent['_copy']}").status_code == 404
    assert "Di+Rosa" in WorkingCopy.objects.get().typed


def test_each_save_is_one_entry_of_the_history(rosa, article):
    rosa.post(change(article), form(article, headline="Un titolo nuovo"))
    rosa.post(WRITE, {**form(article, headline="Solo una copia"), **copy_fields(article)})
    versions = ArticleVersion.objects.filter(article_key=article.pk)
    assert [version.summary for version in versions] == ["titolo; indirizzo", "prima stesura"]


def test_an_article_made_in_bulk_keeps_what_it_was(redattore):
    article = make.make_article("Com’era", by=redattore)
    ArticleVersion.objects.all().delete()
    article.headline = "Com’è"
    publishing.save([article], by=None)
    newest, first = ArticleVersion.objects.order_by("-number")
    assert publishing.Snapshot.of_version(first).fields["headline"] == "Com’era"
    assert publishing.Snapshot.of_version(newest).fields["headline"] == "Com’è"


def test_a_very_long_text_is_kept_too(rosa, article):
    long = "".join(f"<p>Capoverso {n}, «lungo» quanto basta.</p>" for n in range(40_000))
    sent = copy_fields(article)
    assert rosa.post(WRITE, {**form(article, body=long), **sent}).status_code == 200
    assert len(WorkingCopy.objects.get().typed) > 2_000_000


def test_unknown_copies_and_versions_answer_404(rosa, carla, article):
    sent = copy_fields(article)
    rosa.post(WRITE, {**form(article, headline="Altro"), **sent})
    other = make.make_article("Un altro", by=article.created_by)
    assert rosa.get(f"{change(other)}?copy={sent['_copy']}").status_code == 404
    assert rosa.get(f"{ADD}?copy={sent['_copy']}").status_code == 404
    assert rosa.get(f"{change(article)}?copy=qualcosa").status_code == 404
    merge = f"/admin/articles/article/copies/{sent['_copy']}/merge/"
    assert rosa.post(merge, {"_theirs": "99"}).status_code == 404
    assert rosa.post(WRITE, {**sent, "_copy": "qualcosa"}).status_code == 404


def test_a_new_article_sent_twice_is_one_article(rosa):
    typed = {**form(headline="Una volta sola"), "_copy": str(uuid.uuid4()), "_continue": "1"}
    first = rosa.post(ADD, typed)
    again = rosa.post(ADD, typed)
    assert again.url == change(Article.objects.get())
    assert first.url == again.url
    page = rosa.post(ADD, {**typed, "body": "<p>E ancora qualcosa.</p>"}, follow=True)
    assert "E ancora qualcosa." in page.text
    assert Article.objects.count() == 1
    assert not WorkingCopy.objects.unfinished().exists()


def test_refused_step_keeps_the_typed_text(carla, redattore):
    article = make.make_article("In revisione", status=ArticleStatus.REVIEW, by=redattore)
    typed = form(article, headline="Un titolo ritoccato", _step="return_to_draft")
    page = carla.post(change(article), {**typed, "note_return_to_draft": "  "})
    assert page.status_code == 200
    assert "Scrivi perché lo rimandi" in page.text
    assert "Un titolo ritoccato" in page.text
    article.refresh_from_db()
    assert (article.headline, article.status) == ("In revisione", ArticleStatus.REVIEW)
    carla.post(change(article), {**typed, "note_return_to_draft": "Manca una fonte."})
    article.refresh_from_db()
    assert (article.headline, article.status) == ("Un titolo ritoccato", ArticleStatus.DRAFT)


def test_publishing_a_scheduled_article_ignores_its_time(carla):
    article = make.make_scheduled("Domani")
    typed = form(article, published_at_0="", published_at_1="", _step="publish")
    carla.post(change(article), typed)
    assert Article.objects.published().get() == article


def test_new_login_gives_an_open_form_a_token(redattore, article):
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(redattore)
    before = desk.get(TOKEN).json()["token"]
    assert desk.post(HOLD, copy_fields(article), headers={"X-CSRFToken": before}).status_code == 200
    del desk.cookies["csrftoken"]  # as a new login gives another
    assert desk.post(HOLD, copy_fields(article), headers={"X-CSRFToken": before}).status_code == 403
    answer = desk.get(TOKEN)
    assert "private" in answer.headers["Cache-Control"]
    now = {"X-CSRFToken": answer.json()["token"]}
    assert desk.post(HOLD, copy_fields(article), headers=now).status_code == 200
    assert desk.cookies["csrftoken"]["httponly"]
    desk.logout()
    assert desk.get(TOKEN).status_code == 302
