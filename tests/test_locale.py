"""The desk speaks Italian everywhere: its catalogues are whole, and compiled as written."""

import ast
from pathlib import Path

import polib
import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
FOLDER = BASE / "articles" / "locale" / "it" / "LC_MESSAGES"
CATALOGUES = [*FOLDER.glob("*.po"), *(BASE / "newsroom" / "locale").rglob("*.po")]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(BASE)))
def test_catalogues_are_translated_and_compiled(path: Path):
    source = polib.pofile(str(path))
    assert source.percent_translated() == 100
    assert not source.fuzzy_entries() and not source.obsolete_entries()
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    written = {e.msgid: e.msgstr or e.msgstr_plural for e in source}
    assert {e.msgid: e.msgstr or e.msgstr_plural for e in compiled} == written


def test_every_word_of_the_code_is_in_the_catalogue():
    """Strings given to gettext, read from the code's own syntax, are all in the catalogue."""

    known = {entry.msgid for entry in polib.pofile(str(FOLDER / "django.po"))}
    functions = {"_", "gettext", "gettext_lazy", "ngettext"}
    missing = [
        f"{path.name}:{node.lineno}: {node.args[0].value}"
        for path in (BASE / "articles").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in functions
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value not in known
    ]
    assert missing == []
