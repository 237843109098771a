"""Measures the finder, the judge and the memory on text with its organizations marked.

    python benchmarks/linking.py --names FILE --decisions TRAIN.tsv --test TEST.tsv

`--names` has one name a line. The other files are in the format of KIND (dhfbk/KIND): a token
and its label a line, a tab between, an empty line between sentences; labels O, and B- and I-
with PER, LOC and ORG. An editor is played on `--decisions`: each name that is found there is
accepted where the marks say ORG over exactly that span, and refused elsewhere. Then `--test`
is judged, and nothing more is learned. A sentence without a closing stop is taken for a
headline, where an article begins. Without `--names`, the marks of both files give them; without
`--test`, `--decisions` is cut in `--folds` and each part is judged by what the others taught.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("DEBUG", "true")

from django.conf import settings

from articles.linking import (
    Feedback,
    Finder,
    Judge,
    KnownName,
    ParsedText,
    Sighting,
    Verdict,
    newcomers,
)

Span = tuple[int, int]

_NO_SPACE_BEFORE = frozenset([*",.;:!?)]}»”%", "..."])
_NO_SPACE_BEHIND = frozenset("([{«“")
_STOPS = tuple('.!?:;»"”)…,')


@dataclass
class Sentence:
    """A sentence as it is read, and the places of its organizations in it."""

    text: str
    organizations: set[Span]


@dataclass
class Outcome:
    """Results of the judge: confidence, whether right, and what it was, for each name found."""

    judged: list[tuple[float, bool, str]] = field(default_factory=list)
    marked: int = 0
    unseen: Counter[str] = field(default_factory=Counter)
    new_found: int = 0
    new_right: int = 0
    new_marked: int = 0
    new_wrong: Counter[str] = field(default_factory=Counter)
    new_missed: Counter[str] = field(default_factory=Counter)
    words: int = 0
    seconds: float = 0.0


def read_sentences(path: Path) -> Iterator[Sentence]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for is_blank, group in itertools.groupby(lines, key=lambda line: not line.strip()):
        if not is_blank:
            yield _sentence([tuple(line.split("\t")) for line in group])


def _sentence(rows: list[tuple[str, str]]) -> Sentence:
    text, places, before = "", [], ""
    for token, _label in rows:
        glued = (
            not text
            or token in _NO_SPACE_BEFORE
            or before in _NO_SPACE_BEHIND
            or (len(before) > 1 and before.endswith(("'", "’")))
        )
        text += token if glued else f" {token}"
        places.append((len(text) - len(token), len(text)))
        before = token
    spans, index = set(), 0
    while index < len(rows):
        end = index + 1
        if rows[index][1] == "B-ORG":
            while end < len(rows) and rows[end][1] == "I-ORG":
                end += 1
            start, stop = places[index][0], places[end - 1][1]
            if any(map(str.isalpha, text[start:stop])):
                spans.add((start, stop))
        index = end
    return Sentence(text, spans)


def read_articles(path: Path) -> list[list[Sentence]]:
    articles: list[list[Sentence]] = []
    for sentence in read_sentences(path):
        if not articles or not sentence.text.endswith(_STOPS):
            articles.append([])
        articles[-1].append(sentence)
    return articles


def names_in(articles: Iterable[list[Sentence]]) -> set[str]:
    return {
        sentence.text[start:end]
        for parsed in articles
        for sentence in parsed
        for start, end in sentence.organizations
    }


def judged(
    finder: Finder, judge: Judge, parsed: list[Sentence]
) -> Iterator[tuple[Sentence, Sighting, Verdict]]:
    """Names found in an article, with its sentence and its verdict."""
    read = ParsedText.read([sentence.text for sentence in parsed], finder)
    sentences = {id(part): sentence for part, sentence in zip(read.parts, parsed, strict=True)}
    sightings = read.sightings()
    verdicts = judge.verdicts([(each, each.found.owners[0]) for each in sightings])
    for sighting, verdict in zip(sightings, verdicts, strict=True):
        yield sentences[id(sighting.part)], sighting, verdict


def teach(finder: Finder, feedback: Feedback, articles: Iterable[list[Sentence]]) -> None:
    """Play the editor: judge an article, then decide on each of its names."""
    judge = Judge(feedback)
    for parsed in articles:
        for sentence, sighting, verdict in list(judged(finder, judge, parsed)):
            span = (sighting.found.start, sighting.found.end)
            feedback.learn(verdict.keys, accepted=span in sentence.organizations)


def test(
    finder: Finder, feedback: Feedback, articles: Sequence[list[Sentence]], names: set[str]
) -> Outcome:
    outcome, judge = Outcome(), Judge(feedback)
    for parsed in articles:
        begun = time.perf_counter()
        verdicts = list(judged(finder, judge, parsed))
        outcome.seconds += time.perf_counter() - begun
        found: dict[int, set[Span]] = {}
        for sentence, sighting, verdict in verdicts:
            span = (sighting.found.start, sighting.found.end)
            found.setdefault(id(sentence), set()).add(span)
            right = span in sentence.organizations
            outcome.judged.append((verdict.confidence, right, _in_place(sentence.text, span)))
        new = newcomers(ParsedText.read([sentence.text for sentence in parsed], finder))
        for sentence in parsed:
            outcome.words += len(sentence.text.split())
            known = {
                span for span in sentence.organizations if sentence.text[slice(*span)] in names
            }
            outcome.marked += len(known)
            for span in known - found.get(id(sentence), set()):
                outcome.unseen[_in_place(sentence.text, span)] += 1
            unknown = sentence.organizations - known
            offered = {
                match.span()
                for found in new
                for match in re.finditer(rf"\b{re.escape(found.name)}\b", sentence.text)
            }
            outcome.new_found += len(offered)
            outcome.new_right += len(offered & unknown)
            outcome.new_marked += len(unknown)
            outcome.new_wrong.update(sentence.text[slice(*span)] for span in offered - unknown)
            outcome.new_missed.update(sentence.text[slice(*span)] for span in unknown - offered)
    return outcome


def _in_place(text: str, span: Span) -> str:
    start, end = span
    return f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 20]}"


def ratio(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "—"


def report(outcome: Outcome, *, link: float, offer: float, mistakes: int) -> None:
    say = sys.stdout.write
    say(f"{'':34}{'precision':>10}{'recall':>10}{'names':>8}\n")
    for label, bar in (
        (f"linked automatically (>= {link})", link),
        (f"linked + offered (>= {offer})", offer),
    ):
        above = [right for confidence, right, _ in outcome.judged if confidence >= bar]
        precision, recall = ratio(sum(above), len(above)), ratio(sum(above), outcome.marked)
        say(f"{label:34}{precision:>10}{recall:>10}{len(above):>8}\n")
    precision = ratio(outcome.new_right, outcome.new_found)
    recall = ratio(outcome.new_right, outcome.new_marked)
    say(f"{'“nuova organizzazione?”':34}{precision:>10}{recall:>10}{outcome.new_found:>8}\n")
    ranked = sorted(outcome.judged, key=lambda row: -row[0])
    right = list(itertools.accumulate(row[1] for row in ranked))
    for wanted in (0.80, 0.85, 0.97, 0.98):
        place = next((i for i, n in enumerate(right) if n >= wanted * outcome.marked), None)
        if place is not None:
            precision = ratio(right[place], place + 1)
            say(f"at recall {wanted:.2f}: precision {precision} (bar {ranked[place][0]:.3f})\n")
    most = max(
        (n / outcome.marked for i, n in enumerate(right) if n >= 0.96 * (i + 1) and i > 50),
        default=0,
    )
    say(f"at precision 0.96: recall {most:.3f}\n")
    say(f"{1e6 * outcome.seconds / outcome.words:.1f} ms per 1,000 words, {outcome.words} words\n")
    if not mistakes:
        return
    groups = {
        "linked, wrongly": Counter(
            w.split("[")[1].split("]")[0] for c, r, w in outcome.judged if c >= link and not r
        ),
        "offered, wrongly": Counter(
            w.split("[")[1].split("]")[0]
            for c, r, w in outcome.judged
            if link > c >= offer and not r
        ),
        "neither, though right": Counter(
            w.split("[")[1].split("]")[0] for c, r, w in outcome.judged if c < offer and r
        ),
        "not found": outcome.unseen,
        "new, wrongly": outcome.new_wrong,
        "new, missed": outcome.new_missed,
    }
    for label, counter in groups.items():
        common = ", ".join(f"{text} ({n})" for text, n in counter.most_common(mistakes))
        say(f"{label}: {common or '—'}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=Path)
    parser.add_argument("--decisions", type=Path, required=True)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--link", type=float, default=settings.LINKING_LINK)
    parser.add_argument("--offer", type=float, default=settings.LINKING_OFFER)
    parser.add_argument("--mistakes", type=int, default=10)
    options = parser.parse_args()
    decisions = read_articles(options.decisions)
    articles = read_articles(options.test) if options.test else []
    if options.names:
        lines = options.names.read_text(encoding="utf-8").splitlines()
        names = {line.strip() for line in lines if any(map(str.isalpha, line))}
    else:
        names = names_in([*decisions, *articles])
    finder = Finder(KnownName(name, name) for name in sorted(names))
    bars = {"link": options.link, "offer": options.offer, "mistakes": options.mistakes}
    if articles:
        feedback = Feedback()
        teach(finder, feedback, decisions)
        report(test(finder, feedback, articles, names), **bars)
        return
    for fold in range(options.folds):
        feedback = Feedback()
        teach(finder, feedback, (p for i, p in enumerate(decisions) if i % options.folds != fold))
        sys.stdout.write(f"\nfold {fold + 1}\n")
        report(test(finder, feedback, decisions[fold :: options.folds], names), **bars)


if __name__ == "__main__":
    main()
