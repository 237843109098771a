"""What every page of the paper shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.site.layout import LAYOUT


def paper(request: HttpRequest) -> dict[str, Any]:
    """The paper's name, and what is around its pages, asked for only where one is shown."""
    return {
        "paper_name": settings.PAPER_NAME,
        "layout": SimpleLazyObject(LAYOUT.current),
    }
