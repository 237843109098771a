"""Two machines that are brought up together both migrate: one does, the other waits."""

from __future__ import annotations

import subprocess

from tests.papers import BASE, Paper


def test_two_migrations_started_at_once(empty_paper: Paper):
    command = empty_paper.command("migrate", "--verbosity", "0")
    started = [
        subprocess.Popen(  # noqa: S603  (our own command)
            command, cwd=BASE, env=empty_paper.environment, stderr=subprocess.PIPE, text=True
        )
        for _both in range(2)
    ]
    for one in started:
        _out, said = one.communicate(timeout=120)
        assert one.returncode == 0, said
    assert "No planned migration operations" in empty_paper.manage("migrate", "--plan")
    empty_paper.manage("verify")
