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
        ("Metadati, OpenAIR, XX, ENIchem, Applecare", []),
        ("OPENAI, META E LA BANCA D’ITALIA", ["OPENAI", "META", "BANCA D’ITALIA"]),
        ("l’Onu, Openai, Deepseek-v3 insieme", ["Onu", "Openai", "Deepseek-v3"]),
        ("onu, openai, deepseek", []),
        ("Meta’Orto non è Meta’s, né ‘Meta’", ["Meta", "Meta"]),
        ("Meta ai suoi utenti offre Meta AI", ["Meta", "Meta AI"]),
        ("le OpenAIs di domani, e OpenAI's", ["OpenAIs", "OpenAI"]),
        ("l’ex-OpenAI, @OpenAI, #OpenAI", ["OpenAI"] * 3),
        ("Ernie 4.5 ed Ernie 4.51", ["Ernie 4.5"]),
        ("Hugging\u00a0Face e Hugging\nFace", ["Hugging\u00a0Face", "Hugging\nFace"]),
        ("la Banca d’Italia in Italia", ["Banca d’Italia", "Italia"]),
        ("Meta AI è di Meta", ["Meta AI", "Meta"]),
        ("+Europa sì, Europa no", ["+Europa"]),
        ("Yahoo! e Yahoo", ["Yahoo!"]),
        ("la C++ (Fondazione)", ["C++ (Fondazione)"]),
        ("OpenAI, OpenAI; «OpenAI». (OpenAI)", ["OpenAI"] * 4),
        ("Meta\u0301fora", []),
        ("Open\u200bAI e Deep\u00adSeek", ["Open\u200bAI", "Deep\u00adSeek"]),
        (
            "Open\u2060AI, Open\ufeffAI, O\u200dpe\u034fnAI\u200b.",
            [
                "Open\u2060AI",
                "Open\ufeffAI",
                "O\u200dpe\u034fnAI",
            ],
        ),
        ("\u202eOpenAI\u202c, \u2066DeepSeek\u2069-V3", ["OpenAI", "DeepSeek\u2069-V3"]),
        ("dell’\u200bENI e \u200b\u200b Hugging\u200b Face", ["ENI", "Hugging\u200b Face"]),
        ("Cafe\u0301 Noir e Caf\u00adé Noir", ["Cafe\u0301 Noir", "Caf\u00adé Noir"]),
        ("Me\u200btadati", []),
        ("\u200b\u00ad\u115f", []),
        ("🙂OpenAI🙂", ["OpenAI"]),
        ("قال OpenAI في بيان", ["OpenAI"]),
        ("", []),
    ],
)
def test_names_are_found_as_whole_words(text: str, names: list[str]):
    assert found(text) == names


def test_shared_name_belongs_to_all_owners():
    finder = Finder([KnownName("Mercury", "car"), KnownName("Mercury", "record label")])
    assert finder.find("La Mercury")[0].organizations == ("car", "record label")


def test_any_apostrophe_gives_the_listed_form():
    assert FINDER.find("la Banca d’Italia")[0].name == "Banca d'Italia"


@pytest.mark.parametrize(
    ("text", "form"),
    [("ONU", "exact"), ("META", "capitals"), ("Onu", "other"), ("Openai", "other")],
)
def test_found_name_reports_its_form(text: str, form: str):
    assert [name.form for name in FINDER.find(text)] == [form]


def test_lower_case_name_is_found_at_start_of_sentence():
    finder = Finder([KnownName("la Repubblica", 1)])
    assert [name.form for name in finder.find("La Repubblica e la Repubblica, LA REPUBBLICA")] == [
        "capital", "exact", "capitals",
    ]  # fmt: skip


def test_ignored_name_hides_shorter_names_in_it():
    finder = Finder([KnownName("Banca d'Italia", 1, is_ignored=True), KnownName("Italia", 2)])
    assert finder.find("la Banca d'Italia") == []


def test_first_of_overlapping_names_is_found():
    finder = Finder([KnownName("Banca Intesa", 1), KnownName("Intesa Sanpaolo", 2)])
    assert [name.name for name in finder.find("Banca Intesa Sanpaolo")] == ["Banca Intesa"]


def test_places_are_right_among_emoji_and_accents():
    text = "🙂👩‍🔬 Cafe\u0301 OpenAI — perché l’OpenAI è «OpenAI»"
    places = [(name.start, name.end) for name in FINDER.find(text)]
    assert [text[start:end] for start, end in places] == ["OpenAI"] * 3


@pytest.mark.parametrize("name", ["Café Noir", "Cafe\u0301 Noir"])
@pytest.mark.parametrize("text", ["al Café Noir", "al Cafe\u0301 Noir"])
def test_composed_and_combining_accents_match(name: str, text: str):
    [found] = Finder([KnownName(name, 1)]).find(text)
    assert text[found.start : found.end] == text[3:]


def test_names_without_letters_are_skipped():
    assert Finder([KnownName(".", "dot"), KnownName("", "nothing")]).find("a . b") == []


def test_longest_of_ten_thousand_prefixes_is_found():
    words = [f"Alfa{number}" for number in range(30)]
    names = {" ".join(words[:length]) for length in range(1, 31)}
    names |= {"A" * length for length in range(1, 120)}
    names |= {f"Beta{number}" for number in range(10_000)}
    finder = Finder(KnownName(name, name) for name in names)
    text = " ".join([" ".join(words), "A" * 119, "Beta99999", "Beta9999"])
    assert [name.name for name in finder.find(text)] == [" ".join(words), "A" * 119, "Beta9999"]


def test_two_megabytes_of_text_are_read():
    text = "Una frase che nomina OpenAI e la meta del viaggio. " * 40_000
    assert len(text) > 2_000_000
    assert len(FINDER.find(text)) == 40_000


def test_finder_without_names_finds_nothing():
    assert Finder([]).find("OpenAI e Meta") == []


def test_stored_name_with_invisible_characters_is_found():
    finder = Finder([KnownName("Open\u200bAI", 1), KnownName("Cafe\u0301 Nero", 2)])
    text = "OpenAI al Café Nero"
    assert [text[name.start : name.end] for name in finder.find(text)] == ["OpenAI", "Café Nero"]


@pytest.mark.parametrize("text", ["a\tMeta\tAI", "a\tMeta\nAI\tb", "a\tb\nMeta\nAI", "Meta\n\nAI"])
def test_name_does_not_go_on_in_the_next_cell_or_paragraph(text):
    assert not any(name.endswith("AI") for name in found(text))
