"""The documents for those who take the code over name files, tests and models that are there."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
DOCS = ROOT / "docs"
MAPS = ("architecture", "contributing")
ENGLISH = (*MAPS, "decisions", "glossary")

_BLOCK = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]*)+|[\w.-]+\.(?:py|html|css)")
_NAMES = re.compile(
    r"(?P<names>(?:`\w+(?:\(\))?`(?:, | and )?)+) (?:in |of |\()`(?P<path>[\w./-]+/[\w./-]*)`"
)
_TEST = re.compile(r"tests/[\w/]+\.py(?:::\w+)?")
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
_ROW = re.compile(r"^\| (?P<term>[^|]+) \|[^|]*\| [^|]+ \| (?P<modules>[^|]+) \|$", re.MULTILINE)


def read(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def paths_in(text: str) -> set[str]:
    """The paths that a document names outside its blocks of commands."""
    return {code for code in _CODE.findall(_BLOCK.sub("", text)) if _PATH.fullmatch(code)}


def is_there(path: str) -> bool:
    """Return True if there is such a file or folder; without its ending, a module may be either."""
    return (ROOT / path).exists() or (ROOT / f"{path}.py").is_file()


def names_in(text: str) -> set[tuple[str, str]]:
    """The names of functions, classes and the like that a document places in a file or a folder,
    as "`name` in `path`" or "`name` (`path`)", each with its path."""
    found = _NAMES.finditer(re.sub(r"\s+", " ", _BLOCK.sub("", text)))
    return {
        (name.removesuffix("()"), match["path"])
        for match in found
        for name in _CODE.findall(match["names"])
    }


def defines(path: str, name: str) -> bool:
    """Return True if a file, or one in a folder, defines this name: as a function, a class, a
    variable, or a key."""
    place = ROOT / path
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    definition = re.compile(
        rf"(?:def|class|const|function) {name}\b|^[^=\n]*\b{name}\b[^=\n]* = |\"{name}\":",
        re.MULTILINE,
    )
    return any(definition.search(file.read_text(encoding="utf-8")) for file in files)


def glossary() -> list[tuple[str, list[str]]]:
    """The terms with the dotted names of their models or modules, without the head of the table."""
    _head, _rule, *rows = (row.groupdict() for row in _ROW.finditer(read("glossary")))
    return [
        (term.strip(), _CODE.findall(row["modules"]))
        for row in rows
        for term in row["term"].split(", ")
    ]


def resolve(name: str) -> object:
    """The object with this dotted name: a module, or a member of one. Raises ImportError and
    AttributeError."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        module, _dot, attribute = name.rpartition(".")
        return getattr(importlib.import_module(module), attribute)


@pytest.mark.parametrize("name", MAPS)
def test_document_names_existing_paths(name: str):
    paths = paths_in(read(name))
    assert len(paths) > 50
    assert sorted(path for path in paths if not is_there(path)) == []


@pytest.mark.parametrize("name", MAPS)
def test_document_places_names_where_they_are_defined(name: str):
    places = names_in(read(name))
    assert len(places) > 5
    missing = [f"{each} in {path}" for each, path in sorted(places) if not defines(path, each)]
    assert missing == []


def test_what_is_private_in_django_is_used_where_the_table_says():
    table = read("architecture").split("\n## What of Django's is private")[1]
    rows = re.findall(r"^\| (`[^|]+) \| (`[^|]+) \| [^|]+ \|$", table, re.MULTILINE)
    assert len(rows) > 10
    for names, paths in rows:
        names = [name.removesuffix("()").rpartition(".")[2] for name in _CODE.findall(names)]
        sources = [(ROOT / path).read_text(encoding="utf-8") for path in _CODE.findall(paths)]
        assert [name for name in names if not any(name in source for source in sources)] == []
        assert all(any(name in source for name in names) for source in sources), names


@pytest.mark.parametrize("name", ENGLISH)
def test_document_links_to_existing_files(name: str):
    assert [link for link in _LINK.findall(read(name)) if not (DOCS / link).exists()] == []


def test_contributing_shows_commands_for_existing_tests():
    commands = "".join(_BLOCK.findall(read("contributing")))
    shown = _TEST.findall(commands)
    assert len(shown) >= 3
    for test in shown:
        path, _colons, function = test.partition("::")
        source = (ROOT / path).read_text(encoding="utf-8")
        assert not function or f"def {function}(" in source, test


def test_glossary_names_existing_models_and_modules():
    missing = []
    for term, names in glossary():
        assert names, term
        for name in names:
            try:
                resolve(name)
            except (ImportError, AttributeError):
                missing.append(f"{term}: {name}")
    assert missing == []


def test_glossary_has_each_term_once():
    terms = [term for term, _names in glossary()]
    assert len(terms) > 50
    assert sorted(term for term in set(terms) if terms.count(term) > 1) == []
