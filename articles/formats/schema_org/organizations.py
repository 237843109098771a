"""Organizations: in short, where something refers to them, and in full, on their dossiers."""

from __future__ import annotations

from articles.db.choices import NameKind, OrganizationKind
from articles.formats.schema_org.nodes import Node, absolute, filled
from articles.formats.schema_org.pictures import picture_object
from articles.models import Organization

_ORGANIZATION_KINDS = {
    OrganizationKind.COMPANY: "Corporation",
    OrganizationKind.LABORATORY: "ResearchOrganization",
    OrganizationKind.PUBLIC_BODY: "GovernmentOrganization",
    OrganizationKind.UNIVERSITY: "CollegeOrUniversity",
    OrganizationKind.NONPROFIT: "NGO",
    OrganizationKind.MEDIA: "NewsMediaOrganization",
}


def organization_node(organization: Organization) -> Node:
    """Return an organization that was loaded with `for_dossier()`."""
    names = [
        name.text
        for name in organization.names.all()
        if name.kind not in {NameKind.NAME, NameKind.PRODUCT}
    ]
    return filled(
        {
            **short_organization(organization),
            "alternateName": names,
            "description": organization.description,
            "logo": picture_object(organization.logo, organization.logo.full)
            if organization.logo
            else None,
        }
    )


def short_organization(organization: Organization) -> Node:
    """Return an organization as other nodes refer to it."""
    url = absolute(organization.get_absolute_url())
    return filled(
        {
            "@type": _ORGANIZATION_KINDS.get(organization.kind, "Organization"),
            "@id": f"{url}#organizzazione",
            "name": organization.name,
            "url": url,
            "sameAs": [
                address for address in (organization.wikidata_url, organization.website) if address
            ],
        }
    )
