"""The form in which a person decides on a quotation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.admin.widgets import NamedModelChoiceField, OneAutocomplete
from articles.db.choices import QuotationStanding
from articles.db.date_fields import validate_date_range
from articles.db.validators import validate_not_to_come
from articles.models import Organization, Person, Quotation
from articles.publishing import Attribution, QuotationDecision

_LATER = ""
_SOMEBODY_NEW = "new"


class QuotationForm(forms.Form):
    """The decision on one quotation: confirmed or rejected, its speaker, their organization and
    role."""

    standing = forms.ChoiceField(
        label=gettext_lazy("Is it so?"), required=False, widget=forms.RadioSelect
    )
    speaker = forms.CharField(
        label=gettext_lazy("Who speaks"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Name and surname; empty where nobody is named."),
    )
    person = forms.ChoiceField(
        label=gettext_lazy("Which of those of this name"), required=False, widget=forms.RadioSelect
    )
    role = forms.CharField(label=gettext_lazy("Role"), max_length=160, required=False)
    organization = NamedModelChoiceField(
        label=gettext_lazy("For whom"), queryset=Organization.objects.all(), required=False
    )
    said_on = forms.DateField(
        label=gettext_lazy("Said on"),
        required=False,
        validators=[validate_date_range, validate_not_to_come],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Only where the piece tells the day."),
    )
    is_former = forms.BooleanField(
        label=gettext_lazy("Was there before, and does not speak for it any more"), required=False
    )

    def __init__(
        self, *args: Any, quotation: Quotation, site: admin.AdminSite, **kwargs: Any
    ) -> None:
        initial = {
            "standing": "" if self._is_open(quotation) else quotation.standing,
            "speaker": quotation.person.name if quotation.person else quotation.speaker,
            "person": str(quotation.person_id or ""),
            "role": quotation.role,
            "organization": quotation.organization_id,
            "is_former": quotation.is_former,
            "said_on": quotation.said_on,
        }
        prefix = quotation.uuid.hex
        super().__init__(*args, initial=initial, prefix=prefix, **kwargs)
        self.quotation = quotation
        later = _("Later") if self._is_open(quotation) else _("To be checked again")
        self.fields["standing"].choices = [
            (_LATER, later),
            (QuotationStanding.CONFIRMED, _("It is so")),
            (QuotationStanding.REJECTED, _("It is no quotation")),
        ]
        namesakes = self.namesakes
        if len(namesakes) > 1 or (namesakes and self.is_another_person):
            named = [(str(each.pk), _description(each)) for each in namesakes]
            self.fields["person"].choices = [*named, (_SOMEBODY_NEW, _("Somebody else"))]
        else:
            del self.fields["person"]
        relation = Quotation._meta.get_field("organization")
        field = self.fields["organization"]
        field.widget = OneAutocomplete(relation, site, choices=field.choices)

    @staticmethod
    def _is_open(quotation: Quotation) -> bool:
        return quotation.standing == QuotationStanding.SUGGESTED

    @cached_property
    def namesakes(self) -> list[Person]:
        """The persons with the name that is in the form."""
        name = self["speaker"].value() or ""
        called = publishing.people_called(" ".join(name.split())) if name.strip() else ()
        return list(called.prefetch_related("affiliations__organization")) if called else []

    @property
    def is_another_person(self) -> bool:
        """True if the person chosen before is none of the namesakes."""
        known = self.quotation.person_id
        return known is not None and known not in {each.pk for each in self.namesakes}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("standing") != QuotationStanding.CONFIRMED:
            return cleaned
        if not (cleaned.get("speaker") or cleaned.get("organization")):
            self.add_error("speaker", _("Say who speaks, or for whom."))
        if "person" in self.fields and not cleaned.get("person"):
            self.add_error("person", _("Several persons have this name: say which."))
        return cleaned

    @property
    def decision(self) -> QuotationDecision | None:
        """The decision in a valid form; None if nothing changes."""
        data = self.cleaned_data
        standing = data["standing"] or QuotationStanding.SUGGESTED
        is_same = standing == self.quotation.standing
        if is_same and (standing != QuotationStanding.CONFIRMED or not self.has_changed()):
            return None
        chosen = data.get("person", "")
        person = next((each for each in self.namesakes if str(each.pk) == chosen), None)
        return QuotationDecision(
            self.quotation,
            QuotationStanding(standing),
            Attribution(
                speaker=data["speaker"],
                person=person,
                is_new=chosen == _SOMEBODY_NEW,
                organization=data["organization"],
                role=data["role"],
                is_former=data["is_former"],
                said_on=data["said_on"],
            ),
        )


def _description(person: Person) -> str:
    """Return a person's name and a detail that distinguishes them from their namesakes."""
    roles = "; ".join(str(each) for each in person.affiliations.all())
    detail = roles or person.description or person.distinguished_by or person.slug
    return f"{person.name} ({detail})"
