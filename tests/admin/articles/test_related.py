"""Related articles in the form of an article."""

from __future__ import annotations

import re
import uuid

from django.urls import reverse

from articles import publishing
from articles.models import Article, WorkingCopy
from tests import factories as make
from tests.admin.articles.copies import WRITE, copy_fields
from tests.admin.articles.forms import change, form


def related(article: Article) -> list[str]:
    return [tie.related.headline for tie in article.related_articles.in_order()]


def keys(*articles: Article) -> list[str]:
    return [str(article.pk) for article in articles]


def test_form_stores_related_articles_in_the_order_of_choice(rosa, article):
    one, two = make.make_article("Uno"), make.make_article("Due")
    assert rosa.post(change(article), form(article, related=keys(two, one))).status_code == 302
    assert related(article) == ["Due", "Uno"]
    page = rosa.get(change(article)).text
    select = page.partition('name="related"')[2].partition("</select>")[0]
    assert re.findall(r'value="(\d+)"', select) == keys(two, one)
    article.refresh_from_db()
    rosa.post(change(article), form(article, headline="Un altro"))
    assert related(article) == ["Due", "Uno"]


def test_form_says_of_which_series_the_article_is_a_part(rosa, article):
    assert "Nessuna. Una serie sceglie" in rosa.get(change(article)).text
    series = make.make_series("Il caso <DeepSeek>", article)
    page = reverse("admin:articles_series_change", args=[series.pk])
    link = f'<a href="{page}">Il caso &lt;DeepSeek&gt;</a>'
    assert link in rosa.get(change(article)).text


def test_article_related_to_itself_is_refused_in_words(rosa, article):
    page = rosa.post(change(article), form(article, related=keys(article)))
    assert "Un pezzo non è collegato a sé stesso: togli «Il pezzo»" in page.text
    assert related(article) == []


def test_too_many_related_articles_are_refused_in_words(rosa, article):
    others = [make.make_article(f"Un altro {number}") for number in range(7)]
    page = rosa.post(change(article), form(article, related=keys(*others)))
    assert "al massimo 6 articoli collegati, e questi sono 7" in page.text
    assert page.text.count("Un altro 6") == 1  # what was chosen is there still
    assert related(article) == []


def test_related_article_that_is_gone_is_told(rosa, article):
    gone = make.make_article("Uno")
    typed = form(article, related=keys(gone))
    gone.delete()
    page = rosa.post(change(article), typed)
    assert page.status_code == 200 and "errorlist" in page.text


def test_articles_are_offered_by_their_headline(rosa, article):
    make.make_article("Che cosa si è detto")
    answer = rosa.get(
        "/admin/autocomplete/",
        {"app_label": "articles", "model_name": "relatedarticle", "field_name": "related",
         "term": "detto"},
    )  # fmt: skip
    assert [each["text"] for each in answer.json()["results"]] == ["Che cosa si è detto"]


def test_working_copy_has_the_related_articles(rosa, redattore, article):
    one = make.make_article("Uno")
    typed = form(article, related=keys(one))
    rosa.post(WRITE, {**typed, **copy_fields(article)})
    copy = WorkingCopy.objects.get()
    page = rosa.get(f"/admin/articles/article/copies/{copy.key}/")
    assert "articoli collegati" in page.text.lower() and "Uno" in page.text
    filled = rosa.get(f"{change(article)}?copy={copy.key}").text
    select = filled.partition('name="related"')[2].partition("</select>")[0]
    assert f'value="{one.pk}"' in select


def test_related_articles_of_two_people_come_together(rosa, carla, article):
    one, two = make.make_article("Uno"), make.make_article("Due")
    mine = form(article, related=keys(one), body="<p>Di Rosa.</p>")
    carla.post(change(article), form(article, related=keys(two)))
    page = rosa.post(change(article), {**mine, "_copy": str(uuid.uuid4())}, follow=True)
    [url, _status] = page.redirect_chain[-1]
    assert "articoli collegati" in page.text.lower()
    article.refresh_from_db()
    opened = rosa.post(url, {"_theirs": str(article.version)}, follow=True).text
    select = opened.partition('name="related"')[2].partition("</select>")[0]
    assert re.findall(r'value="(\d+)" selected', select) == keys(one, two)


def test_version_is_compared_with_its_related_articles(rosa, article):
    rosa.post(change(article), form(article, related=keys(make.make_article("Uno"))))
    page = rosa.get(f"/admin/articles/article/{article.pk}/versions/2/").text
    assert "articoli collegati" in page.lower() and "<ins>Uno</ins>" in page


def test_preview_shows_typed_related_articles(rosa, article):
    one = make.make_published("Uno scelto", section=make.make_section("Lontana"))
    key = uuid.uuid4()
    typed = form(article, related=keys(one))
    rosa.post(WRITE, {**typed, **copy_fields(article, key)})
    page = rosa.get(f"/admin/articles/article/copies/{key}/page/").text
    assert "Uno scelto" in page.partition('class="related"')[2]
    assert related(article) == []


def test_who_may_not_change_an_article_reads_its_related_ones(desk_of, other_redattore, article):
    make.relate(article, make.make_article("Uno"))
    page = desk_of(other_redattore).get(change(article)).text
    assert "«Uno»" in page and 'name="related"' not in page


def test_deleted_article_comes_back_with_its_related_ones(rosa, redattore, article):
    make.relate(article, make.make_article("Uno"))
    key = article.pk
    publishing.delete_article(article=Article.objects.get(pk=key), by=redattore)
    [version] = publishing.recoverable_by(redattore, most=9)
    back, missing = publishing.recover_article(version=version, by=redattore)
    assert (related(back), missing) == (["Uno"], [])
