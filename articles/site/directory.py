"""The directory of organizations: by letter, kind and country, in the order of names or of the
news."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import CharField, Count, DateTimeField
from django.http import Http404
from django.utils import timezone
from django_countries import countries

from articles.db.choices import OrganizationKind
from articles.models import Organization
from articles.querysets import NEWS_SPAN, NOW, OrganizationQuerySet, PreparedQuery, Slot
from articles.site.facets import Choice

LETTER, KIND, COUNTRY, ORDER = "lettera", "genere", "paese", "ordine"
NEWS = "notizie"
PAGE_SIZE = 200
PAGE = "pagina"
PARAMETERS = (LETTER, KIND, COUNTRY, ORDER, PAGE)

#: The columns by which the directory can be narrowed.
_NARROWING = ("letter", "kind", "country")
_SHOWN = ("letter", "slug", "name", "kind", "country", "article_count")
_COUNTS = PreparedQuery(
    lambda: _organizations(()).order_by().values_list(*_NARROWING).annotate(n=Count("pk"))
)
_NEWS = PreparedQuery(
    lambda: (
        Organization.objects.all()
        .named_since(Slot("since", DateTimeField()), now=NOW)
        .order_by()
        .values_list("organization")
        .annotate(n=Count("pk"))
    )
)


class DirectoryRow(NamedTuple):
    """The data of one organization in the directory. The last two fields are filled only in the
    order of the news."""

    letter: str
    slug: str
    name: str
    kind: str
    country: str
    article_count: int
    last_article_at: dt.datetime | None = None
    recent_count: int = 0


def _organizations(narrowed: tuple[str, ...]) -> OrganizationQuerySet:
    """Return the organizations that readers may know of, with a slot for each column that narrows
    them."""
    rows = Organization.objects.with_published_articles(now=NOW).with_letter()
    return rows.filter(**{name: Slot(name, CharField()) for name in narrowed})


@lru_cache(50)
def _by_name(narrowed: tuple[str, ...], start: int, stop: int) -> PreparedQuery:
    return PreparedQuery(
        lambda: (
            _organizations(narrowed)
            .order_by("letter", "name", "slug")
            .values_list(*_SHOWN)[start:stop]
        )
    )


@cache
def _all(narrowed: tuple[str, ...]) -> PreparedQuery:
    """Return the query for all these organizations, each row beginning with its key."""
    return PreparedQuery(
        lambda: _organizations(narrowed).order_by().values_list("pk", *_SHOWN, "last_article_at")
    )


class Directory:
    """The page of the directory that a reader's parameters ask for. Raises Http404 where they make
    no sense."""

    def __init__(self, query: Mapping[str, str]) -> None:
        known = {LETTER, KIND, COUNTRY, ORDER}
        self.parameters = {key: value for key, value in query.items() if key in known and value}
        self.letter = self.parameters.get(LETTER, "")
        self.kind = self.parameters.get(KIND, "")
        self.country = self.parameters.get(COUNTRY, "")
        self.by_news = self.parameters.get(ORDER) == NEWS
        page = query.get(PAGE, "1")
        self.page = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 0
        if (
            len(self.letter) > 1
            or "\x00" in self.letter
            or (self.kind and self.kind not in OrganizationKind.values)
            or (self.country and self.country not in dict(countries))
            or self.parameters.get(ORDER, NEWS) != NEWS
            or self.page < 1
        ):
            raise Http404

    @property
    def _narrowed(self) -> dict[str, str]:
        """The values that narrow the page, by column."""
        values = {"letter": self.letter.upper(), "kind": self.kind, "country": self.country}
        return {name: value for name, value in values.items() if value}

    @cached_property
    def _rows(self) -> list[DirectoryRow]:
        """The organizations of the page, and one more where another page follows."""
        start, stop = (self.page - 1) * PAGE_SIZE, self.page * PAGE_SIZE + 1
        if self.by_news:
            found = self._in_the_news()[start:stop]
        else:
            rows = _by_name(tuple(self._narrowed), start, stop)
            found = [DirectoryRow(*row) for row in rows(now=timezone.now(), **self._narrowed)]
        if not found and self.page > 1:
            raise Http404
        return found

    def _in_the_news(self) -> list[DirectoryRow]:
        """Return the organizations, ordered by how many articles of recent months name them, the
        most first, and then by their newest article. Two queries."""
        now = timezone.now()
        counts = dict(_NEWS(now=now, since=now - NEWS_SPAN))
        found = [
            DirectoryRow(*row, recent_count=counts.get(key, 0))
            for key, *row in _all(tuple(self._narrowed))(now=now, **self._narrowed)
        ]
        found.sort(
            key=lambda row: (
                -row.recent_count,
                -row.last_article_at.timestamp(),
                row.name,
                row.slug,
            )
        )
        return found

    @property
    def organizations(self) -> list[DirectoryRow]:
        return self._rows[:PAGE_SIZE]

    @property
    def groups(self) -> list[tuple[str, list[DirectoryRow]]]:
        """The organizations of the page grouped by letter, for the order of names."""
        return [
            (letter, list(rows))
            for letter, rows in groupby(self.organizations, key=lambda row: row.letter)
        ]

    @property
    def next_page(self) -> str:
        """The query string of the next page, empty on the last."""
        if len(self._rows) <= PAGE_SIZE:
            return ""
        return "?" + urlencode({**self.parameters, PAGE: self.page + 1})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.letter or self.kind or self.country)

    @cached_property
    def letters(self) -> list[Choice]:
        rows = self._counted("letter")
        return [self._facet(LETTER, letter, letter, count) for letter, count in sorted(rows)]

    @cached_property
    def kinds(self) -> list[Choice]:
        rows = self._counted("kind")
        labels = dict(OrganizationKind.choices)
        return [
            self._facet(KIND, kind, str(labels.get(kind, kind)), count)
            for kind, count in sorted(rows, key=lambda row: (-row[1], row[0]))
        ]

    @cached_property
    def countries(self) -> list[Choice]:
        rows = [row for row in self._counted("country") if row[0]]
        return [
            self._facet(COUNTRY, code, str(countries.name(code)), count)
            for code, count in sorted(rows, key=lambda row: (-row[1], row[0]))
        ]

    @property
    def query(self) -> str:
        """The query string of this page, without the parameters that it does not know."""
        parameters = {**self.parameters, PAGE: str(self.page)} if self.page > 1 else self.parameters
        return "?" + urlencode(parameters) if parameters else ""

    @property
    def by_name_query(self) -> str:
        return self._query(ORDER, "")

    @property
    def by_news_query(self) -> str:
        return self._query(ORDER, NEWS)

    @cached_property
    def _counts(self) -> list[tuple[str, str, str, int]]:
        """The combinations of letter, kind and country that occur, each with its number of
        organizations, whatever the page is narrowed to."""
        return _COUNTS(now=timezone.now())

    def _counted(self, name: str) -> list[tuple[str, int]]:
        """Return the values of a column with their numbers of organizations, counting only those
        that the reader's other choices leave."""
        wanted = [
            (n, value)
            for n, other in enumerate(_NARROWING)
            if other != name and (value := self._narrowed.get(other))
        ]
        at = _NARROWING.index(name)
        counts: Counter[str] = Counter()
        for row in self._counts:
            if all(row[n] == value for n, value in wanted):
                counts[row[at] or ""] += row[-1]
        return list(counts.items())

    def _facet(self, key: str, value: str, label: str, count: int) -> Choice:
        is_chosen = self.parameters.get(key, "").upper() == value.upper()
        return Choice(label, count, self._query(key, "" if is_chosen else value), is_chosen)

    def _query(self, key: str, value: str) -> str:
        parameters = (
            {**self.parameters, key: value}
            if value
            else {name: text for name, text in self.parameters.items() if name != key}
        )
        return "?" + urlencode(parameters) if parameters else "?"
