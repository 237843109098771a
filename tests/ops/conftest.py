"""A paper with a picture, and its backup."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.models import Article
from articles.ops.backups import make_backup
from tests import factories as make


@pytest.fixture
def paper() -> Article:
    make.make_organization("OpenAI")
    picture = make.make_picture("scena.png")
    body = f"<p>OpenAI e altri.</p>{make.figure(picture, 'Una scena')}"
    return make.make_published(
        "Il pezzo", body=body, tags=["tema"], lead_picture=picture,
        section=make.make_section("Modelli"),
    )  # fmt: skip


@pytest.fixture
def backup(paper: Article, tmp_path: Path) -> Path:
    make_backup(tmp_path / "paper.tar")
    return tmp_path / "paper.tar"
