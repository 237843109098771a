"""Structured data of pages for search engines: schema.org's vocabulary as JSON-LD.

Pure functions of rows that are loaded. The properties are those of https://schema.org, and those
that Google reads: https://developers.google.com/search/docs/appearance/structured-data/article
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.db.choices import AIUse, ArticleKind, NameKind, OrganizationKind
from articles.db.routes import path_to
from articles.models import (
    Article,
    Author,
    Correction,
    Imprint,
    Mention,
    Organization,
    Person,
    Quotation,
    Rectification,
    Source,
)
from articles.models.pictures import Sources
from articles.pictures import SHARE_HEIGHT, SHARE_WIDTH

Node = dict[str, Any]

_KINDS = {
    ArticleKind.ANALYSIS: "AnalysisNewsArticle",
    ArticleKind.OPINION: "OpinionNewsArticle",
    ArticleKind.SPONSORED: "AdvertiserContentArticle",
}
_ORGANIZATION_KINDS = {
    OrganizationKind.COMPANY: "Corporation",
    OrganizationKind.LABORATORY: "ResearchOrganization",
    OrganizationKind.PUBLIC_BODY: "GovernmentOrganization",
    OrganizationKind.UNIVERSITY: "CollegeOrUniversity",
    OrganizationKind.NONPROFIT: "NGO",
    OrganizationKind.MEDIA: "NewsMediaOrganization",
}
#: Schema.org's words for IPTC's (https://schema.org/IPTCDigitalSourceEnumeration).
_SOURCE_TYPES = {
    AIUse.ASSISTED: ("https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"),
    AIUse.GENERATED: "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
}
_LOGO = ("articles/logo.png", 512)  # the file, and its side in pixels


def absolute(address: str) -> str:
    """Return an address of this site in full; an absolute address stays as it is."""
    if address.startswith("/") and not address.startswith("//"):
        return settings.SITE_URL + address
    return urljoin(f"{settings.SITE_URL}/", address)


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
        "@id": _id("/", "sito"),
        "url": absolute("/"),
        "name": settings.PAPER_NAME,
        "description": settings.PAPER_TAGLINE,
        "inLanguage": settings.LANGUAGE_CODE,
        "publisher": {"@id": _id("/", "editore")},
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
        "@id": _id("/", "editore"),
        "name": settings.PAPER_NAME,
        "url": absolute("/"),
        "logo": _image(absolute(static(file)), side, side),
        "masthead": f"{colophon}#direttori",
        "publishingPrinciples": f"{colophon}#principi",
        "ethicsPolicy": f"{colophon}#etica",
        "ownershipFundingInfo": f"{colophon}#proprieta",
        "correctionsPolicy": absolute(path_to("articles:correction_list")),
        **settings.PAPER_POLICIES,
    }


def whole_publisher(imprint: Imprint, director: str) -> Node:
    """Return the paper with its full imprint: `director` is the name of today's director."""
    return _filled(
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


def article_node(article: Article) -> Node:
    """Return an article that was loaded with `for_page()`."""
    about, mentioned = _subjects_and_mentions(article)
    url = absolute(article.get_absolute_url())
    return _filled(
        {
            "@type": _KINDS.get(article.kind, "NewsArticle"),
            "@id": f"{url}#articolo",
            "url": url,
            "mainEntityOfPage": {"@type": "WebPage", "@id": url},
            "headline": article.headline,
            "description": article.standfirst,
            "image": [_image(*image) for image in images_of(article)],
            "datePublished": moment(article.published_at),
            "dateModified": moment(article.updated_at or article.published_at),
            "author": [person(author) for author in article.signatures],
            "publisher": {"@id": _id("/", "editore")},
            "isPartOf": {"@id": _id("/", "sito")},
            "articleSection": article.section.name if article.section else "",
            "keywords": [tag.name for tag in article.themes],
            "wordCount": article.word_count,
            "timeRequired": f"PT{article.reading_minutes}M",
            "inLanguage": article.language,
            "isAccessibleForFree": True,
            "about": [_mention(mention) for mention in about],
            "mentions": [_mention(mention) for mention in mentioned],
            "citation": [_citation(source) for source in article.sources.all()],
            "sponsor": {"@type": "Organization", "name": article.sponsor}
            if article.sponsor
            else None,
            "digitalSourceType": _SOURCE_TYPES.get(article.ai_use, ""),
            "hasPart": [quotation_node(each) for each in article.public_quotations],
            "correction": [_correction(each, url) for each in article.disclosed_corrections],
            "subjectOf": [_statement(each) for each in article.printed_rectifications],
        }
    )


def images_of(article: Article) -> list[tuple[str, int, int]]:
    """Return the addresses of the pictures of an article, with widths and heights in pixels: the
    lead picture in three ratios, or else the share picture.
    """
    if article.lead_picture:
        return [_measured(sources) for sources in article.lead_picture.ratios]
    share = share_picture_of(article)
    return [share] if share else []


def share_picture_of(article: Article) -> tuple[str, int, int] | None:
    """Return the picture that stands for an article where its address is shared, if there is
    one.
    """
    text = getattr(article, "text", None)
    if text is None or not text.share_picture:
        return None
    return absolute(default_storage.url(text.share_picture)), SHARE_WIDTH, SHARE_HEIGHT


def person(author: Author) -> Node:
    url = absolute(author.get_absolute_url())
    return _filled(
        {
            "@type": "Person",
            "@id": f"{url}#firma",
            "name": author.name,
            "url": url,
            "jobTitle": author.role,
            "sameAs": author.link_list,
        }
    )


def profile(author: Author, articles: Sequence[Article]) -> Node:
    """Return the page of an author, loaded with the photo."""
    url = absolute(author.get_absolute_url())
    about = {
        **person(author),
        "description": author.biography,
        "image": _image(*_measured(author.photo.full)) if author.photo else None,
        "worksFor": {"@id": _id("/", "editore")},
    }
    parts = [{"@type": "CreativeWork", **_listed(article)} for article in articles]
    return _profile_page(url, author.name, about, parts)


def _profile_page(url: str, name: str, about: Node, parts: list[Node]) -> Node:
    """Return a page about somebody, with their works as parts."""
    return _filled(
        {
            "@type": "ProfilePage",
            "@id": f"{url}#pagina",
            "url": url,
            "name": name,
            "inLanguage": settings.LANGUAGE_CODE,
            "isPartOf": {"@id": _id("/", "sito")},
            "mainEntity": _filled(about),
            "hasPart": parts,
        }
    )


def person_node(person: Person) -> Node:
    """Return a person who is quoted."""
    url = absolute(person.get_absolute_url())
    return _filled(
        {
            "@type": "Person",
            "@id": f"{url}#persona",
            "name": person.name,
            "url": url,
            "description": person.description,
            "sameAs": [person.wikidata_url] if person.wikidata_url else [],
        }
    )


def quotation_node(quotation: Quotation) -> Node:
    """Return a quotation (https://schema.org/Quotation), loaded with its speaker."""
    if quotation.person:
        speaker = person_node(quotation.person)
    elif quotation.is_of_organization:
        speaker = _organization(quotation.organization)
    else:
        speaker = _filled({"@type": "Person", "name": quotation.who})
    return _quotation(quotation, speaker)


def _quotation(quotation: Quotation, speaker: Node, **more: Node) -> Node:
    said_on = quotation.said_on.isoformat() if quotation.said_on else ""
    return _filled(
        {
            "@type": "Quotation",
            "text": quotation.text,
            "spokenByCharacter": speaker,
            "dateCreated": said_on,
            **more,
        }
    )


def person_profile(
    person: Person, quotations: Sequence[Quotation], covered: Container[int]
) -> Node:
    """Return the page of a person who is quoted, loaded with their affiliations; organisations
    whose keys are in `covered` have dossiers that readers see.
    """
    url = absolute(person.get_absolute_url())
    about = {
        **person_node(person),
        "affiliation": [
            _organization(each.organization)
            if each.organization_id in covered
            else {"@type": "Organization", "name": each.organization.name}
            for each in person.affiliations.all()
        ],
    }
    speaker = {"@id": about["@id"]}
    parts = [_quotation(each, speaker, isPartOf=_article(each.article)) for each in quotations]
    return _profile_page(url, person.name, about, parts)


def _article(article: Article) -> Node:
    """Return an article as the whole of a part, with the identifier that it has on its own page."""
    listed = _listed(article)
    return {"@type": "NewsArticle", "@id": f"{listed['url']}#articolo", **listed}


def organization_node(organization: Organization) -> Node:
    """Return an organisation that was loaded with `for_dossier()`."""
    names = [
        name.text
        for name in organization.names.all()
        if name.kind not in {NameKind.NAME, NameKind.PRODUCT}
    ]
    return _filled(
        {
            **_organization(organization),
            "alternateName": names,
            "description": organization.description,
            "logo": _image(*_measured(organization.logo.full)) if organization.logo else None,
        }
    )


def collection(
    *,
    name: str,
    description: str,
    url: str,
    kind: str = "CollectionPage",
    articles: Iterable[Article] = (),
    about: Node | None = None,
) -> Node:
    """Return a page that lists articles: `kind` is its type, `about` the common subject."""
    items = [
        {"@type": "ListItem", "position": number, **_listed(article)}
        for number, article in enumerate(articles, start=1)
    ]
    listed = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
    return _filled(
        {
            "@type": kind,
            "@id": f"{url}#pagina",
            "url": url,
            "name": name,
            "description": description,
            "inLanguage": settings.LANGUAGE_CODE,
            "isPartOf": {"@id": _id("/", "sito")},
            "about": about,
            "mainEntity": listed if items else None,
        }
    )


def breadcrumbs(*steps: tuple[str, str]) -> Node:
    """Return the path from the front page: names and paths, the page itself last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": absolute(path)}
            for number, (name, path) in enumerate([(settings.PAPER_NAME, "/"), *steps], start=1)
        ],
    }


def moment(value: Any) -> str:
    """Return a time in ISO 8601, in the newsroom's time zone; empty for None."""
    return timezone.localtime(value).isoformat() if value else ""


def _subjects_and_mentions(article: Article) -> tuple[list[Mention], list[Mention]]:
    """Return the organisations that an article is about, and those that it only mentions. It is
    about those in its headline, or else about the one that it names most.
    """
    mentions = list(article.public_mentions)
    headline = article.headline.casefold()
    about = [
        mention
        for mention in mentions
        if any(name and name.casefold() in headline for name in (mention.name, mention.name_then))
    ] or mentions[:1]
    return about, [mention for mention in mentions if mention not in about]


def _mention(mention: Mention) -> Node:
    return _organization(mention.organization)


def _organization(organization: Organization) -> Node:
    url = absolute(organization.get_absolute_url())
    return _filled(
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


def _citation(source: Source) -> Node:
    return _filled(
        {
            "@type": "CreativeWork",
            "name": source.label,
            "description": source.unnamed_because,
            "url": source.url,
            "datePublished": source.date.isoformat() if source.date else "",
        }
    )


def _correction(correction: Correction, url: str) -> Node:
    return {
        "@type": "CorrectionComment",
        "@id": f"{url}#{correction.anchor}",
        "name": correction.get_kind_display(),
        "text": correction.words,
        "datePublished": moment(correction.at),
    }


def _statement(rectification: Rectification) -> Node:
    return {
        "@type": "CreativeWork",
        "name": _("Rectification by %(name)s") % {"name": rectification.sender},
        "url": absolute(rectification.get_absolute_url()),
        "text": rectification.text,
        "datePublished": moment(rectification.closed_at),
    }


def _listed(article: Article) -> Node:
    return {"url": absolute(article.get_absolute_url()), "name": article.headline}


def _measured(sources: Sources) -> tuple[str, int, int]:
    return absolute(sources.src), sources.width, sources.height


def _image(url: str, width: int, height: int) -> Node:
    return {"@type": "ImageObject", "url": url, "width": width, "height": height}


def _id(path: str, what: str) -> str:
    return f"{absolute(path)}#{what}"


def _filled(node: Node) -> Node:
    """Return the node without its empty properties."""
    return {key: value for key, value in node.items() if value not in (None, "", [], 0)}
