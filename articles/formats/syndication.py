"""RSS 2.0, Atom and JSON Feed, with the whole text, pictures and the hub.

The rules are those of https://www.rssboard.org/rss-specification, RFC 4287,
https://www.jsonfeed.org/version/1.1/ and https://www.rssboard.org/media-rss.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from articles.text.characters import for_xml

_BEFORE_ALL = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MEDIA = "http://search.yahoo.com/mrss/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"


class _Steady:
    """Feeds with a steady date: without entries they carry the first moment of 1970, and not the
    time of each request.
    """

    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items else _BEFORE_ALL


class _Readable:
    """Feeds without the characters that XML readers refuse, wherever the text came from."""

    def write(self, outfile: Any, encoding: str) -> None:
        self.feed, self.items = _readable(self.feed), _readable(self.items)
        super().write(outfile, encoding)


def _readable(value: Any) -> Any:
    """Return a value, and all it contains, without the characters that XML forbids."""
    if isinstance(value, str):
        return for_xml(value)
    if isinstance(value, dict):
        return {key: _readable(each) for key, each in value.items()}
    return [_readable(each) for each in value] if isinstance(value, list | tuple) else value


class RssFeed(_Steady, _Readable, Rss201rev2Feed):
    """RSS with the whole text, pictures and the hub."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:media": _MEDIA, "xmlns:content": _CONTENT}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if settings.WEBSUB_HUB:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": settings.WEBSUB_HUB})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])
        if item["image"]:
            url, width, height = item["image"]
            attributes = {"url": url, "medium": "image", "width": str(width), "height": str(height)}
            handler.startElement("media:content", attributes)
            for tag in ("credit", "description"):
                if words := item[f"image_{tag}"]:
                    handler.addQuickElement(f"media:{tag}", words)
            handler.endElement("media:content")


class AtomFeed(_Steady, _Readable, Atom1Feed):
    """Atom with the whole text and the hub."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if settings.WEBSUB_HUB:
            handler.addQuickElement("link", None, {"rel": "hub", "href": settings.WEBSUB_HUB})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        feed, items = _readable(self.feed), _readable(self.items)
        document = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed["title"],
            "home_page_url": feed["link"],
            "feed_url": feed["feed_url"],
            "description": feed["description"],
            "language": feed["language"],
            "icon": feed["icon"],
            "hubs": [{"type": "WebSub", "url": settings.WEBSUB_HUB}] if settings.WEBSUB_HUB else [],
            "items": [self._item(item) for item in items],
        }
        text = json.dumps({key: value for key, value in document.items() if value != []})
        outfile.write(text if isinstance(outfile, HttpResponse) else text.encode(encoding))

    @staticmethod
    def _item(item: dict[str, Any]) -> dict[str, Any]:
        entry = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["content"],
            "image": item["image"][0] if item["image"] else "",
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "authors": item["signatures"],
            "tags": list(item["categories"]),
            "language": item["language"],
        }
        return {key: value for key, value in entry.items() if value}
