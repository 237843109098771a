"""Installs the tools that judge the paper, and runs them."""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".judges"
NPM = {"vnu-jar": "26.9.27", "axe-core": "4.14.1", "lighthouse": "12.8.2"}
PIP = ("schemathesis==4.32.5", "feedparser==6.0.12")


class CannotRun(Exception):
    """Error of a tool that is not there, or did not answer."""


def run(command: list, *, seconds: int = 900, **options) -> subprocess.CompletedProcess:
    try:
        return subprocess.run(  # noqa: S603
            [str(part) for part in command],
            capture_output=True, text=True, timeout=seconds, check=False, **options,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise CannotRun(f"manca {error.filename}") from error
    except subprocess.TimeoutExpired as error:
        raise CannotRun(f"{command[0]} non risponde") from error


def install(names: tuple[str, ...]) -> Path:
    """Install these tools from npm, and return their folder."""
    modules = TOOLS / "node_modules"
    missing = [f"{name}@{NPM[name]}" for name in names if not (modules / name).exists()]
    if missing:
        TOOLS.mkdir(exist_ok=True)
        done = run(["npm", "install", "--no-save", "--no-audit", "--no-fund", *missing], cwd=TOOLS)
        if done.returncode:
            raise CannotRun(f"npm: {done.stderr.strip()[-200:]}")
    return modules


def install_python() -> Path:
    """Return the folder of the programs from PyPI, in an environment of their own."""
    folder = TOOLS / "python"
    if not (folder / "bin" / "schemathesis").exists():
        venv.create(folder, with_pip=True)
        done = run([folder / "bin" / "pip", "install", "--quiet", *PIP])
        if done.returncode:
            raise CannotRun(f"pip: {done.stderr.strip()[-200:]}")
    return folder / "bin"
