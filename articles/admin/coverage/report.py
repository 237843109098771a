"""Coverage figures for the newsroom: organizations written about, people quoted, authors, kinds of
source, months. Each figure counts a list of articles or of quotations."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, Model, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from articles.db.choices import SourceKind
from articles.formats.timeline import Timeline
from articles.models import (
    Article,
    Author,
    Byline,
    Mention,
    Organization,
    Person,
    Quotation,
    Source,
)
from articles.querysets import ArticleQuerySet, QuotationQuerySet

MOST_ROWS = 20  # of a table, on the page
_MOST_AT_ALL = 5_000  # in a spreadsheet

#: The tables, by the names of their properties.
TABLES = ("organizations", "persons", "authors", "sources", "months")

#: The kind of source of an article that gives none.
NO_SOURCE = "none"
SOURCES = {**dict(SourceKind.choices), NO_SOURCE: _("No source")}


@dataclass(frozen=True)
class Scope:
    """A selection of the articles that readers see, published from `since` to `until`, both days
    included. It may be narrowed to those tied to an organization, signed by an author, quoting a
    person, or having a kind of source (`NO_SOURCE` for none)."""

    since: dt.date
    until: dt.date
    organization: Organization | None = None
    author: Author | None = None
    person: Person | None = None
    source: str = ""

    def narrowed(self, **to: Any) -> Scope:
        return replace(self, **to)

    @property
    def query(self) -> str:
        """The scope as a query string, with its question mark."""
        parameters = {
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            **{
                name: getattr(self, name).slug
                for name in ("organization", "author", "person")
                if getattr(self, name) is not None
            },
            **({"source": self.source} if self.source else {}),
        }
        return f"?{urlencode(parameters)}"

    @property
    def narrowings(self) -> list[tuple[str, str]]:
        """The conditions that narrow the scope, each in words with the query string of the scope
        without it."""
        named = [(name, getattr(self, name)) for name in ("organization", "author", "person")]
        found = [(str(row), self.narrowed(**{name: None}).query) for name, row in named if row]
        if self.source:
            found.append((str(SOURCES[self.source]), self.narrowed(source="").query))
        return found

    @property
    def articles(self) -> ArticleQuerySet:
        articles = Article.objects.published_on(self.since, self.until)
        if self.organization is not None:
            articles = articles.about(self.organization, is_small=True)
        if self.author is not None:
            articles = articles.by(self.author, is_small=True)
        if self.person is not None:
            quotations = Quotation.objects.visible().filter(person=self.person)
            articles = articles.filter(pk__in=quotations.values("article"))
        if self.source == NO_SOURCE:
            articles = articles.filter(~Exists(Source.objects.filter(article=OuterRef("pk"))))
        elif self.source:
            some = Source.objects.filter(article=OuterRef("pk"), kind=self.source)
            articles = articles.filter(Exists(some))
        return articles

    @property
    def quotations(self) -> QuotationQuerySet:
        """The quotations in those articles that readers see. If the scope is narrowed to an
        organization, these are only the words spoken for it; if to a person, only theirs."""
        quotations = Quotation.objects.visible().filter(article__in=self.articles.values("pk"))
        if self.organization is not None:
            quotations = quotations.speaking_for(self.organization)
        if self.person is not None:
            quotations = quotations.filter(person=self.person)
        return quotations


@dataclass(frozen=True)
class Row:
    """A line of a table: a `name`, the numbers of `articles` and `quotations` (None if they are not
    counted), and the scope of this line alone."""

    name: str
    scope: Scope
    articles: int | None = None
    quotations: int | None = None

    @property
    def figure(self) -> int:
        """The number that the line's bar shows."""
        return (self.articles if self.articles is not None else self.quotations) or 0


@dataclass(frozen=True)
class Table:
    """Lines of a table, the largest first; `is_cut` if there are more of them."""

    key: str
    title: str
    rows: list[Row]
    is_cut: bool = False

    @property
    def most(self) -> int:
        return max((row.figure for row in self.rows), default=0)

    @property
    def bars(self) -> list[tuple[Row, float]]:
        """The lines, each with the length of its bar, as a percentage of the longest."""
        unit = 100 / (self.most or 1)
        return [(row, round(unit * row.figure, 1)) for row in self.rows]

    @property
    def counts_articles(self) -> bool:
        return any(row.articles is not None for row in self.rows)

    @property
    def counts_quotations(self) -> bool:
        return any(row.quotations is not None for row in self.rows)


class CoverageReport:
    """The figures of a scope; each table takes two or three queries."""

    def __init__(self, scope: Scope, *, most: int = MOST_ROWS) -> None:
        self.scope, self.most = scope, most

    @classmethod
    def whole(cls, scope: Scope) -> CoverageReport:
        """Return the report with all the rows that a spreadsheet gets."""
        return cls(scope, most=_MOST_AT_ALL)

    @cached_property
    def article_count(self) -> int:
        return self.scope.articles.count()

    @cached_property
    def quotation_count(self) -> int:
        return self.scope.quotations.count()

    @cached_property
    def per_month(self) -> list[tuple[dt.date, int]]:
        return self.scope.articles.per_month()

    @cached_property
    def timeline(self) -> Timeline:
        return Timeline(self.per_month)

    @property
    def tables(self) -> list[Table]:
        return [self.organizations, self.persons, self.authors, self.sources]

    def table(self, key: str) -> Table:
        """Return the table of that name, `months` included. Raises KeyError for any other name."""
        if key not in TABLES:
            raise KeyError(key)
        return getattr(self, key)

    @cached_property
    def organizations(self) -> Table:
        """The organizations written about, with the quotations of people who speak for them."""
        ties = Mention.objects.visible().filter(article__in=self.scope.articles.values("pk"))
        counted, is_cut = self._counted(ties, "organization", "article")
        quotations = self._all_quotations.filter(is_former=False, organization__in=counted)
        quoted = dict(quotations.order_by().values_list("organization").annotate(n=Count("pk")))
        rows = self._rows(Organization, "organization", counted, quoted)
        return Table("organizations", str(_("Whom we write about")), rows, is_cut)

    @cached_property
    def persons(self) -> Table:
        """The people quoted, by number of quotations."""
        quotations = self.scope.quotations.exclude(person=None)
        counted, is_cut = self._counted(quotations, "person", "pk")
        named = Person.objects.in_bulk(counted)
        rows = [
            Row(named[key].name, self.scope.narrowed(person=named[key]), quotations=count)
            for key, count in counted.items()
        ]
        return Table("persons", str(_("Whom we quote")), rows, is_cut)

    @cached_property
    def authors(self) -> Table:
        """The authors, by number of articles."""
        bylines = Byline.objects.filter(article__in=self.scope.articles.values("pk"))
        counted, is_cut = self._counted(bylines, "author", "article")
        return Table("authors", str(_("Who writes")), self._rows(Author, "author", counted), is_cut)

    @cached_property
    def sources(self) -> Table:
        """The kinds of source, by number of articles. An article may have several, or none."""
        articles = self.scope.articles
        cited = Source.objects.filter(article__in=articles.values("pk")).order_by()
        counted = dict(cited.values_list("kind").annotate(n=Count("article", distinct=True)))
        if not self.scope.source:
            counted[NO_SOURCE] = self.scope.narrowed(source=NO_SOURCE).articles.count()
        ordered = sorted(counted.items(), key=lambda row: (-row[1], row[0]))
        rows = [
            Row(str(SOURCES[kind]), self.scope.narrowed(source=kind), articles=count)
            for kind, count in ordered
            if count
        ]
        return Table("sources", str(_("From what kind of source")), rows)

    @cached_property
    def months(self) -> Table:
        """The months of the period, each with its number of articles."""
        rows = []
        for month, count in self.per_month:
            last = calendar.monthrange(month.year, month.month)[1]
            scope = self.scope.narrowed(
                since=max(month, self.scope.since),
                until=min(month.replace(day=last), self.scope.until),
            )
            rows.append(Row(f"{month:%Y-%m}", scope, articles=count))
        return Table("months", str(_("When")), rows)

    @property
    def _all_quotations(self) -> QuotationQuerySet:
        """The quotations in all of the scope's articles, by any speaker."""
        return Quotation.objects.visible().filter(article__in=self.scope.articles.values("pk"))

    def _counted(self, ties: QuerySet, field: str, what: str) -> tuple[dict[int, int], bool]:
        """Return the counts by key, the largest first, and whether there are more of them."""
        rows = ties.order_by().values_list(field).annotate(n=Count(what)).order_by("-n", field)
        found = list(rows[: self.most + 1])
        return dict(found[: self.most]), len(found) > self.most

    def _rows(
        self,
        model: type[Model],
        field: str,
        counted: dict[int, int],
        quoted: dict[int, int] | None = None,
    ) -> list[Row]:
        named = model.objects.in_bulk(list(counted))
        return [
            Row(
                named[key].name,
                self.scope.narrowed(**{field: named[key]}),
                articles=count,
                quotations=None if quoted is None else quoted.get(key, 0),
            )
            for key, count in counted.items()
        ]


def csv_rows(table: Table) -> tuple[list[str], Iterable[list[object]]]:
    """Return the head of a table and its lines, for a spreadsheet."""
    head = [str(_("Name"))]
    if table.counts_articles or not table.rows:
        head.append(str(_("Pieces")))
    if table.counts_quotations:
        head.append(str(_("Quotations")))
    rows = [
        [row.name, *[n for n in (row.articles, row.quotations) if n is not None]]
        for row in table.rows
    ]
    return head, rows
