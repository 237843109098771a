"""The lines in which lists show an organization, with a link to its dossier."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString

from articles.models.organizations import monogram_of, organization_path
from articles.site.layout import Layout


def organization_parts(slug: str, name: str) -> dict[str, str]:
    """Return the parts, as HTML, that templates show of every organization, under the names that
    the organization gives them."""
    return {
        "get_absolute_url": organization_path(slug),
        "monogram": escape(monogram_of(name)),
        "name": escape(name),
    }


def organization_line(layout: Layout, slug: str, name: str, count: int) -> SafeString:
    """Render an organization with the number of articles that name it."""
    return layout.filled(
        "components/organization.html",
        {"plural_of": 1 if count == 1 else 2},
        organization=organization_parts(slug, name),
        count=str(count),
    )
