"""Articles in the format that news agencies exchange: ninjs 3.1, by IPTC
(https://iptc.org/std/ninjs/). Pure functions of an article that was loaded with `for_page()`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from articles.db.choices import ArticleKind
from articles.formats.schema_org import absolute, moment, share_image_of
from articles.models import Article, Correction, Media, Mention, Picture
from articles.models.ai_declarations import AIDeclared
from articles.pictures import SOURCE_TYPES
from articles.text import markup
from articles.text.dates import format_datetime

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
#: IPTC's genres (https://cv.iptc.org/newscodes/genre/); news has none of its own.
_GENRES = {
    ArticleKind.ANALYSIS: "Analysis",
    ArticleKind.OPINION: "Opinion",
    ArticleKind.INTERVIEW: "Interview",
    ArticleKind.PRESS_RELEASE: "Press_Release",
    ArticleKind.SPONSORED: "Advertiser_Supplied",
}


def ninjs(article: Article) -> dict[str, Any]:
    """Return the article as a document of IPTC's schema."""
    genre = _GENRES.get(article.kind)
    document = {
        "uri": absolute(article.get_absolute_url()),
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "type": "text",
        "representationType": "full",
        "version": str(article.version),
        "firstCreated": moment(article.published_at),
        "versionCreated": moment(article.updated_at or article.published_at),
        "pubStatus": "usable",
        "language": article.language,
        "title": article.headline,
        "by": ", ".join(author.name for author in article.signatures),
        "headlines": _texts(("main", article.headline), ("kicker", article.kicker)),
        "descriptions": _texts(
            ("summary", article.standfirst),
            *(("interest", each.note) for each in article.disclosed_interests),
            *(("outcome", each.note) for each in article.outcome_notes),
            *(("correction", _notice(each)) for each in article.disclosed_corrections),
            *(("rectification", each.text) for each in article.printed_rectifications),
        ),
        "edNote": " ".join(_notice(each) for each in article.disclosed_corrections),
        "bodies": _bodies(article),
        "people": [
            {
                "name": author.name,
                "rel": "author",
                "uri": absolute(author.get_absolute_url()),
            }
            for author in article.signatures
        ]
        + _quoted(article),
        "organisations": [
            *(_organization(mention) for mention in article.public_mentions),
            *([{"name": article.sponsor, "rel": "sponsor"}] if article.sponsor else []),
        ],
        "subjects": _subjects(article),
        "infoSources": [
            {"name": source.label, **({"uri": source.url} if source.url else {})}
            for source in article.sources.all()
        ],
        "genres": [
            {
                "name": article.get_kind_display(),
                "uri": f"http://cv.iptc.org/newscodes/genre/{genre}",
            }
        ]
        if genre
        else [],
        "associations": _associations(article),
        "renditions": _renditions(article),
        "altIds": [{"role": "uuid", "value": str(article.uuid)}],
        "copyrightHolder": settings.PAPER_NAME,
        "digitalSourceType": _source_type(article),
    }
    return {key: value for key, value in document.items() if value not in ("", [], None)}


def _notice(correction: Correction) -> str:
    """Return a correction in a line, for papers that print the article elsewhere."""
    when = format_datetime(correction.at)
    return f"{correction.get_kind_display()}, {when}. {correction.words}"


def _source_type(declared: AIDeclared) -> dict[str, str] | None:
    """Return the digital source type in IPTC's vocabulary
    (https://cv.iptc.org/newscodes/digitalsourcetype/), or None.
    """
    word = declared.digital_source_type
    return {"name": word, "uri": f"{SOURCE_TYPES}{word}"} if word else None


def _texts(*texts: tuple[str, str]) -> list[dict[str, str]]:
    return [
        {"role": role, "contentType": "text/plain", "value": value}
        for role, value in texts
        if value
    ]


def _bodies(article: Article) -> list[dict[str, Any]]:
    text = markup.plain_text(article.body)
    counts = {"wordCount": article.word_count, "charCount": len(text)}
    rendered = markup.for_elsewhere(article.body_html, absolute("/"))
    return [
        {"role": "main", "contentType": "text/html", **counts, "value": rendered},
        {"role": "plain", "contentType": "text/plain", **counts, "value": text},
    ]


def _quoted(article: Article) -> list[dict[str, Any]]:
    """Return the people quoted in the article, once each."""
    people = {each.person.pk: each.person for each in article.public_quotations if each.person}
    return [
        {
            "name": person.name,
            "rel": "quoted",
            "uri": person.wikidata_url or absolute(person.get_absolute_url()),
            "literal": person.slug,
        }
        for person in people.values()
    ]


def _organization(mention: Mention) -> dict[str, Any]:
    organization = mention.organization
    return {
        "name": organization.name,
        "rel": "mentioned",
        "uri": organization.wikidata_url or absolute(organization.get_absolute_url()),
        "literal": organization.slug,
    }


def _subjects(article: Article) -> list[dict[str, Any]]:
    section = [(article.section, "section")] if article.section else []
    return [
        {
            "name": str(subject),
            "rel": kind,
            "uri": absolute(subject.get_absolute_url()),
            "literal": subject.slug,
        }
        for subject, kind in [*section, *((tag, "tag") for tag in article.sorted_tags)]
    ]


def _associations(article: Article) -> list[dict[str, Any]]:
    """Return the lead picture, the files of the text, the series, and the related articles that an
    editor chose."""
    picture, place = article.lead_picture, article.series_place
    series = {"rel": "partOf", "type": "composite"}
    return [
        *([_picture(picture)] if picture else []),
        *(_media(media, number) for number, media in enumerate(article.media, start=1)),
        *([{"name": place.name, "uri": absolute(place.path), **series}] if place else []),
        *(
            {
                "name": each.marked_headline,
                "rel": "related",
                "uri": absolute(each.get_absolute_url()),
                "type": "text",
                "language": each.language,
            }
            for each in article.public_related
        ),
    ]


def _picture(picture: Picture) -> dict[str, Any]:
    properties = {
        "name": "lead",
        "uri": absolute(picture.full.src),
        "type": "picture",
        "by": picture.credit,
        "copyrightNotice": picture.copyright_notice,
        "digitalSourceType": _source_type(picture),
        "descriptions": _texts(("caption", picture.caption), ("altText", picture.alt_text)),
        "renditions": [
            {
                "name": name,
                "href": absolute(sources.src),
                "width": sources.width,
                "height": sources.height,
            }
            for name, sources in (("full", picture.full), ("card", picture.card))
        ],
    }
    return {key: value for key, value in properties.items() if value not in ("", [], None)}


def _media(media: Media, number: int) -> dict[str, Any]:
    """Return a file of an article. A document is a text: IPTC has no nature of its own for it."""
    rendition = {
        "name": "original",
        "href": absolute(media.file.url),
        "contentType": media.mime_type,
        "sizeInBytes": media.size,
        "duration": media.duration,
        "width": media.width,
        "height": media.height,
    }
    properties = {
        "name": f"{media.kind}-{number}",
        "uri": absolute(media.file.url),
        "type": "text" if media.is_document else media.kind,
        "title": media.title,
        "by": media.credit,
        "digitalSourceType": _source_type(media),
        "descriptions": _texts(("summary", media.description)),
        "bodies": _texts(("transcript", media.transcript)),
        "renditions": [{key: value for key, value in rendition.items() if value is not None}],
    }
    return {key: value for key, value in properties.items() if value not in ("", [], None)}


def _renditions(article: Article) -> list[dict[str, Any]]:
    """Return the article's page, and its share image if it has one."""
    page = {
        "name": "web",
        "href": absolute(article.get_absolute_url()),
        "contentType": "text/html",
    }
    share = share_image_of(article)
    if share is None:
        return [page]
    url, width, height = share
    picture = {"href": url, "contentType": "image/png", "width": width, "height": height}
    return [page, {"name": "share", **picture}]
