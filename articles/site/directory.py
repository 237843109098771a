"""The directory: by letter, by kind, by country, by how much it is in the news."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Count
from django.http import Http404
from django_countries import countries

from articles.db.choices import OrganizationKind
from articles.models import Organization
from articles.querysets import OrganizationQuerySet
from articles.site.facets import Choice

LETTER, KIND, COUNTRY, ORDER = "lettera", "genere", "paese", "ordine"
NEWS = "notizie"
PAGE_SIZE = 200
PAGE = "pagina"
PARAMETERS = (LETTER, KIND, COUNTRY, ORDER, PAGE)


class Directory:
    """What a reader asked of the directory; 404 for what makes no sense."""

    def __init__(self, asked: Mapping[str, str]) -> None:
        known = {LETTER, KIND, COUNTRY, ORDER}
        self.asked = {key: value for key, value in asked.items() if key in known and value}
        self.letter = self.asked.get(LETTER, "")
        self.kind = self.asked.get(KIND, "")
        self.country = self.asked.get(COUNTRY, "")
        self.by_news = self.asked.get(ORDER) == NEWS
        page = asked.get(PAGE, "1")
        self.page = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 0
        if (
            len(self.letter) > 1
            or "\x00" in self.letter
            or (self.kind and self.kind not in OrganizationKind.values)
            or (self.country and self.country not in dict(countries))
            or self.asked.get(ORDER, NEWS) != NEWS
            or self.page < 1
        ):
            raise Http404

    def _chosen(self, *, without: str = "") -> OrganizationQuerySet:
        rows = Organization.objects.with_published_articles().with_letter()
        if self.letter and without != LETTER:
            rows = rows.filter(letter=self.letter.upper())
        if self.kind and without != KIND:
            rows = rows.filter(kind=self.kind)
        if self.country and without != COUNTRY:
            rows = rows.filter(country=self.country)
        return rows

    @cached_property
    def _rows(self) -> list[Organization]:
        rows, start = self._chosen(), (self.page - 1) * PAGE_SIZE
        stop = start + PAGE_SIZE + 1
        if self.by_news:
            found = rows.in_the_news(start, stop)
        else:
            found = list(rows.order_by("letter", "name", "slug")[start:stop])
        if not found and self.page > 1:
            raise Http404
        return found

    @property
    def organizations(self) -> list[Organization]:
        return self._rows[:PAGE_SIZE]

    @property
    def groups(self) -> list[tuple[str, list[Organization]]]:
        """By letter, where they are in the order of their names."""
        return [
            (letter, list(rows))
            for letter, rows in groupby(self.organizations, key=lambda row: row.letter)
        ]

    @property
    def next_page(self) -> str:
        """The query string of the next page, empty on the last."""
        if len(self._rows) <= PAGE_SIZE:
            return ""
        return "?" + urlencode({**self.asked, PAGE: self.page + 1})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.letter or self.kind or self.country)

    @cached_property
    def letters(self) -> list[Choice]:
        rows = self._counted(LETTER, "letter")
        return [self._facet(LETTER, letter, letter, count) for letter, count in sorted(rows)]

    @cached_property
    def kinds(self) -> list[Choice]:
        rows = self._counted(KIND, "kind")
        labels = dict(OrganizationKind.choices)
        return [
            self._facet(KIND, kind, str(labels.get(kind, kind)), count)
            for kind, count in sorted(rows, key=lambda row: (-row[1], row[0]))
        ]

    @cached_property
    def countries(self) -> list[Choice]:
        rows = [row for row in self._counted(COUNTRY, "country") if row[0]]
        return [
            self._facet(COUNTRY, code, str(countries.name(code)), count)
            for code, count in sorted(rows, key=lambda row: (-row[1], row[0]))
        ]

    @property
    def query(self) -> str:
        """The query string of this page, without what it does not understand."""
        asked = {**self.asked, PAGE: str(self.page)} if self.page > 1 else self.asked
        return "?" + urlencode(asked) if asked else ""

    @property
    def by_name_query(self) -> str:
        return self._query(ORDER, "")

    @property
    def by_news_query(self) -> str:
        return self._query(ORDER, NEWS)

    def _counted(self, without: str, field: str) -> list[tuple[str, int]]:
        rows = self._chosen(without=without).order_by().values(field)
        return [(str(row[field] or ""), row["n"]) for row in rows.annotate(n=Count("pk"))]

    def _facet(self, key: str, value: str, label: str, count: int) -> Choice:
        is_chosen = self.asked.get(key, "").upper() == value.upper()
        return Choice(label, count, self._query(key, "" if is_chosen else value), is_chosen)

    def _query(self, key: str, value: str) -> str:
        asked = (
            {**self.asked, key: value}
            if value
            else {name: text for name, text in self.asked.items() if name != key}
        )
        return "?" + urlencode(asked) if asked else "?"
