"""Search: the articles found, the sentences that match, and the facets that narrow the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import MAXYEAR, MINYEAR
from functools import cached_property
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from articles.formats.page_metadata import listing_metadata
from articles.models import Article, Author, Organization, Person, Section, Tag
from articles.querysets import OrganizationQuerySet
from articles.search import (
    BOUND,
    Facet,
    Found,
    Query,
    find,
    named_exactly,
    nearest_name,
    sentence_with,
)
from articles.site.facets import Choice
from articles.text import markup
from articles.text.slugs import known_slugs

QUERY, ORDER, PAGE = "q", "ordine", "pagina"
BY_DATE = "data"
PAGE_SIZE = 20
MOST_CHOICES = 8  # of one facet
_MOST_READ = 100_000  # characters of a body, to find the sentence to show

#: The facets, by their parameter: the title on the page, the facet of the index, and the query for
#: the rows that readers may choose from. A year is its own key, and has no rows.
NARROWINGS: dict[str, tuple[Promise, Facet, Callable[[], QuerySet] | None]] = {
    "organizzazione": (
        gettext_lazy("Organizations"),
        Facet.ORGANIZATION,
        Organization.objects.with_published_articles,
    ),
    "sezione": (gettext_lazy("Sections"), Facet.SECTION, Section.objects.with_articles),
    "firma": (gettext_lazy("Bylines"), Facet.AUTHOR, Author.objects.with_published_articles),
    "tema": (gettext_lazy("Tags"), Facet.TAG, Tag.objects.with_published_articles),
    "anno": (gettext_lazy("Years"), Facet.YEAR, None),
}

PARAMETERS = (QUERY, ORDER, PAGE, *NARROWINGS)


class Search:
    """A reader's search and its result. Parameters that make no sense are ignored."""

    def __init__(self, parameters: Mapping[str, str]) -> None:
        self.query = Query.read(parameters.get(QUERY, ""))
        self.by_date = parameters.get(ORDER) == BY_DATE
        page = parameters.get(PAGE, "")
        self.requested_page = (
            int(page) if page.isascii() and page.isdecimal() and len(page) < 4 else 1
        )
        self.chosen: dict[str, Any] = {}
        for name, (_title, _facet, rows) in NARROWINGS.items():
            if (value := parameters.get(name, "")) and (row := _row(rows, value)):
                self.chosen[name] = row

    @cached_property
    def found(self) -> Found:
        keys = {NARROWINGS[name][1]: _key(row) for name, row in self.chosen.items()}
        return find(self.query, keys)

    @cached_property
    def page(self) -> int:
        """The number of the page asked for, or of the last where that is beyond it."""
        return max(1, min(self.requested_page, ceil(self.found.count / PAGE_SIZE)))

    @cached_property
    def articles(self) -> list[Article]:
        """The articles of this page, each with a `sentence` from its text that has the words
        searched for."""
        keys = self.found.by_date if self.by_date else self.found.by_relevance
        keys = keys[(self.page - 1) * PAGE_SIZE : self.page * PAGE_SIZE]
        by_key = Article.objects.published().for_results().in_bulk(keys)
        articles = [by_key[key] for key in keys if key in by_key]
        for article in articles:
            text = f"{article.standfirst}\n\n{markup.plain_text(article.body[:_MOST_READ])}"
            article.sentence = sentence_with(text, self.query.stems)
        return articles

    @property
    def count_label(self) -> str:
        if self.found.is_cut:
            return _("More than %(n)s pieces") % {"n": self.bound_label}
        label = ngettext("%(n)s piece", "%(n)s pieces", self.found.count)
        return label % {"n": _written(self.found.count)}

    @property
    def bound_label(self) -> str:
        """The number of matches that are ranked and counted, where there are more; otherwise
        empty."""
        return _written(BOUND) if self.found.is_cut else ""

    @cached_property
    def organizations(self) -> OrganizationQuerySet:
        """The organizations with exactly the name that was typed."""
        return named_exactly(self.query.text) if self.is_plain else Organization.objects.none()

    @cached_property
    def others(self) -> list[Model]:
        """The author, the person, the section and the tag with that name."""
        slugs = known_slugs(self.query.text)
        if not slugs or not self.is_plain:
            return []
        tagged = Article.objects.published().filter(tagged_items__tag__slug__in=slugs)
        rows = [
            *Author.objects.with_published_articles().filter(slug__in=slugs),
            *Person.objects.with_published_quotations().filter(slug__in=slugs),
            *Section.objects.with_articles().filter(slug__in=slugs),
        ]
        return rows + (list(Tag.objects.filter(slug__in=slugs)) if tagged.exists() else [])

    @property
    def is_plain(self) -> bool:
        """True if this is the first page of a search that is not narrowed."""
        return bool(self.query) and not self.chosen and self.page == 1

    @cached_property
    def suggestion(self) -> str:
        """The nearest known name, for «Forse cercavi»; empty unless nothing was found."""
        if not self.query or self.found.count or self.chosen:
            return ""
        return nearest_name(self.query.text)

    @property
    def suggestion_query(self) -> str:
        return "?" + urlencode({QUERY: self.suggestion})

    @cached_property
    def facets(self) -> list[tuple[str, list[Choice]]]:
        """The facets by which the result can be narrowed: the title of each, with the values that
        have the most articles."""
        facets = []
        for name, (title, facet, rows) in NARROWINGS.items():
            counts = self.found.counts[facet]
            chosen = self.chosen.get(name)
            if rows is None:
                most = sorted(counts.items(), reverse=True)[:MOST_CHOICES]
                labels = {key: (str(key), str(key)) for key, _count in most}
            else:
                most = counts.most_common(MOST_CHOICES)
                named = rows().model._default_manager.in_bulk([key for key, _count in most])
                labels = {key: (str(row), row.slug) for key, row in named.items()}
            choices = [
                self._choice(name, *labels[key], count, is_chosen=_key(chosen) == key)
                for key, count in most
                if key in labels
            ]
            if len(choices) > 1 or chosen:
                facets.append((str(title), choices))
        return facets

    def _choice(self, name: str, label: str, value: str, count: int, *, is_chosen: bool) -> Choice:
        return Choice(label, count, self._address(**{name: "" if is_chosen else value}), is_chosen)

    @property
    def chosen_labels(self) -> list[Choice]:
        """The values by which the result is narrowed, each with the query string that removes
        it."""
        return [
            Choice(str(row), 0, self._address(**{name: ""}), is_chosen=True)
            for name, row in self.chosen.items()
        ]

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """The fields of this search that a new one in the form keeps."""
        return [(ORDER, BY_DATE)] if self.by_date else []

    @property
    def by_relevance_query(self) -> str:
        return self._address(**{ORDER: ""})

    @property
    def by_date_query(self) -> str:
        return self._address(**{ORDER: BY_DATE})

    @property
    def next_page(self) -> str:
        is_last = self.found.count <= self.page * PAGE_SIZE
        return "" if is_last else self._address(**{PAGE: str(self.page + 1)})

    @property
    def previous_page(self) -> str:
        if self.page == 1:
            return ""
        return self._address(**{PAGE: str(self.page - 1) if self.page > 2 else ""})

    def _address(self, **changes: str) -> str:
        """Return the query string of this search with these changes, back on its first page."""
        parameters = {QUERY: self.query.text}
        parameters |= {name: _value(row) for name, row in self.chosen.items()}
        parameters |= {ORDER: BY_DATE} if self.by_date else {}
        return "?" + urlencode(
            {name: value for name, value in (parameters | changes).items() if value}
        )


def _row(rows: Callable[[], QuerySet] | None, value: str) -> Any:
    """Return the row, or the year, that a value in an address stands for; None where there is
    none."""
    if rows is None:
        is_year = value.isascii() and value.isdecimal() and len(value) == 4
        return int(value) if is_year and MINYEAR < int(value) < MAXYEAR else None
    return None if "\x00" in value else rows().filter(slug=value).first()


def _key(row: Any) -> int | None:
    return row.pk if isinstance(row, Model) else row


def _value(row: Any) -> str:
    return row.slug if isinstance(row, Model) else str(row)


def _written(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the result of a search. Engines are given the address of the bare page, whatever was
    searched for."""
    head = listing_metadata(
        _("Search"),
        _("Search the pieces and the dossiers of %(paper)s.") % {"paper": settings.PAPER_NAME},
        reverse("articles:search"),
        kind="SearchResultsPage",
    )
    return render(request, "articles/search.html", {"head": head, "search": Search(request.GET)})
