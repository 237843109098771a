from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.db.fields import LineField


class SetAsideCheck(models.Model):
    """An advice on an article that a person set aside, with the reason. `code` is the kind of
    advice, `about` its subject (a link, a name), so that the same kind of advice on another subject
    is given again.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="set_aside_checks"
    )
    code = models.CharField(max_length=40)
    about = LineField(max_length=300, blank=True)
    reason = LineField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("check set aside")
        verbose_name_plural = _("checks set aside")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "code", "about"], name="set_aside_check_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
