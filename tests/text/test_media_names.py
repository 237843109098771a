"""Which addresses in a body are those of audio, video and documents."""

import pytest

from articles.text.media_names import media_names

NAME = "files/2026/11/0123456789abcdef0123456789abcdef.mp3"


def test_files_are_found_in_links_and_players_once_each():
    other = NAME.replace("mp3", "pdf")
    body = f'<audio src="/media/{NAME}"></audio><a href="/media/{other}#page=2">x</a>'
    assert media_names(body + f'<a href="/media/{NAME}">y</a>') == [NAME, other]


@pytest.mark.parametrize(
    "address",
    [
        f"https://altrove.example/media/{NAME}",
        "/media/pictures/2026/11/foto.jpg",
        f"/media/../{NAME}",
        f"/media/files/../{NAME}",
    ],
)
def test_other_addresses_are_no_files(address):
    assert media_names(f'<a href="{address}">x</a>') == []


def test_name_says_nothing_of_when_or_how_a_file_came():
    body = '<a href="/media/files/demo/i-conti.pdf">x</a>'
    assert media_names(body) == ["files/demo/i-conti.pdf"]
