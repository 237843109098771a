"""Finds what may be an organisation that nobody has entered yet. It is offered, never linked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from articles.linking.sighting import Part, Piece
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

_JOINTS = frozenset(
    ["di", "del", "della", "dello", "dei", "degli", "delle", "dell", "d", "per", "of"]
)
_TITLES = PERSON_WORDS | {"ad", "ceo", "cto", "cfo"}
_LONGEST = 7  # words
_MOST_COUNTED = 4
_ARTICLES = frozenset(
    "il lo la l gli del dello della dell al allo alla all dal dalla dall".split()  # noqa: SIM905
)
_ENOUGH = 1.5
_HALF_CAPITALS = 0.5


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A possible organisation: its name, its first place (the number of the text in the piece,
    and characters in it), and how often it is there."""

    name: str
    part: int
    start: int
    end: int
    count: int = 1


def newcomers(piece: Piece) -> list[Newcomer]:
    """Capitalised sequences of a piece that behave like an organisation and are no known name,
    person or place, in the order of the text.

    What stands beside it speaks for it («la società X», «X ha annunciato»), its own words do
    («Banca X», «X Labs»), and its letters do: capitals, or capitals inside. One such sign is
    enough if it is strong; a person's first name before, or a place's preposition, is against.
    """
    spans = [
        (number, *span)
        for number, part in enumerate(piece.parts)
        if not _is_shouted(part)
        for span in _sequences(part)
    ]
    surnames = {
        piece.parts[number].words[last].text
        for number, first, last in spans
        if last > first and piece.parts[number].words[first].text.lower() in FIRST_NAMES
    }
    found: dict[str, Newcomer] = {}
    scores: Counter[str] = Counter()
    for number, first, last in spans:
        part = piece.parts[number]
        name = _name(part, first, last)
        scores[name] = max(scores[name], _score(part, first, last))
        if name not in found:
            count = sum(other.text.count(name) for other in piece.parts)
            start, end = part.words[first].start, part.words[last].end
            found[name] = Newcomer(name, number, start, end, count)
    return [
        newcomer
        for name, newcomer in found.items()
        if name not in surnames
        and not any(f" {name} " in f" {longer} " for longer in found if longer != name)
        and scores[name] + 0.25 * (min(newcomer.count, _MOST_COUNTED) - 1) >= _ENOUGH
    ]


def _is_shouted(part: Part) -> bool:
    """A text in capitals says nothing by its capitals."""
    letters = [word.text for word in part.words if word.is_word]
    return sum(map(str.isupper, letters)) > _HALF_CAPITALS * len(letters) and len(letters) > 1


def _name(part: Part, first: int, last: int) -> str:
    return part.text[part.words[first].start : part.words[last].end]


def _is_capital(word: str) -> bool:
    return shape(word) in {"X", "Xx", "XxX"}


def _sequences(part: Part) -> Iterator[tuple[int, int]]:
    """The longest runs of capitalised words, joints inside them allowed."""
    words, known, index = part.words, part.inside_names, 0
    while index < len(words):
        if index in known or not _is_capital(words[index].text):
            index += 1
            continue
        last, ahead = index, index + 1
        while ahead < len(words) and ahead not in known and ahead - index < _LONGEST:
            text = words[ahead].text
            gap = part.text[words[ahead - 1].end : words[ahead].start]
            if "\n" in gap or not (_is_capital(text) or text.lower() in _JOINTS or text in "&-'"):
                break
            if _is_capital(text) or (text[0].isdigit() and gap == ""):
                last = ahead
            ahead += 1
        first = index
        if _opens(part, first) and _is_ordinary(words[first].text):
            first = _next_capital(part, first, last)  # its place alone explains the capital
        while first <= last and words[first].text.lower() in _TITLES:
            first = _next_capital(part, first, last)
        if first <= last and len(_name(part, first, last)) > 1:
            yield first, last
        index = last + 1


def _next_capital(part: Part, first: int, last: int) -> int:
    first += 1
    while first <= last and not _is_capital(part.words[first].text):
        first += 1
    return first


def _opens(part: Part, index: int) -> bool:
    if index == 0 or ends_sentence(part.words[index - 1]):
        return True
    return "\n" in part.text[part.words[index - 1].end : part.words[index].start]


def _is_ordinary(word: str) -> bool:
    plain = word.lower()
    return shape(word) == "Xx" and plain not in NAME_HEADS and plain not in FIRST_NAMES


def _score(part: Part, first: int, last: int) -> float:
    words = part.words
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
    """The next word that is more than an article or a preposition, within the sentence."""
    for _ in range(4):
        index += step
        if not 0 <= index < len(part.words) or ends_sentence(part.words[index]):
            return ""
        word = part.words[index].text.lower()
        if word not in FUNCTION_WORDS and word not in {"'", "(", ","}:
            return word
    return ""
