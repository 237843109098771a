"""Renditions of pictures: sizes, formats, crops."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from articles.pictures import CARD, FULL, renditions_of
from articles.pictures.renditions import MAX_PIXELS, render

NAME = "pictures/2026/11/foto.jpg"
CENTRE = (50, 50)


def sizes(size: tuple[int, int], *shapes) -> list[tuple[int, int]]:
    made = renditions_of(NAME, size, CENTRE, shapes or (FULL, CARD))
    return [(one.width, one.height) for one in made if one.kind == "webp"]


def test_camera_photograph_gives_thirteen_files():
    made = renditions_of(NAME, (6000, 4000), CENTRE)
    assert len(made) == 13
    assert sizes((6000, 4000), FULL) == [(640, 427), (1280, 853), (1920, 1280)]
    assert sizes((6000, 4000), CARD) == [(400, 267), (960, 640)]


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((60, 40), [60]),
        ((640, 400), [640]),
        ((700, 500), [700]),
        ((1300, 900), [640, 1300]),
        ((1600, 900), [640, 1280, 1600]),
        ((4000, 6000), [640, 1357]),
        ((1000, 60_000), [136]),
        ((60_000, 1), [640, 1280, 1920]),
        ((1, 60_000), [1]),
    ],
)
def test_renditions_are_no_larger_than_picture_or_screen(size, widths):
    made = sizes(size, FULL)
    assert [width for width, _height in made] == widths
    assert all(width * height <= MAX_PIXELS * 1.01 for width, height in made)


@pytest.mark.parametrize(
    ("size", "focus", "box"),
    [
        ((300, 100), (50, 50), (75, 0, 225, 100)),
        ((300, 100), (0, 50), (0, 0, 150, 100)),
        ((300, 100), (100, 50), (150, 0, 300, 100)),
        ((300, 100), (40, 90), (45, 0, 195, 100)),
        ((300, 600), (50, 0), (0, 0, 300, 200)),
        ((300, 600), (10, 50), (0, 200, 300, 400)),
        ((300, 200), (7, 93), (0, 0, 300, 200)),
    ],
)
def test_crop_is_centred_on_the_focal_point_within_the_edges(size, focus, box):
    [made] = {one.box for one in renditions_of(NAME, size, focus, [CARD])}
    assert made == box


def test_address_changes_with_the_rendition():
    first, second = ([one.name for one in renditions_of(NAME, (600, 400), focus)]
                     for focus in (CENTRE, (10, 20)))  # fmt: skip
    assert {name for name in first if "intera" in name} < set(second)
    assert not {name for name in first if "3x2" in name} & set(second)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_every_rendition_matches_its_name(mode):
    image = Image.new(mode, (1300, 900), "#b4432a")
    planned = {one.name: one for one in renditions_of(NAME, image.size, CENTRE)}
    made = dict(render(image, planned.values(), b""))
    assert made.keys() == planned.keys()
    for name, content in made.items():
        with Image.open(io.BytesIO(content)) as file:
            assert file.size == (planned[name].width, planned[name].height)
            assert file.format.lower() == planned[name].kind
            assert not file.getexif()


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (2, 3)])
def test_thinnest_allowed_picture_is_rendered(size):
    image = Image.new("RGB", size)
    assert list(render(image, renditions_of(NAME, size, (0, 100)), b""))
