from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.db.choices import RectificationState
from articles.db.date_fields import BoundedDateField, BoundedDateTimeField
from articles.db.fields import LineField, ParagraphsField
from articles.db.routes import path_of
from articles.querysets import NaturalKeyManager, RectificationQuerySet
from articles.text.deadlines import clock_words, days_until

#: Fields that are locked once the statement is published.
_LOCKED = ("article_id", "sender", "received_on", "text", "slug", "state")


class Rectification(models.Model):
    """A statement by somebody whom an article concerns, which the paper must publish as received:
    the «rettifica» of the Italian law on the press (8 February 1948, no. 47, art. 8).

    `text` is stored to the letter; once it is published, it is locked with all that readers see of
    it. The law gives two days from the request (`RECTIFICATION_DAYS`).
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        related_name="rectifications",
        verbose_name=_("article"),
        help_text=_("The piece that it answers."),
    )
    sender = LineField(
        _("sender"), max_length=200, help_text=_("Who asks for it, as readers will see it.")
    )
    received_on = BoundedDateField(
        _("received"),
        default=timezone.localdate,
        help_text=_("The day of the request: the clock starts here."),
    )
    text = ParagraphsField(
        _("statement"), help_text=_("As it came, to the letter: nothing is added or taken away.")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=RectificationState,
        default=RectificationState.WAITING,
        editable=False,
    )
    reason = ParagraphsField(_("why it was declined"), blank=True, editable=False)
    closed_at = BoundedDateTimeField(_("when"), null=True, editable=False, db_index=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("who"),
    )

    objects = NaturalKeyManager.from_queryset(RectificationQuerySet)()
    natural_key_fields = ("uuid",)

    class Meta:
        verbose_name = _("rectification")
        verbose_name_plural = _("rectifications")
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RectificationState.WAITING, closed_at=None)
                | (~Q(state=RectificationState.WAITING) & Q(closed_at__isnull=False)),
                name="rectification_closed_when",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="rectification_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.sender}: {self.article}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, or raise TypeError if a published statement would change for readers."""
        stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        is_printed = stored is not None and stored.state == RectificationState.PUBLISHED
        if is_printed and any(getattr(stored, name) != getattr(self, name) for name in _LOCKED):
            raise TypeError("A published statement is not changed.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return path_of("articles:rectification", self.slug)

    def natural_key(self) -> tuple[str]:
        return (str(self.uuid),)

    natural_key.dependencies = ["articles.article"]

    @property
    def anchor(self) -> str:
        return f"rettifica-{self.uuid.hex[:8]}"

    @property
    def is_waiting(self) -> bool:
        return self.state == RectificationState.WAITING

    @property
    def due_on(self) -> dt.date:
        """The last day on which the statement may be published."""
        return self.received_on + dt.timedelta(days=settings.RECTIFICATION_DAYS)

    @property
    def clock(self) -> str:
        """The time left to publish, in words; empty once the request is closed."""
        return clock_words(self.due_on) if self.is_waiting else ""

    @property
    def is_overdue(self) -> bool:
        return self.is_waiting and days_until(self.due_on) < 0

    @property
    def lines(self) -> int:
        """The number of lines of sixty characters, as on a typewriter: the law obliges to print
        thirty.
        """
        return sum(max(1, -(-len(line) // 60)) for line in self.text.splitlines() if line.strip())
