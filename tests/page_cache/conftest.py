"""A paper with one article, for those who ask for it by name."""

from __future__ import annotations

import pytest

from tests import factories as make


@pytest.fixture
def paper() -> None:
    make.make_published("Il titolo", body="<p>" + "Una frase lunga. " * 40 + "</p>")
