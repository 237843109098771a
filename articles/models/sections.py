from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.db.fields import LineField
from articles.models.unique_names import OneName
from articles.querysets import NaturalKeyManager, SectionQuerySet
from articles.text.slugs import MAX_LENGTH


class Section(OneName):
    """A section of the paper. An article is in one."""

    name = LineField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(
        _("address"),
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        help_text=_("Made from the name when left empty."),
    )
    description = LineField(
        _("description"), max_length=300, blank=True, help_text=_("One line, under the title.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Its place in the masthead; the lowest comes first.")
    )

    objects = NaturalKeyManager.from_queryset(SectionQuerySet)()
    natural_key_fields = ("slug",)

    class Meta(OneName.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
