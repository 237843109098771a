"""The locks that are installed say what their sources say. Needs no network: `make lock` does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
PRODUCTION = BASE / "deploy/requirements.txt"
EVERYTHING = BASE / "requirements.txt"
SOURCES = {
    PRODUCTION: [BASE / "deploy/requirements.in"],
    EVERYTHING: [BASE / "deploy/requirements.in", BASE / "tests/requirements.in"],
}
_PIN = re.compile(r"([\w.-]+)(?:\[[\w,]+\])?==(\S+)")


@dataclass
class Locked:
    """The entry of a package in a lock: `wanted_by` are packages, and sources (`-r …`)."""

    version: str
    hashes: set[str] = field(default_factory=set)
    wanted_by: set[str] = field(default_factory=set)


def plain(name: str) -> str:
    """The form of a package's name that an index compares (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(sources: list[Path]) -> dict[str, str]:
    found = {}
    for line in "\n".join(path.read_text() for path in sources).splitlines():
        if line and not line.startswith(("#", "-r ")):
            name, version = _PIN.match(line).groups()
            found[plain(name)] = version
    return found


def read(lock: Path) -> dict[str, Locked]:
    packages: dict[str, Locked] = {}
    for line in lock.read_text().splitlines():
        if pin := _PIN.match(line):
            package = packages[plain(pin[1])] = Locked(pin[2])
        elif line.startswith("    --hash=sha256:"):
            package.hashes.add(line.split(":")[1].removesuffix(" \\"))
        elif line.startswith("    #") and (by := line.lstrip(" #").removeprefix("via").strip()):
            package.wanted_by.add(by)
    return packages


@pytest.mark.parametrize("lock", SOURCES, ids=lambda lock: str(lock.relative_to(BASE)))
def test_lock_holds_its_sources_and_their_dependencies(lock: Path):
    wanted, locked = pins(SOURCES[lock]), read(lock)
    assert wanted == {
        name: package.version
        for name, package in locked.items()
        if any(by.startswith("-r ") for by in package.wanted_by)
    }, "make lock"
    for name, package in locked.items():
        assert all(re.fullmatch("[0-9a-f]{64}", each) for each in package.hashes), name
        assert package.hashes and package.wanted_by, name
        assert all(by.startswith("-r ") or by in locked for by in package.wanted_by), name


def test_tests_and_servers_install_the_same_versions():
    tested, installed = read(EVERYTHING), read(PRODUCTION)
    for name, package in installed.items():
        assert (tested[name].version, tested[name].hashes) == (package.version, package.hashes)
    assert not {"pytest", "pytest-django", "ruff", "uv"} & installed.keys()
    assert {"django", "django-taggit", "pillow", "pytest-django"} <= tested.keys()


@pytest.mark.parametrize("lock", SOURCES, ids=lambda lock: str(lock.relative_to(BASE)))
def test_lock_names_no_index(lock: Path):
    """Packages come from whichever index a machine asks: hashes tell that they are the same."""
    for line in lock.read_text().splitlines():
        assert not line.startswith("-") and "://" not in line and " /" not in line, line
