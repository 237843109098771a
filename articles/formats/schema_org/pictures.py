"""Pictures of articles and organizations."""

from __future__ import annotations

from django.core.files.storage import default_storage

from articles.formats.schema_org.nodes import Node, absolute, filled
from articles.models import Article, Picture
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


def picture_object(picture: Picture, sources: Sources) -> Node:
    """Return a file of a picture, with the rights that its header has
    (https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata).
    """
    rights = picture.rights
    return filled(
        {
            **image_object(*measured(sources)),
            "creditText": rights.credit,
            "creator": {"@type": "Person", "name": rights.creator} if rights.creator else None,
            "copyrightNotice": rights.copyright_notice,
            "license": rights.license_url,
            "acquireLicensePage": rights.licensor_url,
        }
    )


def image_objects_of(article: Article) -> list[Node]:
    """Return the pictures of `images_of` as nodes."""
    if picture := article.lead_picture:
        return [picture_object(picture, sources) for sources in picture.ratios]
    return [image_object(*image) for image in images_of(article)]
