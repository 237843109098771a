"""Renditions: the files that pages show. The whole picture in a few widths, and a crop for the
lists, each in AVIF and in WebP.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isqrt

from PIL import Image

#: A number to raise with each change to the renditions: older ones are then rendered again.
RENDITIONS_VERSION = 3
#: AVIF at speed 8 takes a tenth of the time of 6 and gives files a few per cent larger.
FORMATS = {
    "avif": ("AVIF", {"quality": 58, "speed": 8}),
    "webp": ("WEBP", {"quality": 78, "method": 4}),
}
#: A portrait is not shown as wide as a landscape: 1920 × 1440 is the largest of either.
MAX_PIXELS = 1920 * 1440
#: WebP ends at 16,383 pixels a side, and no screen is as high as this.
MAX_HEIGHT = 8192
#: The ratio of two widths above which they look the same to a reader.
_NEAR = 0.85


@dataclass(frozen=True)
class Shape:
    """A form of a picture: its widths in pixels, its ratio if it is a crop, and its formats."""

    name: str
    widths: tuple[int, ...]
    ratio: tuple[int, int] | None = None
    kinds: tuple[str, ...] = tuple(FORMATS)


FULL = Shape("intera", (640, 1280, 1920))
CARD = Shape("3x2", (400, 960), (3, 2))
#: For search engines and aggregators, which choose among the ratios
#: (https://developers.google.com/search/docs/appearance/structured-data/article).
RATIOS = (
    Shape("16x9", (1200,), (16, 9), ("webp",)),
    Shape("4x3", (1200,), (4, 3), ("webp",)),
    Shape("1x1", (1200,), (1, 1), ("webp",)),
)
SHAPES = (FULL, CARD, *RATIOS)


@dataclass(frozen=True)
class Rendition:
    """A file to be made: `box` is the part of the picture it shows, (left, top, right, bottom)."""

    name: str
    kind: str
    width: int
    height: int
    box: tuple[int, int, int, int]


def folder_of(file_name: str) -> str:
    """Return the folder of the renditions of a stored picture: everything in it can be made
    again.
    """
    return f"renditions/{file_name.removeprefix('pictures/')}"


def renditions_of(
    file_name: str, size: tuple[int, int], focus: tuple[int, int], shapes: Iterable[Shape] = SHAPES
) -> list[Rendition]:
    """Return the renditions to be made of a picture of `size` with its focal point at `focus`
    (percentages).

    A name contains all that the pixels depend on, the focal point too: the picture at an address
    never changes. The rights in its header do (see `articles.publishing.pictures.embedding`). No
    rendition is larger than the picture.
    """
    return [
        Rendition(f"{folder_of(file_name)}/{label}-{width}.{kind}", kind, width, height, box)
        for shape in shapes
        for label, box in [_crop(shape, size, focus)]
        for width, height in _sizes(shape, box)
        for kind in shape.kinds
    ]


def _crop(
    shape: Shape, size: tuple[int, int], focus: tuple[int, int]
) -> tuple[str, tuple[int, int, int, int]]:
    """Return the name of a shape and the largest box of its ratio, as near to the focal point as
    the edges of the picture allow.
    """
    width, height = size
    if shape.ratio is None:
        return shape.name, (0, 0, width, height)
    across, down = shape.ratio
    box_width = max(1, min(width, height * across // down))
    box_height = max(1, min(height, width * down // across))
    left = min(max(0, width * focus[0] // 100 - box_width // 2), width - box_width)
    top = min(max(0, height * focus[1] // 100 - box_height // 2), height - box_height)
    name = f"{shape.name}-{focus[0]}-{focus[1]}"
    return name, (left, top, left + box_width, top + box_height)


def _sizes(shape: Shape, box: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    width, height = box[2] - box[0], box[3] - box[1]
    by_area = isqrt(MAX_PIXELS * width // height)
    largest = max(1, min(width, shape.widths[-1], by_area, width * MAX_HEIGHT // height))
    widths = [*(known for known in shape.widths if known < largest * _NEAR), largest]
    return [(known, max(1, round(height * known / width))) for known in widths]


def render(
    image: Image.Image, renditions: Iterable[Rendition], xmp: bytes
) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of the renditions of an upright picture in RGB or RGBA, with
    this XMP in the header of each, the largest of each shape first: the smaller ones are made from
    it, which is four times as fast and looks the same.
    """
    largest: dict[tuple[int, int, int, int], Image.Image] = {}
    scaled: dict[tuple, Image.Image] = {}
    for rendition in sorted(renditions, key=lambda one: -one.width):
        size = (rendition.width, rendition.height)
        key = (rendition.box, size)
        if key not in scaled:
            source = largest.get(rendition.box)
            scaled[key] = (
                image.resize(size, Image.Resampling.LANCZOS, box=rendition.box, reducing_gap=3.0)
                if source is None
                else source.resize(size, Image.Resampling.LANCZOS)
            )
            largest.setdefault(rendition.box, scaled[key])
        out = io.BytesIO()
        name, options = FORMATS[rendition.kind]
        scaled[key].save(out, name, xmp=xmp, **options)
        yield rendition.name, out.getvalue()
