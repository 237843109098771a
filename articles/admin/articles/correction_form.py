"""Forms that ask what kind of change is made to a public article: when it is saved, when an earlier
version is restored, and when readers are told something while the text stays."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.db.choices import AMENDMENT_KINDS, CorrectionKind
from articles.models.corrections import MOST_WORDS
from articles.publishing import Amendment


def _sentence() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2, "class": "grows"})


class AmendmentForm(forms.Form):
    amendment_kind = forms.ChoiceField(
        label=_("What is this change?"),
        choices=AMENDMENT_KINDS,
        required=False,
        widget=forms.RadioSelect,
    )
    amendment_wrong = forms.CharField(
        label=_("What was wrong"),
        max_length=MOST_WORDS,
        required=False,
        widget=_sentence(),
        help_text=_("A whole sentence: “The piece said that the models were six.”"),
    )
    amendment_right = forms.CharField(
        label=_("What is right, or what is new"),
        max_length=MOST_WORDS,
        required=False,
        widget=_sentence(),
        help_text=_("“They are five.” Readers see both sentences, one after the other."),
    )
    amendment_is_on_top = forms.BooleanField(
        label=_("It changes the sense of the piece: readers find it at the head"),
        required=False,
    )

    @property
    def amendment(self) -> Amendment | None:
        """The amendment described in the clean form; None if no kind was chosen."""
        data = self.cleaned_data
        if not (kind := data.get("amendment_kind")):
            return None
        return Amendment(
            kind=kind,
            wrong=data.get("amendment_wrong", ""),
            right=data.get("amendment_right", ""),
            is_on_top=data.get("amendment_is_on_top", False),
        )


class CorrectionForm(AmendmentForm):
    """A note to readers while the text stays as it is; a typo is not among its kinds."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["amendment_kind"]
        kind.choices = CorrectionKind.choices
        kind.required = True
        kind.error_messages["required"] = _("Choose what it is.")
