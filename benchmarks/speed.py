"""Measures what finding names costs, what a search costs in a small archive and in a large one,
and what the archive is asked for. `make bench` runs it.

    python benchmarks/speed.py [--pieces 1000000] [--names 100000]

It works in a database of its own, which it makes and throws away: SQLite in a temporary folder.
Prints each figure beside its target, and ends with 1 where one is missed.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
FOLDER = tempfile.TemporaryDirectory(prefix="bench-")
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER.name}/db.sqlite3"
os.environ["DEBUG"] = "true"
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import publishing
from articles.db.choices import BatchState
from articles.management.commands.populate import invented_name, sentence
from articles.models import Article, Author, Organization, OrganizationName
from articles.publishing.organizations import backfill
from articles.search import BOUND, Facet, Query, find

settings.DEBUG = False  # so that queries are not kept

FEW_NAMES = 1000
FEW_ARTICLES = 10_000
#: Searches that reach the bound in the small archive too: in a large one they cost the same.
BOUNDED = {"the commonest word", "two common words", "without a word"}
WORDS_OF_MANY = 120  # in each article that fills the archive
WORDS = 500

missed: list[str] = []


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def told(label: str, figure: float, *, unit: str, at_most: float | None = None) -> None:
    target = "" if at_most is None else f"   target: at most {at_most:g}{unit}"
    say(f"{label:58}{figure:10.2f}{unit}{target}")
    if at_most is not None and figure > at_most:
        missed.append(label)


def milliseconds(action: Callable[[], object], *, times: int) -> float:
    """The median of several runs, after one that warms up."""
    action()
    runs = []
    for _ in range(times):
        begun = time.perf_counter()
        action()
        runs.append(1000 * (time.perf_counter() - begun))
    return statistics.median(runs)


def add_names(dice: random.Random, total: int) -> None:
    """Fill the list of names up to `total`, many to an organisation."""
    missing = total - OrganizationName.objects.count()
    owners = Organization.objects.bulk_create(
        Organization(name=f"Ente {total} {n}", slug=f"ente-{total}-{n}")
        for n in range(max(1, missing // 50))
    )
    names: dict[str, None] = {}
    while len(names) < missing:
        names[f"{invented_name(dice)} {len(names)}"] = None
    OrganizationName.objects.bulk_create(
        OrganizationName(organization=owners[number % len(owners)], text=name, kind="alias")
        for number, name in enumerate(names)
    )
    publishing.names_changed()


def measure_finding(dice: random.Random, many: int) -> None:
    add_names(dice, FEW_NAMES)
    names = list(OrganizationName.objects.values_list("text", flat=True)[:8])
    text = " ".join(
        sentence(dice, naming=names[number // 4 % 8] if number % 4 == 0 else "")
        for number in range(WORDS // 13)
    )
    body, day = f"<p>{text}</p>", timezone.localdate()
    author = Author.objects.create(name="Firma", slug="firma")

    def read() -> None:
        publishing.Reading.of_texts("", "", body, day=day)

    def find() -> None:
        publishing.current_finder().find(text)

    signed = publishing.Decisions(authors=[author])
    [article] = publishing.save([Article(headline="Un titolo", body=body)], signed, by=None)

    def save() -> None:
        publishing.save([article], signed, by=None)

    say(f"A piece of {len(text.split())} words that names {len(article.mentions.all())}")
    few_find, few_read = milliseconds(find, times=200), milliseconds(read, times=100)
    told(f"finding, {FEW_NAMES} names", few_find, unit=" ms")
    told(f"finding and judging, {FEW_NAMES} names", few_read, unit=" ms")
    add_names(dice, many)
    begun = time.perf_counter()
    publishing.current_finder()
    told(f"building the automaton, {many} names", time.perf_counter() - begun, unit=" s")
    many_find, many_read = milliseconds(find, times=200), milliseconds(read, times=100)
    told(f"finding, {many} names", many_find, unit=" ms")
    told(f"finding and judging, {many} names", many_read, unit=" ms")
    told("finding: many names against few", many_find / few_find, unit=" times", at_most=2)
    told("finding and judging: many against few", many_read / few_read, unit=" times", at_most=2)
    saving = milliseconds(save, times=50)
    told("saving the piece", saving, unit=" ms")
    told("finding, part of saving", 100 * many_find / saving, unit=" %", at_most=10)
    told("finding and judging, part of saving", 100 * many_read / saving, unit=" %")


def fill(articles: int) -> None:
    """Fill the archive up to so many articles, and let the database measure it."""
    begun, missing = time.perf_counter(), articles - Article.objects.count()
    call_command("populate", missing, words=WORDS_OF_MANY, verbosity=0, stdout=io.StringIO())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    told(f"adding {missing} pieces", time.perf_counter() - begun, unit=" s")


def measure_search(few: int, many: int) -> None:
    """The same questions to an archive of a few articles and to one of many. The first word is in
    every article: there is none that is commoner."""
    asked = {
        "the commonest word": "azienda",
        "two common words": "azienda città",
        "a phrase that is nowhere": "«azienda non»",  # of two words that are everywhere
        "without a word": "azienda -città",
        "a word that is nowhere": "zucchine",
    }

    def cost(typed: str, narrowed: Mapping[Facet, int] = MappingProxyType({})) -> float:
        def ask() -> None:
            found = find(Query.read(typed), narrowed)
            assert found.by_relevance is not None and found.counts

        return milliseconds(ask, times=15)

    def costs() -> dict[str, float]:
        key = Article.objects.newest_first().first().mentions.first().organization_id
        narrowed = cost("azienda", {Facet.ORGANIZATION: key})
        return {label: cost(typed) for label, typed in asked.items()} | {"narrowed": narrowed}

    # Under the bound a search reads all there is, and more articles cost more.
    at_most = 3 if few >= BOUND else None
    fill(few)
    before = costs()
    fill(many)
    for label, after in costs().items():
        told(f"search, {label}, {few} pieces", before[label], unit=" ms")
        told(f"search, {label}, {many} pieces", after, unit=" ms")
        ratio = after / before[label]
        told(
            f"search, {label}: many against few",
            ratio,
            unit=" times",
            at_most=at_most if label in BOUNDED else None,
        )


def measure_archive(dice: random.Random, articles: int) -> None:
    past = "Zagara Robotics"
    holders = dice.sample(
        list(Article.objects.values_list("pk", flat=True)), max(5, articles // 1000)
    )
    for number, article in enumerate(Article.objects.filter(pk__in=holders)):
        named = (
            "La zagara robotics non c’entra."
            if number % 5 == 0
            else f"La società {past} ha annunciato."
        )
        article.body += f"<p>{named}</p>"
        article.save()
        publishing.derive_text(article)
    organization = publishing.create_organization(name=past, by=None)
    begun = time.perf_counter()
    batch = backfill.begin(organization=organization, by=None)
    for _ in backfill.work(batch, by=None):
        pass
    backfill.apply(batch, by=None)
    for _ in backfill.work(batch, by=None):
        pass
    linked = organization.mentions.count()
    assert batch.state == BatchState.APPLIED and linked
    say(f"link_archive, one new name in {Article.objects.count()} pieces: {linked} linked")
    told("seconds", time.perf_counter() - begun, unit=" s")
    told("pieces read for each linked", batch.read_count / linked, unit="", at_most=3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pieces", type=int, default=1_000_000)
    parser.add_argument("--names", type=int, default=100_000)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    dice = random.Random(1)
    measure_finding(dice, options.names)
    measure_search(min(FEW_ARTICLES, options.pieces // 10), options.pieces)
    measure_archive(dice, options.pieces)
    if missed:
        say("Missed: " + ", ".join(missed))
        raise SystemExit(1)


if __name__ == "__main__":
    main()
