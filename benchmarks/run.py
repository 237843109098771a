"""Runs the benchmarks one after another, and ends with one table of every figure that has a target.
`make bench` runs it.

    python benchmarks/run.py [--pieces 1000000] [--names 100000] [--only costs|serving|scale|speed]

Each script runs in a process of its own, because it sets up Django for a database of its own, and
prints its details as it goes. One that stops before its end counts as a missed target. Ends with 1
where a target is missed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))

from benchmarks.measures import Measure, read, table
from benchmarks.servers import say


def scripts(pieces: int, names: int) -> dict[str, list[str]]:
    """Return the options of each script, in the order in which they run."""
    return {
        "costs": [],
        "serving": [],
        "scale": ["--many", str(pieces)],
        "speed": ["--pieces", str(pieces), "--names", str(names)],
    }


def measures_of(script: str, options: list[str], results: Path) -> list[Measure]:
    """Run a script, and return what it measured."""
    say(f"\n{script}.py {' '.join(options)}".rstrip())
    command = [sys.executable, str(FOLDER / f"{script}.py"), *options, "--results", str(results)]
    code = subprocess.run(command, check=False).returncode  # noqa: S603  (a script of ours)
    if not results.exists():
        return [Measure(f"{script}.py", f"interrotto (uscita {code})", "fino in fondo", False)]
    return read(results)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pieces", type=int, default=1_000_000, help="in the large archive")
    parser.add_argument("--names", type=int, default=100_000, help="in the long list of names")
    parser.add_argument("--only", choices=list(scripts(0, 0)), help="one script alone")
    options = parser.parse_args()
    chosen = scripts(options.pieces, options.names)
    if options.only:
        chosen = {options.only: chosen[options.only]}
    measures: list[Measure] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for script, arguments in chosen.items():
            measures += measures_of(script, arguments, Path(folder) / f"{script}.json")
    say(f"\n{table(measures)}")
    return 0 if all(each.is_met for each in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
