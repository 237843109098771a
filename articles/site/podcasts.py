"""The podcast of a section: its articles with audio, as a feed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Enclosure

from articles.formats.podcasts import APPLE_TYPES, PodcastFeed
from articles.formats.schema_org import absolute
from articles.models import Article, Media, Section
from articles.querysets import ArticleQuerySet
from articles.site.feeds import Channel, PaperFeed

#: Episodes: directories keep what they had of older ones.
EPISODES = 100


@dataclass(frozen=True)
class PodcastChannel(Channel):
    """The subject of a podcast, with what a directory asks of it."""

    podcast: dict[str, Any]


def _channel(slug: str) -> PodcastChannel:
    section = get_object_or_404(
        Section.objects.select_related("podcast_image"), slug=slug, podcast=True
    )
    page = section.get_absolute_url()
    return PodcastChannel(
        title=f"{section} · {settings.PAPER_NAME}",
        description=section.description or section.name,
        page=page,
        path=section.podcast_path,
        articles=Article.objects.published().in_section(section).with_media_of(APPLE_TYPES),
        podcast={
            "author": section.podcast_author or settings.PAPER_NAME,
            "explicit": section.podcast_explicit,
            "image": absolute(section.podcast_image.file.url),
            "email": section.podcast_email,
            "category": section.podcast_category,
        },
    )


class SectionPodcast(PaperFeed):
    """The articles of a section with audio that directories play. An episode is the first of an
    article's files, by the order in which they were uploaded."""

    def __init__(self) -> None:
        super().__init__(_channel, PodcastFeed, "")

    def get_object(self, request: HttpRequest, slug: str = "") -> PodcastChannel:
        return _channel(slug)

    def items(self, channel: PodcastChannel) -> ArticleQuerySet:
        return channel.articles.indexable().newest_first().for_feed().with_media()[:EPISODES]

    def feed_extra_kwargs(self, channel: PodcastChannel) -> dict[str, Any]:
        return {**super().feed_extra_kwargs(channel), "podcast": channel.podcast}

    def item_enclosures(self, article: Article) -> list[Enclosure]:
        episode = _episode(article)
        kind = APPLE_TYPES[episode.mime_type]
        return [Enclosure(absolute(episode.file.url), str(episode.size), kind)]

    def item_extra_kwargs(self, article: Article) -> dict[str, Any]:
        return {**super().item_extra_kwargs(article), "duration": _episode(article).duration}


def _episode(article: Article) -> Media:
    return next(each for each in article.media if each.mime_type in APPLE_TYPES)
