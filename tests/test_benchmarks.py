"""The measures run: on a few words of ours, and on a small archive."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from benchmarks.measures import at_least, at_most, table
from benchmarks.run import measures_of

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent

SENTENCES = [
    "Il/O CEO/O di/O OpenAI/B-ORG tace/O ./O",
    "In/O Italia/B-LOC piove/O ,/O dice/O l'/O ENI/B-ORG ./O",
    "La/O società/O Acme/B-ORG Robotics/I-ORG ha/O annunciato/O ./O",
    "L'/O Italia/B-ORG batte/O la/O Scozia/B-ORG ./O",
]


def run(script: str, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603  (our own script)
        [sys.executable, str(ROOT / "benchmarks" / script), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_finding_is_measured_against_marked_text(tmp_path: Path):
    marked, names = tmp_path / "marked.tsv", tmp_path / "names.txt"
    blocks = [sentence.replace(" ", "\n").replace("/", "\t") for sentence in SENTENCES]
    marked.write_text("\n\n".join(blocks * 5), encoding="utf-8")
    names.write_text("OpenAI\nENI\nItalia\nScozia\n.\n", encoding="utf-8")
    output = run(
        "linking.py", "--names", str(names), "--decisions", str(marked), "--test", str(marked)
    )
    offered = next(line for line in output.splitlines() if line.startswith("linked + offered"))
    assert offered.split()[-2] == "1.000"
    new = next(line for line in output.splitlines() if line.startswith("“nuova"))
    assert new.split()[-3:] == ["1.000", "1.000", "5"]


@pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="tried on SQLite, on a database of its own",
)
def test_speed_is_measured():
    output = run("run.py", "--only", "speed", "--pieces", "300", "--names", "500")
    rows = output[output.index("| misura |") :].splitlines()
    assert rows[-1].startswith("| pezzi letti per ognuno collegato |")
    assert rows[-1].endswith("| al più 3 | sì |")


def test_a_figure_on_its_target_meets_it_and_one_beyond_it_does_not():
    measures = [
        at_most("attesa", 200, 200, unit="ms"),
        at_most("attesa", 200.5, 200, unit="ms"),
        at_least("rapporto", 1.2, 1.2, unit="volte"),
        at_least("rapporto", 1.19, 1.2, unit="volte"),
    ]
    assert [each.is_met for each in measures] == [True, False, True, False]
    assert table(measures).splitlines()[-1] == ("| rapporto | 1,19 volte | almeno 1,2 volte | no |")


def test_a_script_that_stops_before_its_end_misses_its_target(tmp_path: Path):
    [measure] = measures_of("scale", ["--no-such-option"], tmp_path / "scale.json")
    assert measure.name == "scale.py" and not measure.is_met
