import pytest

from articles.slugs import MAX_LENGTH, free_slug, make_slug


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("La città è più bella di così", "la-citta-e-piu-bella-di-cosi"),
        ("L’annuncio dell'OpenAI", "l-annuncio-dell-openai"),
        ("Llama 3.1 e 16.000 GPU", "llama-3-1-e-16-000-gpu"),
        ("«Aperto», che cosa vuol dire?", "aperto-che-cosa-vuol-dire"),
        ("深度求索", "articolo"),
        ("…", "articolo"),
    ],
)
def test_slugs_are_made_from_words(words: str, slug: str):
    assert make_slug(words) == slug


def test_a_slug_is_cut_between_words():
    slug = make_slug("parola " * 40)
    assert len(slug) <= MAX_LENGTH
    assert set(slug.split("-")) == {"parola"}


def test_one_endless_word_is_cut_all_the_same():
    assert len(make_slug("a" * 300)) == MAX_LENGTH


def test_a_taken_slug_gets_a_number_within_the_limit():
    taken = {make_slug("x" * 300), "x" * 78 + "-2"}
    slug = free_slug("x" * 300, is_taken=taken.__contains__)
    assert slug == "x" * 78 + "-3"
