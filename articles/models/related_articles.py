from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.querysets import NaturalKeyManager, RelatedArticleQuerySet

#: The most related articles that an article has: as many as its page shows.
MOST_RELATED = 6


class RelatedArticle(models.Model):
    """The relation of an article to another that an editor chose for its readers, in order. One
    that is withdrawn, or under embargo, stays chosen: readers see it while they may.
    """

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="related_articles",
        verbose_name=_("article"),
    )
    related = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="related_to",
        verbose_name=_("related piece"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = NaturalKeyManager.from_queryset(RelatedArticleQuerySet)()
    natural_key_fields = ("article__slug", "related__slug")

    class Meta:
        verbose_name = _("related piece")
        verbose_name_plural = _("related pieces")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "related"], name="related_article_once"),
            models.CheckConstraint(
                condition=~Q(article=F("related")), name="related_article_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.related} · {self.article}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.article.natural_key(), *self.related.natural_key())

    natural_key.dependencies = ["articles.article"]
