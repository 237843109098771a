"""Captions in WebVTT, and which line is wrong."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from articles.media import read_captions, words_of_captions
from tests.media.files import VTT


def refusal(text: str | bytes) -> tuple[str, str]:
    with pytest.raises(ValidationError) as refused:
        read_captions(text if isinstance(text, bytes) else text.encode())
    [error] = refused.value.error_list
    return error.code, error.messages[0]


def test_captions_come_back_with_plain_line_ends():
    assert read_captions(b"\xef\xbb\xbf" + VTT.replace("\n", "\r\n").encode()) == VTT


def test_words_have_neither_times_nor_tags():
    vtt = "WEBVTT\n\nNOTE per noi\n\n1\n00:00.000 --> 00:01.000 line:0\n<v Ada>Sì, <i>certo</i>.\n"
    assert words_of_captions(read_captions(vtt.encode())) == "Sì, certo."


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nCiao\n", "captions_header", "SRT"),
        ("WEBVTTX\n", "captions_header", "WEBVTT"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nCiao\n", "captions_times", "3"),
        ("WEBVTT\n\nsigla\n00:01 --> 00:02\nCiao\n", "captions_times", "4"),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\nCiao\n", "captions_order", "3"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\nCiao\n", "captions_silent", "3"),
        ("WEBVTT\n\nsolo un titolo\n", "captions_times", "4"),
        ("WEBVTT\n\nNOTE niente\n", "captions_empty", ""),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xe8\n", "captions_encoding", "UTF-8"),
    ],
)
def test_wrong_captions_are_refused_with_their_line(text, code, words):
    found = refusal(text)
    assert found[0] == code and words in found[1]
