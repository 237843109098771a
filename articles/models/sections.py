from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.db.fields import LineField, MailAddressField
from articles.db.podcast_categories import CategoryField
from articles.models.unique_names import OneName
from articles.querysets import NaturalKeyManager, SectionQuerySet
from articles.text.slugs import MAX_LENGTH

if TYPE_CHECKING:
    from articles.models.pictures import Picture


#: What Apple asks of the picture of a podcast: a square, of so many pixels, in one of two formats.
COVER_SIDES, COVER_EXTENSIONS = range(1400, 3001), (".jpg", ".jpeg", ".png")


class Section(OneName):
    """A section of the paper. An article is in one. Its audio may also come out as a podcast."""

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

    podcast = models.BooleanField(
        _("podcast"),
        default=False,
        db_default=False,
        help_text=_("The pieces with audio (MP3 or M4A) come out as a podcast too."),
    )
    podcast_author = LineField(
        _("author of the podcast"),
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text=_("Empty: the paper."),
    )
    podcast_image = models.ForeignKey(
        "articles.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="podcasts",
        verbose_name=_("cover of the podcast"),
        help_text=_("A square JPEG or PNG, with sides of 1,400 to 3,000 pixels."),
    )
    podcast_category = CategoryField(
        _("category of the podcast"), help_text=_("As Apple's directory calls it.")
    )
    podcast_explicit = models.BooleanField(
        _("explicit content"),
        default=False,
        db_default=False,
        help_text=_("Language or subjects that are not for children."),
    )
    podcast_email = MailAddressField(
        _("address of who keeps the podcast"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Anybody can read it: directories write there. It may be left empty."),
    )

    objects = NaturalKeyManager.from_queryset(SectionQuerySet)()
    natural_key_fields = ("slug",)

    class Meta(OneName.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]
        constraints = [
            *OneName.Meta.constraints,
            models.CheckConstraint(
                condition=Q(podcast=False)
                | (Q(podcast_image__isnull=False) & ~Q(podcast_category="")),
                name="section_podcast_complete",
                violation_error_message=_("A podcast needs a cover and a category."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        cover = self.podcast_image
        if self.podcast and cover is not None and not is_cover(cover):
            text = _(
                "The cover must be a square JPEG or PNG with sides of 1,400 to 3,000 pixels: this "
                "is %(width)d by %(height)d."
            )
            words = {"width": cover.width, "height": cover.height}
            raise ValidationError({"podcast_image": ValidationError(text, "cover", words)})

    @property
    def podcast_path(self) -> str:
        """The path of the podcast's feed; empty where there is none."""
        return reverse("articles:section_podcast", args=[self.slug]) if self.podcast else ""

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


def is_cover(picture: Picture) -> bool:
    """Return True if a picture can be the cover of a podcast."""
    return (
        picture.width == picture.height
        and picture.width in COVER_SIDES
        and picture.file.name.lower().endswith(COVER_EXTENSIONS)
    )
