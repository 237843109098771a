from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.db.date_fields import BoundedDateTimeField
from articles.db.fields import LineField

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from articles.models.articles import Article
    from articles.models.media import Media
    from articles.models.pictures import Picture

#: An open form gives a sign of life every few seconds; after a longer silence it is taken for
#: closed.
SEEN_WITHIN = dt.timedelta(seconds=15)


class WorkingCopyQuerySet(models.QuerySet):
    def of(self, person: AbstractBaseUser) -> WorkingCopyQuerySet:
        return self.filter(person=person)

    def on(self, article: Article | None) -> WorkingCopyQuerySet:
        """Keep the copies of an article; without one, those of articles that were never saved."""
        return self.filter(article=article) if article else self.filter(article=None)

    def with_text(self) -> WorkingCopyQuerySet:
        """Keep the copies in which something was typed."""
        return self.exclude(saved_at=None)

    def unfinished(self) -> WorkingCopyQuerySet:
        """Keep the copies with text that is neither saved in the article nor set aside."""
        return self.with_text().filter(set_aside_at=None, finished_at=None)

    def with_picture(self, picture: Picture) -> WorkingCopyQuerySet:
        """Keep the copies that show a picture, in the text or above it."""
        in_text = quote(picture.file.name, safe="")
        above = rf"(^|&)lead_picture={picture.pk}(&|$)"
        return self.filter(Q(typed__contains=in_text) | Q(typed__regex=above))

    def with_media(self, media: Media) -> WorkingCopyQuerySet:
        """Keep the copies whose text has a file of audio or video, or a document."""
        return self.filter(typed__contains=quote(media.file.name, safe=""))

    def open_now(self) -> WorkingCopyQuerySet:
        """Keep the copies whose form is open in a browser."""
        return self.filter(seen_at__gt=timezone.now() - SEEN_WITHIN)


class WorkingCopy(models.Model):
    """A form that a person opened on an article, and the text typed in it since: never public,
    never in the history, apart from the article.

    `key` is given to the form when it opens; `holder` identifies the browser page that writes in
    it: where two pages come to have one key, the last one to ask holds it, and the other is told to
    take a key of its own. `typed` is the data that the form would send, encoded as a form is;
    `saved_at` is the time it last arrived, empty where nothing was typed. `base_version` is the
    version of the article that the form began from. `seen_at` is the time of the form's last sign
    of life. A finished copy became part of the article, or of another copy; one that was set aside
    is kept for a while. Neither is offered any more, nor written in.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    holder = models.CharField(max_length=40, blank=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="working_copies"
    )
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, null=True, related_name="working_copies"
    )
    base_version = models.PositiveIntegerField(default=0)
    headline = LineField(_("headline"), max_length=200, blank=True)
    typed = models.TextField(blank=True)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    saved_at = BoundedDateTimeField(_("saved"), null=True)
    seen_at = BoundedDateTimeField(_("seen"), null=True)
    finished_at = BoundedDateTimeField(_("finished"), null=True)
    set_aside_at = BoundedDateTimeField(_("set aside"), null=True)

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(saved_at=None, typed="") | Q(saved_at__isnull=False),
                name="working_copy_saved_when_typed",
            ),
        ]
        indexes = [models.Index(fields=["article", "seen_at"], name="working_copy_open")]

    def __str__(self) -> str:
        return f"{self.headline} · {self.person}"

    @property
    def is_open(self) -> bool:
        """Return True if the form is open in a browser: `open_now()` for an instance."""
        return self.seen_at is not None and self.seen_at > timezone.now() - SEEN_WITHIN

    @property
    def is_closed(self) -> bool:
        return self.finished_at is not None or self.set_aside_at is not None
