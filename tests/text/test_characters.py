"""Characters that are removed from incoming text, and those that stay."""

from __future__ import annotations

import time
import unicodedata

import pytest

from articles.text.characters import (
    MOST_MARKS,
    clean_line,
    clean_paragraphs,
    clean_stretch,
    for_xml,
)
from articles.text.markup import clean_html

FAMILY = "👩\u200d👩\u200d👧"
HEART = "❤\ufe0f\u200d🔥"
WALES = "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
WANTED = "می\u200cخواهم"  # Persian: «I want»
RIGHT_TO_LEFT = "\u05d0 C++\u200e, \u05d1"  # Hebrew letters about C++


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Primo\x0briga", "Primo riga"),
        ("a\x0cb\x85c\u2028d\u2029e\x1cf\x1fg", "a b c d e f g"),
        ("Uno\r\ndue\rtre\nquattro\tcinque", "Uno due tre quattro cinque"),
        ("  Uno \u00a0 due\u3000tre  ", "Uno due tre"),
        ("a\ufffeb\uffffc\x00d\x08e\x7ff\x9fg", "abcdefg"),
        ("a\ufdd0b\U0001fffec\U0010ffffd", "abcd"),
        ("a\ud800b\udfffc", "abc"),
        ("Open\u200bAI", "OpenAI"),
        ("Deep\u00adSeek", "DeepSeek"),
        ("Open\u200dAI e Mi\u200cstral", "OpenAI e Mistral"),
        ("O\ufe0fpen\u2060A\ufeffI", "OpenAI"),
        ("Open\u200eAI\u200f", "OpenAI"),
        ("Open\u115f\u3164\uffa0AI", "OpenAI"),
        ("Il \u202econtrario\u202c e \u2067isolato\u2069", "Il contrario e isolato"),
        ("citta\u0300", "città"),
        ("e\u200b\u0301", "é"),
        ("", ""), ("\u200b", ""), (" \u200b\u00ad\ufeff\u202e ", ""), ("\u2800\u3164", ""),
        ("«L’intelligenza» costa 3\u202fmila € — così…", "«L’intelligenza» costa 3 mila € — così…"),
    ],
)  # fmt: skip
def test_line_loses_hiding_and_breaking_characters(text: str, line: str):
    assert clean_line(text) == line


def test_paragraphs_keep_lines_and_spaces():
    text = "Primo\x0briga\r\n\r\nseconda\u2029  \tterza\u00a0%\u200b\x1e"
    assert clean_paragraphs(text) == "Primo\nriga\n\nseconda\n  \tterza\u00a0%\n"


@pytest.mark.parametrize(
    "text",
    [
        FAMILY, HEART, WALES, "1\ufe0f\u20e3", "☎\ufe0e", WANTED, RIGHT_TO_LEFT,
        "क्\u200dष e क्\u200cष", "葛\U000e0100", "⠓\u2800⠊", "Žižek, Путин, Ørsted", "𝕏", "½ ㎏",
        "₤ ℃ ﬁne",
    ],
)  # fmt: skip
def test_joiners_of_scripts_and_emoji_stay(text: str):
    assert clean_line(text) == clean_paragraphs(text) == unicodedata.normalize("NFC", text)


def test_direction_marks_hide_nothing_in_mixed_text():
    assert clean_line("\u05d0\u200f \u200eOpen\u200f\u200eAI") == "\u05d0\u200f \u200eOpenAI"


@pytest.mark.parametrize("clean", [clean_line, clean_paragraphs, clean_stretch, clean_html])
def test_endless_marks_are_cleaned_quickly(clean):
    """Compose 200 kB of marks at once: it once took seven seconds."""
    start = time.process_time()
    text = clean("a" + "\u0301\u0316" * 100_000)
    assert time.process_time() - start < 2
    assert len(unicodedata.normalize("NFD", text)) < 2 * MOST_MARKS + 10


def test_letters_keep_their_many_marks():
    word = "שְּׁ"
    assert len(clean_line(word)) == len(unicodedata.normalize("NFC", word))
    assert clean_line("…" * 100) == "…" * 100


def test_characters_forbidden_in_xml_are_removed():
    assert for_xml("a\x00b\x0bc\ufffed\uffffe\ud800f\t\n\rgé😀") == "ab cdef\t\n\rgé😀"
