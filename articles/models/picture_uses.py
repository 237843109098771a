from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.querysets import NaturalKeyManager


class PictureUse(models.Model):
    """The relation of an article to a picture in its text. It follows from the text, and keeps the
    picture from being deleted while an article shows it.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="picture_uses"
    )
    picture = models.ForeignKey("articles.Picture", on_delete=models.PROTECT, related_name="uses")

    objects = NaturalKeyManager()
    natural_key_fields = ("article__slug", "picture__file")

    class Meta:
        verbose_name = _("use of a picture")
        verbose_name_plural = _("uses of pictures")
        constraints = [
            models.UniqueConstraint(fields=["article", "picture"], name="picture_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.picture}: {self.article}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.article.natural_key(), *self.picture.natural_key())

    natural_key.dependencies = ["articles.article", "articles.picture"]
