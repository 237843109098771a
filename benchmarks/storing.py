"""Measures how many articles a second the paper stores."""

from __future__ import annotations

import json
import re
from pathlib import Path

from benchmarks.servers import ROOT, run

STORE = """
import io, json, time
from pathlib import Path
from django.core.management import call_command
from django.urls import reverse
files = sorted(map(str, Path("{files}").iterdir()))
reverse("articles:article", args=["-"])
started = time.perf_counter()
call_command("import_articles", *files, section="modelli", publish=True, stdout=io.StringIO())
print(json.dumps(time.perf_counter() - started))
"""


def storing_rate(
    manage: list[str | Path], root: Path, environment: dict[str, str], articles: list[dict]
) -> float:
    """Return the articles stored in a second by `import_articles`, from a thousand files:
    published, as the peer publishes, tied and found; the pages of each are a worker's. As with the
    peer, the clock starts once Django has."""
    files = root / "texts"
    files.mkdir()
    for number in range(1000):
        article = articles[number % len(articles)]
        text = re.sub(r"<[^>]+>", "", article["body"].replace("</p>", "\n\n"))
        body = f"{article['headline']} {number}.\n\n{text.strip()}\n\nDi Fantasy\n"
        (files / f"{number}.txt").write_text(body)
    output = run(
        [*manage, "shell", "--no-imports", "-c", STORE.format(files=files)], ROOT, environment
    )
    return 1000 / json.loads(output)
