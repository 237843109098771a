from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.db.choices import MediaKind
from articles.db.fields import LineField, ParagraphsField
from articles.media import FORMATS
from articles.models.ai_declarations import Credited
from articles.querysets import MediaQuerySet, NaturalKeyManager
from articles.text.measures import format_length, format_size

#: Where files are kept. The text of an article refers to them by it: see `markup.file_name`.
UPLOAD_TO = "files/%Y/%m/"


class Media(Credited):
    """A file of audio or video, or a document, with its texts. What it is and how long, wide or
    thick it is was read from its bytes (see `articles.media`): `duration` is in whole
    seconds, `width` and `height` are of the image of a video, in pixels.

    What is spoken can be read: `transcript` is its words, `captions` a file in WebVTT for a video.
    """

    file = models.FileField(_("file"), upload_to=UPLOAD_TO, max_length=200, unique=True)
    kind = models.CharField(_("kind of file"), max_length=10, choices=MediaKind, editable=False)
    mime_type = models.CharField(_("MIME type"), max_length=40, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    duration = models.PositiveIntegerField(_("length in seconds"), null=True, editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    title = LineField(
        _("title"), max_length=200, help_text=_("What it is, as a list or a link would call it.")
    )
    description = LineField(
        _("description"), max_length=300, blank=True, help_text=_("One line under the title.")
    )
    credit = LineField(
        _("credit"), max_length=120, help_text=_("Who made it, as it will be printed.")
    )
    transcript = ParagraphsField(
        _("transcript"),
        blank=True,
        help_text=_("The words that are spoken, for those who cannot hear them."),
    )
    captions = models.FileField(
        _("captions"),
        upload_to=UPLOAD_TO,
        max_length=200,
        blank=True,
        help_text=_("Of a video, in WebVTT (.vtt)."),
    )
    no_speech = models.BooleanField(
        _("nothing is spoken in it"),
        default=False,
        help_text=_("Music, noises, silence: there is nothing to transcribe."),
    )
    poster = models.ForeignKey(
        "articles.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posters",
        verbose_name=_("poster"),
        help_text=_("The picture of a video before it plays."),
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = NaturalKeyManager.from_queryset(MediaQuerySet)()
    natural_key_fields = ("file",)

    class Meta:
        verbose_name = _("media file")
        verbose_name_plural = _("audio, video and documents")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="media_size_positive",
                violation_error_message=_("This file is empty."),
            ),
            models.CheckConstraint(
                # A comparison with NULL would let it by.
                condition=Q(
                    kind=MediaKind.AUDIO,
                    duration__isnull=False,
                    duration__gt=0,
                    pages=None,
                    width=None,
                    height=None,
                )
                | Q(
                    kind=MediaKind.VIDEO,
                    duration__isnull=False,
                    duration__gt=0,
                    pages=None,
                    width__isnull=False,
                    width__gt=0,
                    height__isnull=False,
                    height__gt=0,
                )
                | Q(
                    kind=MediaKind.DOCUMENT,
                    duration=None,
                    pages__isnull=False,
                    pages__gt=0,
                    width=None,
                    height=None,
                ),
                name="media_measures_of_kind",
                violation_error_message=_("The measures are not those of a file of its kind."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="media_title_present",
                violation_error_message=_("Give the file a title."),
            ),
            models.CheckConstraint(
                condition=~Q(credit=""),
                name="media_credit_present",
                violation_error_message=_("Say who made the file."),
            ),
            models.CheckConstraint(
                condition=Q(kind=MediaKind.DOCUMENT)
                | ~Q(transcript="")
                | ~Q(captions="")
                | Q(no_speech=True),
                name="media_speech_readable",
                violation_error_message=_(
                    "Write the transcript (of a video, or its captions), or say that nothing is "
                    "spoken in it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind=MediaKind.VIDEO) | Q(captions="", poster=None),
                name="media_captions_of_video",
                violation_error_message=_("Captions and a poster are for a video."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.file.name,)

    @property
    def is_audio(self) -> bool:
        return self.kind == MediaKind.AUDIO

    @property
    def is_video(self) -> bool:
        return self.kind == MediaKind.VIDEO

    @property
    def is_document(self) -> bool:
        return self.kind == MediaKind.DOCUMENT

    @property
    def is_elsewhere(self) -> bool:
        """Return True if the file is served by another site than the paper's own, from a bucket."""
        return not self.file.url.startswith("/")

    @property
    def format_name(self) -> str:
        """The format as people call it: MP3, PDF."""
        return next((each.name for each in FORMATS if each.mime_type == self.mime_type), "")

    @property
    def facts(self) -> str:
        """The format, the length or the pages, and the size: «PDF, 12 pagine, 1,4 MB»."""
        if self.pages:
            measure = ngettext("%(n)d page", "%(n)d pages", self.pages) % {"n": self.pages}
        else:
            measure = format_length(self.duration or 0)
        return _now("%(format)s, %(measure)s, %(size)s") % {
            "format": self.format_name,
            "measure": measure,
            "size": format_size(self.size),
        }


class MediaUse(models.Model):
    """The relation of an article to a file that its text shows or links. It follows from the text,
    and keeps the file from being deleted meanwhile.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="media_uses"
    )
    media = models.ForeignKey("articles.Media", on_delete=models.PROTECT, related_name="uses")

    objects = NaturalKeyManager()
    natural_key_fields = ("article__slug", "media__file")

    class Meta:
        verbose_name = _("use of a media file")
        verbose_name_plural = _("uses of media files")
        constraints = [models.UniqueConstraint(fields=["article", "media"], name="media_use_once")]

    def __str__(self) -> str:
        return f"{self.media}: {self.article}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.article.natural_key(), *self.media.natural_key())

    natural_key.dependencies = ["articles.article", "articles.media"]
