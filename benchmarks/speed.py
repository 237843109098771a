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
from articles.publishing.articles.derived_text import derive_text
from articles.publishing.organizations import backfill
from articles.publishing.organizations.names import current_finder, names_changed
from articles.search import BOUND, Facet, Query, find
from benchmarks.measures import Measure, at_most, write

settings.DEBUG = False  # so that queries are not kept

FEW_NAMES = 1000
FEW_ARTICLES = 10_000
#: Searches that reach the bound in the small archive too: in a large one they cost the same.
BOUNDED = {"la parola più comune", "due parole comuni", "senza una parola"}
WORDS_OF_MANY = 120  # in each article that fills the archive
WORDS = 500

measures: list[Measure] = []


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def report(label: str, figure: float, *, unit: str, most: float | None = None) -> None:
    """Print a figure, and keep it where it has a target."""
    target = "" if most is None else f"   obiettivo: al più {most:g}{unit}"
    say(f"{label:58}{figure:10.2f}{unit}{target}")
    if most is not None:
        measures.append(at_most(label, figure, most, unit=unit.strip()))


def milliseconds(action: Callable[[], object], *, times: int) -> float:
    """Return the median of several runs, after one that warms up."""
    action()
    runs = []
    for _ in range(times):
        begun = time.perf_counter()
        action()
        runs.append(1000 * (time.perf_counter() - begun))
    return statistics.median(runs)


def add_names(dice: random.Random, total: int) -> None:
    """Fill the list of names up to `total`, many to an organization."""
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
    names_changed()


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
        current_finder().find(text)

    signed = publishing.Decisions(authors=[author])
    [article] = publishing.save([Article(headline="Un titolo", body=body)], signed, by=None)

    def save() -> None:
        publishing.save([article], signed, by=None)

    say(f"Un pezzo di {len(text.split())} parole, con {len(article.mentions.all())} nomi")
    few_find, few_read = milliseconds(find, times=200), milliseconds(read, times=100)
    report(f"trovare, {FEW_NAMES} nomi", few_find, unit=" ms")
    report(f"trovare e giudicare, {FEW_NAMES} nomi", few_read, unit=" ms")
    add_names(dice, many)
    begun = time.perf_counter()
    current_finder()
    report(f"costruire l’automa, {many} nomi", time.perf_counter() - begun, unit=" s")
    many_find, many_read = milliseconds(find, times=200), milliseconds(read, times=100)
    report(f"trovare, {many} nomi", many_find, unit=" ms")
    report(f"trovare e giudicare, {many} nomi", many_read, unit=" ms")
    report("trovare: molti nomi contro pochi", many_find / few_find, unit=" volte", most=2)
    report("trovare e giudicare: molti contro pochi", many_read / few_read, unit=" volte", most=2)
    saving = milliseconds(save, times=50)
    report("salvare il pezzo", saving, unit=" ms")
    report("trovare, parte del salvataggio", 100 * many_find / saving, unit=" %", most=10)
    report("trovare e giudicare, parte del salvataggio", 100 * many_read / saving, unit=" %")


def fill(articles: int) -> None:
    """Fill the archive up to so many articles, and let the database measure it."""
    begun, missing = time.perf_counter(), articles - Article.objects.count()
    call_command("populate", missing, words=WORDS_OF_MANY, verbosity=0, stdout=io.StringIO())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    report(f"aggiungere {missing} pezzi", time.perf_counter() - begun, unit=" s")


def measure_search(few: int, many: int) -> None:
    """Ask the same questions to an archive of a few articles and to one of many. The first
    word is in every article: there is none that is commoner."""
    searches = {
        "la parola più comune": "azienda",
        "due parole comuni": "azienda città",
        "una frase che non c’è": "«azienda non»",  # of two words that are everywhere
        "senza una parola": "azienda -città",
        "una parola che non c’è": "zucchine",
    }

    def cost(typed: str, narrowed: Mapping[Facet, int] = MappingProxyType({})) -> float:
        def ask() -> None:
            found = find(Query.read(typed), narrowed)
            assert found.by_relevance is not None and found.counts

        return milliseconds(ask, times=15)

    def costs() -> dict[str, float]:
        key = Article.objects.newest_first().first().mentions.first().organization_id
        narrowed = cost("azienda", {Facet.ORGANIZATION: key})
        return {label: cost(typed) for label, typed in searches.items()} | {"ristretta": narrowed}

    # Under the bound a search reads all there is, and more articles cost more.
    most = 3 if few >= BOUND else None
    fill(few)
    before = costs()
    fill(many)
    for label, after in costs().items():
        report(f"ricerca, {label}, {few} pezzi", before[label], unit=" ms")
        report(f"ricerca, {label}, {many} pezzi", after, unit=" ms")
        ratio = after / before[label]
        report(
            f"ricerca, {label}: molti contro pochi",
            ratio,
            unit=" volte",
            most=most if label in BOUNDED else None,
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
        derive_text(article)
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
    say(f"link_archive, un nome nuovo in {Article.objects.count()} pezzi: {linked} collegati")
    report("secondi", time.perf_counter() - begun, unit=" s")
    report("pezzi letti per ognuno collegato", batch.read_count / linked, unit="", most=3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pieces", type=int, default=1_000_000)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--results", type=Path, help="a file for the measures, as JSON")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    dice = random.Random(1)
    measure_finding(dice, options.names)
    measure_search(min(FEW_ARTICLES, options.pieces // 10), options.pieces)
    measure_archive(dice, options.pieces)
    write(measures, options.results)
    if missed := [each.name for each in measures if not each.is_met]:
        say("Mancati: " + ", ".join(missed))
        raise SystemExit(1)


if __name__ == "__main__":
    main()
