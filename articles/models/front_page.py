from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.db.date_fields import BoundedDateTimeField
from articles.querysets import FrontPlaceQuerySet, NaturalKeyManager

#: The number of places at the head of the front page: the lead, and the seconds beside it.
FRONT_PLACES = 4


class FrontPlace(models.Model):
    """An article that the desk put at the head of the front page, until a time. `position` 0 is the
    lead. A place without an article is filled with the newest one.
    """

    position = models.PositiveSmallIntegerField(
        _("place"), unique=True, validators=[MaxValueValidator(FRONT_PLACES - 1)]
    )
    article = models.OneToOneField(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="front_place",
        verbose_name=_("article"),
    )
    until = BoundedDateTimeField(_("until"))

    objects = NaturalKeyManager.from_queryset(FrontPlaceQuerySet)()
    natural_key_fields = ("position",)

    class Meta:
        verbose_name = _("place on the front page")
        verbose_name_plural = _("places on the front page")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(position__lt=FRONT_PLACES), name="front_place_exists"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} · {self.article}"

    def natural_key(self) -> tuple[int]:
        return (self.position,)

    natural_key.dependencies = ["articles.article"]
