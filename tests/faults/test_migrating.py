"""Two machines that are brought up together both migrate: one does, the other waits."""

from __future__ import annotations

import subprocess

from tests.papers import BASE, Paper


def test_simultaneous_migrations_apply_once(empty_paper: Paper):
    command = empty_paper.command("migrate", "--verbosity", "0")
    started = [
        subprocess.Popen(  # noqa: S603  (our own command)
            command, cwd=BASE, env=empty_paper.environment, stderr=subprocess.PIPE, text=True
        )
        for _both in range(2)
    ]
    for one in started:
        _out, errors = one.communicate(timeout=120)
        assert one.returncode == 0, errors
    assert "No planned migration operations" in empty_paper.manage("migrate", "--plan")
    empty_paper.manage("verify")


def test_update_is_reverted_and_reapplied(paper: Paper):
    """Triggers go with the tables they write to, and come back."""
    assert paper.ask(BACK_AND_FORTH) == "1"
    paper.manage("verify")


BACK_AND_FORTH = """
from django.core.management import call_command
from django.db import connection
from articles.models import MonthCounter
from tests import factories as make
make.make_published("Uno")
for target in ("0014_tallies", "0013_dossiers", "0011_piece_names_unique"):
    call_command("migrate", "articles", target, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET notes = 'Ancora'")
call_command("migrate", verbosity=0)
print(MonthCounter.objects.per_month()[0][1])
"""
