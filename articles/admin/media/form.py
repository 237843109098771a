"""The form of a file of audio or video, or a document: the file, its words, its credit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.db.choices import AIUse, MediaKind
from articles.media import (
    AUDIO,
    DOCUMENT,
    EXTENSIONS,
    MAX_CAPTIONS,
    VIDEO,
    Contents,
    most_bytes,
    read_captions,
    read_media,
)
from articles.models import Media

_MEGABYTE = 1024**2


def _limits() -> str:
    """Return which files are accepted, with the sizes that settings give."""
    sizes = {kind: most_bytes(kind) // _MEGABYTE for kind in (AUDIO, VIDEO, DOCUMENT)}
    text = _(
        "Audio in MP3, M4A or Ogg, up to %(audio)d MB; video in MP4 or WebM, up to %(video)d MB; "
        "PDF up to %(document)d MB. MP3, M4A and MP4 play everywhere."
    )
    return text % sizes


class MediaFileField(forms.FileField):
    """A field for a file of audio or video, or a document, which is read to its end: `contents` of
    the value is what its bytes say."""

    widget = AdminFileWidget(attrs={"accept": ",".join(f".{name}" for name in EXTENSIONS)})
    default_validators = [
        FileExtensionValidator(
            EXTENSIONS,
            _(
                "“%(extension)s” is no name of audio, video or PDF. Accepted: "
                "%(allowed_extensions)s."
            ),
        )
    ]

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        file = super().to_python(data)
        if file is not None:
            self.run_validators(file)  # a wrong extension is reported first
            file.contents = read_media(file)
        return file


class CaptionsField(forms.FileField):
    """A field for captions in WebVTT: `text` of the value is what they are, with plain line
    ends."""

    widget = AdminFileWidget(attrs={"accept": ".vtt"})

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        file = super().to_python(data)
        if file is not None:
            file.text = read_captions(file.read(MAX_CAPTIONS + 1))
        return file


class MediaForm(forms.ModelForm):
    """The form of a file. Its captions are stored with a name of their own, by `publishing`."""

    file = MediaFileField(label=_("File"))
    captions_file = CaptionsField(
        label=_("Captions"),
        required=False,
        help_text=_("Of a video, in WebVTT (.vtt): what is said, at its time."),
    )
    ai_reviewed = forms.BooleanField(label=_("I reviewed it, and I answer for it"), required=False)

    #: The error of an earlier attempt to store the form's data, if any.
    refusal: ValidationError | None = None

    class Meta:
        model = Media
        fields = ["file", "title", "description", "credit", "transcript", "no_speech", "poster"]
        fields += ["ai_use", "ai_detail"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["ai_reviewed"] = self.instance.ai_reviewed_at is not None
        self.initial["captions_file"] = self.instance.captions
        if "file" in self.fields:
            self.fields["file"].help_text = _limits()
        if "ai_use" in self.fields:  # the dialog of articles asks for less
            self.fields["ai_use"].required = False

    def clean_ai_use(self) -> str:
        return self.cleaned_data["ai_use"] or AIUse.NONE

    @property
    def contents(self) -> Contents | None:
        """What the bytes of a new file say; None if the file stays as it is."""
        return getattr(self.cleaned_data.get("file"), "contents", None)

    @property
    def captions(self) -> str | None:
        """The new captions, empty to take them away; None if they stay as they are."""
        sent = self.cleaned_data.get("captions_file")
        return "" if sent is False else getattr(sent, "text", None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        kind = self.contents.format.kind if self.contents else self.instance.kind
        if kind:
            self._check_words(cleaned, kind)
        declaration = {name: cleaned.get(name, "") for name in ("ai_use", "ai_detail")}
        try:
            publishing.check_ai(Media(**declaration))
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned

    def _check_words(self, cleaned: dict[str, Any], kind: str) -> None:
        """Refuse speech that nobody can read, and what belongs to a video alone, with the messages
        of the database's own rules, beside the field where the person can act."""
        rules = {rule.name: rule for rule in Media._meta.constraints}
        captions = self.instance.captions if self.captions is None else self.captions
        has_words = cleaned.get("transcript") or cleaned.get("no_speech") or captions
        if kind != MediaKind.DOCUMENT and not has_words and not self.errors.get("captions_file"):
            message = rules["media_speech_readable"].violation_error_message
            self.add_error("transcript", ValidationError(message, code="no_transcript"))
        if kind != MediaKind.VIDEO:
            message = rules["media_captions_of_video"].violation_error_message
            for name, value in (("captions_file", captions), ("poster", cleaned.get("poster"))):
                if value:
                    self.add_error(name, ValidationError(message, code="of_video"))

    def _get_validation_exclusions(self) -> set[str]:
        """Exclude the file: its field has validated it, and reading it once is enough."""
        return super()._get_validation_exclusions() | {"file"}
