import pytest

from articles.linking import Finder, KnownName, ParsedText, people

FINDER = Finder([KnownName("Meta", 1), KnownName("Mistral AI", 2)])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Yann LeCun, che lavora a Meta, applaude. LeCun rideva.", ["Yann LeCun"]),
        ("Lo dice il CEO Sam Altman. Sam Altman tace.", ["Sam Altman"]),
        ("Marco Polo Ferrari e Maria De Luca", ["Marco Polo Ferrari", "Maria De Luca"]),
        ("Mistral AI e Luca Studios", []),
        ("SAM ALTMAN SE NE VA", []),
        ("Luca è tornato a Roma.", []),
        ("Giovanni Meta, che non lavora a Meta, applaude.", ["Giovanni Meta"]),
    ],
)
def test_people_are_found_by_their_first_names(text: str, names: list[str]):
    assert people(ParsedText.read([text], FINDER)) == names
