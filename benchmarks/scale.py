"""Measures what each kind of page costs in a small archive and in a large one: the first page and
the deepest, made anew each time, in one process.

    python benchmarks/scale.py [--few 1000] [--many 1000000] [--folder DIR] [--server postgres://…]

It makes the archives with `populate`, in SQLite files in a folder (one that it throws away, unless
`--folder` says where to keep them), or in databases `paper_few` and `paper_many` of a server of
PostgreSQL. What is there already is used as it is. Prints a table, and ends with 1 where a page
costs more than 1.3 times as much in the large archive.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.measures import Measure, at_most, write

AT_MOST = 1.3
TURNS = 3
TIMES = 30
SECONDS = 3  # for one page, at most
PAGE = 20


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


# In a process of its own, on one archive


def fill(articles: int) -> None:
    """Fill the archive up to so many articles, and make what stands ready beside them."""
    from django.core.management import call_command
    from django.db import connection

    from articles.delivery.dossier_fragments import make_dossiers
    from articles.models import Article, Organization

    call_command("migrate", verbosity=0)
    if missing := articles - Article.objects.count():
        call_command("populate", missing, words=120, stdout=io.StringIO())
    with connection.cursor() as cursor:  # as PostgreSQL does by itself, when it finds the time
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    make_dossiers(Organization.objects.values_list("pk", flat=True))


def paths() -> Iterator[tuple[str, str]]:
    """Yield the name of each page, and its address."""
    from django.db.models import Count

    from articles.db.choices import PUBLIC_STANDINGS
    from articles.models import Article, Author, Mention, Organization, Section, Tag
    from articles.site.cursors import API_ARTICLE, ARTICLE

    articles = Article.objects.published()
    newest, oldest = articles.newest_first().first(), articles.oldest_first().first()
    named = Mention.objects.filter(standing__in=PUBLIC_STANDINGS).values("organization")
    counted = named.annotate(n=Count("pk")).order_by("-n")
    keys = [row["organization"] for row in counted]
    often, second, rarest = (Organization.objects.get(pk=keys[n]) for n in (0, 1, -1))
    section, author, tag = (rows.objects.order_by("pk").first() for rows in (Section, Author, Tag))

    def deepest(scope: object) -> str:
        """Return the address of the last page of a list."""
        last = scope.published().oldest_first()[PAGE]
        return f"?prima={ARTICLE.encode(last.published_at, last.slug)}"

    def month(article: Article) -> str:
        return f"{article.published_at:%Y}/{article.published_at:%m}/"

    api = "/api/articles"
    last = articles.oldest_first()[PAGE]
    before = API_ARTICLE.encode(last.published_at, last.slug)
    yield "la prima pagina", "/"
    yield "un pezzo, il più nuovo", newest.get_absolute_url()
    yield "un pezzo, il più vecchio", oldest.get_absolute_url()
    yield "i pezzi", "/articoli/"
    yield "i pezzi, in fondo", "/articoli/" + deepest(Article.objects)
    yield "un anno", f"/archivio/{newest.published_at:%Y}/"
    yield "un anno, il primo intero", f"/archivio/{oldest.published_at.year + 1}/"
    yield "un mese", "/archivio/" + month(newest)
    yield "un mese, il primo", "/archivio/" + month(oldest)
    for name, row, scope in (
        ("una sezione", section, Article.objects.in_section(section)),
        ("un tema", tag, Article.objects.tagged(tag)),
        ("una firma", author, Article.objects.by(author)),
        ("un dossier, di chi è più nominato", often, Article.objects.about(often)),
        ("un dossier, di chi lo è meno", rarest, Article.objects.about(rarest)),
    ):
        yield name, row.get_absolute_url()
        if scope.published().count() > PAGE:
            yield f"{name}, in fondo", row.get_absolute_url() + deepest(scope)
    one, other = sorted([often.slug, second.slug])
    yield "due organizzazioni", f"/organizzazioni/{one}/con/{other}/"
    yield "le organizzazioni", "/organizzazioni/"
    yield "le organizzazioni, una lettera", "/organizzazioni/?lettera=Z"
    yield "le organizzazioni nelle notizie", "/organizzazioni/?ordine=notizie"
    yield "le firme", "/autori/"
    yield "una ricerca", "/cerca/?q=azienda"
    yield "una ricerca, in fondo", "/cerca/?q=azienda&pagina=150"
    yield "una ricerca, ristretta", f"/cerca/?q=azienda&firma={author.slug}"
    yield "una ricerca senza esito", "/cerca/?q=zucchine"
    yield "il feed", "/feed/"
    yield "il feed di un dossier", f"{often.get_absolute_url()}feed/"
    yield "il feed di una firma", f"{author.get_absolute_url()}feed/"
    yield "la mappa", "/sitemap.xml"
    yield "la mappa di un mese", f"/sitemap-{oldest.published_at:%Y-%m}.xml"
    yield "la mappa delle notizie", "/sitemap-news.xml"
    yield "la mappa delle pagine", "/sitemap-pagine.xml"
    yield "la mappa dei dossier", "/sitemap-organizzazioni-1.xml"
    yield "API, i pezzi", api
    yield "API, i pezzi, in fondo", f"{api}?before={before}"
    yield "API, i pezzi di un dossier", f"{api}?organization={often.slug}"
    yield "API, un pezzo", f"{api}/{oldest.slug}"
    yield "API, le organizzazioni", "/api/organizations"
    yield "API, una organizzazione", f"/api/organizations/{often.slug}"
    yield "API, le firme", "/api/authors"


def ask(path: str) -> bytes:
    """Return a page, asked for as a server does."""
    from newsroom.wsgi import application

    parts = urlsplit(path)
    statuses: list[str] = []
    environment = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query, "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
    }  # fmt: skip
    answer = application(environment, lambda status, _headers: statuses.append(status))
    page = b"".join(answer)
    if close := getattr(answer, "close", None):
        close()
    if not statuses[0].startswith("200"):
        raise SystemExit(f"{path}: {statuses[0]}")
    return page


def milliseconds(path: str) -> float:
    """Return the median of some times, after two that warm up."""
    from articles.delivery.article_fragments import render_articles
    from articles.models import Article

    shown = re.findall(rb'href="(?:http://127\.0\.0\.1)?/articoli/([-\w]+)/', ask(path))
    slugs = {slug.decode() for slug in shown} | {path.strip("/").rpartition("/")[2]}
    render_articles(Article.objects.filter(slug__in=slugs).values_list("pk", flat=True))
    ask(path)
    runs: list[float] = []
    ends = time.perf_counter() + SECONDS
    while len(runs) < TIMES and (len(runs) < 5 or time.perf_counter() < ends):
        begun = time.perf_counter()
        ask(path)
        runs.append(1000 * (time.perf_counter() - begun))
    return statistics.median(runs)


def measure(articles: int) -> None:
    """Print what each page costs in an archive of so many articles."""
    import django

    django.setup()
    fill(articles)
    pages = list(paths())
    say(json.dumps({name: milliseconds(path) for name, path in pages}))


# Of both


def costs(database: str, articles: int, folder: str) -> dict[str, float]:
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "SECRET_KEY": "only-for-this-measure-and-for-nobody-else-0123456789",
        "SITE_URL": "http://127.0.0.1",
        "DEBUG": "false",
        "PAGES_IN_MEMORY": "0",
        "API_RATE": "1000000/m",
        "STATIC_ROOT": f"{folder}/static",
        "MEDIA_ROOT": f"{folder}/media",
    }
    collect = [sys.executable, ROOT / "manage.py", "collectstatic", "-v0", "--noinput"]
    subprocess.run(collect, env=environment, check=True)  # noqa: S603
    command = [sys.executable, __file__, "--measure", str(articles)]
    done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True)  # noqa: S603
    return json.loads(done.stdout.splitlines()[-1])


def medians(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return, for each page, the median of what it cost at each turn."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def compared(
    few: dict[str, float], many: dict[str, float], label: str, articles: int
) -> list[Measure]:
    """Print a table, and return how many times as much each page costs in the large archive."""
    named = f"{articles:,}".replace(",", ".")
    say(f"\n| {label} | pochi pezzi, ms | {named}, ms | volte | |")
    say("| --- | ---: | ---: | ---: | --- |")
    measures = []
    for name, before in few.items():
        after = many.get(name)
        if after is None:
            continue
        measure = at_most(f"{name}, {label}", after / before, AT_MOST, unit="volte")
        measures.append(measure)
        figures = f"{before:.2f} | {after:.2f} | {after / before:.2f}".replace(".", ",")
        say(f"| {name} | {figures} | {'' if measure.is_met else 'manca'} |")
    return measures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--few", type=int, default=1000)
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--folder", help="where the archives of SQLite are kept")
    parser.add_argument("--server", help="postgres://user@host:port, with its databases")
    parser.add_argument("--results", type=Path, help="a file for the measures, as JSON")
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure)
        return 0
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = options.folder or made
        few, many = (
            [f"{options.server}/paper_few", f"{options.server}/paper_many"]
            if options.server
            else [f"sqlite:///{folder}/few.sqlite3", f"sqlite:///{folder}/many.sqlite3"]
        )
        label = "PostgreSQL" if options.server else "SQLite"
        # In turns: the machine is not as fast at one moment as at another.
        runs = [
            (costs(few, options.few, made), costs(many, options.many, made))
            for _turn in range(TURNS)
        ]
        before, after = (medians(archive) for archive in zip(*runs, strict=True))
        measures = compared(before, after, label, options.many)
    write(measures, options.results)
    return 0 if all(each.is_met for each in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
