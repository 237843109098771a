"""A real browser: Debian's Chromium, found on the machine, never downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page

from articles.models import Article
from tests import factories as make


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium: str) -> dict:
    arguments = (
        "--no-sandbox --disable-gpu --disable-background-networking "
        "--disable-component-update --disable-sync"
    )
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": arguments.split(),
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "it-IT", "timezone_id": "Europe/Rome"}


@pytest.fixture(autouse=True)
def committed(transactional_db) -> None:
    """Commit what a test writes, so that the server that the browser asks finds it."""


def log_in(page: Page, username: str) -> Page:
    page.set_default_timeout(15_000)
    page.goto("/admin/")
    page.get_by_label("Nome utente").fill(username)
    page.get_by_label("Password").fill("demo")
    page.get_by_role("button", name="Accedi", exact=True).click()
    page.get_by_role("heading", name="Redazione", exact=True).wait_for()
    return page


def cursor_stands_in(page: Page, text: str) -> None:
    """Wait until the editor has its cursor in a block of the text. It hears of a click or an arrow
    a moment later than the browser, and a robot types sooner than that."""
    page.wait_for_function(
        """text => document.activeElement.editor?.state.selection.$head.parent.textContent
          === text""",
        arg=text,
    )


def click_in_text(page: Page, place: Locator) -> None:
    place.click()
    cursor_stands_in(page, place.text_content())


def forbidden(text: str) -> list[str]:
    return [text] if "Content Security Policy" in text or "Permissions-Policy" in text else []


@pytest.fixture
def brings_styles() -> bool:
    """Return True if a test pastes text with styles of its own, which are read and never applied:
    the browser says so each time."""
    return False


@pytest.fixture
def new_desk(new_context, live_server, brings_styles: bool):
    """Opens the desk for an account, in a browser of its own; a script error fails the test, and
    so does whatever the policy of a page had to forbid."""
    errors: list[str] = []

    def open_desk(username: str) -> Page:
        page = new_context(base_url=live_server.url).new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        if not brings_styles:
            page.on("console", lambda message: errors.extend(forbidden(message.text)))
        return log_in(page, username)

    yield open_desk
    assert errors == []


@pytest.fixture
def picture_file(tmp_path: Path) -> Path:
    path = tmp_path / "foto.png"
    path.write_bytes(make.picture_bytes((600, 400)))
    return path


@pytest.fixture
def article() -> Article:
    for username, group in (("rosa", "Redattore"), ("carla", "Caporedattore")):
        make.make_user(username, group)
    author = make.make_author("Rosa", user=User.objects.get(username="rosa"))
    body = "<p>Uno.</p>\n<p>Due.</p>\n<p>Tre.</p>"
    return make.make_article("Un pezzo di prova", body=body, authors=[author])
