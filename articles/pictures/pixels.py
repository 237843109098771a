"""Pictures in memory: decoded, rewritten as the paper stores them, rendered. For large pictures the
module is run in a process of its own, and so does not import Django:

    python -m articles.pictures.pixels < JOB

A job is a line of JSON and the file; the result is a line of JSON and the files.
"""

from __future__ import annotations

import io
import json
import os
import sys
import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps

from articles.pictures.credits import Credits, read_credits
from articles.pictures.renditions import Rendition, render

MAX_PIXELS = 60_000_000
#: The reader of WebP holds four copies of a picture.
MAX_WEBP_PIXELS = 40_000_000
#: The only readers that are tried, and so all of Pillow that a hostile file can reach.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
JPEG_QUALITY = 92

# The same limit for all code in this process that opens a picture.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Made:
    """The result for a picture file: its size once it is upright, the credits in its header, the
    file that the paper stores (`content`, empty if it was not requested) with its extension, and
    the renditions by name.
    """

    size: tuple[int, int]
    credits: Credits
    extension: str
    content: bytes
    renditions: dict[str, bytes]


def make(
    source: BinaryIO, *, keeps: bool, renditions: Sequence[Rendition], xmp: bytes = b""
) -> Made:
    """Decode the first frame of a picture, and return the requested files; renditions carry `xmp`.
    Raises any exception for a broken file, as its reader does.
    """
    image = Image.open(source, formats=FORMATS)
    is_graphic = image.mode in {"1", "P"}
    image.load()
    credits = read_credits(image)  # some formats tell of them behind the picture
    ImageOps.exif_transpose(image, in_place=True)
    image = _in_srgb(image)
    extension = "png" if is_graphic or image.mode == "RGBA" else "jpg"
    content = _encode(image, extension) if keeps else b""
    return Made(image.size, credits, extension, content, dict(render(image, renditions, xmp)))


def _encode(image: Image.Image, extension: str) -> bytes:
    """Return the picture as PNG if it is a drawing or transparent, or else as JPEG. It is encoded
    again, so nothing else that was in the uploaded file is in it.
    """
    out = io.BytesIO()
    if extension == "png":
        image.save(out, "PNG", compress_level=6)
    else:
        image.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the picture in RGB or RGBA, in the colour space that every screen assumes. A copy of a
    large one takes a quarter of a gigabyte, so no unnecessary copy is made.
    """
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    alpha = None
    if image.has_transparency_data:
        if image.mode != "RGBA":
            image = image.convert("RGBA")
        if image.getextrema()[3] != (255, 255):
            if not profile:
                image.info = {}
                return image
            alpha = image.getchannel("A")
        image = image.convert("RGB")
    image = _by_profile(image, profile) or image
    if image.mode != "RGB":
        image = image.convert("RGB")
    image.info = {}
    if alpha is not None:
        image.putalpha(alpha)
    return image


def _by_profile(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    """Return the picture converted by its colour profile; None if there is none that can be
    used.
    """
    if not profile or image.mode not in {"L", "RGB", "CMYK"}:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        if image.mode == "RGB":
            ImageCms.profileToProfile(image, source, target, inPlace=True)
            return image
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


# In a process of its own


def job_of(data: bytes, *, keeps: bool, renditions: Sequence[Rendition], xmp: bytes) -> bytes:
    files = [asdict(one) for one in renditions]
    job = {"keeps": keeps, "renditions": files, "xmp": xmp.decode()}
    return json.dumps(job).encode() + b"\n" + data


def read_made(output: bytes) -> Made:
    """Return the result that a process wrote."""
    line, _newline, content = output.partition(b"\n")
    result = json.loads(line)
    files, place = [], 0
    for length in result["lengths"]:
        files.append(content[place : place + length])
        place += length
    return Made(
        (result["size"][0], result["size"][1]),
        Credits(**result["credits"]),
        result["extension"],
        files[0],
        dict(zip(result["names"], files[1:], strict=True)),
    )


def main() -> None:
    os.nice(4)  # readers first
    job = json.loads(sys.stdin.buffer.readline())
    renditions = [Rendition(**{**one, "box": tuple(one["box"])}) for one in job["renditions"]]
    source = io.BytesIO(sys.stdin.buffer.read())
    made = make(source, keeps=job["keeps"], renditions=renditions, xmp=job["xmp"].encode())
    files = [made.content, *made.renditions.values()]
    header = {
        "size": made.size,
        "credits": asdict(made.credits),
        "extension": made.extension,
        "names": list(made.renditions),
        "lengths": [len(file) for file in files],
    }
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n")
    for file in files:
        sys.stdout.buffer.write(file)


if __name__ == "__main__":
    main()
