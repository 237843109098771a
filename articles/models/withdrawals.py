from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.db.date_fields import BoundedDateTimeField
from articles.db.fields import LineField
from articles.querysets import NaturalKeyManager


class Withdrawal(models.Model):
    """The time and the reason of an article's withdrawal, as its address tells readers. The row is
    deleted when the article comes back; the log keeps a record.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="withdrawal"
    )
    at = BoundedDateTimeField(_("when"))
    reason = LineField(_("why, for readers"), max_length=600, blank=True)

    objects = NaturalKeyManager()
    natural_key_fields = ("article__slug",)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")

    def __str__(self) -> str:
        return str(self.article)

    def natural_key(self) -> tuple[str]:
        return self.article.natural_key()

    natural_key.dependencies = ["articles.article"]
