"""Picture files: decoded with suspicion, rewritten without the metadata that gives away where they
were taken and with the rights that the desk knows, and rendered in the sizes and formats that pages
need. Nothing here uses the database.
"""

from articles.pictures.credits import Credits
from articles.pictures.decoding import (
    EXTENSIONS,
    MAX_BYTES,
    Photograph,
    credits_in,
    read_photograph,
    render_file,
    size_of_picture,
)
from articles.pictures.embedding import NotEmbeddable, carries, embed
from articles.pictures.pixels import MAX_PIXELS
from articles.pictures.renditions import (
    CARD,
    FULL,
    RATIOS,
    RENDITIONS_VERSION,
    Rendition,
    Shape,
    folder_of,
    renditions_of,
)
from articles.pictures.rights import SOURCE_TYPES, Rights
from articles.pictures.share_image import HEIGHT as SHARE_HEIGHT
from articles.pictures.share_image import WIDTH as SHARE_WIDTH
from articles.pictures.share_image import draw_share_image, share_name
from articles.pictures.turns import PictureBusy, without_waiting

__all__ = [
    "CARD",
    "EXTENSIONS",
    "FULL",
    "MAX_BYTES",
    "MAX_PIXELS",
    "RATIOS",
    "RENDITIONS_VERSION",
    "SHARE_HEIGHT",
    "SHARE_WIDTH",
    "SOURCE_TYPES",
    "Credits",
    "NotEmbeddable",
    "Photograph",
    "PictureBusy",
    "Rendition",
    "Rights",
    "Shape",
    "carries",
    "credits_in",
    "draw_share_image",
    "embed",
    "folder_of",
    "read_photograph",
    "render_file",
    "renditions_of",
    "share_name",
    "size_of_picture",
    "without_waiting",
]
