"""Entering the desk with more than a password."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import factories as make
from tests.access.test_entering import code_of
from tests.browser.conftest import log_in

pytestmark = pytest.mark.browser


@pytest.fixture
def redattore(transactional_db):
    return make.make_user("redattore", "Redattore")


def give_fingerprint(page: Page) -> None:
    """The browser has a device of its own that knows its person."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def confirm(page: Page) -> None:
    page.get_by_label("La tua password").fill("demo")
    page.get_by_role("button", name="Conferma").click()


def leave(page: Page) -> None:
    page.get_by_role("button", name="Esci").click()


def test_authenticator_app_is_set_up_and_asked_for(redattore, new_desk):
    page = new_desk("redattore")
    page.get_by_role("link", name="Secondo fattore").click()
    page.get_by_role("link", name="Collega un’applicazione").click()
    confirm(page)
    secret = page.locator(".steps code").text_content()
    page.get_by_label("Codice").fill(code_of(secret))
    page.get_by_role("button", name="Collega").click()
    expect(page.get_by_role("heading", name="Codici di riserva")).to_be_visible()
    spare = page.locator(".recovery-codes code").first.text_content()
    leave(page)
    page.goto("/admin/")
    page.get_by_label("Nome utente").fill("redattore")
    page.get_by_label("Password").fill("demo")
    page.get_by_role("button", name="Accedi", exact=True).click()
    page.get_by_label("Codice").fill(spare)
    page.get_by_role("button", name="Accedi", exact=True).click()
    expect(page.get_by_role("heading", name="Redazione", exact=True)).to_be_visible()


def test_a_passkey_opens_the_desk_without_a_password(redattore, new_desk):
    page = new_desk("redattore")
    give_fingerprint(page)
    page.goto("/admin/access/")
    page.get_by_role("link", name="Aggiungi una passkey").click()
    confirm(page)
    page.get_by_label("Nome", exact=True).fill("Portatile")
    page.get_by_label("Entra anche senza password").check()
    page.get_by_role("button", name="Aggiungi").click()
    expect(page.get_by_role("heading", name="Codici di riserva")).to_be_visible()
    leave(page)
    page.goto("/admin/")
    page.get_by_role("button", name="Accedi con una passkey").click()
    expect(page.get_by_role("heading", name="Redazione", exact=True)).to_be_visible()
    page.goto("/admin/access/passkeys/")
    expect(page.get_by_text("Portatile")).to_be_visible()


def test_unanswered_passkey_is_explained(redattore, new_context, live_server):
    page = new_context(base_url=live_server.url).new_page()
    give_fingerprint(page)  # a device that has never seen the paper
    page.goto("/admin/login/")
    page.get_by_role("button", name="Accedi con una passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("La passkey non ha risposto")
    assert log_in(page, "redattore")
