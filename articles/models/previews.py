from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.db.date_fields import BoundedDateTimeField
from articles.db.fields import LineField


class PreviewLink(models.Model):
    """An address at which somebody outside the newsroom reads an article that is not public yet,
    until it expires or is revoked. Anybody who knows `token` may read: it cannot be guessed.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="preview_links"
    )
    token = models.CharField(max_length=40, unique=True, editable=False)
    label = LineField(_("for whom"), max_length=120, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = BoundedDateTimeField(_("expires"))
    revoked_at = BoundedDateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.article} · {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("articles:preview", args=[self.token])

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
