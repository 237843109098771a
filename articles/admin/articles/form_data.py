"""What a form of an article sends, as a browser encodes it: read without judging, and changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, Field
from django.forms.formsets import DEFAULT_MAX_NUM
from django.http import QueryDict
from django.utils import formats, timezone

from articles import publishing
from articles.admin.articles.form import ArticleForm
from articles.db.fields import CleanText
from articles.db.numbers import whole_number
from articles.models import Article
from articles.publishing import Named, Snapshot, SourceLine
from articles.text.characters import clean_line

_PREFIX = "sources"
#: What saving fills in where it is left empty.
_FILLED_IN = ("slug", "published_at", "updated_at")


def read(form: ArticleForm) -> Snapshot:
    """The state that a filled form would give its article; what is not valid, as it was typed.

    The article in the form is changed by this.
    """
    form.full_clean()
    fields = {
        name: _value(form, name, field) for name, field in publishing.article_fields().items()
    }
    authors = form.cleaned_data.get("byline_authors", ())
    return Snapshot(
        fields=fields,
        authors=tuple(Named(author.pk, author.name) for author in authors),
        tags=tuple(sorted(form.cleaned_data.get("tags", ()))),
        sources=tuple(_sources(form.data)),
    )


def _value(form: ArticleForm, name: str, field: Field) -> Any:
    if name not in form.cleaned_data:
        return form.data.get(name, "")
    value = form.cleaned_data[name]
    if isinstance(field, CleanText):
        return field.cleaned(value)
    return Named(value.pk, str(value)) if hasattr(value, "pk") else value


def _sources(data: QueryDict) -> list[SourceLine]:
    return [line._replace(date=_day(line.date)) for line in _rows_of_sources(data)]


def _rows_of_sources(data: QueryDict) -> list[SourceLine]:
    """Rows as they were typed, a day as its text."""
    count = whole_number(data.get(f"{_PREFIX}-TOTAL_FORMS")) or 0
    lines = []
    for number in range(min(count, DEFAULT_MAX_NUM)):
        start = f"{_PREFIX}-{number}-"
        row = {name: clean_line(data.get(f"{start}{name}", "")) for name in SourceLine._fields}
        if row["label"] and not data.get(f"{start}DELETE"):
            lines.append(SourceLine(**row))
    return lines


def _day(typed: str) -> dt.date | None:
    try:
        return forms.DateField(required=False).clean(typed)
    except ValidationError:
        return None


def write(data: QueryDict, merged: Snapshot, names: set[str], article: Article) -> None:
    """Put into what was typed the parts of a state that `names` lists: fields, «authors»,
    «tags», «sources»."""
    for name, field in publishing.article_fields().items():
        if name in names:
            _write_field(data, name, field, merged.fields[name])
    if "authors" in names:
        data.setlist("byline_authors", [str(author.pk) for author in merged.authors])
    if "tags" in names:
        data.setlist("tags", list(merged.tags))
    if "sources" in names:
        _write_sources(data, merged.sources, article)


def fill_in(data: QueryDict, article: Article) -> None:
    """Bring what a form typed, which its own save made into an article, up to what that save filled
    in and the form does not know: the address and the times, the rows of the sources, whom the
    article is about."""
    for name in _FILLED_IN:
        typed = [data.get(key, "") for key in (name, f"{name}_0", f"{name}_1")]
        if not any(typed):
            _write_field(data, name, Article._meta.get_field(name), getattr(article, name))
    _write_sources(data, tuple(_rows_of_sources(data)), article)
    data.pop("initial-named_organizations", None)
    if tied := article.mentions.visible().filter(count=0).values_list("organization", flat=True):
        data.setlist("initial-named_organizations", [str(key) for key in tied])


def _write_field(data: QueryDict, name: str, field: Field, value: Any) -> None:
    if isinstance(field, DateTimeField):
        moment = timezone.localtime(value) if value else None
        data[f"{name}_0"] = formats.localize_input(moment.date()) if moment else ""
        data[f"{name}_1"] = f"{moment:%H:%M:%S}" if moment else ""
        data[f"{name}_2"] = str(moment.fold) if moment else ""
    elif isinstance(value, bool):
        data.pop(name, None)
        if value:
            data[name] = "on"
    elif isinstance(value, Named):
        data[name] = str(value.pk)
    elif isinstance(value, dt.date):
        data[name] = formats.localize_input(value)
    else:
        data[name] = "" if value is None else str(value)


def _write_sources(data: QueryDict, lines: tuple[SourceLine, ...], article: Article) -> None:
    """The rows of the formset, those that are stored first, as it wants them."""
    for key in [key for key in data if key.startswith(f"{_PREFIX}-")]:
        del data[key]
    stored = {source.label: source.pk for source in article.sources.all()}
    rows = sorted(lines, key=lambda line: line.label not in stored)
    data[f"{_PREFIX}-TOTAL_FORMS"] = str(len(rows))
    data[f"{_PREFIX}-INITIAL_FORMS"] = str(sum(line.label in stored for line in rows))
    for number, line in enumerate(rows):
        start = f"{_PREFIX}-{number}-"
        data[f"{start}id"] = str(stored.get(line.label, ""))
        data[f"{start}article"] = str(article.pk)
        data[f"{start}label"], data[f"{start}kind"] = line.label, line.kind
        data[f"{start}url"], data[f"{start}unnamed_because"] = line.url, line.unnamed_because
        data[f"{start}date"] = formats.localize_input(line.date) if line.date else ""
