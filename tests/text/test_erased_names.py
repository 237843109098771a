import pytest

from articles.text.erased_names import (
    names_in,
    with_names_again,
    with_names_again_in_html,
    without_names,
    without_names_in_html,
)

NAMES = ["Mario Rossi", "Rossi"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mario Rossi è stato assolto.", "M. R. è stato assolto."),
        ("Lo dice Rossi.", "Lo dice M. R."),
        ("MARIO  ROSSI, «Rossi», l’ex di Rossi", "M. R., «M. R.», l’ex di M. R."),
        ("I fratelli Rossini, Rossi-Verdi", "I fratelli Rossini, M. R.-Verdi"),
        ("dell’onorevole Mario\nRossi", "dell’onorevole M. R."),
        ("Nessuno", "Nessuno"),
        ("Ma\u200brio\u00ad Ro\u2060ssi tace", "M. R. tace"),
        ("I Rossi\u0301", "I Rossi\u0301"),
    ],
)
def test_initials_take_the_place_of_whole_names(text: str, expected: str):
    assert without_names(text, NAMES, "M. R.") == expected


def test_html_changes_only_in_text_and_alternative_texts():
    body = '<p class="Rossi">Di <a href="/autori/rossi/">Mario Rossi</a> &amp; C.</p>'
    assert without_names_in_html(body, NAMES, "M. R.") == (
        '<p class="Rossi">Di <a href="/autori/rossi/">M. R.</a> &amp; C.</p>'
    )
    figure = '<figure><img src="/media/rossi.png" alt="Mario Rossi in aula"></figure>'
    assert 'alt="M. R. in aula"' in without_names_in_html(figure, NAMES, "M. R.")
    assert "B &amp; C" not in without_names_in_html("<p>B &amp; C</p>", ["B & C"], "X.")


def test_longest_form_is_replaced_first():
    assert names_in(" Rossi \n\nMario   Rossi\nRossi") == ["Mario Rossi", "Rossi"]


def test_name_is_restored_where_text_is_unchanged():
    original = "Mario Rossi è accusato. Rossi nega."
    masked = without_names(original, NAMES, "M. R.")
    assert with_names_again(masked, masked, original) == original
    present = masked.replace("è accusato", "è stato accusato")
    assert with_names_again(masked, present, original) == original.replace("è ac", "è stato ac")
    rewritten = masked.replace("M. R. nega", "Il suo avvocato nega")
    assert with_names_again(masked, rewritten, original) == (
        "Mario Rossi è accusato. Il suo avvocato nega."
    )


def test_restoring_in_html_keeps_later_additions():
    original = "<p>Mario Rossi parla.</p>\n<p>Altro.</p>"
    masked = without_names_in_html(original, NAMES, "M. R.")
    present = masked.replace("Altro.", "Altro ancora.") + "\n<p>Un paragrafo nuovo.</p>"
    assert with_names_again_in_html(masked, present, original) == (
        "<p>Mario Rossi parla.</p>\n<p>Altro ancora.</p>\n<p>Un paragrafo nuovo.</p>"
    )
    edited = masked.replace("parla", "parlò a lungo")
    assert "<p>Mario Rossi parlò a lungo.</p>" in with_names_again_in_html(masked, edited, original)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Nicolò D'Angelo", "Ecco Nicolo\u0300 D’Angelo qui"),
        ("Nicolo\u0300 D’Angelo", "Ecco NICOLÒ D'ANGELO qui"),
        ("Łukasz Żak", "Ecco Łukasz Z\u0307ak qui"),
        ("Jean-Luc Ro", "Ecco Jean\u2011Luc\u00a0Ro qui"),
        ("नरेन्द्र मोदी", "Ecco नरेन्द्र मोदी qui"),
    ],
)
def test_name_is_removed_in_any_spelling(name: str, text: str):
    assert without_names(text, [name], "N.") == "Ecco N. qui"
