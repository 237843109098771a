"""The directory of organizations as HTML: the parts that differ between its pages are filled into a
layout rendered once for an edition."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_countries import countries

from articles.db.choices import OrganizationKind
from articles.formats.page_metadata import PageMetadata
from articles.site.directory import Directory, DirectoryRow
from articles.site.facets import Choice
from articles.site.layout import Layout, Part
from articles.site.organization_lines import organization_parts
from articles.text.dates import format_date


def directory_page(layout: Layout, directory: Directory, head: PageMetadata) -> SafeString:
    """Render a page of the directory. Raises Http404 where there is no page of its number."""
    entries = _Entries(layout, by_news=directory.by_news)
    parts: dict[str, Part] = {}
    if directory.by_news and directory.organizations:
        parts["entries"] = entries.html(directory.organizations)
    else:
        parts["groups"] = [
            {"letter": escape(letter), "entries": entries.html(rows)}
            for letter, rows in directory.groups
        ]
    if directory.next_page:
        parts["next_page"] = escape(directory.next_page)
    return layout.filled(
        "articles/organization_list.html",
        {"by_news": directory.by_news, "is_narrowed": directory.is_narrowed},
        title=escape(head.title),
        head=layout.head(head),
        by_name_query=escape(directory.by_name_query),
        by_news_query=escape(directory.by_news_query),
        letters=_facets(layout, _("Letter"), directory.letters, counted=False),
        kinds=_facets(layout, _("What it is"), directory.kinds, counted=True),
        countries=_facets(layout, _("Where it is from"), directory.countries, counted=True),
        **parts,
    )


class _Entries:
    """A renderer of the entries of a page, which looks up the name of each kind and country
    once."""

    def __init__(self, layout: Layout, *, by_news: bool) -> None:
        self.layout, self.by_news = layout, by_news
        self.kinds = {value: escape(str(label)) for value, label in OrganizationKind.choices}
        self.countries: dict[str, str] = {}

    def html(self, rows: list[DirectoryRow]) -> str:
        return "".join([self._entry(row) for row in rows])

    def _entry(self, row: DirectoryRow) -> str:
        parts: dict[str, Part] = {
            **organization_parts(row.slug, row.name),
            "article_count": str(row.article_count),
            "get_kind_display": self.kinds.get(row.kind) or escape(row.kind),
        }
        if row.country:
            parts["country"] = {"name": self._country(row.country)}
        if row.recent_count:
            parts["recent_count"] = str(row.recent_count)
        elif self.by_news:
            parts["last_day"] = format_date(row.last_article_at)
        given = {"by_news": self.by_news, "plural_of": 1 if row.article_count == 1 else 2}
        return self.layout.filled("articles/_directory_entry.html", given, organization=parts)

    def _country(self, code: str) -> str:
        if code not in self.countries:
            self.countries[code] = escape(countries.name(code))
        return self.countries[code]


def _facets(layout: Layout, title: str, choices: list[Choice], *, counted: bool) -> SafeString:
    return layout.filled(
        "articles/_facets.html",
        {"title": title, "counted": counted},
        facets=[
            {
                "query": escape(choice.query),
                "current": choice.current,
                "label": escape(choice.label),
                "count": str(choice.count),
            }
            for choice in choices
        ],
    )
