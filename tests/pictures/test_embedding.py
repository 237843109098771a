"""Rights in the header of files of every format, read back by another program."""

from __future__ import annotations

import io
from dataclasses import astuple, replace

import pytest
from PIL import Image, ImageCms

from articles.pictures import NotEmbeddable, Rights, carries, embed
from articles.pictures.rights import iim, xmp
from tests.pictures.exiftool import is_valid, needs_exiftool, read_header
from tests.pictures.files import ORIENTATION, jpeg

ALL = Rights(
    credit="Ada Bianchi / Agenzia",
    creator="Ada Bianchi",
    copyright_notice="© 2026 Ada Bianchi",
    license_url="https://www.example.it/licenza?a=1&b=2",
    licensor_url="https://www.example.it/chiedi",
    description="Un ponte di ferro sul Po, però di notte",
    source_type="trainedAlgorithmicMedia",
)
HOSTILE = (
    "«Ada» & <b>Ugo</b>",
    """"doppie" e 'semplici'""",
    "]]> <?xpacket end='w'?> <!-- --> &amp; &#0;",
    "a</rdf:li></rdf:Seq></dc:creator><dc:creator>altro",
    "日本語 Ωμέγα Žižek 😀",
    "\u202eal contrario",
    "riga\ne\ttabulazione",
    "a  due spazi ",
    "%s %(x)s {x} \\ `$(id)`",
    "è" * 300,
)


def scene(mode: str = "RGB") -> Image.Image:
    image = Image.effect_noise((61, 40), 60).convert(mode)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def saved(kind: str, image: Image.Image | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    if kind == "AVIF":  # as renditions are made
        options = {"xmp": xmp(Rights()), **options}
    (image or scene()).save(out, kind, **options)
    return out.getvalue()


def pixels(data: bytes) -> tuple[str, bytes]:
    with Image.open(io.BytesIO(data)) as image:
        return image.mode, image.tobytes()


FILES = {
    "JPEG": saved("JPEG"),
    "progressive JPEG": saved("JPEG", progressive=True),
    "PNG": saved("PNG"),
    "PNG with a palette": saved("PNG", scene().convert("P")),
    "transparent PNG": saved("PNG", scene("RGBA")),
    "WebP": saved("WEBP"),
    "WebP without loss": saved("WEBP", lossless=True),
    "transparent WebP": saved("WEBP", scene("RGBA")),
    "transparent WebP without loss": saved("WEBP", scene("RGBA"), lossless=True),
    "WebP of a rendition": saved("WEBP", xmp=xmp(Rights())),
    "AVIF": saved("AVIF"),
    "transparent AVIF": saved("AVIF", scene("RGBA")),
}
each_file = pytest.mark.parametrize("data", FILES.values(), ids=FILES.keys())


def expected(rights: Rights, *, has_iim: bool) -> dict[str, str]:
    """Return what ExifTool reads in a file with these rights."""
    kind = "http://cv.iptc.org/newscodes/digitalsourcetype/"
    fields = {
        "XMP-photoshop:Credit": rights.credit,
        "XMP-dc:Creator": rights.creator,
        "XMP-dc:Rights": rights.copyright_notice,
        "XMP-dc:Description": rights.description,
        "XMP-xmpRights:WebStatement": rights.license_url,
        "XMP-plus:LicensorURL": rights.licensor_url,
        "XMP-iptcExt:DigitalSourceType": rights.source_type and kind + rights.source_type,
    }
    if has_iim:
        fields |= {
            "IPTC:CodedCharacterSet": "UTF8",
            "IPTC:Credit": rights.credit,
            "IPTC:By-line": rights.creator,
            "IPTC:CopyrightNotice": rights.copyright_notice,
            "IPTC:Caption-Abstract": rights.description,
        }
    return {name: text for name, text in fields.items() if text}


@needs_exiftool
@each_file
def test_another_program_reads_every_field(data: bytes):
    made = embed(data, ALL)
    assert read_header(made) == expected(ALL, has_iim=made.startswith(b"\xff\xd8"))
    assert is_valid(made)
    assert len(made) - len(data) < 1700


@needs_exiftool
@each_file
def test_new_rights_replace_the_old(data: bytes):
    other = Rights(credit="Ugo Neri")
    made = embed(embed(data, ALL), other)
    assert read_header(made) == expected(other, has_iim=made.startswith(b"\xff\xd8"))
    assert made == embed(data, other)


@each_file
def test_pixels_stay_as_they_are(data: bytes):
    assert pixels(embed(data, ALL)) == pixels(data)


@each_file
def test_file_with_other_rights_is_told_from_one_with_these(data: bytes):
    made = embed(data, ALL)
    assert carries(io.BytesIO(made), ALL)
    assert not carries(io.BytesIO(data), ALL)
    for name, text in zip(Rights.__dataclass_fields__, astuple(ALL), strict=True):
        assert not carries(io.BytesIO(made), replace(ALL, **{name: f"{text}."}))
    assert not carries(io.BytesIO(b"no"), ALL)


@needs_exiftool
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("texts", [HOSTILE[:5], HOSTILE[5:]])
def test_hostile_text_is_read_back_as_it_is(kind: str, texts: tuple[str, ...]):
    rights = Rights(*texts)
    header = read_header(embed(saved(kind), rights))
    in_xmp = {name: text for name, text in header.items() if name.startswith("XMP")}
    assert in_xmp == expected(rights, has_iim=False)
    assert len(header) == len(expected(rights, has_iim=kind == "JPEG"))


@needs_exiftool
def test_characters_that_xml_forbids_are_left_out():
    rights = Rights(credit="A\0d\x0ba\ufffe \ud800B", description="\x1b\uffffUn ponte")
    header = read_header(embed(saved("WEBP"), rights))
    assert header == expected(Rights(credit="Ada B", description="Un ponte"), has_iim=False)


def test_what_is_too_long_for_iim_is_cut_at_a_letter():
    fields = iim(Rights(creator="Åsa " * 20, credit="è" * 40))
    assert fields.count(b"\x1c\x02") == 2
    assert ("Åsa " * 6 + "Åsa").encode() + b"\x1c" not in fields
    text = fields[8:].decode()
    assert "è" * 16 in text and "è" * 17 not in text


@needs_exiftool
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_everything_else_in_the_header_is_left_out(kind: str):
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Una macchina", "Un modello"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8769)[0x927C] = b"segreto del costruttore"
    options: dict[str, object] = {"exif": exif.tobytes(), "xmp": b"<x:xmpmeta>Roma</x:xmpmeta>"}
    if kind == "JPEG":
        options["comment"] = b"segreto"
    made = embed(saved(kind, **options) + b"dopo la fine", ALL)
    assert read_header(made) == expected(ALL, has_iim=kind == "JPEG")
    assert not any(word in made for word in (b"segreto", b"Roma", b"macchina", b"dopo la fine"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_stays_the_same_way_up(kind: str):
    exif = Image.Exif()
    exif[ORIENTATION], exif[0x010F] = 6, "Una macchina"
    made = embed(saved(kind, exif=exif.tobytes()), ALL)
    with Image.open(io.BytesIO(made)) as image:
        assert dict(image.getexif()) == {ORIENTATION: 6}


def test_profile_of_colour_stays():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("JPEG", "PNG", "WEBP"):
        with Image.open(io.BytesIO(embed(saved(kind, icc_profile=profile), ALL))) as image:
            assert image.info["icc_profile"] == profile


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_broken_file_is_refused_or_stays_a_picture(kind: str):
    """A file that is broken anywhere is refused, and nothing else happens."""
    whole = saved(kind)
    broken = [whole[:length] for length in range(0, len(whole), 7)]
    for place in range(0, min(len(whole), 700)):
        broken.append(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
    for data in broken:
        try:
            embed(data, ALL)
        except NotEmbeddable:
            continue
    for length in (0, 1, 3, 11, len(whole) // 2):
        with pytest.raises(NotEmbeddable):
            embed(whole[:length], ALL)


def test_file_without_room_is_refused():
    for data in (saved("GIF"), saved("AVIF", xmp=b""), b"<svg/>", jpeg(scene())[:20]):
        with pytest.raises(NotEmbeddable):
            embed(data, ALL)
