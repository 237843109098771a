import pytest

from articles.text.slugs import MAX_LENGTH, free_slug, known_slugs, make_slug


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("La città è più bella di così", "la-citta-e-piu-bella-di-cosi"),
        ("L’annuncio dell'OpenAI", "l-annuncio-dell-openai"),
        ("Llama 3.1 e 16.000 GPU", "llama-3-1-e-16-000-gpu"),
        ("«Aperto», che cosa vuol dire?", "aperto-che-cosa-vuol-dire"),
        ("深度求索", "shenduqiusuo"),
        ("Ørsted e Łukasiewicz in Straße", "orsted-e-lukasiewicz-in-strasse"),
        ("STRAẞE", "strasse"),
        ("Æsir, œuvre, Þór, Ðurđa, Aydın", "aesir-oeuvre-thor-durda-aydin"),
        ("Saŋoma ħobża ŉ ſatz İzmir", "sangoma-hobza-n-satz-izmir"),
        ("Z\u030ciz\u030cek e Žižek", "zizek-e-zizek"),
        ("Путин и Зеленский", "putin-i-zelenskiy"),
        ("Μητσοτάκης", "mitsotakis"),
        ("محمد صلاح", "mhmd-slh"),
        ("नरेन्द्र मोदी", "nrendr-modi"),
        ("Open\u200bAI, Deep\u00adSeek", "openai-deepseek"),
        ("Milano–Roma — e ritorno", "milano-roma-e-ritorno"),
        ("Ciao 😀 a 3 €", "ciao-a-3"),
        ("½ di m²", "12-di-m2"),
        ("😀", "articolo"),
        ("…", "articolo"),
    ],
)
def test_slugs_are_made_from_words(words: str, slug: str):
    assert make_slug(words) == slug


def test_long_slug_is_cut_between_words():
    slug = make_slug("parola " * 40)
    assert len(slug) <= MAX_LENGTH
    assert set(slug.split("-")) == {"parola"}


def test_slug_of_one_endless_word_is_cut():
    assert len(make_slug("a" * 300)) == MAX_LENGTH


def test_taken_slug_gets_a_number_within_the_limit():
    taken = {make_slug("x" * 300), "x" * 78 + "-2"}
    slug = free_slug("x" * 300, is_taken=taken.__contains__)
    assert slug == "x" * 78 + "-3"


def test_known_slugs_include_the_former_one():
    assert known_slugs("Lech Wałęsa, 3.1") == {"lech-walesa-3-1", "lech-waesa-3-1"}
    assert known_slugs("Città") == {"citta"}
    assert known_slugs("…") == set()
