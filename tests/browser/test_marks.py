"""Marks within a line, written at the desk: languages, quotations in a sentence, abbreviations."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.text.markup import clean_html
from tests import factories as make
from tests.browser.conftest import click_in_text
from tests.browser.writing import change, save, text_of, tool, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_sentence(new_desk):
    """Opens the form of an article whose body is a sentence."""

    def opened(sentence: str) -> Page:
        author = make.make_author("Rosa", user=make.make_user("rosa", "Redattore"))
        article = make.make_article(body=sentence, authors=[author])
        page = new_desk("rosa")
        page.goto(change(article))
        click_in_text(page, text_of(page).locator("p").first)
        return page

    return opened


def select(page: Page, before: int, length: int) -> None:
    """Select by keyboard so many characters, after so many from the start of the line."""
    click_in_text(page, text_of(page).locator("p").first)
    page.keyboard.press("Home")
    for _ in range(before):
        page.keyboard.press("ArrowRight")
    for _ in range(length):
        page.keyboard.press("Shift+ArrowRight")
    # The editor hears of it a moment later.
    page.wait_for_function(
        """length => {
          const { from, to } = theEditor().state.selection;
          return to - from === length;
        }""",
        arg=length,
    )


def say_language(page: Page, language: str, *, in_italics: bool | None = None) -> None:
    """Choose a language in the dialog, and whether the words are in italics, if it asks."""
    tool(page, "Lingua di queste parole")
    dialog = page.get_by_role("dialog", name="Lingua di queste parole")
    dialog.get_by_label("Lingua").select_option(label=language)
    italics = dialog.get_by_label("In corsivo")
    if in_italics is None:
        expect(italics).to_be_hidden()
    else:
        expect(italics).to_be_checked()
        italics.set_checked(in_italics)
    dialog.get_by_role("button", name="Fatto").click()
    expect(dialog).to_be_hidden()


SENTENCE = "<p>Ha detto open weights e basta.</p>"


def test_words_in_another_language_are_in_italics_unless_one_says_no(open_sentence):
    page = open_sentence(SENTENCE)
    select(page, 9, 12)
    say_language(page, "inglese", in_italics=True)
    assert written(page) == '<p>Ha detto <em lang="en">open weights</em> e basta.</p>'
    say_language(page, "francese")
    assert written(page) == '<p>Ha detto <em lang="fr">open weights</em> e basta.</p>'
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert written(page) == SENTENCE
    say_language(page, "inglese", in_italics=False)
    body = '<p>Ha detto <span lang="en">open weights</span> e basta.</p>'
    assert save(page).body == body
    select(page, 12, 0)
    say_language(page, "quella del pezzo")
    assert written(page) == SENTENCE


def test_quotation_in_a_sentence_has_its_language(open_sentence):
    page = open_sentence(SENTENCE)
    select(page, 9, 12)
    tool(page, "Citazione nella frase")
    say_language(page, "inglese")
    assert save(page).body == '<p>Ha detto <q lang="en">open weights</q> e basta.</p>'
    select(page, 12, 0)
    tool(page, "Citazione nella frase")
    assert written(page) == SENTENCE


def test_language_of_a_quotation_on_its_own(open_sentence):
    page = open_sentence("<blockquote><p>Open weights.</p></blockquote>")
    say_language(page, "inglese")
    body = clean_html('<blockquote lang="en"><p>Open weights.</p></blockquote>')
    assert save(page).body == body


def test_an_abbreviation_says_what_it_stands_for(open_sentence):
    page = open_sentence("<p>Lo dice il CdG.</p>")
    select(page, 11, 3)
    tool(page, "Abbreviazione")
    dialog = page.get_by_role("dialog", name="Abbreviazione")
    expect(dialog.get_by_label("Per intero")).to_be_focused()
    page.keyboard.type('Consiglio di "gestione"')
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => theEditor().state.selection.empty")
    page.keyboard.type("!")
    body = '<p>Lo dice il <abbr title="Consiglio di &quot;gestione&quot;">CdG</abbr>!.</p>'
    assert written(page) == clean_html(body)
    select(page, 12, 0)
    tool(page, "Abbreviazione")
    expect(dialog.get_by_label("Per intero")).to_have_value('Consiglio di "gestione"')
    page.keyboard.press("Escape")
    assert save(page).body == clean_html(body)
    select(page, 12, 0)
    tool(page, "Abbreviazione")
    dialog.get_by_label("Per intero").fill("")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    assert written(page) == "<p>Lo dice il CdG!.</p>"
