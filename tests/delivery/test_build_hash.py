"""The build hash is another one where anything is changed that could change what is made."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as of_the_paper
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import override_settings

from articles.delivery import build_hash as module
from articles.delivery.build_hash import build_hash, inputs_of
from articles.page_cache.build import paper_build_hash

ARTICLES = "articles.delivery.article_fragments"
DOSSIERS = "articles.delivery.dossier_fragments"
TEXTS = "articles.publishing.articles.derived_text"


def forget() -> None:
    for each in (module.build_hash, module.read_module, module._path_of, module._own_templates):
        each.cache_clear()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The code, the templates and the catalogues of the paper, to be changed."""
    root = tmp_path_factory.mktemp("project")
    for folder in ("articles", "newsroom", "templates"):
        shutil.copytree(
            of_the_paper.BASE_DIR / folder, root / folder,
            ignore=shutil.ignore_patterns("static", "__pycache__"),
        )  # fmt: skip
    engine = {**of_the_paper.TEMPLATES[0], "DIRS": [root / "templates"]}
    with override_settings(BASE_DIR=root, TEMPLATES=[engine]):
        yield root
    forget()


def hashes() -> dict[str, str]:
    forget()
    return {name: build_hash(name) for name in (ARTICLES, DOSSIERS, TEXTS)}


@pytest.fixture(scope="module")
def before(copy: Path) -> dict[str, str]:
    return hashes()


CHANGES = {
    "a property of a model": ("articles/models/organizations.py", {ARTICLES, DOSSIERS, TEXTS}),
    "an address": ("articles/urls.py", {ARTICLES, DOSSIERS, TEXTS}),
    "a kind of address": ("articles/site/converters.py", {ARTICLES, DOSSIERS, TEXTS}),
    "a tag of templates": ("articles/templatetags/paper.py", {ARTICLES, DOSSIERS}),
    "a word": ("articles/locale/it/LC_MESSAGES/django.mo", {ARTICLES, DOSSIERS, TEXTS}),
    "a word of Django's": ("newsroom/locale/it/LC_MESSAGES/django.mo", {ARTICLES, DOSSIERS, TEXTS}),
    "structured data": ("articles/formats/schema_org/articles.py", {ARTICLES, DOSSIERS}),
    "how HTML is cleaned": ("articles/text/markup/cleaning.py", {ARTICLES, DOSSIERS, TEXTS}),
    "a template included deep": ("templates/components/monogram.html", {ARTICLES, DOSSIERS}),
    "a template of pieces": ("templates/components/card_meta.html", {ARTICLES}),
    "a template of dossiers": ("templates/articles/_dossier_aside.html", {DOSSIERS}),
    "a template of texts": ("templates/components/figure.html", {TEXTS}),
    "how names are found": ("articles/linking/finder.py", {TEXTS}),
}
UNSEEN = [
    "articles/admin/articles/admin.py",
    "templates/admin/articles/article/change_form.html",
    "articles/site/views/front_page.py",
    "articles/management/commands/verify.py",
    "articles/migrations/0012_edition.py",
    "articles/publishing/articles/save.py",
]


@pytest.mark.parametrize(("path", "moved"), CHANGES.values(), ids=CHANGES)
def test_relevant_change_changes_the_hash(copy: Path, before, path, moved):
    file = copy / path
    content = file.read_bytes()
    file.write_bytes(content.replace(b"a", b"b", 1) if path.endswith(".mo") else content + b"\n#")
    try:
        after = hashes()
    finally:
        file.write_bytes(content)
    assert {name for name in before if before[name] != after[name]} == moved


def test_irrelevant_change_keeps_the_hash(copy: Path, before):
    contents = {copy / path: (copy / path).read_bytes() for path in UNSEEN}
    for path, content in contents.items():
        path.write_bytes(content + b"\n#")
    try:
        assert hashes() == before
    finally:
        for path, content in contents.items():
            path.write_bytes(content)


def test_used_settings_change_the_hash(before, settings):
    settings.API_RATE, settings.MEDIA_ROOT = "1/m", "/altrove"
    assert hashes() == before
    settings.PAPER_NAME = "Un altro giornale"
    assert not set(hashes().values()) & set(before.values())


def test_static_addresses_change_the_hash(before, settings, monkeypatch):
    monkeypatch.setattr(staticfiles_storage, "hashed_files", {"a.css": "a.1.css"}, raising=False)
    collected = hashes()
    assert collected[ARTICLES] != before[ARTICLES] and collected[TEXTS] == before[TEXTS]
    settings.MEDIA_URL = "https://immagini.example/"
    assert hashes()[TEXTS] != before[TEXTS]


def test_computed_template_name_counts_every_template(copy: Path):
    """A template included by a variable, or named in articles, counts whatever it is."""
    (copy / "articles" / "one.py").write_text('NAME = f"components/{of}.html"\n')
    (copy / "templates" / "one.html").write_text("{% include which only %}{% load l10n %}")
    try:
        forget()
        found = {name for name, _content in inputs_of("articles.one", templates=("one.html",))}
    finally:
        (copy / "articles" / "one.py").unlink()
        (copy / "templates" / "one.html").unlink()
        forget()
    assert {"components/monogram.html", "admin/articles/article/front.html"} <= found


def test_type_checking_imports_do_not_count(copy: Path):
    (copy / "articles" / "one.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from articles import feeds\n"
        "else:\n    from .text import slugs\n"
    )
    try:
        forget()
        found = {name for name, _content in inputs_of("articles.one")}
    finally:
        (copy / "articles" / "one.py").unlink()
        forget()
    assert "articles.text.slugs" in found and "articles.site.feeds" not in found


def test_hash_is_cheap_and_computed_once(copy: Path):
    forget()
    start = time.process_time()
    first = build_hash(ARTICLES)
    assert time.process_time() - start < 0.5  # 0.1 s, and room for a busy machine
    start = time.process_time()
    assert build_hash(ARTICLES) == first
    assert time.process_time() - start < 0.01


def test_page_hash_includes_the_sent_headers(settings):
    marks = {paper_build_hash()}
    for name, value in {
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": {}}, "PERMISSIONS_POLICY": {"camera": ()},
        "SECURE_HSTS_SECONDS": 7, "WEBSUB_HUB": "https://hub.example/", "DEBUG": True,
        "PAPER_TAGLINE": "Altro",
    }.items():  # fmt: skip
        setattr(settings, name, value)
        marks.add(paper_build_hash())
    assert len(marks) == 7
    settings.MEDIA_ROOT, settings.SECRET_KEY = "/altrove", "altra"
    assert paper_build_hash() in marks


def test_hash_is_independent_of_loaded_modules():
    """A command that has looked at no address, and a server that has looked at all of them, find
    each other's pages ready."""
    ask = (
        "from articles.delivery.build_hash import build_hash; "
        f"print([build_hash(name) for name in {[ARTICLES, DOSSIERS, TEXTS]}])"
    )
    load = "from django.urls import get_resolver; get_resolver().url_patterns; "
    outputs = {
        subprocess.run(  # noqa: S603  (our own command)
            [sys.executable, "manage.py", "shell", "--no-imports", "-v0", "-c", code],
            cwd=Path(module.__file__).parents[2], capture_output=True, text=True, check=True,
        ).stdout
        for code in (ask, load + ask)
    }  # fmt: skip
    assert len(outputs) == 1
