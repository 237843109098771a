"""Audio, video and documents at the desk: sent, played, sought."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import testcases
from playwright.sync_api import Page, expect

from articles.models import Media
from tests import factories as make
from tests.media.files import SAMPLES, VTT, sample

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAY = """async ({ tag, at }) => {
  const player = document.querySelector(tag);
  player.muted = true;
  await player.play();
  player.currentTime = at;
  await new Promise((done) => player.addEventListener("seeked", done, { once: true }));
  return player.currentTime;
}"""


@pytest.fixture(autouse=True)
def files_of_the_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the paper send uploads, and not the test server: it knows no parts of files, and a player
    that seeks begins anew."""
    monkeypatch.setattr(testcases._MediaFilesHandler, "_should_handle", lambda *_args: False)


@pytest.fixture
def desk(new_desk) -> Page:
    make.make_user("dario", "Direttore")
    return new_desk("dario")


def open_media(desk: Page, media: Media) -> None:
    desk.goto(f"/admin/articles/media/{media.pk}/change/")


def test_file_is_sent_and_plays_from_its_middle(desk: Page):
    desk.goto("/admin/articles/media/add/")
    desk.set_input_files("[name=file]", SAMPLES / "tone.mp3")
    desk.fill("[name=title]", "La prima puntata")
    desk.fill("[name=credit]", "Noi")
    desk.fill("[name=transcript]", "Buongiorno a tutti.")
    desk.click("[name=_continue]")
    expect(desk.locator("audio")).to_be_visible()
    assert desk.evaluate(PLAY, {"tag": "audio", "at": 2}) >= 2
    assert Media.objects.get().title == "La prima puntata"


def test_refused_file_leaves_what_was_typed(desk: Page, tmp_path: Path):
    page = tmp_path / "pagina.mp3"
    page.write_bytes(b"<html></html>")
    desk.goto("/admin/articles/media/add/")
    desk.set_input_files("[name=file]", page)
    desk.fill("[name=title]", "La prima puntata")
    desk.fill("[name=credit]", "Noi")
    desk.click("[name=_save]")
    expect(desk.locator(".errorlist").first).to_contain_text("né audio, né video")
    expect(desk.locator("[name=title]")).to_have_value("La prima puntata")


@pytest.mark.parametrize("name", ["bars.mp4", "bars.webm"])
def test_video_plays_with_its_captions(desk: Page, name: str):
    open_media(desk, make.make_media(name, captions=VTT, poster=make.make_picture()))
    assert desk.evaluate(PLAY, {"tag": "video", "at": 1}) >= 1
    cues = "document.querySelector('video').textTracks[0].cues"
    desk.wait_for_function(f"{cues} && {cues}.length === 2")


@pytest.mark.parametrize("name", ["tone.m4a", "tone.ogg", "opus.ogg"])
def test_every_format_of_audio_plays(desk: Page, name: str):
    open_media(desk, make.make_media(name))
    assert desk.evaluate(PLAY, {"tag": "audio", "at": 1}) >= 1
    assert len(sample(name)) == Media.objects.get().size
