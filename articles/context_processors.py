"""Template variables of every page of the paper."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.site.layout import LAYOUT


def paper(request: HttpRequest) -> dict[str, Any]:
    """Return the paper's name, and the layout of its pages, which is loaded only when a template
    uses it.
    """
    return {
        "paper_name": settings.PAPER_NAME,
        "layout": SimpleLazyObject(LAYOUT.current),
    }
