"""Italian typography, shown as a difference before anything is changed."""

from __future__ import annotations

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import publishing
from articles.admin.articles.diff import Compared
from articles.models.editable_fields import is_line, is_relied_on
from articles.publishing.drafts.reconcile import label_of
from articles.text.diff import compare_blocks, compare_texts, split_blocks
from articles.text.markup import clean_html
from articles.text.typography import set_body, set_text


@require_POST
def typography_view(request: HttpRequest, model_admin: ModelAdmin) -> JsonResponse:
    """Return the texts of a form in Italian typography: `fields` has the texts that change, `html`
    the difference. Nothing is stored."""
    if not (model_admin.has_add_permission(request) or model_admin.has_change_permission(request)):
        raise PermissionDenied
    fields, parts = {}, []
    for name, field in publishing.article_fields().items():
        if not (is_relied_on(field) and is_line(field)):
            continue
        typed = request.POST.get(name, "")
        if (printed := set_text(typed)) != typed:
            fields[name] = printed
            parts.append(Compared(label_of(name), [compare_texts(typed, printed)]))
    body = clean_html(request.POST.get("body", ""))
    if (printed := set_body(body)) != body:
        fields["body"] = printed
        rows = compare_blocks(split_blocks(body), split_blocks(printed))
        parts.append(Compared(label_of("body"), [row for row in rows if row.is_changed]))
    words = {"parts": parts, "before": _("As it is"), "after": _("As it will be"), "level": 3}
    html = render_to_string("admin/components/compared.html", words)
    return JsonResponse({"fields": fields, "html": html})
