"""Raw data of the article form, as a browser encodes it: read even if it is invalid, and
rewritten."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, DateTimeField, Field, TextField
from django.forms.formsets import DEFAULT_MAX_NUM
from django.http import QueryDict
from django.utils import formats, timezone

from articles import publishing
from articles.admin import sent_forms
from articles.db.fields import CleanText
from articles.db.numbers import whole_number
from articles.models import Article
from articles.publishing import Named, Snapshot, SourceLine
from articles.text.characters import clean_line

if TYPE_CHECKING:
    from articles.admin.articles.form import ArticleForm

_PREFIX = "sources"
#: Fields that saving fills in if they are left empty.
_FILLED_IN = ("slug", "published_at", "updated_at")


def typed_data(data: QueryDict) -> QueryDict:
    """Return a copy of the data sent, without the fields that no person typed."""
    typed = data.copy()
    for name in sent_forms.NOT_TYPED:
        typed.pop(name, None)
    return typed


def let_go_in(data: QueryDict) -> set[uuid.UUID]:
    """Return the UUIDs of the confirmed quotations that the text may change."""
    uuids = set()
    for typed in data.getlist("_let_go"):
        with suppress(ValueError):
            uuids.add(uuid.UUID(typed))
    return uuids


def fill_texts(article: Article, typed: Mapping[str, Any]) -> Article:
    """Set an article's text fields and choices to the typed values, and return it; nothing is
    stored."""
    for name, field in publishing.article_fields().items():
        if isinstance(field, CharField | TextField):
            text = typed.get(name) or ""
            setattr(article, name, field.cleaned(text) if isinstance(field, CleanText) else text)
    return article


def read(form: ArticleForm) -> Snapshot:
    """Return the state that a form would give its article; invalid values stay as typed.

    This changes the article in the form.
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
        related=tuple(
            Named(each.pk, each.headline) for each in form.cleaned_data.get("related", ())
        ),
    )


def _value(form: ArticleForm, name: str, field: Field) -> Any:
    if name not in form.cleaned_data:
        return form.data.get(name, "")
    value = form.cleaned_data[name]
    if isinstance(field, CleanText):
        return field.cleaned(value)
    return Named(value.pk, str(value)) if hasattr(value, "pk") else value


def _sources(data: QueryDict) -> list[SourceLine]:
    return [line._replace(date=_date(line.date)) for line in _source_rows(data)]


def _source_rows(data: QueryDict) -> list[SourceLine]:
    """Return the rows of sources as typed, their dates as text."""
    count = whole_number(data.get(f"{_PREFIX}-TOTAL_FORMS")) or 0
    lines = []
    for number in range(min(count, DEFAULT_MAX_NUM)):
        start = f"{_PREFIX}-{number}-"
        row = {name: clean_line(data.get(f"{start}{name}", "")) for name in SourceLine._fields}
        if row["label"] and not data.get(f"{start}DELETE"):
            lines.append(SourceLine(**row))
    return lines


def _date(typed: str) -> dt.date | None:
    try:
        return forms.DateField(required=False).clean(typed)
    except ValidationError:
        return None


def write(data: QueryDict, merged: Snapshot, names: set[str], article: Article) -> None:
    """Write parts of a merged state into the form data. `names` lists them: fields, "authors",
    "tags", "sources", "related"."""
    for name, field in publishing.article_fields().items():
        if name in names:
            _write_field(data, name, field, merged.fields[name])
    if "authors" in names:
        data.setlist("byline_authors", [str(author.pk) for author in merged.authors])
    if "tags" in names:
        data.setlist("tags", list(merged.tags))
    if "related" in names:
        data.setlist("related", [str(article.pk) for article in merged.related])
    if "sources" in names:
        _write_sources(data, merged.sources, article)


def fill_in(data: QueryDict, article: Article) -> None:
    """Complete the data of a form that was saved once with the values that this save filled in: the
    address and the times, the keys of the sources, the organizations."""
    for name in _FILLED_IN:
        typed = [data.get(key, "") for key in (name, f"{name}_0", f"{name}_1")]
        if not any(typed):
            _write_field(data, name, Article._meta.get_field(name), getattr(article, name))
    _write_sources(data, tuple(_source_rows(data)), article)
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
    """Write the rows of sources as Django's formset expects them, stored ones first."""
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
