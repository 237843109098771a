"""Profile pages of authors, and of people who are quoted."""

from __future__ import annotations

from collections.abc import Container, Sequence

from django.conf import settings

from articles.formats.schema_org.listings import list_item, whole_article
from articles.formats.schema_org.nodes import Node, absolute, filled, node_id
from articles.formats.schema_org.organizations import short_organization
from articles.formats.schema_org.people import person, person_node
from articles.formats.schema_org.pictures import picture_object
from articles.formats.schema_org.quotations import quotation_with
from articles.models import Article, Author, Person, Quotation


def profile(author: Author, articles: Sequence[Article]) -> Node:
    """Return the page of an author, loaded with the photo."""
    url = absolute(author.get_absolute_url())
    about = {
        **person(author),
        "description": author.biography,
        "image": picture_object(author.photo, author.photo.full) if author.photo else None,
        "worksFor": {"@id": node_id("/", "editore")},
    }
    parts = [{"@type": "CreativeWork", **list_item(article)} for article in articles]
    return _profile_page(url, author.name, about, parts)


def person_profile(
    person: Person, quotations: Sequence[Quotation], covered: Container[int]
) -> Node:
    """Return the page of a person who is quoted, loaded with their affiliations; organizations
    whose keys are in `covered` have dossiers that readers see.
    """
    url = absolute(person.get_absolute_url())
    about = {
        **person_node(person),
        "affiliation": [
            short_organization(each.organization)
            if each.organization_id in covered
            else {"@type": "Organization", "name": each.organization.name}
            for each in person.affiliations.all()
        ],
    }
    speaker = {"@id": about["@id"]}
    parts = [
        quotation_with(each, speaker, isPartOf=whole_article(each.article)) for each in quotations
    ]
    return _profile_page(url, person.name, about, parts)


def _profile_page(url: str, name: str, about: Node, parts: list[Node]) -> Node:
    """Return a page about somebody, with their works as parts."""
    return filled(
        {
            "@type": "ProfilePage",
            "@id": f"{url}#pagina",
            "url": url,
            "name": name,
            "inLanguage": settings.LANGUAGE_CODE,
            "isPartOf": {"@id": node_id("/", "sito")},
            "mainEntity": filled(about),
            "hasPart": parts,
        }
    )
