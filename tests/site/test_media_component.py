"""How a page shows audio, video and documents."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as django_settings
from django.template.loader import render_to_string

from articles.delivery.embeds import with_embeds
from articles.models import Media
from tests import factories as make
from tests.media.files import VTT

pytestmark = pytest.mark.django_db


def shown(media: Media, caption: str = "") -> str:
    return with_embeds(
        render_to_string("components/media.html", {"media": media, "caption": caption})
    )


def test_audio_has_a_player_that_fetches_nothing_by_itself():
    media = make.make_media(title="Una <b>puntata", credit="Ada", transcript="Uno.\n\n<i>Due</i>.")
    html = shown(media, "Che cosa si sente")
    assert f'<audio controls preload="none" src="{media.file.url}"' in html
    assert "autoplay" not in html and "<script" not in html and "style=" not in html
    assert "Una &lt;b&gt;puntata" in html and "MP3, 0:03, 10 kB" in html
    assert "Che cosa si sente" in html and '<span class="credit">Ada</span>' in html
    assert "<summary>Trascrizione</summary>" in html and "<p>&lt;i&gt;Due&lt;/i&gt;.</p>" in html


def test_video_has_its_size_its_poster_and_its_captions():
    picture = make.make_picture()
    html = shown(make.make_media("bars.mp4", captions=VTT, poster=picture))
    assert 'width="160" height="90"' in html and f'poster="{picture.full.src}"' in html
    assert re.search(r'<track kind="captions" src="/media/files/[^"]+\.vtt"', html)
    assert "crossorigin" not in html and "<details" not in html


def test_captions_from_a_bucket_are_asked_for_across_origins(settings):
    media = make.make_media("bars.mp4", captions=VTT)
    media.file.storage.base_url = "https://file.example.it/"
    try:
        assert 'crossorigin="anonymous"' in shown(media)
    finally:
        media.file.storage.base_url = settings.MEDIA_URL


def test_document_is_a_link_that_says_what_it_opens():
    media = make.make_media("atto.pdf", title="Il bilancio", description="Del 2025")
    html = shown(media)
    assert f'<a class="media-card" href="{media.file.url}" type="application/pdf">' in html
    assert "Il bilancio" in html and "PDF, 12 pagine, 1 kB" in html and "Del 2025" in html


def test_paper_has_the_whole_address():
    media = make.make_media("atto.pdf")
    assert f"{django_settings.SITE_URL}{media.file.url}</p>" in shown(media)


def test_generated_audio_says_so():
    html = shown(make.make_media(credit="Noi", ai_use="generated"))
    assert "Noi (" in html and "intelligenza artificiale" in html
