"""Pictures of articles and organizations."""

from __future__ import annotations

from django.core.files.storage import default_storage

from articles.formats.schema_org.nodes import Node, absolute
from articles.models import Article
from articles.models.pictures import Sources
from articles.pictures import SHARE_HEIGHT, SHARE_WIDTH


def images_of(article: Article) -> list[tuple[str, int, int]]:
    """Return the addresses of the pictures of an article, with widths and heights in pixels: the
    lead picture in three ratios, or else the share image.
    """
    if article.lead_picture:
        return [measured(sources) for sources in article.lead_picture.ratios]
    share = share_image_of(article)
    return [share] if share else []


def share_image_of(article: Article) -> tuple[str, int, int] | None:
    """Return the picture that stands for an article where its address is shared, if there is
    one.
    """
    text = getattr(article, "text", None)
    if text is None or not text.share_image:
        return None
    return absolute(default_storage.url(text.share_image)), SHARE_WIDTH, SHARE_HEIGHT


def measured(sources: Sources) -> tuple[str, int, int]:
    """Return the address of a picture, with its width and height in pixels."""
    return absolute(sources.src), sources.width, sources.height


def image_object(url: str, width: int, height: int) -> Node:
    return {"@type": "ImageObject", "url": url, "width": width, "height": height}
