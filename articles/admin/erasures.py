"""The register of requests to be forgotten: requests, documents, decisions, their undoing, and an
archive of all of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import publishing
from articles.admin.base import DeskAdmin
from articles.admin.erasure_register import register
from articles.admin.made_once import MadeOnceAdmin
from articles.db.numbers import whole_number
from articles.models import OblivionDecision, OblivionDocument, OblivionRequest

MOST_BYTES = 10 * 1024 * 1024  # of a document


class OblivionRequestForm(forms.ModelForm):
    document = forms.FileField(
        label=gettext_lazy("Add a document"),
        required=False,
        help_text=gettext_lazy("Up to 10 MB. It stays in the register: readers never have it."),
    )

    class Meta:
        model = OblivionRequest
        fields = ["person", "contact", "received_on", "request", "articles", "answered_on"]
        widgets = {"request": forms.Textarea(attrs={"rows": 6})}

    def clean_document(self) -> Any:
        file = self.cleaned_data["document"]
        if file and file.size > MOST_BYTES:
            raise ValidationError(_("This document is larger than 10 MB: send a smaller one."))
        return file


class DecisionForm(forms.ModelForm):
    class Meta:
        model = OblivionDecision
        fields = ["article", "kind", "reasons", "note", "names", "initials"]
        widgets = {
            "kind": forms.RadioSelect,
            "reasons": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 2}),
            "names": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, request_row: OblivionRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.request = request_row
        self.fields["article"].queryset = request_row.articles.all()
        self.fields["kind"].choices = OblivionDecision._meta.get_field("kind").choices

    def _get_validation_exclusions(self) -> set[str]:
        """Leave out the fields that are filled in when the decision is made."""
        return {*super()._get_validation_exclusions(), "at"}


@admin.register(OblivionRequest)
class OblivionRequestAdmin(MadeOnceAdmin, DeskAdmin):
    form = OblivionRequestForm
    list_display = ["person", "received_on", "clock", "answered_on", "decided"]
    search_fields = ["person", "contact", "request"]
    search_help_text = gettext_lazy("Who asks, or words of the request")
    show_full_result_count = False
    autocomplete_fields = ["articles"]
    ordering = ["-received_on", "-pk"]
    change_form_template = "admin/articles/oblivionrequest/change_form.html"
    change_list_template = "admin/articles/oblivionrequest/change_list.html"

    def has_delete_permission(
        self, request: HttpRequest, obj: OblivionRequest | None = None
    ) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("decisions")

    @admin.display(description=gettext_lazy("clock"), ordering="received_on")
    def clock(self, obj: OblivionRequest) -> str:
        return obj.clock

    @admin.display(description=gettext_lazy("decisions"))
    def decided(self, obj: OblivionRequest) -> str:
        return ", ".join(
            dict.fromkeys(str(each.get_kind_display()) for each in obj.decisions.all())
        )

    def get_form(
        self, request: HttpRequest, obj: OblivionRequest | None = None, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        if "articles" in form.base_fields:  # articles are written elsewhere
            wrapper = form.base_fields["articles"].widget
            wrapper.can_add_related = wrapper.can_change_related = False
            wrapper.can_delete_related = wrapper.can_view_related = False
        return form

    def save_related(self, request: HttpRequest, form: Any, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if file := form.cleaned_data.get("document"):
            OblivionDocument.objects.create(
                request=form.instance, name=get_valid_filename(file.name)[-200:],
                content=file.read(),
            )  # fmt: skip

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        obj: OblivionRequest | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj is not None:
            context["row"] = obj
            context["documents"] = obj.documents.defer("content")
            context["decisions"] = obj.decisions.select_related("article")
            context["may_decide"] = publishing.may_decide_erasure(request.user)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    # Decisions, documents, the register as an archive

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        name = "articles_oblivionrequest_{}".format
        return [
            path("export/", wrap(self.export_view), name=name("export")),
            path("<path:object_id>/decide/", wrap(self.decide_view), name=name("decide")),
            path("<path:object_id>/undo/", wrap(self.undo_view), name=name("undo")),
            path(
                "<path:object_id>/documents/<number:key>/",
                wrap(self.document_view),
                name=name("document"),
            ),
            *super().get_urls(),
        ]

    def _row(self, request: HttpRequest, object_id: str) -> OblivionRequest:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        return row

    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not publishing.may_decide_erasure(request.user):
            raise PermissionDenied
        row = self._row(request, object_id)
        form = DecisionForm(
            request.POST if request.method == "POST" else None, request_row=row,
            initial={"article": row.articles.first()},
        )  # fmt: skip
        if request.method == "POST" and form.is_valid():
            try:
                left = publishing.decide_erasure(decision=form.instance, by=request.user)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("It is in force."))
                if left:
                    text = _("The name still stands in %(places)s: change them there.")
                    messages.warning(request, text % {"places": "; ".join(left)})
                return self._back_to(row)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Decide"),
            "row": row,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/oblivionrequest/decide.html", context)

    @method_decorator(require_POST)
    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self._row(request, object_id)
        key = request.POST.get("decision", "")
        decision = row.decisions.filter(pk=whole_number(key)).first()
        if decision is None:
            raise Http404
        try:
            publishing.undo_erasure(
                decision=decision, by=request.user, why=request.POST.get("why", "")
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The decision is undone: what it did is no more."))
        return self._back_to(row)

    def _back_to(self, row: OblivionRequest) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:articles_oblivionrequest_change", args=[row.pk]))

    @method_decorator(require_safe)
    def document_view(self, request: HttpRequest, object_id: str, key: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        document = self._row(request, object_id).documents.filter(pk=key).first()
        if document is None:
            raise Http404
        # Sent as a download, whatever type it claims, so that no browser runs it.
        return HttpResponse(
            bytes(document.content),
            content_type="application/octet-stream",
            headers={"Content-Disposition": f'attachment; filename="{document.name}"'},
        )

    @method_decorator(require_safe)
    def export_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        name = f"oblio-{timezone.localdate():%Y-%m-%d}.zip"
        return HttpResponse(
            register(),
            content_type="application/zip",
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "private, no-store",
            },
        )
