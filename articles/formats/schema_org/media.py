"""Audio, video and documents of articles."""

from __future__ import annotations

from articles.db.choices import MediaKind
from articles.formats.schema_org.nodes import Node, absolute, filled, moment
from articles.formats.schema_org.pictures import images_of
from articles.models import Article, Media
from articles.text.measures import iso_length

_TYPES = {
    MediaKind.AUDIO: "AudioObject",
    MediaKind.VIDEO: "VideoObject",
    MediaKind.DOCUMENT: "MediaObject",
}
#: The property of an article that has files of each kind.
_PROPERTIES = {
    MediaKind.AUDIO: "audio",
    MediaKind.VIDEO: "video",
    MediaKind.DOCUMENT: "associatedMedia",
}


def media_nodes(article: Article) -> dict[str, list[Node]]:
    """Return the files of an article, by the property that names them."""
    return {
        name: [_media(each, article) for each in article.media if each.kind == kind]
        for kind, name in _PROPERTIES.items()
    }


def _media(media: Media, article: Article) -> Node:
    return filled(
        {
            "@type": _TYPES[MediaKind(media.kind)],
            "name": media.title,
            "description": media.description or media.title,
            "contentUrl": absolute(media.file.url),
            "encodingFormat": media.mime_type,
            "contentSize": str(media.size),
            "duration": iso_length(media.duration) if media.duration else "",
            "width": media.width,
            "height": media.height,
            "thumbnailUrl": _thumbnail(media, article),
            "uploadDate": moment(media.created_at),
            "creditText": media.credit_line,
            "transcript": media.transcript,
        }
    )


def _thumbnail(media: Media, article: Article) -> str:
    """Return the picture of a video, which engines ask for: its poster, or that of the article."""
    if not media.is_video:
        return ""
    if media.poster:
        return absolute(media.poster.full.src)
    return next((url for url, _width, _height in images_of(article)), "")
