"""Metadata in the head of a page: for the browser tab, search engines, and previews where its
address is shared.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.formats import schema_org as data
from articles.models import Article, Author, Person, Quotation, Series, SeriesPlace
from articles.text import markup

#: The request to search engines not to show a page; it can stand only in the head.
NOT_FOR_ENGINES = '<meta name="robots" content="noindex">'
_DESCRIPTION = 160  # characters: engines show no more
_MOST_READ = 4000  # characters of a body, for its beginning

Step = tuple[str, str]


@dataclass(frozen=True)
class PageMetadata:
    """The metadata of a page. `title` is without the paper's name, `url` is the canonical address.
    `is_unindexed` asks search engines not to show the page. `feed` is the path under which the
    page's feeds are, `podcast` that of its podcast; `properties` are Open Graph properties beside
    the common ones.
    """

    title: str
    description: str
    url: str
    kind: str = "website"
    is_unindexed: bool = False
    image: tuple[str, int, int] | None = None
    image_alt: str = ""
    feed: str = ""
    podcast: str = ""
    properties: Sequence[tuple[str, str]] = ()
    graph: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def shared_image(self) -> tuple[str, int, int]:
        """The picture of the page, or the paper's logo: its address, width and height in pixels."""
        return self.image or (data.absolute(static("articles/logo.png")), 512, 512)


def graph_html(head: PageMetadata) -> SafeString:
    """Return the structured data as a script element."""
    return markup.json_script(head.graph, kind="application/ld+json")


def metadata_html(head: PageMetadata) -> SafeString:
    """Return the metadata as HTML."""
    context = {
        **vars(head),
        "robots": markup.trusted(NOT_FOR_ENGINES if head.is_unindexed else ""),
        "graph": graph_html(head),
        "shared_image": head.shared_image,
        "paper_name": settings.PAPER_NAME,
    }
    return render_to_string("components/head.html", context)


def front_page_metadata(articles: Iterable[Article]) -> PageMetadata:
    name, tagline, url = settings.PAPER_NAME, settings.PAPER_TAGLINE, data.absolute("/")
    page = data.collection(name=name, description=tagline, url=url, articles=articles)
    return PageMetadata(name, tagline, url, feed="/feed/", graph=data.graph(page))


def article_metadata(article: Article) -> PageMetadata:
    """Return the metadata of an article that was loaded with `for_page()`."""
    url = article.canonical_url or data.absolute(article.get_absolute_url())
    section = article.section
    steps = [(section.name, section.get_absolute_url())] if section else []
    properties = [
        ("article:published_time", data.moment(article.published_at)),
        ("article:modified_time", data.moment(article.updated_at or article.published_at)),
        ("article:section", section.name if section else ""),
        *(
            ("article:author", data.absolute(author.get_absolute_url()))
            for author in article.signatures
        ),
        *(("article:tag", tag.name) for tag in article.sorted_tags),
    ]
    return PageMetadata(
        title=article.marked_headline,
        description=article.standfirst or _beginning_of(article),
        url=url,
        kind="article",
        image=data.share_image_of(article) or next(iter(data.images_of(article)), None),
        image_alt=article.headline,
        feed=f"{section.get_absolute_url()}feed/" if section else "/feed/",
        properties=[(name, value) for name, value in properties if value],
        is_unindexed=article.is_unindexed,
        graph=data.graph(
            data.article_node(article),
            data.breadcrumbs(*steps, (article.headline, article.get_absolute_url())),
        ),
    )


def _beginning_of(article: Article) -> str:
    """Return the beginning of the text of an article without a standfirst."""
    text = markup.plain_text(article.body[:_MOST_READ])
    return Truncator(" ".join(text.split())).chars(_DESCRIPTION)


def onward_html(slug: str, place: SeriesPlace | None, related: Sequence[str]) -> SafeString:
    """Return, as a script element of their own, the structured data of an article that depend on
    other articles: its place in a series, and the slugs of related articles. Empty where it has
    neither.
    """
    nodes = data.onward_nodes(slug, place, related)
    if not nodes:
        return markup.trusted("")
    described = {"@context": "https://schema.org", "@graph": nodes}
    return markup.json_script(described, kind="application/ld+json")


def listing_metadata(
    title: str,
    description: str,
    path: str,
    articles: Iterable[Article] = (),
    *,
    query: str = "",
    steps: Sequence[Step] = (),
    feed: str = "",
    podcast: str = "",
    kind: str = "CollectionPage",
    about: dict[str, Any] | None = None,
) -> PageMetadata:
    """Return the metadata of a page that lists articles: `query` is the rest of its address after
    the `path`, `steps` the breadcrumbs that lead to it.
    """
    url = data.absolute(path + query)
    page = data.collection(
        name=title, description=description, url=url, kind=kind, articles=articles, about=about
    )
    crumbs = data.breadcrumbs(*steps, (title, path))
    graph = data.graph(page, crumbs)
    return PageMetadata(title, description, url, feed=feed, podcast=podcast, graph=graph)


def author_metadata(
    author: Author, articles: Sequence[Article], *, query: str, step: Step
) -> PageMetadata:
    path = author.get_absolute_url()
    description = _("The pieces signed %(name)s in %(paper)s.") % {
        "name": author.name,
        "paper": settings.PAPER_NAME,
    }
    return PageMetadata(
        author.name,
        author.biography or description,
        data.absolute(path + query),
        kind="profile",
        feed=f"{path}feed/",
        graph=data.graph(
            data.profile(author, articles), data.breadcrumbs(step, (author.name, path))
        ),
    )


def person_metadata(
    person: Person,
    quotations: Sequence[Quotation],
    *,
    covered: Container[int],
    query: str,
    step: Step,
) -> PageMetadata:
    """Return the metadata of the page of a person loaded `with_unindexed()`; `covered` are the keys
    of the organizations whose dossiers readers see.
    """
    path = person.get_absolute_url()
    description = _("What %(name)s said, as %(paper)s printed it.") % {
        "name": person.name,
        "paper": settings.PAPER_NAME,
    }
    return PageMetadata(
        person.name,
        person.description or description,
        data.absolute(path + query),
        kind="profile",
        is_unindexed=person.is_unindexed,
        graph=data.graph(
            data.person_profile(person, quotations, covered),
            data.breadcrumbs(step, (person.name, path)),
        ),
    )


def series_metadata(series: Series, parts: Sequence[Article], *, step: Step) -> PageMetadata:
    """Return the metadata of the page of a series, with the parts that readers see."""
    path = series.get_absolute_url()
    opening = series.introduction.partition("\n")[0]
    return PageMetadata(
        series.name,
        opening or _("The series “%(name)s”.") % {"name": series.name},
        data.absolute(path),
        feed=f"{path}feed/",
        graph=data.graph(
            data.series_node(series, parts), data.breadcrumbs(step, (series.name, path))
        ),
    )


def dossier_metadata(
    about: Mapping[str, Any], articles: Iterable[Article], *, query: str, step: Step
) -> PageMetadata:
    """Return the metadata of a dossier: `about` has the `name`, `description` and `path` of the
    organization, and its structured data as `node`.
    """
    description = about["description"] or _("Every piece of %(paper)s on %(name)s.") % {
        "paper": settings.PAPER_NAME,
        "name": about["name"],
    }
    return listing_metadata(
        about["name"],
        description,
        about["path"],
        articles,
        query=query,
        steps=[step],
        feed=f"{about['path']}feed/",
        about=about["node"],
    )
