"""Newcomers: possible organizations that nobody has entered yet. They are offered, never linked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from articles.linking.capitals import Run, is_shouted, runs, text_of
from articles.linking.sighting import ParsedText, Part
from articles.linking.vocabulary import (
    COMMON_WORDS,
    FIRST_NAMES,
    FUNCTION_WORDS,
    NAME_HEADS,
    NAME_TAILS,
    ORGANIZATION_VERBS,
    ORGANIZATION_WORDS,
    PERSON_WORDS,
    PLACE_WORDS,
    PLACES,
)
from articles.linking.words import ends_sentence, shape
from articles.text.letters import seen

_MOST_COUNTED = 4
_MOST_OFFERED = 12  # in an article: the likeliest
_ARTICLES = frozenset(
    "il lo la l gli del dello della dell al allo alla all dal dalla dall".split()  # noqa: SIM905
)
_ENOUGH = 1.5


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A possible organization: its name, its first place (the number of the text in the article,
    and characters in it), and the number of times it is there.
    """

    name: str
    part: int
    start: int
    end: int
    count: int = 1


def newcomers(parsed: ParsedText) -> list[Newcomer]:
    """Return capitalized runs of an article that look like an organization and are no known name,
    person or place, in the order of the text.

    Evidence for one are the words beside it («la società X», «X ha annunciato»), its own words
    («Banca X», «X Labs»), and its letters: capitals, or capitals inside. One strong sign is enough;
    a person's first name before, or a place's preposition, counts against. Of many, the likeliest
    are returned.
    """
    found: dict[str, tuple[int, Run]] = {}
    scores: dict[str, float] = {}
    times: Counter[str] = Counter()
    taken: set[str] = set()  # surnames of people in the article, and parts of longer runs
    for number, part in enumerate(parsed.parts):
        if is_shouted(part):
            continue
        for run in runs(part):
            name = text_of(part, run)
            found.setdefault(name, (number, run))
            scores[name] = max(scores.get(name, 0.0), _score(part, run))
            times[name] += 1
            taken.update(_parts_of(name.split()))
    likely = {
        name: score + _repeated(times[name]) for name, score in scores.items() if name not in taken
    }
    best = sorted(likely, key=lambda name: -likely[name])[:_MOST_OFFERED]
    return [
        _newcomer(parsed, name, *found[name])
        for name in found
        if name in best and likely[name] >= _ENOUGH
    ]


def _parts_of(words: list[str]) -> Iterator[str]:
    for length in range(1, len(words)):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _repeated(times: int) -> float:
    return 0.25 * (min(times, _MOST_COUNTED) - 1)


def _newcomer(parsed: ParsedText, name: str, number: int, run: Run) -> Newcomer:
    words, (first, last) = parsed.parts[number].words, run
    count = sum(seen(part.text).count(name) for part in parsed.parts)
    return Newcomer(name, number, words[first].start, words[last].end, count)


def _score(part: Part, run: Run) -> float:
    words, (first, last) = part.words, run
    texts = [word.text for word in words[first : last + 1]]
    plain = [text.lower() for text in texts]
    before = _beyond(part, first, -1)
    behind = _beyond(part, last, 1)
    if " ".join(plain) in PLACES or (len(texts) == 1 and plain[0] in FUNCTION_WORDS):
        return 0.0
    score = 0.0
    if plain[0] in NAME_HEADS and len(texts) > 1:
        score += 2.0
    if plain[-1] in NAME_TAILS and len(texts) > 1:
        score += 2.0
    if before in ORGANIZATION_WORDS:
        score += 1.5
    if behind in ORGANIZATION_VERBS:
        score += 1.0
    if shape(texts[0]) == "XxX" or (shape(texts[0]) == "X" and len(texts[0]) > 2):
        score += 1.2
    if _has_article(part, first):
        score += 0.7  # «la Scala», «dell’Alfa», but «di Rossi»
    if plain[0] in FIRST_NAMES or before in FIRST_NAMES or before in PERSON_WORDS:
        score -= 2.5
    if len(texts) == 2 and all(shape(text) == "Xx" for text in texts):
        score -= 0.7  # most often a person's name and surname
    if before in PLACE_WORDS or (first > 0 and words[first - 1].text.lower() in {"a", "in", "da"}):
        score -= 1.0
    if len(texts) == 1 and plain[0] in COMMON_WORDS | PERSON_WORDS | ORGANIZATION_WORDS:
        score -= 1.5
    return score


def _has_article(part: Part, first: int) -> bool:
    before = first - 1
    if before > 0 and part.words[before].text == "'":
        before -= 1
    return before >= 0 and part.words[before].text.lower() in _ARTICLES


def _beyond(part: Part, index: int, step: int) -> str:
    """Return the next word that is more than an article or a preposition, within the sentence."""
    for _ in range(4):
        index += step
        if not 0 <= index < len(part.words) or ends_sentence(part.words[index]):
            return ""
        word = part.words[index].text.lower()
        if word not in FUNCTION_WORDS and word not in {"'", "(", ","}:
            return word
    return ""
