"""The front page is arranged with the mouse and with the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from articles.models import FrontPlace
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_articles_are_dragged_and_moved_with_the_keyboard(new_desk):
    make.make_user("caporedattore", "Caporedattore")
    uno, due, tre = (
        make.make_published(name, hours_ago=hours)
        for hours, name in enumerate(("Uno", "Due", "Tre"), start=1)
    )
    desk = new_desk("caporedattore")
    desk.get_by_role("link", name="Prima pagina").click()
    places, articles = desk.locator("[data-place]"), desk.locator("[data-piece]")
    articles.filter(has_text="Tre").drag_to(places.nth(0))
    expect(places.nth(0).locator("select")).to_have_value(str(tre.pk))
    articles.filter(has_text="Due").drag_to(places.nth(0))  # the lead goes down by one
    expect(places.nth(1).locator("select")).to_have_value(str(tre.pk))
    places.nth(1).drag_to(places.nth(0), source_position={"x": 5, "y": 5})
    expect(places.nth(0).locator("select")).to_have_value(str(tre.pk))

    down = places.nth(0).get_by_role("button", name="Giù")
    down.focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")  # the focus went with the article
    expect(places.nth(2).locator("select")).to_have_value(str(tre.pk))
    expect(desk.locator("[data-status]")).to_have_text("Secondo piano, 2")

    desk.get_by_label("Tienili lì").select_option(label="per un giorno")
    desk.get_by_role("button", name="Salva la prima pagina").click()
    expect(desk.locator(".messagelist")).to_contain_text("La prima pagina è disposta.")
    rows = FrontPlace.objects.order_by("position").values_list("position", "article")
    assert list(rows) == [(0, due.pk), (2, tre.pk)]
    assert uno.pk not in dict(rows).values()
