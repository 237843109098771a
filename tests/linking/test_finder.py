import pytest

from articles.linking import Finder, KnownName

NAMES = {
    "deepseek": ["DeepSeek", "DeepSeek-V3", "DeepSeek-R1"],
    "openai": ["OpenAI"],
    "x": ["X", "Twitter"],
    "meta": ["Meta", "Meta AI"],
    "nvidia": ["NVIDIA", "H800"],
    "baidu": ["Baidu", "Ernie 4.5"],
    "hf": ["Hugging Face"],
    "eni": ["ENI"],
    "onu": ["ONU"],
    "bank": ["Banca d'Italia"],
    "italy": ["Italia"],
    "europa": ["+Europa"],
    "yahoo": ["Yahoo!"],
    "regex": ["C++ (Fondazione)"],
    "cafe": ["Café Noir"],
}
FINDER = Finder(KnownName(text, key) for key, names in NAMES.items() for text in names)


def found(text: str) -> list[str]:
    return [text[name.start : name.end] for name in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("L’annuncio dell'OpenAI e dell’OpenAI", ["OpenAI", "OpenAI"]),
        ("dell'ENI, all’ONU", ["ENI", "ONU"]),
        ("DeepSeek-V3 è di DeepSeek", ["DeepSeek-V3", "DeepSeek"]),
        ("DeepSeek\u2011R1 col trattino che non va a capo", ["DeepSeek\u2011R1"]),
        ("NVIDIA-powered", ["NVIDIA"]),
        ("i 2048 processori NVIDIA H800", ["NVIDIA", "H800"]),
        ("sulla piattaforma X (un tempo Twitter)", ["X", "Twitter"]),
        ("la meta del viaggio", []),
        ("Metadati, OpenAIR, XX, ENIchem", []),
        ("Ernie 4.5 ed Ernie 4.51", ["Ernie 4.5"]),
        ("Hugging\u00a0Face e Hugging\nFace", ["Hugging\u00a0Face", "Hugging\nFace"]),
        ("la Banca d’Italia in Italia", ["Banca d’Italia", "Italia"]),
        ("Meta AI è di Meta", ["Meta AI", "Meta"]),
        ("+Europa sì, Europa no", ["+Europa"]),
        ("Yahoo! e Yahoo", ["Yahoo!"]),
        ("la C++ (Fondazione)", ["C++ (Fondazione)"]),
        ("OpenAI, OpenAI; «OpenAI». (OpenAI)", ["OpenAI"] * 4),
        ("Meta\u0301fora", []),
        ("🙂OpenAI🙂", ["OpenAI"]),
        ("قال OpenAI في بيان", ["OpenAI"]),
        ("", []),
    ],
)
def test_names_are_found_as_whole_words(text: str, names: list[str]):
    assert found(text) == names


def test_a_name_that_several_bear_belongs_to_all_of_them():
    finder = Finder([KnownName("Mercury", "car"), KnownName("Mercury", "record label")])
    assert finder.find("La Mercury")[0].organizations == ("car", "record label")


def test_the_canonical_form_is_given_whatever_the_apostrophe():
    assert FINDER.find("la Banca d’Italia")[0].name == "Banca d'Italia"


def test_names_without_letters_are_not_looked_for():
    assert Finder([KnownName(".", "dot"), KnownName("", "nothing")]).find("a . b") == []


def test_prefixes_of_each_other_give_the_longest():
    finder = Finder(KnownName(" ".join(["Alfa"] * n), n) for n in range(1, 200))
    [name] = finder.find(" ".join(["Alfa"] * 150))
    assert name.organizations == (150,)


def test_a_long_text_is_read_in_one_pass():
    text = "Una frase che nomina OpenAI e la meta del viaggio. " * 20_000
    assert len(FINDER.find(text)) == 20_000
