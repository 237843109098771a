"""Feeds in RSS 2.0, Atom and JSON Feed: of the whole paper, and of every section, series, tag,
author and organization.

The rules are those of https://www.rssboard.org/rss-specification, RFC 4287,
https://www.jsonfeed.org/version/1.1/ and https://www.rssboard.org/media-rss.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.feedgenerator import SyndicationFeed
from django.utils.translation import gettext as _

from articles.db.routes import path_to
from articles.formats.corrections_log import Notice, notices
from articles.formats.schema_org import absolute, images_of
from articles.formats.syndication import AtomFeed, JsonFeed, RssFeed
from articles.models import Article, Author, Organization, Section, Series, Tag
from articles.querysets import ArticleQuerySet
from articles.text import markup

ARTICLES = 20


@dataclass(frozen=True)
class Channel:
    """The subject of a feed: its page, its own path, and its articles."""

    title: str
    description: str
    page: str
    path: str
    articles: ArticleQuerySet


class ChannelFeed(Feed):
    """The feed of a channel in one of the three formats. The ids of its items are not addresses, so
    they survive every change of an address."""

    language = settings.LANGUAGE_CODE
    item_guid_is_permalink = False

    def __init__(self, generator: type[SyndicationFeed], suffix: str) -> None:
        self.feed_type, self.suffix = generator, suffix

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        if settings.WEBSUB_HUB:
            response.headers["Link"] = (
                f'<{settings.WEBSUB_HUB}>; rel="hub", <{absolute(request.path)}>; rel="self"'
            )
        return response

    def title(self, channel: Channel) -> str:
        return channel.title

    def description(self, channel: Channel) -> str:
        return channel.description

    subtitle = description

    def link(self, channel: Channel) -> str:
        return absolute(channel.page)

    def feed_url(self, channel: Channel) -> str:
        return absolute(f"{channel.path}{self.suffix}")

    def feed_guid(self, channel: Channel) -> str:
        return absolute(channel.path)

    def feed_extra_kwargs(self, channel: Channel) -> dict[str, Any]:
        return {"icon": absolute(static("articles/logo.png"))}

    def author_name(self) -> str:
        return settings.PAPER_NAME

    def author_link(self) -> str:
        return absolute("/")


class PaperFeed(ChannelFeed):
    """The articles of a channel."""

    def __init__(
        self, channel: Callable[[str], Channel], generator: type[SyndicationFeed], suffix: str
    ) -> None:
        super().__init__(generator, suffix)
        self.channel = channel

    def get_object(self, request: HttpRequest, slug: str = "") -> Channel:
        return self.channel(slug)

    def items(self, channel: Channel) -> ArticleQuerySet:
        return channel.articles.indexable().newest_first().for_feed()[:ARTICLES]

    def item_title(self, article: Article) -> str:
        return article.marked_headline

    def item_description(self, article: Article) -> str:
        return article.standfirst

    def item_link(self, article: Article) -> str:
        return absolute(article.get_absolute_url())

    def item_guid(self, article: Article) -> str:
        return article.uuid.urn

    def item_author_name(self, article: Article) -> str:
        return ", ".join(author.name for author in article.signatures)

    def item_pubdate(self, article: Article) -> Any:
        return article.published_at

    def item_updateddate(self, article: Article) -> Any:
        return article.updated_at or article.published_at

    def item_categories(self, article: Article) -> list[str]:
        section = [article.section.name] if article.section else []
        return section + [tag.name for tag in article.sorted_tags]

    def item_extra_kwargs(self, article: Article) -> dict[str, Any]:
        picture = article.lead_picture
        return {
            "content": _whole(article),
            "image": next(iter(images_of(article)), None) if picture else None,
            "image_credit": picture.credit_line if picture else "",
            "image_description": picture.alt_text if picture else "",
            "language": article.language,
            "signatures": [
                {"name": author.name, "url": absolute(author.get_absolute_url())}
                for author in article.signatures
            ],
        }


class CorrectionFeed(ChannelFeed):
    """The feed of corrections and rectifications, the newest first."""

    def get_object(self, request: HttpRequest) -> Channel:
        path = path_to("articles:correction_list")
        title = f"{_('Corrections')} · {settings.PAPER_NAME}"
        words = _("What %(paper)s corrected, and what it was asked to rectify.")
        description = words % {"paper": settings.PAPER_NAME}
        return Channel(title, description, path, f"{path}feed/", Article.objects.none())

    def items(self, channel: Channel) -> list[Notice]:
        return notices(ARTICLES, indexable=True)

    def item_title(self, notice: Notice) -> str:
        return notice.title

    def item_description(self, notice: Notice) -> str:
        return notice.words

    def item_link(self, notice: Notice) -> str:
        return absolute(notice.path)

    def item_guid(self, notice: Notice) -> str:
        return notice.key[1].urn

    def item_pubdate(self, notice: Notice) -> Any:
        return notice.at

    def item_updateddate(self, notice: Notice) -> Any:
        return notice.superseded or notice.at

    def item_extra_kwargs(self, notice: Notice) -> dict[str, Any]:
        content = render_to_string("articles/_notice_in_feed.html", {"notice": notice})
        return {
            "content": markup.for_elsewhere(content, absolute("/")),
            "image": None,
            "image_credit": "",
            "image_description": "",
            "language": settings.LANGUAGE_CODE,
            "signatures": [],
        }


def _whole(article: Article) -> str:
    """Return the HTML of an article in a feed: the notices that come before the text, the text, and
    the declarations after it."""
    context = {
        "notes": article.outcome_notes,
        "corrections": article.corrections_on_top,
        "rectifications": article.printed_rectifications,
    }
    notices = render_to_string("components/article_notices.html", context).strip()
    context = {"interests": article.disclosed_interests, "ai_label": article.ai_label}
    declared = render_to_string("components/declarations.html", context).strip()
    return markup.for_elsewhere(notices + article.body_html + declared, absolute("/"))


def _paper(_slug: str) -> Channel:
    articles = Article.objects.published()
    path = reverse("articles:feed")
    return Channel(settings.PAPER_NAME, settings.PAPER_TAGLINE, "/", path, articles)


def _section(slug: str) -> Channel:
    section = get_object_or_404(Section, slug=slug)
    articles = Article.objects.published().in_section(section)
    return _of(section, section.description or section.name, articles)


def _series(slug: str) -> Channel:
    series = get_object_or_404(Series.objects.with_published_articles(), slug=slug)
    description = series.introduction or _("The series “%(name)s”.") % {"name": series.name}
    return _of(series, description, Article.objects.published().in_series(series))


def _tag(slug: str) -> Channel:
    tag = get_object_or_404(Tag.objects.with_published_articles().with_frequency(), slug=slug)
    articles = Article.objects.published().tagged(tag, is_small=tag.is_small)
    return _of(tag, _("The pieces on “%(name)s”.") % {"name": tag.name}, articles)


def _author(slug: str) -> Channel:
    author = get_object_or_404(Author.objects.with_published_articles().with_frequency(), slug=slug)
    words = {"name": author.name, "paper": settings.PAPER_NAME}
    description = _("The pieces signed %(name)s in %(paper)s.") % words
    articles = Article.objects.published().by(author, is_small=author.is_small)
    return _of(author, description, articles)


def _organization(slug: str) -> Channel:
    organization = get_object_or_404(
        Organization.objects.with_published_articles().with_frequency(), slug=slug
    )
    words = {"name": organization.name, "paper": settings.PAPER_NAME}
    description = _("Every piece of %(paper)s on %(name)s.") % words
    articles = Article.objects.published().about(organization, is_small=organization.is_small)
    return _of(organization, description, articles)


def _of(subject: Any, description: str, articles: ArticleQuerySet) -> Channel:
    page = subject.get_absolute_url()
    title = f"{subject} · {settings.PAPER_NAME}"
    return Channel(title, description, page, f"{page}feed/", articles)


CHANNELS = {
    "": _paper,
    "section_": _section,
    "series_": _series,
    "tag_": _tag,
    "author_": _author,
    "organization_": _organization,
}
#: The formats: the suffix of the feed's path, the name of its route, and the class that writes it.
FORMATS: tuple[tuple[str, str, type[SyndicationFeed]], ...] = (
    ("", "feed", RssFeed),
    ("atom/", "atom", AtomFeed),
    ("json/", "json_feed", JsonFeed),
)
