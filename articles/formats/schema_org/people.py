"""People: authors, and those who are quoted."""

from __future__ import annotations

from articles.formats.schema_org.nodes import Node, absolute, filled
from articles.models import Author, Person


def person(author: Author) -> Node:
    """Return an author."""
    url = absolute(author.get_absolute_url())
    return filled(
        {
            "@type": "Person",
            "@id": f"{url}#firma",
            "name": author.name,
            "url": url,
            "jobTitle": author.role,
            "sameAs": author.link_list,
        }
    )


def person_node(person: Person) -> Node:
    """Return a person who is quoted."""
    url = absolute(person.get_absolute_url())
    return filled(
        {
            "@type": "Person",
            "@id": f"{url}#persona",
            "name": person.name,
            "url": url,
            "description": person.description,
            "sameAs": [person.wikidata_url] if person.wikidata_url else [],
        }
    )
