from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.db.choices import Verb
from articles.db.fields import LineField, ParagraphsField
from articles.models.append_only import WrittenOnce
from articles.querysets import WrittenOnceQuerySet


class EditorialActQuerySet(WrittenOnceQuerySet):
    def on(self, article_key: int) -> EditorialActQuerySet:
        return self.filter(article_key=article_key)


class EditorialAct(WrittenOnce):
    """An entry in the newsroom's log: something that was done to an article or to an organization,
    by whom and when. An entry is written once, and never changed or deleted afterwards.

    Articles, organizations and persons are stored by key and by the name they had then, without
    foreign keys that the database enforces: the log outlives them.
    """

    verb = models.CharField(_("what"), max_length=15, choices=Verb)
    article_key = models.BigIntegerField(null=True, db_index=True)
    organization_key = models.BigIntegerField(null=True, db_index=True)
    subject = LineField(_("piece or organization"), max_length=200)
    note = ParagraphsField(_("note"), blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    person_name = LineField(_("who"), max_length=150, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)

    objects = EditorialActQuerySet.as_manager()

    class Meta:
        verbose_name = _("editorial act")
        verbose_name_plural = _("log of the newsroom")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.subject}"
