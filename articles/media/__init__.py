"""Files of audio, video and documents: judged by their bytes, and measured. Nothing here uses the
database.
"""

from articles.media.captions import MAX_CAPTIONS, read_captions, words_of_captions
from articles.media.formats import (
    AUDIO,
    DOCUMENT,
    EXTENSIONS,
    FORMATS,
    MIME_TYPES,
    VIDEO,
    Contents,
    MediaFormat,
)
from articles.media.reading import ACCEPTED, most_bytes, read_media

__all__ = [
    "ACCEPTED",
    "AUDIO",
    "DOCUMENT",
    "EXTENSIONS",
    "FORMATS",
    "MAX_CAPTIONS",
    "MIME_TYPES",
    "VIDEO",
    "Contents",
    "MediaFormat",
    "most_bytes",
    "read_captions",
    "read_media",
    "words_of_captions",
]
