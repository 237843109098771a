"""Who says what in an article: what was found, and a person's word on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import publishing
from articles.admin.widgets import NamedModelChoiceField, OneAutocomplete
from articles.db.choices import QuotationStanding
from articles.db.date_fields import validate_date_range
from articles.db.validators import validate_not_to_come
from articles.models import Article, Organization, Person, Quotation
from articles.publishing import Decision, Said
from articles.text import markup

_AROUND = 140  # characters, on either side of a quotation
_MOST_ARTICLES = 100
_LATER = ""
_SOMEBODY_NEW = "new"


class QuotationForm(forms.Form):
    """A person's word on one: whether it is a quotation, and who speaks, for whom, as what."""

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
        if len(namesakes) > 1 or (namesakes and self.is_another):
            named = [(str(each.pk), _told(each)) for each in namesakes]
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
        """Those who bear the name that is in the form."""
        name = self["speaker"].value() or ""
        called = publishing.people_called(" ".join(name.split())) if name.strip() else ()
        return list(called.prefetch_related("affiliations__organization")) if called else []

    @property
    def is_another(self) -> bool:
        """Whether the one person of that name is not who was chosen before."""
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
    def decision(self) -> Decision | None:
        """What was said, once the form is clean; None where nothing changes."""
        said = self.cleaned_data
        standing = said["standing"] or QuotationStanding.SUGGESTED
        is_same = standing == self.quotation.standing
        if is_same and (standing != QuotationStanding.CONFIRMED or not self.has_changed()):
            return None
        chosen = said.get("person", "")
        person = next((each for each in self.namesakes if str(each.pk) == chosen), None)
        return Decision(
            self.quotation,
            QuotationStanding(standing),
            Said(
                speaker=said["speaker"],
                person=person,
                is_new=chosen == _SOMEBODY_NEW,
                organization=said["organization"],
                role=said["role"],
                is_former=said["is_former"],
                said_on=said["said_on"],
            ),
        )


@dataclass
class Row:
    """A quotation where it stands in the text, with its form."""

    quotation: Quotation
    form: QuotationForm
    before: str
    after: str

    @property
    def is_decided(self) -> bool:
        return self.quotation.standing != QuotationStanding.SUGGESTED


class ArticleQuotations(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        quotations = path(
            "<path:object_id>/quotations/",
            self.admin_site.admin_view(self.quotations_view),
            name="articles_article_quotations",
        )
        speakers = path(
            "speakers/",
            self.admin_site.admin_view(self.speakers_view),
            name="articles_article_speakers",
        )
        return [quotations, speakers, *super().get_urls()]

    def speakers_view(self, request: HttpRequest) -> HttpResponse:
        """The articles with quotations that a person may decide, the newest first."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        waiting = Quotation.objects.waiting_for(request.user).order_by()
        counts = waiting.values("article").annotate(count=Count("pk")).order_by("-article")
        shown = {row["article"]: row["count"] for row in counts[:_MOST_ARTICLES]}
        articles = Article.objects.in_bulk(shown)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Quotations to be checked"),
            "rows": [(articles[key], count) for key, count in shown.items()],
            "count": waiting.count(),
        }
        return TemplateResponse(request, "admin/articles/article/speakers.html", context)

    def quotations_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """All that were found in an article, those to be checked first."""
        article = self._seen(request, object_id)
        may_change = publishing.may_edit(request.user, article)
        is_sent = request.method == "POST"
        if is_sent and not may_change:
            raise PermissionDenied
        rows = self._quotation_rows(article, request.POST if is_sent else None)
        are_valid = [is_sent and row.form.is_valid() for row in rows]  # each tells its errors
        if is_sent and all(are_valid):
            decisions = [row.form.decision for row in rows]
            made = [each for each in decisions if each is not None]
            try:
                publishing.decide_quotations(article=article, decisions=made, by=request.user)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            else:
                text = ngettext("%(n)d decision stored.", "%(n)d decisions stored.", len(made))
                messages.success(request, text % {"n": len(made)})
                return HttpResponseRedirect(request.path)
        elif is_sent:
            messages.error(request, _("Nothing is stored yet: look at what is marked below."))
        text = getattr(article, "text", None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Quotations"),
            "article": article,
            "open_rows": [row for row in rows if not row.is_decided],
            "decided_rows": [row for row in rows if row.is_decided],
            "may_change": may_change,
            "people": text.people if text else [],
            "media": self.media + (rows[0].form.media if rows else forms.Media()),
        }
        return TemplateResponse(request, "admin/articles/article/quotations.html", context)

    def _quotation_rows(self, article: Article, data: Any) -> list[Row]:
        text = markup.plain_text(article.body)
        rows = []
        for quotation in publishing.quotations_of(article):
            start, end = quotation.offset, quotation.offset + len(quotation.text)
            before, after = text[:start], text[end:]
            rows.append(
                Row(
                    quotation,
                    QuotationForm(data, quotation=quotation, site=self.admin_site),
                    _last_words(before),
                    _first_words(after),
                )
            )
        return rows


def _told(person: Person) -> str:
    """Which of those who bear a name."""
    roles = "; ".join(str(each) for each in person.affiliations.all())
    said = roles or person.description or person.distinguished_by or person.slug
    return f"{person.name} ({said})"


def _last_words(text: str) -> str:
    text = text.rpartition("\n\n")[2]
    return text if len(text) <= _AROUND else f"…{text[-_AROUND:].partition(' ')[2]}"


def _first_words(text: str) -> str:
    text = text.partition("\n\n")[0]
    return text if len(text) <= _AROUND else f"{text[:_AROUND].rpartition(' ')[0]}…"
