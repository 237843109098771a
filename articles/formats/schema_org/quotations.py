"""Quotations with their speakers."""

from __future__ import annotations

from articles.formats.schema_org.nodes import Node, filled
from articles.formats.schema_org.organizations import short_organization
from articles.formats.schema_org.people import person_node
from articles.models import Quotation


def quotation_node(quotation: Quotation) -> Node:
    """Return a quotation (https://schema.org/Quotation), loaded with its speaker."""
    if quotation.person:
        speaker = person_node(quotation.person)
    elif quotation.is_of_organization:
        speaker = short_organization(quotation.organization)
    else:
        speaker = filled({"@type": "Person", "name": quotation.who})
    return quotation_with(quotation, speaker)


def quotation_with(quotation: Quotation, speaker: Node, **more: Node) -> Node:
    """Return a quotation with the given node as its speaker, and further properties."""
    said_on = quotation.said_on.isoformat() if quotation.said_on else ""
    return filled(
        {
            "@type": "Quotation",
            "text": quotation.text,
            "spokenByCharacter": speaker,
            "dateCreated": said_on,
            **more,
        }
    )
