"""Measures what it costs to load a paper that was dumped."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from benchmarks.measures import Measure, at_most
from benchmarks.servers import ROOT, run, say

ENVIRONMENT = {"DEBUG": "true", "SECRET_KEY": "misure"}
BEYOND_ROWS = 5  # milliseconds of the processor, for an article

LOAD = """
import json, resource, sys, time
from django.core.management import call_command
import articles.publishing
module = sys.modules["articles.publishing.articles.fixtures"]
derive, spent = module.derive_articles, []
def measured(keys):
    begun = time.process_time()
    derive(keys)
    spent.append(time.process_time() - begun)
module.derive_articles = measured
begun = time.process_time()
call_command("loaddata", "{path}", verbosity=0)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([time.process_time() - begun, sum(spent), peak]))
"""


def measure_loading(articles: int) -> list[Measure]:
    """Dump papers of so many articles and of a tenth of them, load each, print what it cost,
    and return what an article costs beyond its rows."""
    say("")
    say("| pezzi caricati con loaddata | millesimi a pezzo | oltre le righe, al più 5 | MB |  |")
    say("| ---: | ---: | ---: | ---: | --- |")
    measures = []
    for count in (articles // 10, articles):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            full, empty = (
                {
                    **ENVIRONMENT,
                    "DATABASE_URL": f"sqlite:///{folder / each}.sqlite3",
                    "MEDIA_ROOT": str(folder / "media"),
                }
                for each in ("full", "empty")
            )
            manage = [sys.executable, "manage.py"]
            dump = folder / "dump.jsonl"
            natural = ["--natural-foreign", "--natural-primary"]
            for environment in (full, empty):
                run([*manage, "migrate", "--verbosity", "0"], ROOT, environment)
            run([*manage, "populate", str(count)], ROOT, full)
            run(
                [*manage, "dumpdata", "articles", *natural, "--format", "jsonl", "-o", dump],
                ROOT,
                full,
            )
            # As a paper that is out: with DEBUG on, Django keeps the last nine thousand queries.
            load = [*manage, "shell", "-v", "0", "-c", LOAD.format(path=dump)]
            output = run(load, ROOT, {**empty, "DEBUG": "false"})
            whole, beyond, peak = json.loads(output.strip().splitlines()[-1])
            name = f"loaddata di {count} pezzi, oltre le righe, a pezzo"
            measure = at_most(name, beyond / count * 1000, BEYOND_ROWS, unit="ms")
            measures.append(measure)
            say(
                f"| {count} | {whole / count * 1000:.1f} | {beyond / count * 1000:.2f} "
                f"| {peak:.0f} | {'' if measure.is_met else '·'} |"
            )
    return measures
