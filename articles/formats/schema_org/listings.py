"""Pages that list articles, and the path from the front page to a page."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from articles.formats.schema_org.nodes import Node, absolute, filled, node_id
from articles.models import Article


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
        {"@type": "ListItem", "position": number, **list_item(article)}
        for number, article in enumerate(articles, start=1)
    ]
    listed = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
    return filled(
        {
            "@type": kind,
            "@id": f"{url}#pagina",
            "url": url,
            "name": name,
            "description": description,
            "inLanguage": settings.LANGUAGE_CODE,
            "isPartOf": {"@id": node_id("/", "sito")},
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


def list_item(article: Article) -> Node:
    """Return an article in a list, by address and headline."""
    return {"url": absolute(article.get_absolute_url()), "name": article.headline}


def whole_article(article: Article) -> Node:
    """Return an article as the whole of a part, with the identifier that it has on its own page."""
    listed = list_item(article)
    return {"@type": "NewsArticle", "@id": f"{listed['url']}#articolo", **listed}
