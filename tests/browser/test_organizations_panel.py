"""The organizations of an article follow the writing, and are decided from the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from articles.db.choices import MentionStanding
from articles.models import Article, Organization
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_names_are_found_while_writing_and_decided_from_the_keyboard(new_desk):
    make.make_user("caporedattore", "Caporedattore")
    make.make_author("Di Fantasy")
    openai, x = make.make_organization("OpenAI"), make.make_organization("X")
    desk = new_desk("caporedattore")
    desk.get_by_role("link", name="Scrivi un pezzo").click()
    panel = desk.get_by_role("group", name="Organizzazioni nel testo")
    expect(panel).to_contain_text("si cercano mentre scrivi")

    desk.locator("#id_headline").fill("Un titolo")
    desk.locator(".field-body .ProseMirror[contenteditable=true]").click()
    desk.keyboard.type(
        "Il CEO di OpenAI tace. Il post su X è falso, dice la società Acme Robotics."
    )
    expect(panel.get_by_role("status")).to_have_text("1 legata, 1 da confermare, 1 nome nuovo")
    row = panel.get_by_role("group", name="X", exact=True)
    expect(row).to_contain_text("è una lettera sola")

    # S says yes, N says no, and what is chosen survives the next words.
    row.get_by_role("radio", name="Più tardi").focus()
    desk.keyboard.press("s")
    expect(row.get_by_role("radio", name="Conferma")).to_be_checked()
    panel.get_by_role("group", name="OpenAI").get_by_role("radio", name="Come trovata").focus()
    desk.keyboard.press("n")
    new = panel.get_by_role("group", name="Acme Robotics")
    new.get_by_role("radio", name="Crea").check()
    desk.locator(".field-body .ProseMirror[contenteditable=true]").click()
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" Lo ripete Meta.")
    make.make_organization("Meta")
    desk.keyboard.type(" Davvero.")
    expect(panel.get_by_role("status")).to_have_text("2 legate, 1 da confermare, 1 nome nuovo")
    expect(row.get_by_role("radio", name="Conferma")).to_be_checked()

    desk.get_by_role("button", name="Salva", exact=True).click()
    expect(desk.locator(".messagelist")).to_be_visible()
    standings = dict(Article.objects.get().mentions.values_list("organization", "standing"))
    assert standings[openai.pk] == MentionStanding.REJECTED
    assert standings[x.pk] == MentionStanding.CONFIRMED
    assert standings[Organization.objects.get(name="Acme Robotics").pk] == "confirmed"
    expect(panel.get_by_text("Rifiutate (1)")).to_be_visible()
