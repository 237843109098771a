"""The text of an article in the editor of the desk, for a robot that types."""

from __future__ import annotations

from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article
from articles.text.markup import clean_html
from tests.browser.conftest import click_in_text


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def text_of(page: Page):
    return page.locator(".field-body .ProseMirror[contenteditable=true]")


def type_at_end(page: Page, words: str, *, paragraph: int = -1) -> None:
    click_in_text(page, text_of(page).locator("p").nth(paragraph))
    page.keyboard.press("End")
    page.keyboard.type(words)


def written(page: Page) -> str:
    """Return the text of the editor as it would be stored."""
    return clean_html(page.evaluate("theEditor().getHTML()"))


def tool(page: Page, name: str) -> None:
    """Press a button of the tools above the text."""
    page.locator(".prose-menubar").get_by_role("button", name=name).click()


def save(page: Page) -> Article:
    """Save the form by keyboard and return the only article there is."""
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Salvato")
    return Article.objects.get()
