"""Confirmation of deletions: the rows that are deleted with a row, in words that people know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

#: The most rows of a kind that are named as standing in the way.
MOST_NAMED = 10


def is_known(model: type[Model]) -> bool:
    """Return True if people know rows of this model: it belongs to the paper and declares a name
    (`Meta.verbose_name`). Models of derived data declare none, and are not mentioned."""
    declares = "verbose_name" in model._meta.original_attrs and not model._meta.auto_created
    return declares and model._meta.app_label == "articles"


class Deleting(admin.ModelAdmin):
    #: The sentence that says whether a deleted row can come back, and how.
    what_remains = _("It cannot be recovered.")

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"what_remains": self.what_remains, **(extra_context or {})}
        return super().delete_view(request, object_id, context)

    def get_deleted_objects(self, objs: Sequence[Model], request: HttpRequest) -> tuple:
        """Return the same four values as Django, in fewer words: the rows themselves; the number of
        rows deleted with them, by kind; the kinds that this person may not delete; and the rows
        that stand in the way."""
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        counts, lacking = {}, set()
        for model, rows in collector.model_objs.items():
            if not self._may_delete_all(request, model, rows):
                lacking.add(model._meta.verbose_name)
            if is_known(model) and model is not self.model:
                counts[model._meta.verbose_name_plural] = len(rows)
        return list(map(self._named, objs)), counts, lacking, self._in_the_way(collector.protected)

    def _may_delete_all(
        self, request: HttpRequest, model: type[Model], rows: Iterable[Model]
    ) -> bool:
        """Return True if this person may delete the rows. Rows without a page of their own are
        deleted along with the rows that have one."""
        if not self.admin_site.is_registered(model):
            return True
        may = self.admin_site.get_model_admin(model).has_delete_permission
        return all(may(request, row) for row in rows)

    def _in_the_way(self, rows: Iterable[Model]) -> list[str]:
        kinds: dict[type[Model], list[Model]] = defaultdict(list)
        for row in rows:
            kinds[type(row)].append(row)
        lines = []
        for of_a_kind in kinds.values():
            of_a_kind.sort(key=lambda row: row.pk)
            lines += map(self._named, of_a_kind[:MOST_NAMED])
            if (more := len(of_a_kind) - MOST_NAMED) > 0:
                lines.append(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more})
        return lines

    def _named(self, row: Model) -> str:
        """Describe a row by its kind and its name, with a link to its page."""
        kind = capfirst(row._meta.verbose_name)
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
        try:
            page = reverse(name, args=[quote(row.pk)])
        except NoReverseMatch:
            return f"{kind}: {row}"
        return format_html('{}: <a href="{}">{}</a>', kind, page, row)
