"""The site and its publisher, and the graph that holds the nodes of a page."""

from __future__ import annotations

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _

from articles.db.routes import path_to
from articles.formats.schema_org.nodes import Node, absolute, filled, node_id
from articles.formats.schema_org.pictures import image_object
from articles.models import Imprint

_LOGO = ("articles/logo.png", 512)  # the file, and its side in pixels


def graph(*nodes: Node, publisher: Node | None = None) -> Node:
    """Return the graph of a page: the site, its publisher (as given, or in short), and the nodes of
    the page.
    """
    publisher = publisher or publisher_node()
    return {"@context": "https://schema.org", "@graph": [website(), publisher, *nodes]}


def website() -> Node:
    search = absolute(path_to("articles:search"))
    return {
        "@type": "WebSite",
        "@id": node_id("/", "sito"),
        "url": absolute("/"),
        "name": settings.PAPER_NAME,
        "description": settings.PAPER_TAGLINE,
        "inLanguage": settings.LANGUAGE_CODE,
        "publisher": {"@id": node_id("/", "editore")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def publisher_node() -> Node:
    """Return the paper as publisher, with the addresses of its policies: sections of the colophon,
    or those that `PAPER_POLICIES` gives by schema.org's properties.
    """
    file, side = _LOGO
    colophon = absolute(path_to("articles:colophon"))
    return {
        "@type": "NewsMediaOrganization",
        "@id": node_id("/", "editore"),
        "name": settings.PAPER_NAME,
        "url": absolute("/"),
        "logo": image_object(absolute(static(file)), side, side),
        "masthead": f"{colophon}#direttori",
        "publishingPrinciples": f"{colophon}#principi",
        "ethicsPolicy": f"{colophon}#etica",
        "ownershipFundingInfo": f"{colophon}#proprieta",
        "correctionsPolicy": absolute(path_to("articles:correction_list")),
        **settings.PAPER_POLICIES,
    }


def whole_publisher(imprint: Imprint, director: str) -> Node:
    """Return the paper with its full imprint: `director` is the name of today's director."""
    return filled(
        {
            **publisher_node(),
            "legalName": imprint.publisher,
            "foundingDate": imprint.founded_on.isoformat() if imprint.founded_on else "",
            "address": imprint.address,
            "email": imprint.email,
            "employee": [{"@type": "Person", "name": director, "jobTitle": _("Director")}]
            if director
            else [],
        }
    )
