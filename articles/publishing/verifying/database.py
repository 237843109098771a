"""Checks of the database itself: its file, its foreign keys, its dates, its triggers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from django.apps import apps
from django.db import connection, transaction
from django.db.models import DateField, DateTimeField, Exists, ForeignKey, Model, OuterRef, Q
from django.utils.translation import gettext as _

from articles.db.choices import ArticleStatus
from articles.db.date_fields import FIRST_YEAR, FIRST_YEAR_OF_TIMES, LAST_YEAR
from articles.delivery.edition import UNWATCHED
from articles.delivery.triggers import (
    add_missing_content_versions,
    broken_triggers,
    put_triggers,
    raise_edition,
)
from articles.models import (
    Article,
    ArticleFragments,
    ArticleText,
    AuthorCounter,
    ContentVersion,
    DossierContentVersion,
    DossierFragments,
    Edition,
    MediaUse,
    MonthCounter,
    Organization,
    PictureUse,
    SearchEntry,
)
from articles.publishing.verifying.faults import Check, Fault
from articles.search import broken_indexes, mend_indexes

#: Models that are derived from other rows: a row without its owner is deleted.
_DERIVED = {
    ArticleFragments, ArticleText, AuthorCounter, ContentVersion, DossierContentVersion,
    DossierFragments, MediaUse, MonthCounter, PictureUse, SearchEntry,
}  # fmt: skip
_MOST = 100  # faults of one kind that are reported
#: Faults that rebuilding an index repairs:
#: https://www.sqlite.org/pragma.html#pragma_integrity_check
_OF_AN_INDEX = re.compile(r"missing from index|wrong # of entries in index|non-unique entry in")
#: Faults of a row that can be read, but breaks a rule of its table.
_OF_A_RULE = re.compile(r"(CHECK constraint failed|NULL value) in ")


def file_is_whole() -> Iterator[Fault]:
    """Let SQLite read each page of its file, and compare each index with its table."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA integrity_check({_MOST})")
        lines = [line for (text,) in cursor.fetchall() for line in text.splitlines()]
    if lines == ["ok"]:
        return
    if all(_OF_AN_INDEX.search(line) for line in lines):
        for line in lines:
            words = _("the database: an index does not agree with its table (%(what)s)")
            yield Fault(words % {"what": line}, _reindex)
        return
    for line in lines:
        yield Fault(_message_for(line) % {"what": line})


def _message_for(line: str) -> str:
    """Return the words for a fault that SQLite reports: a readable row may break a rule, anything
    else is damage."""
    if _OF_A_RULE.match(line):
        return _(
            "the database: a row breaks a rule of its table (%(what)s). Correct it at the desk"
        )
    return _(
        "the file of the database is damaged (%(what)s): stop the paper, keep the file "
        "aside, and put back the last backup with “restore”"
    )


def _reindex() -> None:
    with connection.cursor() as cursor:
        cursor.execute("REINDEX")


def foreign_keys_hold() -> Iterator[Fault]:
    """Check every foreign key of every table, whether the database enforces it or not."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for field in model._meta.local_concrete_fields:
                if isinstance(field, ForeignKey):
                    yield from _dangling(model, field)


def _dangling(model: type[Model], field: ForeignKey) -> Iterator[Fault]:
    target = field.target_field
    there = target.model._base_manager.filter(**{target.attname: OuterRef(field.attname)})
    lost = model._base_manager.filter(~Exists(there), **{f"{field.attname}__isnull": False})
    rows = lost.order_by("pk").values_list("pk", field.attname)[: _MOST + 1]
    for count, (key, value) in enumerate(rows):
        if count == _MOST:
            yield Fault(_("%(table)s: and more like these") % {"table": model._meta.db_table})
            return
        words = {
            "table": model._meta.verbose_name, "key": key, "field": field.verbose_name,
            "target": target.model._meta.verbose_name, "value": value,
        }  # fmt: skip
        if model in _DERIVED:
            message = _("%(table)s %(key)s is of a %(target)s that is not there: %(value)s")
            mend = partial(_delete, model, field, value)
            yield Fault(message % words, mend)
            continue
        if field.null:
            message = _(
                "%(table)s %(key)s: “%(field)s” leads to a %(target)s that is not there, "
                "%(value)s. Choose another at the desk, or none, and save"
            )
        else:
            message = _(
                "%(table)s %(key)s: “%(field)s” leads to a %(target)s that is not there, "
                "%(value)s. Take the one or the other from a backup"
            )
        yield Fault(message % words)


def _delete(model: type[Model], field: ForeignKey, value: object) -> None:
    rows = model._base_manager.filter(**{field.attname: value})
    rows._raw_delete(rows.db)


def dates_are_in_range() -> Iterator[Fault]:
    """Check that dates are in a plausible range: one at the limits of the calendar cannot be
    converted to another zone, and breaks whatever shows it. Derived rows are left out, because they
    are right as soon as their source is."""
    for model in apps.get_app_config("articles").get_models():
        if model in _DERIVED:
            continue
        for field in model._meta.local_concrete_fields:
            if not isinstance(field, DateField):
                continue
            first = FIRST_YEAR_OF_TIMES if isinstance(field, DateTimeField) else FIRST_YEAR
            out = Q(**{f"{field.name}__year__lt": first})
            out |= Q(**{f"{field.name}__year__gt": LAST_YEAR})
            for key in model._base_manager.filter(out).values_list("pk", flat=True)[:_MOST]:
                words = {
                    "table": model._meta.verbose_name, "key": key, "field": field.verbose_name,
                    "first": first, "last": LAST_YEAR,
                }  # fmt: skip
                message = _(
                    "%(table)s %(key)s: “%(field)s” is not between %(first)d and %(last)d. Correct "
                    "it at the desk"
                )
                yield Fault(message % words)


def triggers_are_in_place() -> Iterator[Fault]:
    for name in sorted(broken_triggers(connection)):
        message = _("a change is not told to who reads: “%(name)s” is not in place. Run migrate")
        yield Fault(message % {"name": name}, _put_triggers)


def _put_triggers() -> None:
    put_triggers(connection)


def edition_is_there() -> Iterator[Fault]:
    """Check that the edition and the content versions exist. PostgreSQL writes the edition when a
    transaction ends, so that within one it may be missing."""
    mark = Edition.objects.values_list("mark", flat=True).first()
    out = Article.objects.filter(status=ArticleStatus.PUBLISHED)
    is_lost = mark is None and not connection.in_atomic_block and out.exists()
    if is_lost or mark == UNWATCHED:
        yield Fault(_("the edition of the paper is not counted: no page is kept"), _raise_edition)
    for model, owner in ((ContentVersion, Article), (DossierContentVersion, Organization)):
        key = model._meta.pk.attname
        lost = owner.objects.filter(~Exists(model.objects.filter(**{key: OuterRef("pk")})))
        for slug in lost.values_list("slug", flat=True)[:_MOST]:
            words = _("%(slug)s: what pages show of it is not counted")
            yield Fault(words % {"slug": slug}, _add_content_versions)


def _raise_edition() -> None:
    raise_edition(connection)


def _add_content_versions() -> None:
    with transaction.atomic():
        # Older fragments would seem current otherwise.
        ArticleFragments.objects.filter(article__content_version=None).update(content_version=0)
        DossierFragments.objects.filter(organization__dossier_content_version=None).update(
            content_version=0
        )
        add_missing_content_versions(connection)


def indexes_agree() -> Iterator[Fault]:
    for name in broken_indexes(connection):
        words = _("the index “%(name)s” does not agree with its table")
        yield Fault(words % {"name": name}, _mend_indexes)


def _mend_indexes() -> None:
    mend_indexes(connection)


CHECKS: tuple[Check, ...] = (
    file_is_whole,
    foreign_keys_hold,
    dates_are_in_range,
    triggers_are_in_place,
    edition_is_there,
    indexes_agree,
)
