"""Measures what somebody can make the paper do: each with its input, and with ten times as much.

    python benchmarks/costs.py [--pieces 1000] [--only texts|loading|pictures]

Prints tables, and ends with 1 where ten times as much costs more than twelve times as long, where
loading an article costs more than 5 milliseconds beyond its rows, or where two pictures of sixty
megapixels that are sent at once take more than a gigabyte or let a reader wait for 200
milliseconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.loading import measure_loading
from benchmarks.measures import Measure, at_most, write
from benchmarks.pictures import measure_pictures
from benchmarks.servers import say

AT_MOST = 12
TIMES = 3


class Case(NamedTuple):
    """Work that is asked of the paper, with a number of characters of a `unit`."""

    name: str
    unit: str
    size: int
    work: Callable[[str], object]


def cases() -> Iterator[Case]:
    """Yield what is written to keep a machine busy, and what the paper does with it."""
    from articles.importing import plain_text
    from articles.linking import Finder, KnownName, ParsedText, newcomers
    from articles.quoting import place_of, quotes
    from articles.search import Query, index_words, sentence_with
    from articles.text import diff, erased_names, markup, proofreading, typography

    finder = Finder([KnownName("OpenAI", 1), KnownName("A", 2)])

    def quoting(text: str) -> object:
        article = ParsedText.read(("", "", text), finder)
        return quotes(article.parts[2], [], people=article.known_people, on=dt.date(2026, 11, 28))

    def touched(text: str) -> object:
        return diff.touched(headline=("", ""), text=(text, f"{text}1"))

    def merged(text: str) -> object:
        words = text.split()
        return diff.merge(words, [*words, "x"], ["y", *words])

    texts: list[tuple[str, str, int, Callable[[str], object]]] = [
        ("una ricerca che trova punti", ".", 6_000,
         lambda text: sentence_with(f"{text} parola", frozenset(["parol"]))),
        ("una ricerca di molte parole", "parola ", 20_000, Query.read),
        ("le parole di un testo", "parola, ", 20_000, index_words),
        ("un testo di soli spazi, importato", " ", 20_000,
         lambda text: plain_text.headline_and_rest(f"{text}x")),
        ("punti e virgolette, importati", ".» ", 20_000,
         lambda text: plain_text.shorten_to_sentence(f"{text}x", 300)),
        ("virgolette che non si chiudono", "«", 10_000,
         lambda text: proofreading.open_quotations(text + "”" * len(text))),
        ("apostrofi, composti", " 'a", 20_000, typography.set_text),
        ("virgolette diritte, composte", '"a" ', 20_000, typography.set_text),
        ("nomi, da cercare", "A e ", 20_000, finder.find),
        ("nomi nuovi", "Aba Bab. ", 20_000,
         lambda text: newcomers(ParsedText.read(("", "", text), finder))),
        ("citazioni", "«a» ha detto A. ", 20_000, quoting),
        ("parole citate, da ritrovare", "a ", 60_000, lambda text: place_of(f"{text}x", text)),
        ("un nome da levare", "Mario ", 20_000,
         lambda text: erased_names.without_names(text, ["Mario Rossi", "Rossi"], "M. R.")),
        ("che cosa cambia", "1. «A» ", 20_000, touched),
        ("due testi a confronto", "a b ", 6_000,
         lambda text: diff.compare_texts(text, text.replace("b", "c"))),
        ("due testi da unire", "a b ", 2_000, merged),
    ]  # fmt: skip
    for each in texts:
        yield Case(*each)
    yield Case("segni che si combinano", "\u0301\u0316", 6_000,
               lambda text: markup.clean_html(f"<p>a{text}</p>"))  # fmt: skip
    yield Case("segni che si combinano, cercati", "\u0301\u0316", 6_000, Query.read)
    nested = ("<blockquote>", "<ul><li>a", "<em>a", "<div>a", "<b><p>a</b>", "<dl><dt>a<dd>",
              "<x-y>a", "<a href='/x'>a", "<table>a", "</p>", "<!--", "<p ",
              "<p>a</p>")  # fmt: skip
    for tag in nested:
        yield Case(f"HTML: {tag}", tag, 24_000, markup.clean_html)


def cpu(work: Callable[[str], object], given: str) -> float:
    """Return the processor's seconds, of the best of some times."""
    best = float("inf")
    for _ in range(TIMES):
        gc.collect()
        gc.disable()
        begun = time.process_time()
        work(given)
        best = min(best, time.process_time() - begun)
        gc.enable()
    return best


def ratio_of(case: Case, times: int = 10) -> tuple[float, float, float]:
    """Return the cost of a case, that of so many times as much, and their ratio, in which each
    counts at least a thousandth of a second."""
    few, many = (
        cpu(case.work, case.unit * (case.size * scale // len(case.unit))) for scale in (1, times)
    )
    return few, many, max(many, 0.001) / max(few, 0.001)


def measure_texts() -> list[Measure]:
    """Print the table, and return how many times as much each costs with ten times the text."""
    say(f"| che cosa | caratteri | millesimi | dieci volte tanto | volte, al più {AT_MOST} | |")
    say("| --- | ---: | ---: | ---: | ---: | --- |")
    measures = []
    for case in cases():
        few, many, ratio = ratio_of(case)
        name = case.name.replace("<", "&lt;")
        measures.append(at_most(f"{name}: dieci volte tanto", ratio, AT_MOST, unit="volte"))
        say(
            f"| {name} | {case.size} | {few * 1000:.1f} "
            f"| {many * 1000:.1f} | {ratio:.1f} | {'' if ratio <= AT_MOST else '·'} |"
        )
    return measures


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ.setdefault("DEBUG", "true")
    import django

    django.setup()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pieces", type=int, default=1000)
    parser.add_argument("--only", choices=["texts", "loading", "pictures"])
    parser.add_argument("--results", type=Path, help="a file for the measures, as JSON")
    options = parser.parse_args()
    kinds = {
        "texts": measure_texts,
        "loading": lambda: measure_loading(options.pieces),
        "pictures": measure_pictures,
    }
    chosen = [options.only] if options.only else list(kinds)
    measures = [each for name in chosen for each in kinds[name]()]
    write(measures, options.results)
    return 0 if all(each.is_met for each in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
