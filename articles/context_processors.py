"""What every page of the paper shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.models import Section


def paper(request: HttpRequest) -> dict[str, Any]:
    """The paper's name and the sections of its masthead, read only where a page shows them."""
    return {
        "paper_name": settings.PAPER_NAME,
        "paper_tagline": settings.PAPER_TAGLINE,
        "site_url": settings.SITE_URL,
        "masthead_sections": SimpleLazyObject(lambda: list(Section.objects.with_articles())),
    }
