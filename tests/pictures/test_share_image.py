"""Share images: every letter that a font has is drawn, and nothing is drawn for one that none
has.
"""

import pytest
from PIL import Image, ImageDraw

from articles.pictures import draw_share_image, share_name
from articles.pictures.lettering import Lettering, drawable


def line(text: str) -> Image.Image:
    image = Image.new("L", (400, 90), "white")
    Lettering(60, 700).draw(ImageDraw.Draw(image), (10, 10), text, "black")
    return image


def width_of(text: str) -> int:
    return line(text).point(lambda value: 255 - value).getbbox()[2]


@pytest.mark.parametrize(
    "headline",
    [
        "Lech Wałęsa, Čapek a Łódź con Erdoğan e Aydın",
        "Ștefan Țurcanu, Őrségi Ű, Ørsted, Þór, Æsir, Ðurđa, ẞ, ŋ, ħ",
        "Việt Nam, Nguyễn Ái",
        "Путин, Зеленский, Їжак, Ђорђе",
        "Κυριάκος Μητσοτάκης, Ἀθῆναι",
        "საქართველო, Հայաստան",
        "«A» “b” ‘c’ „d“ ‹e› £ 5 ½ ² ³ ™ • − – — … № § °",
    ],
)
def test_every_letter_of_a_headline_is_drawn(headline: str):
    assert drawable(headline) == headline
    for letter in set(headline) - {" "}:
        assert width_of(f"i{letter}i") > width_of("ii"), letter


@pytest.mark.parametrize(
    ("headline", "drawn"),
    [
        ("Parla محمد oggi", "Parla oggi"),
        ("習近平", ""),
        ("Ciao 😀 a tutti", "Ciao a tutti"),
        ("Open\u200bAI e Deep\u00adSeek\u202e", "OpenAI e DeepSeek"),
        ("Z\u030ciz\u030cek", "Žižek"),
        ("x\u0489 e x\u20dd", "x\u0489 e x"),
        ("Un\u00a0po’\u202fdi\u2009spazio, GPT\u20114", "Un po’ di spazio, GPT-4"),
        ("\ue000\uffff\U0010ffff", ""),
    ],
)
def test_letters_without_a_font_are_left_out(headline: str, drawn: str):
    assert drawable(headline) == drawn
    texts = ("Società", "Codice Aperto")
    assert draw_share_image(headline, *texts) == draw_share_image(drawn, *texts)


def test_changed_renderer_changes_the_file_name(monkeypatch):
    texts = ("segreto", "Titolo", "Società", "Codice Aperto")
    before = share_name(*texts)
    assert share_name(*texts) == before
    monkeypatch.setattr("articles.pictures.share_image._renderer_hash", lambda: "another")
    assert share_name(*texts) != before
