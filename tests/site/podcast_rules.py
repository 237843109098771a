"""What Apple's directory asks of a feed, as far as it is published
(https://podcasters.apple.com/support/823-podcast-requirements, and its guide to RSS)."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET  # noqa: S405  (our own feeds)

from articles.db.podcast_categories import CATEGORIES

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
#: The types of audio and video in Apple's table, by the extensions it gives them.
TYPES = {
    "mp3": "audio/mpeg",
    "m4a": "audio/x-m4a",
    "mp4": "video/mp4",
    "m4v": "video/x-m4v",
    "mov": "video/quicktime",
}


def broken_rules(text: bytes) -> list[str]:
    """Return the rules that a feed breaks; none where it may be sent."""
    root = ET.fromstring(text)  # noqa: S314
    channel = root.find("channel")
    broken = []

    def must(holds: object, rule: str) -> None:
        if not holds:
            broken.append(rule)

    must(root.tag == "rss" and root.get("version") == "2.0", "RSS 2.0")
    must(len(root.findall("channel")) == 1, "one channel")
    for name in ("title", "link", "description", "language"):
        must((channel.findtext(name) or "").strip(), f"the channel has a {name}")
    must(len((channel.findtext("description") or "").encode()) <= 4000, "4000 bytes of description")
    must(_is_whole(channel.findtext("link")), "the link is whole")
    image = channel.find(f"{ITUNES}image")
    must(image is not None and _is_whole(image.get("href")), "an image with its address")
    must(
        image is not None and urlsplit(image.get("href")).path.endswith((".jpg", ".jpeg", ".png")),
        "the image is JPEG or PNG",
    )
    must(channel.findtext(f"{ITUNES}explicit") in {"true", "false"}, "explicit is true or false")
    must(channel.findtext(f"{ITUNES}author"), "an author")
    must(channel.findtext(f"{ITUNES}type") in {"episodic", "serial"}, "episodic or serial")
    categories = channel.findall(f"{ITUNES}category")
    must(categories, "a category")
    for each in categories:
        must(each.get("text") in CATEGORIES, "a category of the list")
        for inner in each.findall(f"{ITUNES}category"):
            must(inner.get("text") in CATEGORIES.get(each.get("text"), ()), "and its subcategory")
    owner = channel.find(f"{ITUNES}owner")
    if owner is not None:
        must("@" in (owner.findtext(f"{ITUNES}email") or ""), "an owner has an address")
    guids, addresses = [], []
    for item in channel.findall("item"):
        must((item.findtext("title") or "").strip(), "an episode has a title")
        enclosures = item.findall("enclosure")
        must(len(enclosures) == 1, "one enclosure an episode")
        for enclosure in enclosures:
            address = enclosure.get("url", "")
            addresses.append(address)
            must(_is_whole(address), "the enclosure's address is whole")
            must(int(enclosure.get("length", "0")) > 0, "the enclosure has its length in bytes")
            extension = urlsplit(address).path.rpartition(".")[2]
            must(TYPES.get(extension) == enclosure.get("type"), "type and extension agree")
        guids.append(item.findtext("guid") or "")
        must(guids[-1], "an episode has a guid")
        must(_is_date(item.findtext("pubDate")), "pubDate by RFC 2822")
        must((item.findtext(f"{ITUNES}duration") or "").isdigit(), "a duration in seconds")
    must(len(set(guids)) == len(guids), "each guid once")
    must(len(set(addresses)) == len(addresses), "each file once")
    return broken


def _is_whole(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and (address or "").isascii()


def _is_date(text: str | None) -> bool:
    try:
        return isinstance(parsedate_to_datetime(text or ""), dt.datetime)
    except ValueError:
        return False
