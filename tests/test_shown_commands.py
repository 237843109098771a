"""Files, headings, commands, options and settings that the documents name exist as they say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

BASE = Path(settings.BASE_DIR)
DOCUMENTS = [*sorted(BASE.glob("*.md")), *sorted(BASE.glob("docs/**/*.md"))]
MAKEFILE = (BASE / "Makefile").read_text(encoding="utf-8")
#: The documents tell what was, too: commands and files that are no more.
HISTORY = {"CHANGELOG.md", "decisions.md", "decisioni.md"}
OF_TODAY = [path for path in DOCUMENTS if path.name not in HISTORY]
#: Functions that read a variable of the environment; those of `WORDS` have their default in the
#: words that they take.
WORDS = {"env_choice", "env_words"}
READERS = {
    "env_bool",
    "env_int",
    "env_share",
    "env_pairs",
    "database",
    "cache",
    "str",
    "list",
} | WORDS


def named(path: Path) -> str:
    return str(path.relative_to(BASE))


def headings(path: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a document."""
    lines = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_leads_to_a_file_and_a_heading(path: Path):
    lost = []
    text = path.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\((?!https?:|/)([^)#\s]*)(?:#([^)\s]+))?\)", text):
        file = (path.parent / target).resolve() if target else path
        if not file.exists() or (anchor and anchor not in headings(file)):
            lost.append(f"{target}#{anchor}")
    assert lost == []


@pytest.mark.parametrize("path", OF_TODAY, ids=named)
def test_every_command_exists_with_the_options_that_are_shown(path: Path):
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    wrong = [
        f"make {target}"
        for target in re.findall(r"^make ([\w-]+)|`make ([\w-]+)", text, re.M)
        for target in filter(None, target)
        if not re.search(rf"^{target}:", MAKEFILE, re.M)
    ]
    commands = {**get_commands(), "help": None}
    for name, rest in re.findall(r"manage\.py ([a-z_]+)([^`\n]*)", text):
        if name not in commands:
            wrong.append(f"manage.py {name}")
        if not commands.get(name):
            continue
        command = load_command_class(commands[name], name)
        known = command.create_parser("manage.py", name)._option_string_actions
        options = re.findall(r" (--?[a-z][\w-]*)", rest.split(" #")[0])
        wrong += [f"manage.py {name} {option}" for option in options if option not in known]
    for script, rest in re.findall(r"benchmarks/(\w+\.py)([^`\n]*)", text):
        code = (BASE / "benchmarks" / script).read_text(encoding="utf-8")
        options = re.findall(r" (--[a-z][\w-]*)", rest)
        wrong += [f"{script} {option}" for option in options if f'"{option}"' not in code]
    assert wrong == []


def variables() -> dict[str, object]:
    """Return each variable that the settings read, with its default where that is written as a
    constant; otherwise `...`."""
    found: dict[str, object] = {}
    sources = [BASE / "newsroom" / name for name in ("settings.py", "environment.py")]
    for node in [node for path in sources for node in ast.walk(ast.parse(path.read_text("utf-8")))]:
        if not (isinstance(node, ast.Call) and node.args):
            continue
        reader = node.func.id if isinstance(node.func, ast.Name) else None
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            reader = node.func.attr if node.func.value.id == "env" else None
        name = node.args[0]
        if reader in READERS and isinstance(name, ast.Constant) and str(name.value).isupper():
            default = next((each.value for each in node.keywords if each.arg == "default"), None)
            if reader in WORDS:
                choices = ast.literal_eval(node.args[1])
                found[name.value] = choices[0] if reader == "env_choice" else list(choices)
                continue
            try:
                found[name.value] = ast.literal_eval(default)
            except (TypeError, ValueError):
                found[name.value] = ...
    return found


def settings_table() -> dict[str, str]:
    """The names in the table of docs/operations.md, each with its default as it is written."""
    text = (BASE / "docs" / "operations.md").read_text(encoding="utf-8")
    section = text.split("\n## Settings\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+) \| ([^|]+) \| [^|]+ \|$", section, re.M)
    return {name: default for names, default in rows for name in re.findall(r"`(\w+)`", names)}


def test_every_setting_stands_in_the_table_once_and_none_besides():
    section = (BASE / "docs" / "operations.md").read_text("utf-8").split("\n## Settings\n")[1]
    first = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`[^|]+) \|", section, re.M)))
    assert sorted(first) == sorted(variables())


def test_the_defaults_in_the_table_are_those_of_the_code():
    table = settings_table()
    wrong = {}
    for name, default in variables().items():
        if default in (..., None, "", {}):
            continue
        written = ",".join(default) if isinstance(default, list) else str(default)
        if f"`{written.lower() if isinstance(default, bool) else written}`" not in table[name]:
            wrong[name] = (default, table[name])
    assert wrong == {}
