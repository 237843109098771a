"""One gesture, one thing: double clicks, keys pressed twice, going back, saving again and again."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import Article, Organization, WorkingCopy
from tests import factories as make
from tests.browser.conftest import click_in_text
from tests.browser.writing import change, text_of, type_at_end

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = "/admin/articles/article/add/"
DOUBLE_SAVES = 10
PATIENCE = 20_000  # milliseconds, where several tests share a machine


@pytest.fixture
def desk(new_desk) -> Page:
    make.make_user("rosa", "Redattore", is_superuser=False)
    make.make_author("Rosa", user=User.objects.get(username="rosa"))
    return new_desk("rosa")


def write_new(page: Page, headline: str) -> None:
    page.goto(ADD)
    page.locator("#id_headline").fill(headline)
    click_in_text(page, text_of(page).locator("p").first)
    page.keyboard.type("Un testo.")


def save_twice(page: Page, number: int) -> None:
    """Save twice, by two clicks or by the keys."""
    if number % 2:
        page.keyboard.press("Control+s")
        page.keyboard.press("Control+s")
    else:
        page.locator(".desk-bar [name=_continue]").dblclick()


def nothing_is_left_over(page: Page) -> None:
    expect(page.locator(".messagelist")).to_contain_text("Salvato", timeout=PATIENCE)
    expect(page.locator("[data-copy-state]")).not_to_contain_text("Non salvato")
    assert page.locator(".desk-offer:visible").all_text_contents() == []
    assert not WorkingCopy.objects.unfinished().exists()


def test_double_saves_of_new_articles_make_one_each(desk):
    for number in range(DOUBLE_SAVES):
        write_new(desk, f"Pezzo {number}")
        save_twice(desk, number)
        nothing_is_left_over(desk)
    assert Article.objects.count() == DOUBLE_SAVES
    assert set(Article.objects.values_list("version", flat=True)) == {1}


def test_form_sent_twice_without_the_script_is_one_article(desk):
    write_new(desk, "Un pezzo")
    desk.evaluate(
        """async () => {
          const form = document.getElementById("article_form");
          const send = () => fetch(location.href, { method: "POST", body: new FormData(form) });
          const answers = await Promise.all([send(), send(), send()]);
          return answers.map(answer => answer.url);
        }"""
    )
    assert Article.objects.get().headline == "Un pezzo"


def test_back_after_the_first_save_is_the_same_article(desk):
    write_new(desk, "Un pezzo")
    desk.keyboard.press("Control+s")
    nothing_is_left_over(desk)
    desk.go_back()
    expect(desk.locator("#id_headline")).to_have_value("Un pezzo")
    type_at_end(desk, " E altro.")
    desk.locator(".desk-bar [name=_continue]").click()
    expect(desk.locator("[name=_base]")).to_have_value("2", timeout=PATIENCE)
    nothing_is_left_over(desk)
    article = Article.objects.get()
    assert "E altro." in article.body and article.version == 2


def test_ten_saves_while_typing_meet_no_conflict(desk):
    article = make.make_article("Un pezzo", by=User.objects.get(username="rosa"))
    desk.goto(change(article))
    for number in range(10):
        type_at_end(desk, f" Frase {number}.")
        save_twice(desk, number)
        expect(desk.locator("[name=_base]")).to_have_value(str(number + 2), timeout=PATIENCE)
        nothing_is_left_over(desk)
    article.refresh_from_db()
    assert article.version == 11
    assert all(f"Frase {number}." in article.body for number in range(10))
    desk.goto("/admin/")
    expect(desk.get_by_role("link", name="Un pezzo", exact=True)).to_have_count(1)


def test_double_click_on_another_form_makes_one_row(desk):
    address = "/admin/articles/organization/add/"
    desk.goto(address)
    desk.locator("#id_name").fill("Un ente")
    desk.get_by_role("button", name="Salva", exact=True).dblclick()
    expect(desk.locator(".messagelist")).to_contain_text("Un ente", timeout=PATIENCE)
    assert Organization.objects.count() == 1
    desk.go_back()
    expect(desk.locator("#id_name")).to_have_value("")
    desk.get_by_role("button", name="Salva", exact=True).click()
    expect(desk.locator(".field-name .errorlist")).to_be_visible()
    assert Organization.objects.count() == 1
