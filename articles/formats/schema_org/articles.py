"""Articles with their subjects, sources, quotations and corrections."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.db.choices import AIUse, ArticleKind
from articles.formats.schema_org.media import media_nodes
from articles.formats.schema_org.nodes import Node, absolute, filled, moment, node_id
from articles.formats.schema_org.organizations import short_organization
from articles.formats.schema_org.people import person
from articles.formats.schema_org.pictures import image_objects_of
from articles.formats.schema_org.quotations import quotation_node
from articles.models import Article, Correction, Mention, Rectification, Source

_KINDS = {
    ArticleKind.ANALYSIS: "AnalysisNewsArticle",
    ArticleKind.OPINION: "OpinionNewsArticle",
    ArticleKind.SPONSORED: "AdvertiserContentArticle",
}
#: Schema.org's words for IPTC's (https://schema.org/IPTCDigitalSourceEnumeration).
_SOURCE_TYPES = {
    AIUse.ASSISTED: ("https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"),
    AIUse.GENERATED: "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
}


def article_node(article: Article) -> Node:
    """Return an article that was loaded with `for_page()`."""
    about, mentioned = _subjects_and_mentions(article)
    url = absolute(article.get_absolute_url())
    return filled(
        {
            "@type": _KINDS.get(article.kind, "NewsArticle"),
            "@id": f"{url}#articolo",
            "url": url,
            "mainEntityOfPage": {"@type": "WebPage", "@id": url},
            "headline": article.headline,
            "description": article.standfirst,
            "image": image_objects_of(article),
            **media_nodes(article),
            "datePublished": moment(article.published_at),
            "dateModified": moment(article.updated_at or article.published_at),
            "author": [person(author) for author in article.signatures],
            "publisher": {"@id": node_id("/", "editore")},
            "isPartOf": {"@id": node_id("/", "sito")},
            "articleSection": article.section.name if article.section else "",
            "keywords": [tag.name for tag in article.sorted_tags],
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


def _subjects_and_mentions(article: Article) -> tuple[list[Mention], list[Mention]]:
    """Return the organizations that an article is about, and those that it only mentions. It is
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
    return short_organization(mention.organization)


def _citation(source: Source) -> Node:
    return filled(
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
