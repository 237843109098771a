from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.db.choices import BatchState, MentionStanding


class LinkingBatch(models.Model):
    """A search of the archive for the names of one organization (or of all, if it is empty): the
    changes that it would make are gathered first, then applied, and can be undone together.

    `cursor` is the key of the last article that was read or changed, from which an interrupted
    batch goes on; `newest_name` is the key of the newest name when the batch began: later names
    belong to another batch. `read_count` is the number of articles read.
    """

    organization = models.ForeignKey(
        "articles.Organization",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="batches",
        verbose_name=_("organization"),
    )
    state = models.CharField(
        _("status"), max_length=10, choices=BatchState, default=BatchState.GATHERING
    )
    cursor = models.BigIntegerField(default=0)
    newest_name = models.BigIntegerField(default=0)
    read_count = models.PositiveIntegerField(_("pieces read"), default=0)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("begun by"),
    )
    begun_at = models.DateTimeField(_("begun"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("reading of the archive")
        verbose_name_plural = _("readings of the archive")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.organization or '—'} · {self.get_state_display()}"


class BatchChange(models.Model):
    """A change that a batch makes to one mention. `before` and `after` hold the fields of the
    mention that follow the text (None: there is no mention).
    """

    batch = models.ForeignKey(LinkingBatch, on_delete=models.CASCADE, related_name="changes")
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(
        "articles.Organization", on_delete=models.CASCADE, related_name="+"
    )
    standing = models.CharField(max_length=10, choices=MentionStanding, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "article", "organization"], name="batch_change_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} · {self.organization_id}: {self.standing}"
