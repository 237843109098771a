from __future__ import annotations

import datetime as dt
import time

import pytest

from articles.linking import Finder, KnownName
from articles.linking.sighting import Part
from articles.quoting import Named, Quote, Speaker, folded, place_of, quotes
from tests.quoting.table import CASES, MISSED, ORGANIZATIONS, Case

FINDER = Finder([KnownName(name, name) for name in ORGANIZATIONS])
FRIDAY = dt.date(2026, 11, 27)


def read(text: str, **facts) -> list[Quote]:
    part = Part.read(text, FINDER)
    named = [Named(each.start, each.end, each.organizations[0]) for each, *_ in part.found]
    return quotes(part, named, **facts)


def described(speaker: Speaker | None) -> str:
    if speaker is None:
        return "-"
    return f"{speaker.name}/{speaker.role}/{speaker.organization or ''}"


def judged(case: Case) -> list[tuple[str, str, str]]:
    """Return for each quotation of a case its beginning, the right speaker and the one offered."""
    found = {quote.text: described(quote.speaker) for quote in read(case.text)}
    rows = []
    for head, expected in case.speakers.items():
        offered = [who for words, who in found.items() if words.startswith(head)]
        rows.append((head, expected, offered[0] if offered else "-"))
    return rows


def test_offered_speakers_are_nearly_always_right():
    rows = [row for case in CASES for row in judged(case)]
    offered = [row for row in rows if row[2] != "-"]
    right = [row for row in offered if row[1] == row[2]]
    assert len(CASES) >= 60
    assert len(right) / len(offered) >= 0.9


def test_missed_speakers_match_the_table():
    missed = {
        head: got for case in CASES for head, expected, got in judged(case) if got != expected
    }
    assert missed == MISSED


def test_similar_story_gives_its_quotations():
    found = read(
        "DeepSeek apre i cassetti. Sulla rete sociale X il laboratorio ha annunciato: “Siamo in "
        "pochi e lavoriamo alla luce del sole”.\n\n"
        "Fra chi applaude c’è Andrej Karpathy, ex ricercatore di OpenAI, che ha fatto notare come "
        "un modello così “chieda di solito sedicimila schede”. L’iniziativa si chiama “settimana "
        "del codice”.\n\n"
        "Yann LeCun, capo scienziato di Meta, ha commentato che si tratta di “modelli aperti che "
        "battono quelli chiusi”.\n\n"
        "Anche OpenAI ci pensa. In un’intervista il CEO Sam Altman ha dichiarato: “Credo che "
        "dovremmo aprire qualcosa”."
    )
    assert [quote.speaker for quote in found] == [
        Speaker(organization="DeepSeek"),
        Speaker("Andrej Karpathy", "ex ricercatore", "OpenAI", is_former=True),
        Speaker("Yann LeCun", "capo scienziato", "Meta"),
        Speaker("Sam Altman", "CEO", "OpenAI"),
    ]


def test_colon_introduces_a_quotation_in_the_next_paragraph():
    [quote] = read("Il suo CEO, Sam Altman, ha scritto:\n\n«Apriremo il modello a tutti».")
    assert quote.speaker == Speaker("Sam Altman", "CEO")


def test_quotation_offsets_point_at_its_words():
    text = "Anna Rinaldi dice: « Restiamo qui ».\n\n“Vale per tutti e per sempre”."
    for quote in read(text):
        assert text[quote.start : quote.end] == quote.text
    assert [quote.text for quote in read(text)] == ["Restiamo qui", "Vale per tutti e per sempre"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Elena Conti dice: «Lui mi fa: “Vada pure” e ride».", "Lui mi fa: “Vada pure” e ride"),
        ("Elena Conti dice: “Lui mi fa: «Vada pure» e ride”.", "Lui mi fa: «Vada pure» e ride"),
        ("Elena Conti dice: «Uno due tre.\n\n«Quattro cinque».", "Uno due tre.\n\n«Quattro cinque"),
    ],
)  # fmt: skip
def test_quotation_holds_others_and_spans_paragraphs(text: str, words: str):
    assert [quote.text for quote in read(text)] == [words]


@pytest.mark.parametrize(
    "quoted",
    [
        "«{}»", "»{}«", "“{}”", "„{}“", "„{}”", "”{}”", '"{}"', '“{}"', '"{}”', '"{}“', "“{}“",
        "''{}''", "’’{}’’", "``{}''", "‹{}›", "›{}‹", "‚{}‘", "「{}」", "『{}』", "« {} »",
    ],
)  # fmt: skip
def test_quotation_marks_of_many_countries_are_read(quoted: str):
    for words in ("C’è posto all'ombra di un po’ d’alberi", "Restiamo qui ancora."):
        text = f"L’altro ieri Elena Conti ha detto: {quoted.format(words)}, e se n’è andata. E noi?"
        [quote] = read(text)
        assert quote.text == text[quote.start : quote.end] == words
        assert quote.speaker == Speaker("Elena Conti")
        before = f"{quoted.format(words)}, ha detto Elena Conti all’uscita. Un po’ d’altro."
        assert [each.text for each in read(before)] == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Elena Conti dice: “Uno schermo da 15" è grande”.', 'Uno schermo da 15" è grande'),
        ("Elena Conti dice: ‚L’ora è questa’.", "L’ora è questa"),
        ("Elena Conti dice: „Il “caso” è chiuso“.", "Il “caso” è chiuso"),
        ('Elena Conti dice: “Il "caso" è chiuso”.', 'Il "caso" è chiuso'),
        ("Elena Conti dice: ''L’«altro» è qui''.", "L’«altro» è qui"),
        ("Elena Conti dice: «È ‚mio‘ e ''tuo'' davvero».", "È ‚mio‘ e ''tuo'' davvero"),
        ("Elena Conti dice: “Uno due tre.\n\n“Quattro cinque”.", "Uno due tre.\n\n“Quattro cinque"),
        ("Elena Conti dice: „Uno due tre.\n\n„Quattro cinque“.", "Uno due tre.\n\n„Quattro cinque"),
    ],
)
def test_nested_marks_give_the_outer_quotation(text: str, words: str):
    assert [quote.text for quote in read(text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Elena Conti dice: «Uno due tre quattro.\n\nUn altro paragrafo».",
        "Elena Conti dice che un po' d'altro non c'e', e all'altro po' po' va bene.",
        "Elena Conti dice che negli anni '80 e '90 c’era un po’ d’altro ’ntrasatto.",
        "Elena Conti dice: dell''altro un po'' di tutto, e all''ultimo.",
        "Elena Conti dice che e' alto 5' e 10'' e l'altro 6' e 2''.",
        "Elena Conti dice che “tutto questo non finisce.",
        'Uno schermo da 15" e uno da 17" per Elena Conti.',
        "«».",
        "»«",
    ],
)
def test_unmatched_marks_give_no_quotation(text: str):
    assert read(text) == []


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Ieri Anna Rinaldi ha detto: «Restiamo qui».", "2026-11-26"),
        ("Giovedì Anna Rinaldi ha detto: «Restiamo qui».", "2026-11-26"),
        ("Il 3 febbraio Anna Rinaldi ha detto: «Restiamo qui».", "2026-02-03"),
        ("Il 3 dicembre Anna Rinaldi ha detto: «Restiamo qui».", "2025-12-03"),
        ("Il 3 dicembre 2019 Anna Rinaldi ha detto: «Restiamo qui».", "2019-12-03"),
        ("Da ieri è vero, ha detto Anna Rinaldi: «Restiamo qui».", None),
        ("Lunedì e martedì Anna Rinaldi ha detto: «Restiamo qui».", None),
        ("Il 31 febbraio Anna Rinaldi ha detto: «Restiamo qui».", None),
        ("Anna Rinaldi ha detto: «Ieri ero qui».", None),
    ],
)
def test_day_of_a_quotation_comes_from_its_sentence(sentence: str, day: str | None):
    [quote] = read(sentence, on=FRIDAY)
    assert quote.said_on == (day and dt.date.fromisoformat(day))


def test_known_person_needs_no_first_name():
    text = "Okonjo Abara tace.\n\n«Parlerò domani mattina», ha detto Abara."
    [quote] = read(text, people=["Okonjo Abara"])
    assert quote.speaker == Speaker("Okonjo Abara")


@pytest.mark.parametrize(
    "text",
    [
        "«" * 50_000,
        "« » " * 30_000,
        '"a" ' * 30_000,
        "ha detto Anna Rinaldi «uno due tre» " * 5_000,
        "Il CEO di OpenAI Anna Rinaldi, " * 5_000 + "dice: «Uno due tre».",
        "«Uno due tre», ha detto " + "il portavoce " * 20_000,
        "Anna. «Uno due tre quattro». " * 3_000,
    ],
)
def test_any_text_is_read_quickly(text: str):
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Si torna a casa", "Ha detto: «Si tor\u00adna\u200b a ca\u2060sa», e va."),
        ("Così è più bello", "«Cosi\u0300 e\u0300 piu\u0300 bello»"),
        ("Cosi\u0300 e\u0300", "«Così è», dice"),
        ("Non so… forse", "«Non\u200b so... forse»"),
    ],
)
def test_words_are_found_in_any_typography(words: str, text: str):
    start, end = place_of(words, text)
    assert folded(text[start:end]) == folded(words)


def test_invisible_characters_do_not_hide_a_quotation():
    text = "«Si tor\u00adna a\u200b casa», ha det\u200bto An\u00adna Rinal\u2060di."
    [quote] = read(text)
    assert text[quote.start : quote.end] == quote.text == "Si tor\u00adna a\u200b casa"
    assert quote.speaker == Speaker("Anna Rinaldi")


@pytest.mark.parametrize(
    "name", ["Slavoj Žižek", "Łukasz Wałęsa", "Владимир Зеленский", "Κυριάκος Μητσοτάκης"]
)
def test_speaker_name_may_be_in_any_script_with_capitals(name: str):
    [quote] = read(f"«Si torna a casa domani», ha detto {name}.")
    assert quote.speaker == Speaker(name)


def test_quotation_does_not_go_on_in_the_next_cell():
    table = (
        "Anno\tFrase\n2024\t«Non\n2025\tabbiamo mai visto una cosa simile in Italia»\tdice Bianchi"
    )
    assert read(table) == []
    assert [q.text for q in read("Anno\tFrase\n2024\t«Non abbiamo mai visto una cosa simile»")]
