"""The text of an article in the editor of the desk, for a robot that types."""

from __future__ import annotations

from django.urls import reverse
from playwright.sync_api import Page

from articles.models import Article
from tests.browser.conftest import click_in_text


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def text_of(page: Page):
    return page.locator(".field-body .ProseMirror[contenteditable=true]")


def type_at_end(page: Page, words: str, *, paragraph: int = -1) -> None:
    click_in_text(page, text_of(page).locator("p").nth(paragraph))
    page.keyboard.press("End")
    page.keyboard.type(words)
