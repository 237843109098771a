"""Embeds for readers: on the page a frame with a link, elsewhere the link alone."""

from __future__ import annotations

import html
import json

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from articles.delivery.embeds import with_embeds
from articles.text.embeds import PROVIDERS, Embed, frame_origins
from articles.text.markup import clean_html
from tests import factories as make

pytestmark = pytest.mark.django_db

VIDEO = (
    '<figure><a href="https://youtu.be/dQw4w9WgXcQ?t=42">Il lancio &amp; il «volo»</a>'
    "<figcaption>Ripreso da <em>terra</em></figcaption></figure>"
)
MAP = (
    '<figure><a href="https://maps.google.com/?q=Roma">https://maps.google.com/?q=Roma</a></figure>'
)
ELSEWHERE = '<figure><a href="https://www.example.com/x">Un’inchiesta</a></figure>'
PLAIN = "default-src 'none'"


def page_with(reader: Client, body: str):
    article = make.make_published("Il titolo", body=clean_html(f"<p>Prima.</p>{body}<p>Dopo.</p>"))
    return reader.get(article.get_absolute_url())


def test_frame_holds_a_link_to_what_is_shown_and_no_address_of_its_own(reader: Client):
    page = page_with(reader, VIDEO).text
    frame = page[page.index("<iframe") : page.index("</iframe>")]
    assert " src=" not in frame and "style=" not in frame
    document = html.unescape(frame.split('srcdoc="')[1].split('"')[0])
    assert 'href="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=42"' in document
    assert "Guarda il video su YouTube" in document
    assert "Da quel momento YouTube sa che l’hai aperto." in document
    assert "<script" not in document and "<style" not in document
    assert 'title="Il lancio &amp; il «volo», su YouTube"' in frame
    assert 'referrerpolicy="strict-origin"' in frame and "sandbox=" in frame


def test_title_and_caption_stand_around_the_frame(reader: Client):
    page = page_with(reader, VIDEO).text
    title = '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=42s" rel="external">'
    assert f"{title}Il lancio &amp; il «volo»</a>" in page
    assert "<figcaption>Ripreso da <em>terra</em></figcaption>" in page
    assert 'class="embed embed-youtube embed-wide"' in page


def test_embed_without_a_title_shows_its_address(reader: Client):
    page = page_with(reader, MAP).text
    assert ">https://www.google.com/maps?q=Roma</a>" in page
    assert 'title="https://www.google.com/maps?q=Roma, su Google Maps"' in page


def test_link_of_nobody_known_is_a_card(reader: Client):
    answer = page_with(reader, ELSEWHERE)
    assert "<iframe" not in answer.text
    assert '<figure class="embed embed-link">' in answer.text
    assert "Un’inchiesta</a>" in answer.text and ">example.com</span>" in answer.text
    assert "frame-src" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("root", ["", settings.SITE_URL])
def test_link_within_the_paper_stays_as_it_is(root: str):
    link = f'<figure><a href="{root}/media/files/atto.pdf">L’atto</a></figure>'
    assert with_embeds(link) == link


@pytest.mark.parametrize(
    "title", ["</iframe><script>alert(1)</script>", '"><img src=x onerror=alert(1)>']
)
def test_title_cannot_leave_its_place(reader: Client, title: str):
    link = f'<figure><a href="https://vimeo.com/76979871">{html.escape(title)}</a></figure>'
    page = page_with(reader, link).text
    assert "<script>alert" not in page and "<img src=x" not in page
    assert page.count("<iframe") == page.count("</iframe>") == 1


def test_only_a_page_with_frames_names_their_origins(reader: Client):
    policy = page_with(reader, VIDEO + MAP).headers["Content-Security-Policy"]
    frames = next(each for each in policy.split("; ") if each.startswith("frame-src"))
    assert frames == "frame-src https://www.youtube-nocookie.com https://www.google.com"
    assert PLAIN in policy and "script" not in policy
    for path in ("/", "/articoli/"):
        assert "frame-src" not in reader.get(path).headers["Content-Security-Policy"]
    other = make.make_published("Un altro", body="<p>Testo.</p>")
    answer = reader.get(other.get_absolute_url())
    assert "frame-src" not in answer.headers["Content-Security-Policy"]
    assert "embeds.css" not in answer.text


def test_frames_may_fill_the_screen_and_ask_for_nothing_else(reader: Client):
    policy = page_with(reader, VIDEO).headers["Permissions-Policy"]
    assert 'fullscreen=(self "https://www.youtube-nocookie.com")' in policy
    assert "camera=()" in policy and "geolocation=()" in policy and "autoplay=()" in policy
    assert 'encrypted-media=(self "https://www.youtube-nocookie.com")' in policy
    elsewhere = reader.get("/").headers["Permissions-Policy"]
    assert "youtube" not in elsewhere and "encrypted-media=()" in elsewhere


def test_policy_is_the_same_before_and_after_the_page_is_ready(reader: Client):
    first = page_with(reader, VIDEO)
    again = reader.get(first.wsgi_request.path)
    for name in ("Content-Security-Policy", "Permissions-Policy"):
        assert first.headers[name] == again.headers[name]


def test_preview_may_load_the_frames_too(reader: Client, direttore):
    article = make.make_article("Bozza", body=clean_html(f"<p>Testo.</p>{VIDEO}"))
    reader.force_login(direttore)
    answer = reader.get(article.get_absolute_url())
    assert "frame-src https://www.youtube-nocookie.com" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert 'referrerpolicy="strict-origin"' in html.unescape(answer.text)


def test_feeds_and_the_api_have_the_link_alone(reader: Client):
    address = page_with(reader, VIDEO + ELSEWHERE).wsgi_request.path
    slug = address.split("/")[-2]
    api = json.loads(reader.get(f"/api/articles/{slug}").content)["body_html"]
    texts = [reader.get(path).text for path in ("/feed/", "/feed/atom/", "/feed/json/")]
    texts.append(reader.get(f"/api/articles/{slug}/ninjs").text)
    for text in (api, *texts):
        assert "iframe" not in text and "youtube-nocookie" not in text
        assert "https://youtu.be/dQw4w9WgXcQ?t=42" in text
        assert "Ripreso da" in text
    assert 'href="https://www.example.com/x">Un’inchiesta</a>' in api


def test_names_are_linked_in_the_text_and_not_in_an_embed(reader: Client):
    make.make_organization("OpenAI")
    link = (
        '<figure><a href="https://vimeo.com/76979871">OpenAI presenta</a>'
        "<figcaption>La sala di OpenAI</figcaption></figure><p>Parla OpenAI.</p>"
    )
    page = page_with(reader, link).text
    assert 'rel="external">OpenAI presenta</a>' in page
    assert "<figcaption>La sala di OpenAI</figcaption>" in page
    assert 'Parla <a href="/organizzazioni/openai/">OpenAI</a>.' in page
    assert page.count("<iframe") == 1


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.key)
def test_policy_finds_the_frame_of_every_provider(provider):
    """What the template writes is what the policy looks for: otherwise a frame is blocked."""
    embed = Embed(provider, provider.origin, provider.origin, provider.shape)
    words = dict.fromkeys(("address", "host", "title", "caption", "document"), "x")
    page = render_to_string("components/embed.html", {"embed": embed, **words})
    assert frame_origins(page) == [provider.origin]
