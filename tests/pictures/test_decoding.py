"""Files of every kind, odd and hostile ones too: decoded whole and clean, or refused with a
message.
"""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from articles.pictures import (
    MAX_BYTES,
    Rights,
    credits_in,
    read_photograph,
    render_file,
    renditions_of,
)
from tests.pictures.files import (
    gps_of,
    iptc_jpeg,
    jpeg,
    png_header,
    turned,
)

RED, BLUE = (200, 30, 30), (30, 30, 200)


def read(data: bytes) -> Image.Image:
    """Return the picture that the paper stores of a file."""
    return Image.open(io.BytesIO(read_photograph(ContentFile(data)).content))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def near(colour: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(colour, other, strict=True))


def half_and_half(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Return a picture that is red above and blue below."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (0, size[1] // 2, *size))
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_five_kinds_of_file_are_read(kind):
    image = read(saved(half_and_half(), kind))
    assert (image.mode, image.size) == ("RGB", (60, 40))
    assert near(image.getpixel((30, 5)), RED) and near(image.getpixel((30, 35)), BLUE)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_rotated_picture_is_turned_upright(orientation):
    """Show the same scene for all eight values of Exif's tag 274."""
    image = read(turned(half_and_half(), orientation))
    assert image.size == (60, 40)
    assert near(image.getpixel((30, 5)), RED) and near(image.getpixel((30, 35)), BLUE)


def test_metadata_of_a_file_is_removed():
    exif = Image.Exif()
    exif[0x010F] = "Una macchina"
    exif.get_ifd(0x8825)[1] = "N"
    data = jpeg(half_and_half(), exif=exif.tobytes(), comment=b"segreto")
    assert gps_of(data)
    content = read_photograph(ContentFile(data)).content
    with Image.open(io.BytesIO(content)) as image:
        assert not image.getexif()
        assert not set(image.info) & {"exif", "icc_profile", "comment", "photoshop", "xmp"}
    assert not gps_of(content)
    assert b"segreto" not in content and b"Una macchina" not in content


def test_polyglot_file_loses_its_other_half():
    page = b"<html><script>alert(1)</script></html>"
    for data in (saved(half_and_half(), "GIF") + page, jpeg(half_and_half()) + page):
        content = read_photograph(ContentFile(data)).content
        assert b"script" in data and b"script" not in content


def test_cmyk_with_profile_becomes_srgb():
    image = read(saved(half_and_half().convert("CMYK"), "JPEG"))
    assert image.mode == "RGB"
    assert image.getpixel((30, 5))[0] > image.getpixel((30, 5))[2]


def test_other_colour_profile_becomes_srgb():
    """Read red as blue in a profile that exchanges the two."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for old, new in ((b"rXYZ", b"----"), (b"bXYZ", b"rXYZ"), (b"----", b"bXYZ")):
        profile = profile.replace(old, new)
    image = Image.new("RGB", (8, 8), RED)
    assert near(read(saved(image, "PNG", icc_profile=profile)).getpixel((0, 0)), RED[::-1])
    broken = saved(image, "PNG", icc_profile=b"no profile at all" * 20)
    assert near(read(broken).getpixel((0, 0)), RED)


@pytest.mark.parametrize(("level", "seen"), [(0, 0), (40_000, 156), (65_535, 255)])
def test_16_bit_grey_keeps_its_shades(level, seen):
    data = saved(Image.new("I;16", (6, 4), level), "PNG")
    assert near(read(data).getpixel((0, 0)), (seen,) * 3)


def test_16_bit_colour_is_read():
    rows = b"".join(b"\0" + struct.pack(">HHH", 65535, 0, 0) * 5 for _ in range(3))
    data = png_header(5, 3, depth=16, kind=2, rows=zlib.compress(rows))
    assert near(read(data).getpixel((0, 0)), (255, 0, 0))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_every_colour_mode_is_read(mode):
    image = read(saved(half_and_half().convert(mode), "PNG"))
    assert image.mode == "RGB"  # what is opaque needs no channel that says so


def test_transparency_is_preserved():
    image = Image.new("RGBA", (6, 4), (*RED, 0))
    data = saved(image, "PNG")
    assert read(data).mode == "RGBA" and read_photograph(ContentFile(data)).extension == "png"


def test_first_frame_of_an_animation_is_taken():
    frames = [Image.new("RGB", (6, 4), RED), Image.new("RGB", (6, 4), BLUE)]
    for kind in ("GIF", "WEBP", "PNG", "AVIF"):
        data = saved(frames[0], kind, save_all=True, append_images=frames[1:])
        assert near(read(data).getpixel((0, 0)), RED)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (png_header(50_000, 50_000), "picture_too_large", "60 milioni"),
        (png_header(10_000, 10_000), "picture_too_large", "60 milioni"),
        (png_header(2, 65_000), "picture_too_thin", "2 × 65000"),
        (png_header(65_000, 2), "picture_too_thin", "al più 50 volte"),
        (b"\0" * (MAX_BYTES + 1), "picture_too_heavy", "31 MB"),
        (jpeg(half_and_half())[:-300], "picture_unreadable", "incompleto"),
        (saved(half_and_half(), "PNG")[:60], "picture_unreadable", "incompleto"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture_kind", "SVG"),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<SVG/>", "picture_kind", "SVG"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "picture_kind", "HEIC"),
        (saved(half_and_half(), "TIFF"), "picture_kind", "TIFF"),
        (saved(half_and_half(), "BMP"), "picture_kind", "BMP"),
        (b"%PDF-1.7\n", "picture_kind", "PDF"),
        (b"<html><script>alert(1)</script>", "picture_unreadable", "non è un’immagine"),
        (b"MZ\x90\0" + b"\0" * 100, "picture_unreadable", "non è un’immagine"),
        (b"GIF89a", "picture_unreadable", ""),
        (b"", "picture_unreadable", ""),
    ],
)
def test_other_files_are_refused_with_a_clear_message(data, code, words):
    with pytest.raises(ValidationError) as caught:
        read_photograph(ContentFile(data))
    assert caught.value.code == code
    assert words in caught.value.messages[0]


def test_flipped_bit_is_read_or_refused():
    """Read or refuse a file that is broken anywhere, and do nothing else."""
    whole = [
        saved(half_and_half((24, 16)), kind) for kind in ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
    ]
    for data in whole:
        for place in range(0, len(data), max(1, len(data) // 60)):
            broken = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
            try:
                assert read(broken).width > 0
            except ValidationError:
                continue


# What a file says of who made it


def test_credits_are_read_from_iptc():
    data = iptc_jpeg(byline="Ada Bianchi", caption="Una città, però.", copyright="© Ansa 2026")
    found = read_photograph(ContentFile(data)).credits
    assert (found.byline, found.caption) == ("Ada Bianchi", "Una città, però.")
    assert found.line == "Ada Bianchi / © Ansa 2026"
    assert credits_in(ContentFile(data[:4096])) == found


def test_credits_in_latin_1_are_read():
    data = iptc_jpeg(caption="Perché sì", encoding="latin-1")
    assert credits_in(ContentFile(data)).caption == "Perché sì"


def test_byline_in_the_copyright_notice_is_printed_once():
    data = iptc_jpeg(byline="Ada Bianchi", copyright="© 2026 Ada Bianchi")
    assert credits_in(ContentFile(data)).line == "© 2026 Ada Bianchi"


XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:creator><rdf:Seq><rdf:li>Ada</rdf:li><rdf:li>Ugo</rdf:li></rdf:Seq></dc:creator>"
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Una scena</rdf:li>'
    '<rdf:li xml:lang="en">A scene</rdf:li></rdf:Alt></dc:description>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_credits_are_read_from_xmp(kind):
    options = {"xmp": XMP.encode()}
    if kind == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP)
        options = {"pnginfo": info}
    found = read_photograph(ContentFile(saved(half_and_half(), kind, **options))).credits
    assert (found.byline, found.caption) == ("Ada, Ugo", "Una scena")


def test_hostile_xml_gives_no_credits():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    data = saved(half_and_half(), "JPEG", xmp=bomb.encode())
    assert read_photograph(ContentFile(data)).credits.line == ""


def test_exif_artist_is_a_credit():
    exif = Image.Exif()
    exif[0x013B], exif[0x010E] = "Ada Bianchi", "OLYMPUS DIGITAL CAMERA"
    found = credits_in(ContentFile(jpeg(half_and_half(), exif=exif.tobytes())))
    assert (found.line, found.caption) == ("Ada Bianchi", "")


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xed\0\x10Photoshop 3.0\0", b"no"])
def test_unreadable_header_gives_no_credits(data):
    assert credits_in(ContentFile(data)).line == ""


@pytest.mark.parametrize("size", [(1_000, 20), (20, 1_000), (1, 50), (1, 1)])
def test_long_picture_is_rendered_in_every_size(size: tuple[int, int]):
    photograph = read_photograph(ContentFile(saved(Image.new("RGB", size), "PNG")))
    wanted = renditions_of("a.png", photograph.size, (50, 50))
    assert len(render_file(ContentFile(photograph.content), wanted, Rights())) == len(wanted)
