from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.db.date_fields import BoundedDateTimeField
from articles.db.fields import LineField, NameKeyField
from articles.models.unique_names import OneName


class Merge(models.Model):
    """A merge of two rows into one. `before` holds the rows that were changed or deleted, by model,
    as they were: everything that undoing takes. It refers to rows by their keys, and is empty in a
    copy of the paper, where keys differ (see `signals`). A merge that is `within` another can be
    undone only after that one.
    """

    absorbed_name = LineField(_("absorbed"), max_length=120)
    absorbed_name_key = NameKeyField(of="absorbed_name", db_index=True)
    absorbed_key = models.BigIntegerField(null=True, editable=False, db_index=True)
    before = models.JSONField(encoder=DjangoJSONEncoder, default=dict, blank=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("merged by"),
    )
    merged_at = models.DateTimeField(_("merged"), auto_now_add=True)
    undone_at = BoundedDateTimeField(_("undone"), null=True, blank=True)
    within = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="inner",
    )

    class Meta:
        abstract = True
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.absorbed_name} → {self.kept}"

    @property
    def can_be_undone(self) -> bool:
        return bool(self.before) and self.undone_at is None and self.within_id is None


class OrganizationMerge(Merge):
    kept = models.ForeignKey(
        "articles.Organization",
        on_delete=models.CASCADE,
        related_name="merges",
        verbose_name=_("organization"),
    )

    class Meta(Merge.Meta):
        verbose_name = _("merge of organizations")
        verbose_name_plural = _("merges of organizations")


class AuthorMerge(Merge):
    kept = models.ForeignKey(
        "articles.Author",
        on_delete=models.CASCADE,
        related_name="merges",
        verbose_name=_("author"),
    )

    class Meta(Merge.Meta):
        verbose_name = _("merge of authors")
        verbose_name_plural = _("merges of authors")


class PersonMerge(Merge):
    kept = models.ForeignKey(
        "articles.Person",
        on_delete=models.CASCADE,
        related_name="merges",
        verbose_name=_("person"),
    )

    class Meta(Merge.Meta):
        verbose_name = _("merge of persons")
        verbose_name_plural = _("merges of persons")


class SectionMerge(Merge):
    kept = models.ForeignKey(
        "articles.Section",
        on_delete=models.CASCADE,
        related_name="merges",
        verbose_name=_("section"),
    )

    class Meta(Merge.Meta):
        verbose_name = _("merge of sections")
        verbose_name_plural = _("merges of sections")


class TagMerge(Merge):
    kept = models.ForeignKey(
        "articles.Tag",
        on_delete=models.CASCADE,
        related_name="merges",
        verbose_name=_("tag"),
    )

    class Meta(Merge.Meta):
        verbose_name = _("merge of tags")
        verbose_name_plural = _("merges of tags")


def merges_of(model: type[OneName]) -> models.QuerySet:
    """Return the merges of rows of a model that have not been undone, each with the row that
    stayed, the latest last.
    """
    records = model._meta.get_field("merges").related_model.objects
    return records.filter(undone_at=None).select_related("kept").order_by("pk")


def absorbed(model: type[OneName], keys: Collection[int]) -> dict[int, OneName]:
    """Return the rows into which those with the given keys were merged, by the key that is gone."""
    return {row.absorbed_key: row.kept for row in merges_of(model).filter(absorbed_key__in=keys)}
