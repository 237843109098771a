"""Statements that the law obliges the paper to publish: received, published or declined."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import publishing
from articles.admin.base import DeskAdmin
from articles.admin.made_once import MadeOnceAdmin
from articles.db.choices import RectificationState
from articles.models import Rectification

#: The most lines that the law obliges the paper to publish.
LINES = 30


class RectificationForm(forms.ModelForm):
    class Meta:
        model = Rectification
        fields = ["article", "sender", "received_on", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "text" in self.fields:
            self.fields["text"].strip = False  # kept to the letter

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        article = cleaned.get("article")
        if article is not None and not article.is_public:
            text = _("Readers do not see this piece: there is nothing to rectify in it.")
            self.add_error("article", text)
        if not (cleaned.get("text") or "").strip() and "text" not in self.errors:
            self.add_error("text", _("Write what was sent."))
        return cleaned


@admin.register(Rectification)
class RectificationAdmin(MadeOnceAdmin, DeskAdmin):
    form = RectificationForm
    list_display = ["sender", "article", "received_on", "standing", "clock"]
    list_filter = ["state"]
    list_select_related = ["article"]
    search_fields = ["sender", "text", "article__headline"]
    search_help_text = gettext_lazy("Sender, words or headline")
    show_full_result_count = False
    autocomplete_fields = ["article"]
    ordering = ["-received_on", "-pk"]
    change_form_template = "admin/articles/rectification/change_form.html"

    def has_change_permission(self, request: HttpRequest, obj: Rectification | None = None) -> bool:
        """Let closed rectifications be read but not changed."""
        if obj is not None and not obj.is_waiting:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Rectification | None = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Rectification | None = None) -> list:
        fields = ["article", "sender", "received_on", "text"]
        closed = ["standing", "closed_at", "closed_by", "reason"]
        return [(None, {"fields": fields + (closed if obj and not obj.is_waiting else [])})]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Rectification | None = None
    ) -> list[str]:
        return ["standing", "closed_at", "closed_by", "reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rectification]:
        return super().get_queryset(request).select_related("article", "closed_by")

    def get_form(
        self, request: HttpRequest, obj: Rectification | None = None, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        if "article" in form.base_fields:  # an article is written elsewhere
            wrapper = form.base_fields["article"].widget
            wrapper.can_add_related = wrapper.can_change_related = False
            wrapper.can_delete_related = wrapper.can_view_related = False
        return form

    def save_model(
        self, request: HttpRequest, obj: Rectification, form: forms.ModelForm, change: bool
    ) -> None:
        publishing.receive_rectification(rectification=obj, by=request.user)

    def view_on_site(self, obj: Rectification) -> str | None:
        is_printed = obj.state == RectificationState.PUBLISHED
        return obj.get_absolute_url() if is_printed else None

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def standing(self, obj: Rectification) -> str:
        return obj.get_state_display()

    @admin.display(description=gettext_lazy("clock"), ordering="received_on")
    def clock(self, obj: Rectification) -> str:
        return obj.clock

    # Closing

    def get_urls(self) -> list[URLPattern]:
        close = path(
            "<path:object_id>/close/",
            self.admin_site.admin_view(self.close_view),
            name="articles_rectification_close",
        )
        return [close, *super().get_urls()]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        obj: Rectification | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj is not None:
            context["rectification"] = obj
            context["too_long"] = LINES if obj.lines > LINES else 0
            may_close = obj.is_waiting and self.has_change_permission(request, obj)
            context["may_close"] = may_close
            if may_close:  # the next step is to close it
                context |= {"show_save": False, "show_save_and_add_another": False}
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @method_decorator(require_POST)
    def close_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Publish or decline the statement as it is stored. It is saved first, so that a person
        reads the text that is to be printed."""
        rectification = self.get_object(request, unquote(object_id))
        if rectification is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not super().has_change_permission(request, rectification):
            raise PermissionDenied
        page = reverse("admin:articles_rectification_change", args=[rectification.pk])
        try:
            if request.POST.get("_close") == "publish":
                publishing.publish_rectification(rectification=rectification, by=request.user)
                text = _("The statement is at the head of the piece.")
            else:
                publishing.decline_rectification(
                    rectification=rectification,
                    by=request.user,
                    reason=request.POST.get("reason", ""),
                )
                text = _("The statement is declined, and why is kept.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, text)
        return HttpResponseRedirect(page)
