"""An article about somebody who asks to be forgotten."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.models import Article, Source
from tests import factories as make
from tests.publishing.accountability.erasure import NAME


@pytest.fixture
def article() -> Article:
    make.make_organization("OpenAI")
    make.make_published("Un altro", body="<p>OpenAI.</p>", hours_ago=2, tags=["tema"])
    made = make.make_published(
        f"{NAME} accusato di frode",
        standfirst=f"Per la procura {NAME} sapeva.",
        body=f"<p>OpenAI e {NAME}.</p>\n<p>Zini nega tutto.</p>",
        tags=["tema", NAME],
        section=make.make_section("Modelli"),
    )
    source = Source(label=f"Il ricorso di {NAME}", kind="document")
    publishing.save([made], publishing.Decisions(sources=[source]), by=None)
    return made
