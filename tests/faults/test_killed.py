"""kill -9 in the middle of saving: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import random
import subprocess
import sys
import time
import urllib.error
import uuid
from threading import Thread

from tests.papers import BASE, Paper

ARTICLES = 30


def test_saves_under_kill_9_lose_nothing(paper: Paper):
    dice = random.Random(7)
    acknowledged: set[int] = set()
    kills = 0
    while len(acknowledged) < ARTICLES:
        first = len(acknowledged) + 1
        saver = subprocess.Popen(  # noqa: S603  (our own)
            [sys.executable, "-m", "tests.faults.saver", str(first), str(ARTICLES)],
            cwd=BASE, env=paper.environment, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert saver.stdout.readline() == "ready\n"
        enough = first + dice.randint(3, 15)
        for line in saver.stdout:
            acknowledged.add(int(line))
            if int(line) >= enough:
                time.sleep(dice.uniform(0, 0.03))  # in any moment of the next
                break
        saver.kill()
        kills += 1
        acknowledged |= {int(line) for line in saver.stdout}
        saver.wait()
    assert kills > 2 and acknowledged == set(range(1, ARTICLES + 1))
    # What is drawn once an article is stored is made anew; nothing else is amiss.
    paper.manage("verify", "--repair", "--verbosity", "0")
    paper.manage("verify", "--verbosity", "0")
    assert paper.ask(WHOLE) == f"{ARTICLES} whole, search knows {ARTICLES}"


WHOLE = """
from django.db.models import Count
from articles.models import Article, ArticleVersion, SearchEntry
pieces = Article.objects.filter(slug__startswith="pezzo-").published()
whole = [
    piece for piece in pieces.annotate(ties=Count("mentions", distinct=True))
    if piece.ties == 1 and piece.bylines.count() == 1 and piece.tags.count() == 1
    and f"numero {piece.headline.split()[1]}." in piece.body
]
print(len(whole), "whole, search knows", SearchEntry.objects.count())
"""


def test_server_killed_while_saving_loses_nothing(paper: Paper):
    paper.ask("from tests import factories; factories.make_user('direttore', 'Direttore')")
    paper.start()
    paper.log_in()
    token = paper.token("/admin/articles/article/add/")
    key = str(uuid.uuid4())
    long = "".join(f"<p>Capoverso {n} di OpenAI, lungo quanto basta.</p>" for n in range(12_000))
    typed = {
        "csrfmiddlewaretoken": token, "_copy": key, "_base": "0", "kind": "news",
        "language": "it", "headline": "Scritto e mai salvato", "body": f"{long}<p>La fine.</p>",
        "sources-TOTAL_FORMS": "0", "sources-INITIAL_FORMS": "0",
        "initial-named_organizations": "", "_continue": "1",
    }  # fmt: skip
    fields = {"_holder": "prova", "_article": ""}
    assert '"saved"' in paper.post("/admin/articles/article/copies/write/", {**typed, **fields})

    failed: list[Exception] = []

    def save() -> None:
        try:
            paper.post("/admin/articles/article/add/", typed)
        except (urllib.error.URLError, OSError) as error:
            failed.append(error)

    saving = Thread(target=save)
    saving.start()
    time.sleep(0.2)  # in the middle of it: a text this long takes half a second
    paper.kill()
    saving.join()
    assert failed, "it was saved before it could be killed"

    paper.start()
    assert paper.ask(QUESTION).split() == ["0", "0", "True"]
    page = paper.get("/admin/articles/article/add/")
    assert "Scritto e mai salvato" in page
    assert key in page


QUESTION = """
from articles.models import Article, ArticleVersion, WorkingCopy
print(Article.objects.filter(headline="Scritto e mai salvato").count())
print(ArticleVersion.objects.filter(headline="Scritto e mai salvato").count())
print("La+fine." in WorkingCopy.objects.unfinished().get().typed)
"""
