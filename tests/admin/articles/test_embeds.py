"""What the editor is told of an address that is pasted."""

from __future__ import annotations

import pytest

from articles.text.embeds import PROVIDERS

EMBED = "/admin/articles/article/embed/"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.fixture
def told(rosa):
    def told(wanted: str) -> dict[str, str]:
        return rosa.post(EMBED, {"wanted": wanted}).json()

    return told


@pytest.mark.parametrize(
    "wanted",
    [
        "https://youtu.be/dQw4w9WgXcQ?si=abc",
        "  youtu.be/dQw4w9WgXcQ  ",
        '<iframe src="//www.youtube.com/embed/dQw4w9WgXcQ"></iframe>',
    ],
)
def test_known_address_is_told_with_its_page_and_provider(told, wanted: str):
    answer = told(wanted)
    assert (answer["address"], answer["provider"]) == (VIDEO, "YouTube")
    assert answer["words"] == "YouTube: si apre nella pagina, con un clic."


@pytest.mark.parametrize(
    ("wanted", "address"),
    [
        ("https://www.example.com/video?a=1", "https://www.example.com/video?a=1"),
        ("example.com/video", "https://example.com/video"),
        ('<iframe src="//example.com/video"></iframe>', "https://example.com/video"),
    ],
)
def test_address_of_nobody_known_is_a_link(told, wanted: str, address: str):
    answer = told(wanted)
    assert (answer["address"], answer["provider"]) == (address, "")
    assert "example.com" in answer["words"]


def test_document_of_the_paper_keeps_its_address(told):
    assert told("/media/files/atto.pdf")["address"] == "/media/files/atto.pdf"


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "qualcosa",
        "javascript:alert(1)",
        "<p>",
        "<iframe src='javascript:x'>",
        "\x00",
        "/altro/",
    ],
)
def test_what_is_no_address_is_said_to_be_none(told, wanted: str):
    assert told(wanted) == {"error": "Scrivi un indirizzo intero, che cominci con https://."}


def test_nothing_is_asked_of_the_database_for_it(rosa, at_most):
    with at_most(5):  # those of the session and of the rights
        rosa.post(EMBED, {"wanted": VIDEO})


def test_readers_are_not_answered(reader):
    assert reader.post(EMBED, {"wanted": VIDEO}).status_code == 302


def test_editor_lists_no_provider_itself():
    """The table is in one place."""
    for script in ("embed", "embed_dialog", "paste"):
        with open(f"articles/static/articles/{script}.js", encoding="utf-8") as file:
            source = file.read().lower()
        hosts = [host for provider in PROVIDERS for host in provider.hosts if "google" not in host]
        assert [host for host in hosts if host in source] == []
