"""The form of a picture: its file, its description and credit, its focal point."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.db.models import Field, URLField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.db.choices import AIUse
from articles.models import Picture
from articles.pictures import EXTENSIONS, Credits, Photograph, read_photograph


class PhotographField(forms.FileField):
    """A field for a picture file, which is read to its end: `photograph` of the value is the
    decoded picture."""

    widget = AdminFileWidget(attrs={"accept": ",".join(f".{name}" for name in EXTENSIONS)})
    default_validators = [
        FileExtensionValidator(
            EXTENSIONS,
            _("“%(extension)s” is no name of a picture file. Accepted: %(allowed_extensions)s."),
        )
    ]

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:
        file = super().to_python(data)
        if file is not None:
            self.run_validators(file)  # a wrong extension is reported first
            file.photograph = read_photograph(file)
        return file


def said_in_file(found: Credits) -> dict[str, str]:
    """Return the values that the header of a file gives the fields of a picture; an address that is
    none is left out.
    """
    texts = {
        "caption": found.caption,
        "credit": found.line,
        "creator": found.byline,
        "copyright_notice": found.copyright,
        "license_url": found.license_url,
        "licensor_url": found.licensor_url,
    }
    return {name: _fitting(Picture._meta.get_field(name), text) for name, text in texts.items()}


def _fitting(field: Field, text: str) -> str:
    if isinstance(field, URLField):
        try:
            field.run_validators(text)
        except ValidationError:
            return ""
    return text[: field.max_length]


class PictureForm(forms.ModelForm):
    """The form of a picture. Caption, credit and rights are taken from the file if a person leaves
    them empty."""

    file = PhotographField(
        label=_("File"),
        help_text=_("JPEG, PNG, WebP, AVIF or GIF, up to 30 MB and 60 million pixels."),
    )
    credit = forms.CharField(
        label=_("Credit"),
        max_length=Picture._meta.get_field("credit").max_length,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Who made it, as it will be printed. Empty: as the file says."),
    )

    #: The error of an earlier attempt to store the form's data, if any.
    refusal: ValidationError | None = None

    ai_reviewed = forms.BooleanField(label=_("I reviewed it, and I answer for it"), required=False)

    class Meta:
        model = Picture
        fields = ["file", "alt", "decorative", "caption", "credit", "focal_x", "focal_y"]
        fields += ["creator", "copyright_notice", "license_url", "licensor_url"]
        fields += ["ai_use", "ai_detail"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["ai_reviewed"] = self.instance.ai_reviewed_at is not None
        if "ai_use" in self.fields:  # the dialog of articles asks for less
            self.fields["ai_use"].required = False

    def clean_ai_use(self) -> str:
        return self.cleaned_data["ai_use"] or AIUse.NONE

    @property
    def photograph(self) -> Photograph | None:
        """The decoded picture of the new file; None if the file stays as it is."""
        return getattr(self.cleaned_data.get("file"), "photograph", None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        found = self.photograph.credits if self.photograph else Credits()
        for name, text in said_in_file(found).items():
            if name in cleaned and not cleaned[name]:
                cleaned[name] = text
        if not cleaned.get("credit") and not self.has_error("credit"):
            text = gettext("Say who made the picture: its file does not.")
            self.add_error("credit", forms.ValidationError(text, code="no_credit"))
        declaration = {name: cleaned.get(name, "") for name in ("ai_use", "ai_detail")}
        try:
            publishing.check_ai(Picture(**declaration))
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Exclude the file: its field has validated it, and reading it once is enough."""
        return super()._get_validation_exclusions() | {"file"}
