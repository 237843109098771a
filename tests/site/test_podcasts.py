"""The podcast of a section."""

from __future__ import annotations

from xml.etree import ElementTree as ET  # noqa: S405  (our own feeds)

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from articles import publishing
from articles.models import Section
from tests import factories as make
from tests.site.podcast_rules import ITUNES, broken_rules

pytestmark = pytest.mark.django_db

PATH = "/sezioni/voci/podcast/"
SITE = "http://127.0.0.1:8000"


def episode(headline: str = "Una puntata", *names: str, **fields):
    files = [make.make_media(name) for name in names or ["tone.mp3"]]
    body = "<p>Uno.</p>" + "".join(map(make.link_to, reversed(files)))
    fields.setdefault("section", make.make_section("Voci"))
    return make.make_published(headline, body=body, **fields), files


def channel(reader: Client) -> ET.Element:
    return ET.fromstring(reader.get(PATH).content).find("channel")  # noqa: S314


def titles(reader: Client) -> list[str]:
    return [item.findtext("title") for item in channel(reader).iter("item")]


def test_podcast_breaks_no_rule_of_the_directory(reader: Client):
    make.make_podcast(podcast_email="podcast@example.it", podcast_explicit=True)
    episode("Prima", "tone.mp3", standfirst="Di che cosa si parla")
    episode("Seconda", "tone.m4a")
    answer = reader.get(PATH)
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    assert broken_rules(answer.content) == []


def test_rules_notice_what_is_missing(reader: Client):
    make.make_podcast()
    episode()
    text = reader.get(PATH).content
    for cut, instead in (
        (b"audio/mpeg", b"audio/ogg"),
        (b'text="Tech News"', b'text="Altro"'),
        (b"<itunes:explicit>false", b"<itunes:explicit>no"),
        (f'href="{SITE}/media'.encode(), b'href="/media'),
        (b"itunes:duration", b"itunes:length"),
    ):
        assert cut in text and len(broken_rules(text.replace(cut, instead))) == 1, cut


def test_channel_says_what_the_section_does(reader: Client):
    section = make.make_podcast(podcast_author="Ada Neri", podcast_email="podcast@example.it")
    Section.objects.filter(pk=section.pk).update(description="Voci dal mondo")
    root = channel(reader)
    assert root.findtext("title") == "Voci · Codice Aperto"
    assert root.findtext("description") == "Voci dal mondo"
    assert root.findtext(f"{ITUNES}author") == "Ada Neri"
    assert root.findtext(f"{ITUNES}owner/{ITUNES}email") == "podcast@example.it"
    inner = root.find(f"{ITUNES}category/{ITUNES}category")
    assert (root.find(f"{ITUNES}category").get("text"), inner.get("text")) == ("News", "Tech News")
    image = root.find(f"{ITUNES}image").get("href")
    assert image == f"{SITE}{section.podcast_image.file.url}"


def test_episode_is_the_first_file_that_the_directory_plays(reader: Client):
    make.make_podcast()
    article, [_film, _ogg, song, _other] = episode(
        "Una puntata", "bars.mp4", "tone.ogg", "tone.m4a", "tone.mp3"
    )
    [item] = channel(reader).iter("item")
    enclosure = item.find("enclosure")
    assert enclosure.attrib == {
        "url": f"{SITE}{song.file.url}",
        "length": str(song.size),
        "type": "audio/x-m4a",
    }
    assert item.findtext(f"{ITUNES}duration") == "3"
    assert item.findtext("guid") == article.uuid.urn


def test_only_published_articles_with_audio_are_episodes(reader: Client):
    make.make_podcast()
    episode("Uscita")
    episode("Solo Ogg", "tone.ogg")
    episode("Documento", "atto.pdf")
    episode("Altrove", section=make.make_section("Altra"))
    make.make_published("Senza audio", section=make.make_section("Voci"))
    make.make_scheduled(
        "Embargo", body=make.link_to(make.make_media()), section=make.make_section("Voci")
    )
    make.make_article("Bozza", body=make.link_to(make.make_media()))
    gone, _files = episode("Ritirata")
    publishing.withdraw(article=gone, by=None)
    assert titles(reader) == ["Uscita"]


def test_section_without_a_podcast_has_none(reader: Client):
    section = make.make_section("Voci")
    episode()
    assert reader.get(PATH).status_code == 404
    assert "podcast" not in reader.get(section.get_absolute_url()).text


def test_section_page_leads_to_its_podcast(reader: Client):
    section = make.make_podcast()
    page = reader.get(section.get_absolute_url()).text
    assert f'type="application/rss+xml" title="Codice Aperto: Voci (podcast)" href="{PATH}"' in page
    assert "Segui il podcast" in page


def test_podcast_costs_the_same_with_many_episodes(reader: Client, at_most):
    make.make_podcast()
    for number in range(12):
        episode(f"Puntata {number}")
    with at_most(12):
        assert len(titles(reader)) == 12


def test_podcast_follows_its_section_when_its_address_changes(reader: Client):
    section = make.make_podcast()
    episode()
    section.slug = "voci-nuove"
    publishing.save_subject(subject=section)
    answer = reader.get(PATH)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/sezioni/voci-nuove/podcast/")


def test_section_with_a_podcast_is_not_merged_away(direttore):
    voices, other = make.make_podcast(), make.make_section("Altro")
    with pytest.raises(ValidationError, match="ha un podcast"):
        publishing.merge(keep=other, absorb=voices, by=direttore)
    publishing.merge(keep=voices, absorb=other, by=direttore)


def test_merge_of_podcasts_is_undone_without_a_cover_that_is_gone(direttore):
    kept, absorbed = make.make_podcast("Voci"), make.make_podcast("Altre voci")
    cover = absorbed.podcast_image
    merge = publishing.merge(keep=kept, absorb=absorbed, by=direttore)
    publishing.delete_picture(picture=cover, by=None)
    back = publishing.undo_merge(merge, by=direttore)
    assert back.name == "Altre voci" and not back.podcast
