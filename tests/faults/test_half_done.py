"""An import that is killed half way goes on where it was."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.papers import BASE, Paper

FILES = 250  # two groups and a half


def test_an_import_that_was_killed_is_run_again(paper: Paper, tmp_path: Path):
    paper.ask("from tests import factories as make; make.make_section('Cronaca')")
    names = []
    for number in range(FILES):
        path = tmp_path / f"{number}.txt"
        text = f"La notizia numero {number} è uscita. Dopo se ne parla.\n\nAltre parole.\n\n"
        path.write_text(f"{text}Di Fantasy\n", encoding="utf-8")
        names.append(str(path))
    command = paper.command("import_articles", *names, "--section", "cronaca", "--publish")
    running = subprocess.Popen(  # noqa: S603  (our own command)
        command, cwd=BASE, env={**paper.environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    told = [running.stdout.readline() for _line in range(FILES // 3)]
    running.kill()
    running.wait()
    came_in = int(paper.ask(COUNT).split()[0])
    assert len(told) <= came_in < FILES

    again = subprocess.run(  # noqa: S603  (our own command)
        command, cwd=BASE, env=paper.environment, capture_output=True, text=True, check=False
    )
    assert again.returncode == 1, "what had come in is refused, and said"
    assert f"{FILES - came_in} pezzi importati, {came_in} rifiutati" in again.stdout
    assert paper.ask(COUNT) == f"{FILES} {FILES}"
    paper.manage("verify")


COUNT = """
from articles.models import Article
headlines = list(Article.objects.published().values_list("headline", flat=True))
print(len(headlines), len(set(headlines)))
"""
