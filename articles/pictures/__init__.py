"""Picture files: read with suspicion, made anew without what they said of their maker's place,
and rendered in the sizes and formats that pages ask for. Nothing here knows the database."""

from articles.pictures.credits import Credits
from articles.pictures.decoding import (
    EXTENSIONS,
    MAX_BYTES,
    MAX_PIXELS,
    Photograph,
    credits_in,
    read_photograph,
)
from articles.pictures.renditions import (
    CARD,
    FULL,
    RECIPE,
    Rendition,
    Shape,
    folder_of,
    render,
    renditions_of,
)

__all__ = [
    "CARD",
    "EXTENSIONS",
    "FULL",
    "MAX_BYTES",
    "MAX_PIXELS",
    "RECIPE",
    "Credits",
    "Photograph",
    "Rendition",
    "Shape",
    "credits_in",
    "folder_of",
    "read_photograph",
    "render",
    "renditions_of",
]
