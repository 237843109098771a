"""Confidence of ties: first impressions, and the effect of the newsroom's decisions."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.linking import Feedback, Finder, Judge, KnownName, ParsedText, Tie, ties

LINK, OFFER = 0.85, 0.02

NAMES = {
    "deepseek": ["DeepSeek", "DeepSeek-R1", "DeepSeek-V3"],
    "openai": ["OpenAI"],
    "x": ["X", "Twitter"],
    "meta": ["Meta"],
    "nvidia": ["NVIDIA", "H800"],
    "baidu": ["Baidu", "Ernie 4.5"],
    "hugging": ["Hugging Face"],
    "apple": ["Apple"],
    "italia": ["Italia"],
    "scala": ["Scala"],
}
FINDER = Finder(KnownName(text, key) for key, names in NAMES.items() for text in names)


def read(*texts: str, feedback: Feedback | None = None, finder: Finder = FINDER) -> dict[str, Tie]:
    parsed = ParsedText.read(texts, finder)
    found = ties(parsed, Judge(feedback or Feedback()), body=len(texts) - 1, offer=OFFER)
    return {tie.organization: tie for tie in found}


def teach(feedback: Feedback, text: str, *, accepted: bool, times: int = 1) -> None:
    for _ in range(times):
        for tie in read(text, feedback=feedback).values():
            for keys in tie.names.values():
                feedback.learn(keys, accepted=accepted)


def test_five_drawers_story_links_the_right_organizations():
    body = (
        "DeepSeek ha promesso cinque archivi aperti. Lo ha scritto sulla piattaforma X, che prima "
        "si chiamava Twitter.\n\nI modelli DeepSeek-R1 e DeepSeek-V3 girano su 2.048 processori "
        "NVIDIA H800, dice un ex ricercatore di OpenAI.\n\nUno scienziato di Meta applaude; "
        "anche Baidu aprirà Ernie 4.5, e si troverà tutto sulla piattaforma Hugging Face."
    )
    found = read("", "", body)
    assert {key: tie.count for key, tie in found.items()} == {
        "deepseek": 3, "x": 2, "nvidia": 2, "openai": 1, "meta": 1, "baidu": 2, "hugging": 1,
    }  # fmt: skip
    assert all(tie.confidence >= LINK for tie in found.values())
    assert set(found["deepseek"].names) == {"DeepSeek", "DeepSeek-R1", "DeepSeek-V3"}


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("Meta raggiunta: il viaggio è finito.", "meta"),
        ("META RAGGIUNTA", "meta"),
        ("Il punto X del grafico.", "x"),
        ("Scala quaranta, si gioca in due.", "scala"),
        ("È arrivata Maria Scala con il treno.", "scala"),
        ("Lo inventò Tim Berners-Scala.", "scala"),
        ("Indaga la Procura della Scala, che è grande.", "scala"),
    ],
)
def test_doubtful_name_is_offered_and_not_linked(text: str, organization: str):
    assert OFFER <= read(text)[organization].confidence < LINK


@pytest.mark.parametrize(
    "text",
    [
        "Lo dice il CEO di Meta.",
        "Ieri Meta ha annunciato un modello.",
        "La piattaforma X ha chiuso.",
        "Anche Apple lavora a un modello.",
        "Secondo OpenAI non è vero.",
    ],
)
def test_unambiguous_name_is_linked(text: str):
    [tie] = read(text).values()
    assert tie.confidence >= LINK


@pytest.mark.parametrize("text", ["la meta del viaggio", "Applecare costa di più", "xenofobia"])
def test_common_words_and_parts_of_words_are_ignored(text: str):
    assert read(text) == {}


def test_other_names_of_an_organization_raise_confidence():
    alone = read("Secondo alcuni il post su X è falso.")["x"].confidence
    beside = read("Secondo alcuni il post su X, un tempo Twitter, è falso.")["x"].confidence
    assert alone < LINK <= beside


def test_refusals_lower_confidence_and_give_the_reason():
    feedback = Feedback()
    teach(feedback, "Domani in Italia pioverà.", accepted=False, times=12)
    tie = read("Ieri in Italia faceva caldo.", feedback=feedback)["italia"]
    assert tie.confidence < OFFER
    own = next(reason for reason in tie.reasons if reason.code == "own_record")
    assert (own.record.accepted, own.record.refused, own.words) == (0, 12, "Italia")


def test_surrounding_words_decide_confidence():
    feedback = Feedback()
    teach(feedback, "Domani in Italia pioverà.", accepted=False, times=8)
    teach(feedback, "La nazionale: l’Italia batte la Scozia.", accepted=True, times=8)
    rain = read("Domenica in Italia pioverà.", feedback=feedback)["italia"].confidence
    rugby = read("Rugby: l’Italia batte la Francia.", feedback=feedback)["italia"].confidence
    assert rain < 0.5 < rugby


def test_refusals_of_one_name_leave_others_linked():
    feedback = Feedback()
    teach(feedback, "Domani in Italia pioverà.", accepted=False, times=5)
    assert read("Secondo OpenAI non è vero.", feedback=feedback)["openai"].confidence >= LINK


def test_acceptances_link_a_doubtful_name():
    feedback = Feedback()
    text = "Il post su X è falso."
    assert read(text)["x"].confidence < LINK
    teach(feedback, text, accepted=True, times=6)
    assert read("Il messaggio su X è vero.", feedback=feedback)["x"].confidence >= LINK


def test_feedback_does_not_depend_on_order():
    one, other = Feedback(), Feedback()
    teach(one, "Domani in Italia pioverà.", accepted=False)
    teach(one, "Domani in Italia pioverà.", accepted=True)
    keys = [keys for tie in read("Secondo OpenAI.").values() for keys in tie.names.values()]
    for feedback in (one, other):
        feedback.learn(keys[0], accepted=True)
    assert one[keys[0][1]] == other[keys[0][1]]


def test_shared_name_is_doubtful_without_another_name():
    finder = Finder(
        [
            KnownName("Mercury", "car"),
            KnownName("Mercury", "records"),
            KnownName("Mercury Records", "records"),
        ]
    )
    shared = read("Lo ha detto la Mercury.", finder=finder)
    assert all(tie.is_doubtful for tie in shared.values())
    with_full_name = read("Lo ha detto la Mercury: la Mercury Records ha chiuso.", finder=finder)
    assert (with_full_name["car"].is_doubtful, with_full_name["records"].is_doubtful) == (
        True,
        False,
    )


def test_offered_only_name_is_doubtful():
    finder = Finder([KnownName("Apple", 1, is_offered_only=True)])
    assert read("La società Apple ha annunciato.", finder=finder)[1].is_doubtful


def test_name_before_its_first_day_is_doubtful():
    finder = Finder([KnownName("X Corp", 1, first_day=dt.date(2023, 7, 24))])
    parsed = ParsedText.read(["La società X Corp ha annunciato."], finder)
    for day, is_doubtful in ((dt.date(2023, 7, 23), True), (dt.date(2023, 7, 24), False)):
        [tie] = ties(parsed, Judge(Feedback()), body=0, offer=OFFER, on=day)
        assert tie.is_doubtful == is_doubtful


def test_only_names_in_the_body_are_counted():
    found = read("OpenAI e Meta, il CEO di Meta", "L’accordo con OpenAI, dice OpenAI.")
    assert (found["openai"].count, found["openai"].offset) == (2, 14)
    assert (found["meta"].count, found["meta"].offset) == (1, None)


def test_long_text_is_judged_quickly():
    tie = read("Una frase che nomina OpenAI e la meta del viaggio. " * 20_000)["openai"]
    assert tie.count == 20_000


def test_name_in_right_to_left_text_is_found():
    assert read("قال OpenAI في بيان")["openai"].offset == 4


def test_person_after_a_name_leaves_it_whole():
    """Tell «Meta Rossi», which may be somebody, from «Meta Anna Rossi», Meta’s Anna Rossi."""
    beside, behind = "La direttrice di Meta Rossi parla.", "La direttrice di Meta Anna Rossi parla."
    assert read(beside)["meta"].confidence < read(behind)["meta"].confidence >= LINK


FERRERO = Finder([KnownName("Ferrero", "ferrero"), KnownName("Nutella", "ferrero")])


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Parla Giovanni Ferrero. «Restiamo ad Alba», ha detto Ferrero.", "surname"),
        ("Ferrero ha annunciato un nuovo stabilimento ad Alba.", None),
        ("Parla Giovanni Ferrero. Il gruppo Ferrero resta ad Alba.", None),
        ("Parla Giovanni Ferrero. La Nutella resta ad Alba.", None),
    ],
)
def test_surname_of_a_person_in_the_article_is_only_offered(text: str, doubt: str | None):
    feedback = Feedback()
    teach(feedback, "Ferrero ha comprato tutto.", accepted=True, times=30)
    tie = read(text, finder=FERRERO, feedback=feedback)["ferrero"]
    assert tie.doubt == doubt
    assert tie.confidence >= OFFER


def test_known_person_needs_no_known_first_name():
    texts = ["Parla Okonjo Ferrero. «Restiamo ad Alba», ha detto Ferrero."]
    doubts = []
    for known in (frozenset(), frozenset(["Okonjo Ferrero"])):
        parsed = ParsedText.read(texts, FERRERO, known)
        [tie] = ties(parsed, Judge(Feedback()), body=0, offer=OFFER)
        doubts.append(tie.doubt)
    assert doubts == [None, "surname"]


def test_first_refusals_leave_other_names_unchanged():
    """Judge a name without decisions as before after one, ten and a hundred refusals: a newsroom's
    first decisions are on difficult names.
    """
    feedback = Feedback()
    sentences = [
        "Nevica in Italia da ieri.", "Il treno corre per l'Italia.", "In Scala si sale piano.",
        "Da Italia a Italia sono mille miglia.", "Piove, dice chi vive in Italia.",
    ]  # fmt: skip
    fresh = "Anche Apple lavora con Hugging Face, e Baidu la segue."
    first = {key: tie.confidence for key, tie in read(fresh).items()}
    assert len(first) == 3 and min(first.values()) >= LINK
    for number in range(100):
        teach(feedback, sentences[number % len(sentences)], accepted=False)
        if number in (0, 9, 49, 99):
            now = read(fresh, feedback=feedback)
            assert {key for key, tie in now.items() if tie.confidence >= LINK} == set(first)
    assert read("Nevica in Italia da ieri.", feedback=feedback)["italia"].confidence < LINK
