"""The judge of names: the confidence that a name means its organization, as log-odds over features.

Each feature of a name in its place (the words beside it, how it is written, how it was judged
before) makes the organization more or less likely than names are in general, by the counts of
people's decisions. The evidence is added up with the weights below. A name that nobody has judged
yet gets a first impression, which fades as the newsroom's own decisions take over; and decisions on
other names count little until there are enough of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from articles.linking.feedback import EVERYTHING, Feedback, Key, Record, log_odds
from articles.linking.finder import KnownName
from articles.linking.sighting import ParsedText, Sighting, initials
from articles.linking.vocabulary import COMMON_WORDS, ORGANIZATION_VERBS, ORGANIZATION_WORDS, PLACES
from articles.linking.words import shape

# The expected share of yes for a name that nobody has judged, whatever was decided on others: a
# newsroom's first refusals are of difficult names, and say nothing about the rest.
_EXPECTED = 0.9

# The number of decisions in all at which features of other names count half.
_FADING_IN = 200

# The number of its own decisions at which a feature counts half.
_STRENGTH_OF_ANY = 16.0
_STRENGTH_OF_NAME = 1.5
_STRENGTH_OF_RECORD = 1.0
_STRENGTHS = {"company": 12.0, "company of name": 3.0}

# The number of decisions on a name that halve the weight of its first impression.
_FADING = 3

# Features overlap (a word counts alone, with its neighbour, with the name), so that each has a
# part of the weight that it would have alone.
_USUAL_WEIGHT = 0.3
_WEIGHTS = {
    "own record": 0.3,
    "record": 0.5,
    "record and form": 0.4,
    "company": 0.7,
    "company of name": 0.6,
    "behind": 0.1,
    "ending": 0.1,
    "head": 0.1,
    "between": 0.1,
    "before two of name": 0.1,
    "follower of name": 0.15,
}

_MOST_COUNTED = 4  # decisions on a name; more count as this many
#: Characters of a feature: a word or two with their kind; longer ones are cut.
LONGEST_FEATURE = 120

#: A question to the judge: does this sighting mean this owner of the name?
Case = tuple[Sighting, KnownName]

#: Features of a name in its place, with the keys under which they count.
Features = dict[str, list[Key]]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for a verdict: a code with its words; `weight` is in log-odds, positive if it speaks
    for the organization.
    """

    code: str
    weight: float
    record: Record = Record()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The `confidence`, from 0 to 1, that the name means `owner.organization`, with the strongest
    reason first. `own` is the record of the name when it was judged.
    """

    owner: KnownName
    confidence: float
    reasons: list[Reason] = field(compare=False)
    sighting: Sighting = field(compare=False)
    own: Record = field(compare=False)

    @property
    def keys(self) -> list[Key]:
        """The keys under which a person's yes or no is counted."""
        features = keys_of(self.sighting, self.owner, self.own)
        return [EVERYTHING, _record_key(self.owner), *chain.from_iterable(features.values())]


def keys_of(sighting: Sighting, owner: KnownName, own: Record) -> Features:
    """Return the keys that a sighting counts under, by feature. The record of its name is a feature
    too, which counts as far as it has proved true.
    """
    name, plain, form = owner.text, owner.text.lower(), sighting.found.form
    words, written = plain.split(), sighting.shape
    before, behind = sighting.plain(-1), sighting.plain(1)
    before_two, behind_two = f"{sighting.plain(-2)} {before}", f"{behind} {sighting.plain(2)}"
    head, follower = sighting.head, sighting.follower
    place = "place" if plain in PLACES else "no place"
    company = [f"company {stem}" for stem in sighting.company]
    # Past decisions are stored under these texts, which must never be renamed: "piece" says what
    # the rest of the article shows of the name.
    of_any = {
        "kind": f"kind {owner.kind}",
        "first": f"first {words[0]}",
        "ending": f"ending {words[-1][-4:]}",
        "before": f"before {before}",
        "before two": f"before {before_two}",
        "behind": f"behind {behind}",
        "behind two": f"behind {behind_two}",
        "between": f"between {before} {behind}",
        "head": f"head {head}",
        "shape": f"shape {written} {min(len(words), 3)} {min(len(name), 6)}",
        "form": f"form {form} {written}",
        "shape behind": f"shape behind {shape(sighting.written(1))} {written}",
        "shape before": f"shape before {written} {before}",
        "shape head": f"shape head {written} {head}",
        "piece": f"piece {_seen_elsewhere(sighting.parsed, owner)}",
        "place before": f"{place} before {before}",
        "place head": f"{place} head {head}",
        "place follower": f"{place} follower {follower}",
    }
    of_name = {
        "before of name": f"before {before}",
        "behind of name": f"behind {behind}",
        "before two of name": f"before {before_two}",
        "head of name": f"head {head}",
        "follower of name": f"follower {follower}",
    }
    record = f"{min(own.accepted, _MOST_COUNTED)}/{min(own.refused, _MOST_COUNTED)}"
    of_any["record"] = f"record {record}"
    of_any["record and form"] = f"record {record} {written} {form}"
    features = {feature: [Key(text[:LONGEST_FEATURE])] for feature, text in of_any.items()}
    features["company"] = [Key(text) for text in company]
    organization = owner.organization
    for feature, text in of_name.items():
        features[feature] = [Key(text[:LONGEST_FEATURE], organization, name)]
    features["company of name"] = [Key(text, organization, name) for text in company]
    return features


def _seen_elsewhere(parsed: ParsedText, owner: KnownName) -> str:
    """Return what the rest of the article shows of a name, as a string of flags: its acronym or the
    words it abbreviates, longer names that contain it, shorter names in it, itself in lower case,
    other names of the organization.
    """
    cached = parsed.seen_elsewhere.get((owner.organization, owner.text))
    if cached is not None:
        return cached
    name, acronym = owner.text, initials(owner.text)
    others = [other for other in parsed.names if other != name]
    spaced = f" {name} "
    seen = (
        acronym in parsed.words if acronym else False,
        name.isupper() and name in parsed.initials,
        any(spaced in f" {other} " for other in others),
        any(f" {other} " in spaced for other in others),
        name != name.lower() and name.lower() in parsed.words,
        len(parsed.names_of[owner.organization]) > 1,
    )
    signs = "".join("+" if sign else "-" for sign in seen)
    parsed.seen_elsewhere[owner.organization, owner.text] = signs
    return signs


def first_impression(sighting: Sighting, owner: KnownName) -> Iterator[tuple[str, float]]:
    """Yield codes and log-odds for a name that nobody has judged."""
    name, form = owner.text, sighting.found.form
    is_one_word = " " not in name
    if is_one_word and name.lower() in COMMON_WORDS:
        if sighting.begins_sentence or form == "capitals":
            yield "common_word", -3.0
        elif name.islower():
            yield "common_word", -2.0
    elif name.islower():
        yield "small_letters", -1.0
    if name.lower() in PLACES:
        yield "place", -1.5
    if len(name) == 1:
        yield "one_letter", -2.0
    elif is_one_word and len(name) == 2:
        yield "two_letters", -0.7
    elif not is_one_word or shape(name) in {"X", "XxX"} or any(map(str.isdigit, name)):
        yield "distinctive", 1.0
    if form == "other":
        yield "written_otherwise", -0.5
    is_within = is_one_word and sighting.is_within_longer_name()
    if sighting.head in ORGANIZATION_WORDS and not is_within:
        yield "organization_before", 1.5
    if sighting.follower in ORGANIZATION_VERBS:
        yield "verb_behind", 0.7
    if is_within:
        yield "within_longer_name", -1.5
    if len(sighting.parsed.names_of[owner.organization]) > 1:
        yield "other_names", 1.5


class Judge:
    """A judge of names, by the newsroom's feedback: the same feedback gives the same verdicts."""

    def __init__(self, feedback: Feedback) -> None:
        self.feedback = feedback

    def verdicts(self, cases: Sequence[Case]) -> list[Verdict]:
        """Return a verdict for each sighting of a name and owner of it."""
        self.feedback.prepare({EVERYTHING, *(_record_key(owner) for _sighting, owner in cases)})
        if not self.feedback[EVERYTHING].total:  # nothing was ever decided
            return [self._verdict(sighting, owner, {}) for sighting, owner in cases]
        features = [
            keys_of(sighting, owner, self.feedback[_record_key(owner)]) for sighting, owner in cases
        ]
        self.feedback.prepare(self._known(cases, features))
        return [
            self._verdict(sighting, owner, each)
            for each, (sighting, owner) in zip(features, cases, strict=True)
        ]

    def _known(self, cases: Sequence[Case], features: Sequence[Features]) -> set[Key]:
        """Return the keys that may have decisions: for a name without a record, there are none."""
        known: set[Key] = set()
        for (_sighting, owner), each in zip(cases, features, strict=True):
            has_record = self.feedback[_record_key(owner)].total
            keys = chain.from_iterable(each.values())
            known.update(key for key in keys if has_record or key.organization is None)
        return known

    def _verdict(self, sighting: Sighting, owner: KnownName, features: Features) -> Verdict:
        own = self.feedback[_record_key(owner)]
        everything = self.feedback[EVERYTHING]
        share = everything.rate(expected=_EXPECTED, strength=1)
        own_share = own.rate(expected=share, strength=_STRENGTH_OF_RECORD)
        score, reasons = log_odds(share if own.total else _EXPECTED), []
        belief = 1.0 if own.total else everything.total / (everything.total + _FADING_IN)
        for feature, keys in features.items():
            if records := self.feedback.decided(keys):
                if feature.endswith("of name"):
                    reasons.append(_reason(feature, keys, records, own_share))
                else:
                    reasons.append(_reason(feature, keys, records, share, belief))
        fading = 1 / (1 + own.total / _FADING)
        for code, weight in first_impression(sighting, owner):
            reasons.append(Reason(code, weight * fading))
        if own.total:
            weight = _WEIGHTS["own record"] * (log_odds(own_share) - log_odds(share))
            reasons.append(Reason("own_record", weight, own, owner.text))
        score += sum(reason.weight for reason in reasons)
        reasons.sort(key=lambda reason: -abs(reason.weight))
        return Verdict(owner, 1 / (1 + math.exp(-score)), reasons, sighting, own)


def _reason(
    feature: str,
    keys: list[Key],
    records: list[Record],
    expected: float,
    belief: float = 1.0,
) -> Reason:
    """Return the reason that a feature gives, by the records of its keys, weighted by `belief` (0
    to 1).
    """
    strength = _STRENGTHS.get(feature) or (
        _STRENGTH_OF_NAME if feature.endswith("of name") else _STRENGTH_OF_ANY
    )
    shift = sum([_shift(record, expected, strength) for record in records])
    weight = belief * _WEIGHTS.get(feature, _USUAL_WEIGHT) * shift / math.sqrt(len(records))
    return Reason(feature, weight, records[0], keys[0].feature)


@lru_cache(maxsize=10_000)  # most features have the counts of others
def _shift(record: Record, expected: float, strength: float) -> float:
    """Return the change in log-odds from the expected rate to the one in the record."""
    return log_odds(record.rate(expected=expected, strength=strength)) - log_odds(expected)


def _record_key(owner: KnownName) -> Key:
    return Key("", owner.organization, owner.text)
