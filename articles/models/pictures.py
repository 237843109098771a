from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.db.fields import LineField, PictureFileField, WebAddressField
from articles.db.validators import validate_picture_file
from articles.models.ai_declarations import Credited
from articles.pictures import (
    CARD,
    FULL,
    RATIOS,
    RENDITIONS_VERSION,
    Rendition,
    Rights,
    Shape,
    renditions_of,
)
from articles.querysets import NaturalKeyManager, PictureQuerySet


class Sources(NamedTuple):
    """The attributes of a picture on a page: `avif` and `webp` are lists for `srcset`, empty where
    only the original file exists; `src` is the largest file, of `width` and `height` in pixels.
    """

    avif: str
    webp: str
    src: str
    width: int
    height: int


class Picture(Credited):
    """A picture with its texts. `focal_x` and `focal_y` are percentages of its width and height:
    the point that a crop must keep. `renditions_version` is the version of the settings by which
    its renditions were made (see `articles.pictures`): 0 where there are none yet, and pages show
    the file. `rights_pending` says that its files do not carry its present rights yet.
    """

    file = PictureFileField(
        _("file"),
        upload_to="pictures/%Y/%m/",
        max_length=200,
        unique=True,
        width_field="width",
        height_field="height",
        validators=[validate_picture_file],
    )
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = LineField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It adds nothing to the text: screen readers skip it."),
    )
    caption = LineField(_("caption"), max_length=300, blank=True)
    credit = LineField(
        _("credit"), max_length=120, help_text=_("Who made it, as it will be printed.")
    )
    creator = LineField(
        _("author"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text=_("The person who took it, or drew it."),
    )
    copyright_notice = LineField(
        _("copyright"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("Whose it is: “© 2026 Ada Bianchi”."),
    )
    license_url = WebAddressField(
        _("licence"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text=_("The address of its licence, or of the terms on which it may be used."),
    )
    licensor_url = WebAddressField(
        _("where to ask for it"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text=_("The address of a page on which others obtain a licence."),
    )
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left (%)"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top (%)"), default=50, validators=[MaxValueValidator(100)]
    )
    renditions_version = models.PositiveSmallIntegerField(
        default=0, editable=False, db_column="recipe"
    )
    rights_pending = models.BooleanField(default=False, db_default=False, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = NaturalKeyManager.from_queryset(PictureQuerySet)()
    natural_key_fields = ("file",)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0),
                name="picture_size_positive",
                violation_error_message=_("This picture has no size."),
            ),
            models.CheckConstraint(
                condition=~Q(alt="") | Q(decorative=True),
                name="picture_alt_or_decorative",
                violation_error_message=_(
                    "Write the alternative text, or mark the picture as decorative."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(credit=""),
                name="picture_credit_present",
                violation_error_message=_("Say who made the picture."),
            ),
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100),
                name="picture_focal_point_inside",
                violation_error_message=_("The focal point lies outside the picture."),
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or PurePosixPath(self.file.name).name

    def natural_key(self) -> tuple[str]:
        return (self.file.name,)

    @property
    def alt_text(self) -> str:
        """The text of the `alt` attribute: empty for a decorative picture."""
        return "" if self.decorative else self.alt

    @property
    def rights(self) -> Rights:
        """The rights that its files carry. They describe it in the words of its caption, or else
        of its alternative text.
        """
        return Rights(
            credit=self.credit,
            creator=self.creator,
            copyright_notice=self.copyright_notice,
            license_url=self.license_url,
            licensor_url=self.licensor_url,
            description=self.caption or self.alt_text,
            source_type=self.digital_source_type,
        )

    def renditions(self, *shapes: Shape) -> list[Rendition]:
        """Return the renditions to be made of the picture, in these shapes or in all."""
        size, focus = (self.width, self.height), (self.focal_x, self.focal_y)
        return renditions_of(self.file.name, size, focus, *([shapes] if shapes else []))

    @property
    def full(self) -> Sources:
        """The whole picture, for a page."""
        return self._sources(FULL)

    @property
    def card(self) -> Sources:
        """The crop of three to two, for a list."""
        return self._sources(CARD)

    @property
    def ratios(self) -> list[Sources]:
        """The crops for search engines, in three ratios; the whole picture where there are none
        yet.
        """
        if self.renditions_version != RENDITIONS_VERSION:
            return [self.full]
        return [self._sources(shape) for shape in RATIOS]

    def _sources(self, shape: Shape) -> Sources:
        if self.renditions_version != RENDITIONS_VERSION:
            return Sources("", "", self.file.url, self.width, self.height)
        url, renditions = self.file.storage.url, self.renditions(shape)
        lists = {
            kind: ", ".join(
                f"{url(one.name)} {one.width}w" for one in renditions if one.kind == kind
            )
            for kind in ("avif", "webp")
        }
        largest = max(renditions, key=lambda one: (one.width, one.kind == "webp"))
        return Sources(**lists, src=url(largest.name), width=largest.width, height=largest.height)
