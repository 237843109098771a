"""Organisations as lists show them: a line that leads to the dossier."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString

from articles.models.organizations import monogram_of, organization_path
from articles.site.layout import Layout


def organization_parts(slug: str, name: str) -> dict[str, str]:
    """What templates show of every organisation, as HTML, named as the organisation names it."""
    return {
        "get_absolute_url": organization_path(slug),
        "monogram": escape(monogram_of(name)),
        "name": escape(name),
    }


def organization_line(layout: Layout, slug: str, name: str, count: int) -> SafeString:
    """An organisation with how many articles name it."""
    return layout.filled(
        "components/organization.html",
        {"plural_of": 1 if count == 1 else 2},
        organization=organization_parts(slug, name),
        count=str(count),
    )
