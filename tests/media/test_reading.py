"""Audio, video and documents are what their bytes say."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from articles.media import FORMATS, read_media
from tests.media.files import archive, pdf, sample


def read(data: bytes):
    return read_media(ContentFile(data, name="qualunque.bin"))


def refusal(data: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        read(data)
    [error] = refused.value.error_list
    assert str(error.messages[0])  # it can be said, with all its words filled in
    return error.code


@pytest.mark.parametrize(
    ("name", "mime_type", "seconds", "size"),
    [
        ("tone.mp3", "audio/mpeg", 3.1, (0, 0)),
        ("tone.m4a", "audio/mp4", 3.0, (0, 0)),
        ("tone.ogg", "audio/ogg", 3.0, (0, 0)),
        ("opus.ogg", "audio/ogg", 3.0, (0, 0)),
        ("bars.mp4", "video/mp4", 2.0, (160, 90)),
        ("bars.webm", "video/webm", 2.0, (160, 90)),
        ("live.webm", "video/webm", 1.9, (160, 90)),
    ],
)
def test_audio_and_video_are_measured_by_their_content(name, mime_type, seconds, size):
    found = read(sample(name))
    assert found.format.mime_type == mime_type
    assert found.seconds == pytest.approx(seconds, abs=0.05)
    assert (found.width, found.height) == size


def test_pages_of_a_document_are_counted():
    found = read(pdf(pages=12))
    assert (found.format.mime_type, found.pages) == ("application/pdf", 12)


@pytest.mark.parametrize(
    "name", ["tone.mp3", "tone.m4a", "tone.ogg", "bars.mp4", "bars.webm", "opus.ogg"]
)
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_file_without_its_end_is_refused(name, share):
    data = sample(name)
    assert refusal(data[: int(len(data) * share)]) in {"media_cut_short", "media_broken"}


@pytest.mark.parametrize("name", ["tone.mp3", "tone.m4a", "tone.ogg", "bars.mp4", "bars.webm"])
@pytest.mark.parametrize("more", [b"<script>alert(1)</script>" * 4, b"\xff" * 500])
def test_file_followed_by_something_else_is_refused(name, more):
    assert refusal(sample(name) + more).startswith("media_")


@pytest.mark.parametrize("name", ["tone.mp3", "bars.mp4"])
def test_archive_behind_a_file_is_found(name):
    assert refusal(sample(name) + archive()) == "media_hidden"
    assert refusal(pdf() + archive()) == "media_hidden"


@pytest.mark.parametrize("words", ["<!DOCTYPE html><script>", "%PDF-1.7 ", "<svg onload=a()>"])
def test_page_inside_the_tag_of_a_song_is_found(words):
    text = words.encode()
    tag = b"ID3\x04\0\0\0\0\0" + bytes([len(text)]) + text
    assert refusal(tag + sample("tone.mp3")) == "media_hidden"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>ciao</body></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        b"RIFF\0\0\0\0WAVEfmt " + b"\0" * 100,
        b"MZ" + b"\0" * 1000,
        b"\0" * 5000,
        archive(),
    ],
    ids=["html", "svg", "png", "wav", "exe", "zeros", "zip"],
)
def test_other_kinds_are_refused_whatever_their_name(data):
    assert refusal(data) in {"media_kind", "media_hidden"}


def test_empty_file_is_refused():
    assert refusal(b"") == "media_empty"


def test_limits_of_size_are_those_of_the_kind(settings):
    settings.AUDIO_MB = 0
    assert refusal(sample("tone.mp3")) == refusal(sample("tone.m4a")) == "media_too_heavy"
    assert read(sample("bars.mp4")).format.kind == "video"
    settings.VIDEO_MB = settings.DOCUMENT_MB = 0
    assert refusal(sample("bars.webm")) == refusal(pdf()) == "media_too_heavy"


def test_song_with_tags_before_and_after_is_accepted():
    before = b"ID3\x03\0\0\0\0\x01\0" + b"\0" * 128
    after = b"TAG" + b"\0" * 125
    plain = read(sample("tone.mp3"))
    assert read(before + sample("tone.mp3") + b"\0" * 64 + after).seconds == plain.seconds


def test_frames_of_another_rate_break_a_song():
    first = sample("tone.mp3")
    other = bytes([0xFF, 0xFB, 0x90, 0x00]) + b"\0" * 413
    assert refusal(first + other * 4) == "media_broken"


def test_sound_in_webm_is_asked_for_in_another_format():
    assert refusal(sample("sound.webm")) == "webm_audio"


def test_matroska_is_no_webm():
    data = sample("bars.webm").replace(b"\x42\x82\x84webm", b"\x42\x82\x84mkvx")
    assert refusal(data) == "media_matroska"


def test_coding_that_browsers_do_not_play_is_refused():
    assert refusal(sample("bars.mp4").replace(b"avc1", b"hvc1")) == "media_codec"
    assert refusal(sample("bars.webm").replace(b"V_VP8", b"V_XYZ")) == "media_codec"
    assert refusal(sample("opus.ogg").replace(b"OpusHead", b"Speex   ")) == "media_codec"


def test_film_of_quicktime_is_no_mp4():
    data = sample("bars.mp4")
    assert refusal(data[:8] + b"qt  " + data[12:]) == "media_broken"


def test_upright_video_is_higher_than_wide():
    data = bytearray(sample("bars.mp4"))
    at = data.index(b"tkhd") + 4 + 40
    struct.pack_into(">9i", data, at, 0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000)
    found = read(bytes(data))
    assert (found.width, found.height) == (90, 160)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -5.0, 1e12])
def test_length_that_cannot_be_is_refused(value):
    data = bytearray(sample("bars.webm"))
    at = data.index(b"\x44\x89\x88") + 3
    struct.pack_into(">d", data, at, value)
    assert refusal(bytes(data)) == "media_broken"


def test_file_of_countless_tiny_parts_is_given_up(monkeypatch):
    monkeypatch.setattr("articles.media.reading._MOST_READS", 5)
    page = sample("tone.ogg")
    assert refusal(page) == "media_too_many_parts"


class Watched(ContentFile):
    """A file that remembers the most that was read of it at once."""

    longest = 0

    def read(self, count: int = -1) -> bytes:
        data = self.file.read(count)
        self.longest = max(self.longest, len(data))
        return data


def test_large_file_is_never_whole_in_memory():
    frame = b"\xff\xfb\x90\x00" + b"\0" * 413
    song = Watched(frame * 20_000)
    assert read_media(song).seconds == pytest.approx(522.4, abs=0.1)
    assert song.size > 8_000_000 and song.longest <= 1024**2


def test_the_desk_offers_what_is_read():
    script = (Path(settings.BASE_DIR) / "articles/static/articles/media_dialog.js").read_text()
    table = re.search(r"const KINDS = \{ (.+?) \};", script)[1]
    offered = dict(re.findall(r'(\w+): "(\w+)"', table))
    assert offered == {each.extension: each.kind for each in FORMATS}
