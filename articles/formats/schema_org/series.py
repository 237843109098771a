"""Series, the place of an article in one, and the related articles that an editor chose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings

from articles.formats.schema_org.listings import whole_article
from articles.formats.schema_org.nodes import Node, absolute, filled
from articles.models import Article, Series, SeriesPlace, article_path


def series_node(series: Series, parts: Iterable[Article]) -> Node:
    """Return a series with the parts that readers see, in their order."""
    return filled(
        {
            **_series(series.get_absolute_url(), series.name),
            "description": series.introduction,
            "inLanguage": settings.LANGUAGE_CODE,
            "hasPart": [
                {**whole_article(part), "position": number}
                for number, part in enumerate(parts, start=1)
            ],
        }
    )


def onward_nodes(slug: str, place: SeriesPlace | None, related: Sequence[str]) -> list[Node]:
    """Return what is added to the nodes of an article, which have the same identifiers: its
    `place` in a series, and the links to `related` articles, by slug."""
    url = absolute(article_path(slug))
    nodes: list[Node] = []
    if place:
        part = {"isPartOf": _series(place.path, place.name), "position": place.number}
        nodes.append({"@id": f"{url}#articolo", "@type": "NewsArticle", **part})
    if related:
        links = [absolute(article_path(each)) for each in related]
        nodes.append({"@id": url, "@type": "WebPage", "relatedLink": links})
    return nodes


def _series(path: str, name: str) -> Node:
    url = absolute(path)
    return {"@type": "CreativeWorkSeries", "@id": f"{url}#serie", "url": url, "name": name}
