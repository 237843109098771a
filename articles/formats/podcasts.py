"""The feed of a podcast: RSS 2.0 with the elements that Apple's directory asks for, which others
read too (https://podcasters.apple.com/support/823-podcast-requirements)."""

from __future__ import annotations

from typing import Any

from django.utils.xmlutils import SimplerXMLGenerator

from articles.db.podcast_categories import BETWEEN
from articles.formats.syndication import RssFeed

_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
#: The MIME types that Apple plays, as its own list calls them, by those that are stored.
APPLE_TYPES = {"audio/mpeg": "audio/mpeg", "audio/mp4": "audio/x-m4a"}


class PodcastFeed(RssFeed):
    """RSS with an audio file for each item."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:itunes": _ITUNES}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        podcast = self.feed["podcast"]
        handler.addQuickElement("itunes:author", podcast["author"])
        handler.addQuickElement("itunes:type", "episodic")
        handler.addQuickElement("itunes:explicit", "true" if podcast["explicit"] else "false")
        handler.addQuickElement("itunes:image", None, {"href": podcast["image"]})
        if podcast["email"]:
            handler.startElement("itunes:owner", {})
            handler.addQuickElement("itunes:name", podcast["author"])
            handler.addQuickElement("itunes:email", podcast["email"])
            handler.endElement("itunes:owner")
        category, _between, inner = podcast["category"].partition(BETWEEN)
        handler.startElement("itunes:category", {"text": category})
        if inner:
            handler.addQuickElement("itunes:category", None, {"text": inner})
        handler.endElement("itunes:category")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("itunes:title", item["title"])
        handler.addQuickElement("itunes:episodeType", "full")
        handler.addQuickElement("itunes:duration", str(item["duration"]))
        if item["author_name"]:
            handler.addQuickElement("itunes:author", item["author_name"])
