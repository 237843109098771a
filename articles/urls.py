"""The public addresses. A changed slug answers 301 (see `middleware`)."""

from django.urls import path

from articles.site import converters, sitemaps  # noqa: F401  (addresses are made with them: see `build_hash`)
from articles.site.api import api, not_found
from articles.site.feeds import CHANNELS, FORMATS, CorrectionFeed, PaperFeed
from articles.site.podcasts import SectionPodcast
from articles.site.views import (
    archive,
    articles,
    authors,
    corrections,
    front_page,
    health,
    imprint,
    organizations,
    persons,
    search,
    series,
    topics,
)

app_name = "articles"

urlpatterns = [
    path("", front_page.front, name="front"),
    path("articoli/", archive.article_list, name="article_list"),
    path("articoli/<slug:slug>/", articles.article, name="article"),
    path("anteprima/<str:token>/", articles.preview, name="preview"),
    path("archivio/<yyyy:year>/", archive.year, name="year"),
    path("archivio/<yyyy:year>/<mm:month>/", archive.month, name="month"),
    path("organizzazioni/", organizations.organization_list, name="organization_list"),
    path("organizzazioni/<slug:slug>/", organizations.organization, name="organization"),
    path("organizzazioni/<slug:slug>/con/<slug:other>/", organizations.pair, name="pair"),
    path("autori/", authors.author_list, name="author_list"),
    path("autori/<slug:slug>/", authors.author, name="author"),
    path("persone/", persons.person_list, name="person_list"),
    path("persone/<slug:slug>/", persons.person, name="person"),
    path("colophon/", imprint.colophon, name="colophon"),
    path("correzioni/", corrections.correction_list, name="correction_list"),
    path("rettifiche/<slug:slug>/", corrections.rectification, name="rectification"),
    path("cerca/", search.search, name="search"),
    path("serie/", series.series_list, name="series_list"),
    path("serie/<slug:slug>/", series.series, name="series"),
    path("sezioni/<slug:slug>/", topics.section, name="section"),
    path("sezioni/<slug:slug>/podcast/", SectionPodcast(), name="section_podcast"),
    path("temi/<slug:slug>/", topics.tag, name="tag"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-pagine.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-<yyyy:year>-<mm:month>.xml", sitemaps.month, name="sitemap_month"),
    path(
        "sitemap-organizzazioni-<number:number>.xml",
        sitemaps.organizations,
        name="sitemap_organizations",
    ),
    path("api/", api.urls),
    path("api/<path:rest>", not_found),
    path("salute/", health.health, name="health"),
    path("robots.txt", sitemaps.robots, name="robots"),
]

urlpatterns += [
    path(f"correzioni/feed/{suffix}", CorrectionFeed(generator, suffix), name=f"correction_{name}")
    for suffix, name, generator in FORMATS
]
_FEED_PATHS = {
    "": "feed/",
    "section_": "sezioni/<slug:slug>/feed/",
    "series_": "serie/<slug:slug>/feed/",
    "tag_": "temi/<slug:slug>/feed/",
    "author_": "autori/<slug:slug>/feed/",
    "organization_": "organizzazioni/<slug:slug>/feed/",
}
urlpatterns += [
    path(f"{_FEED_PATHS[of]}{suffix}", PaperFeed(channel, generator, suffix), name=f"{of}{name}")
    for of, channel in CHANNELS.items()
    for suffix, name, generator in FORMATS
]
