"""A new field, added as Django says: to the model, `makemigrations`, `migrate`, with articles and
readers there."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from tests.papers import BASE, Paper

#: In which file, of which model, which field.
FIELDS = {
    "articles": ("Article", 'motto = models.CharField(max_length=20, blank=True, default="")'),
    "organizations": ("Organization", 'motto = models.CharField(blank=True, default="")'),
    "pictures": ("Picture", 'motto = models.CharField(max_length=20, default="-", db_default="-")'),
    "derived_text": ("ArticleText", "motto = models.IntegerField(default=1)"),
    "search_entries": ("SearchEntry", "motto = models.CharField(max_length=5, default='')"),
}
CONTENT = """
import json
from articles import publishing
from articles.db.choices import CorrectionKind
from articles.models import Edition, ContentVersion
from tests import factories as make
make.make_organization("OpenAI")
picture = make.make_picture("scena.png")
section = make.make_section("Modelli")
figure = make.figure(picture, "Una scena")
piece = make.make_published(
    "Il pezzo", body=f"<p>Anna Rinaldi di OpenAI dice: «Restiamo qui».</p>{figure}",
    tags=["tema"], lead_picture=picture, section=section,
)
make.confirm_quotations(piece)
edited = make.make_published("Un altro", body="<p>OpenAI.</p>")
amendment = publishing.Amendment(CorrectionKind.CORRECTION, wrong="Era così.", right="Era altro.")
publishing.correct(article=edited, amendment=amendment, by=None)
versions = ContentVersion.objects.values_list("number", flat=True)
print(json.dumps([Edition.objects.get().number, *versions]))
"""
AFTER = """
import json
from articles.models import Article, Edition, ContentVersion, Organization, Picture
from articles.delivery.triggers import broken_triggers
from articles.delivery.edition import WATCH
from django.db import connection
from django.test import Client
assert {row.motto for row in Article.objects.all()} == {""}
assert Organization.objects.get().motto == "" and Picture.objects.get().motto == "-"
numbers = [Edition.objects.get().number, *ContentVersion.objects.values_list("number", flat=True)]
before = WATCH.current()
assert before == WATCH.current()
Article.objects.filter(slug="il-pezzo").update(motto="Un motto")
assert WATCH.current() != before
assert "Il pezzo" in Client(SERVER_NAME="127.0.0.1").get("/cerca/?q=restiamo").content.decode()
print(json.dumps(numbers))
"""


@pytest.fixture
def own_code(paper: Paper) -> Paper:
    """The paper with code of its own."""
    paper.code = paper.folder / "code"
    for name in ("articles", "newsroom", "templates", "tests", "fixtures"):
        ignored = shutil.ignore_patterns("__pycache__", "static", "*.webp")
        shutil.copytree(BASE / name, paper.code / name, ignore=ignored)
    (paper.code / "articles" / "static").symlink_to(BASE / "articles" / "static")
    shutil.copy(BASE / "manage.py", paper.code)
    return paper


def add_fields(paper: Paper) -> None:
    for file, (model, field) in FIELDS.items():
        path = paper.code / "articles" / "models" / f"{file}.py"
        source, count = re.subn(
            rf'(class {model}\(.*?\):\n    """.*?"""\n)', rf"\1\n    {field}\n", path.read_text(),
            flags=re.DOTALL,
        )  # fmt: skip
        assert count == 1, model
        path.write_text(source)


def test_plain_field_is_added_the_django_way(own_code: Paper):
    paper = own_code
    before = json.loads(paper.ask(CONTENT).splitlines()[-1])
    add_fields(paper)
    output = paper.manage("makemigrations", "articles", "--name", "motto")
    assert output.count("Add field motto") == len(FIELDS)
    paper.manage("migrate", "--verbosity", "0")
    paper.manage("verify")
    after = json.loads(paper.ask(AFTER).splitlines()[-1])
    # What live servers wrote while nobody watched is made anew, and so is what seemed to hold.
    assert len(after) == len(before) and all(b > a for a, b in zip(before, after, strict=True))
    paper.manage("verify")
