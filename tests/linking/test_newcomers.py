import pytest

from articles.linking import Finder, KnownName, ParsedText, newcomers

FINDER = Finder([KnownName("OpenAI", 1), KnownName("Meta", 2)])


def new(*texts: str) -> list[str]:
    return [found.name for found in newcomers(ParsedText.read(texts, FINDER))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lo annuncia la società Acme Robotics.", ["Acme Robotics"]),
        ("Ha investito la Banca Popolare di Sondrio.", ["Banca Popolare di Sondrio"]),
        ("Secondo Sakana AI il modello impara.", ["Sakana AI"]),
        ("Il laboratorio Anthropic risponde.", ["Anthropic"]),
        ("OpenAI e Meta non commentano.", []),
        ("Lo ha detto Maria Rossi a Torino.", []),
        ("Il ministro Bianchi ha firmato negli Stati Uniti.", []),
        ("Ieri a Roma pioveva. Domani no.", []),
        ("IL LABORATORIO ANTHROPIC RISPONDE ANCORA", []),
        ("", []),
    ],
)
def test_likely_organization_is_offered(text: str, names: list[str]):
    assert new(text) == names


def test_newcomer_has_its_place_and_count():
    texts = "Un titolo", "La società Acme Robotics cresce. Acme Robotics assume."
    [found] = newcomers(ParsedText.read(texts, FINDER))
    assert (found.part, found.count) == (1, 2)
    assert texts[1][found.start : found.end] == "Acme Robotics"


def test_surname_of_a_person_is_not_a_newcomer():
    assert new("Lo dice Paolo Ferrante. Il gruppo Ferrante ha annunciato querela.") == []
