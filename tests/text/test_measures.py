"""Sizes and lengths as people and machines write them."""

import pytest

from articles.text.measures import format_length, format_size, iso_length


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "1 kB"), (24_000, "24 kB"), (1_400_000, "1,4 MB"), (12_345_678, "12 MB")],
)
def test_sizes_are_rounded_for_people(count, text):
    assert format_size(count) == text


@pytest.mark.parametrize(
    ("seconds", "text", "iso"),
    [(45, "0:45", "PT45S"), (725, "12:05", "PT12M5S"), (3723, "1:02:03", "PT1H2M3S")],
)
def test_lengths_are_those_of_players_and_of_iso(seconds, text, iso):
    assert (format_length(seconds), iso_length(seconds)) == (text, iso)
