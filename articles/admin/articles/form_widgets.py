"""Widgets of the article form that depend on the person who opens it: the choice of authors,
organizations, tags and related articles."""

from __future__ import annotations

import copy
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms import Field, ModelForm
from django.http import HttpRequest

from articles.admin.widgets import (
    OrderedAutocompleteSelectMultiple,
    SeveralAutocomplete,
    TagSelectMultiple,
)
from articles.models import Article, RelatedArticle

#: The relation that a form field fills, with its model, and its widget, by the field's name.
_AUTOCOMPLETES = {
    "byline_authors": (Article, "authors", OrderedAutocompleteSelectMultiple),
    "named_organizations": (Article, "organizations", SeveralAutocomplete),
    "tags": (Article, "tags", TagSelectMultiple),
    "related": (RelatedArticle, "related", OrderedAutocompleteSelectMultiple),
}
#: The fields whose rows are not added from the form of an article: tags are typed, and an article
#: is written in a form of its own.
_ONLY_CHOSEN = ("tags", "related")


def set_widgets(form: type[ModelForm], request: HttpRequest, model_admin: ModelAdmin) -> None:
    """Give the fields of a form class the widgets of the person who opens it."""
    fields = form.base_fields
    if "lead_picture" in fields:
        # Pictures are chosen and added in a dialog of their own.
        wrapper = fields["lead_picture"].widget
        wrapper.can_add_related = wrapper.can_change_related = False
        wrapper.can_view_related = False
    for name in _AUTOCOMPLETES:
        if name in fields:
            # A copy: the declared field is shared by all requests, while the right to add rows is
            # this person's.
            field = fields[name] = copy.deepcopy(fields[name])
            field.widget = _autocomplete(request, model_admin, field, name)


def _autocomplete(request: HttpRequest, model_admin: ModelAdmin, field: Field, name: str) -> Any:
    model, relation_name, widget = _AUTOCOMPLETES[name]
    relation = model._meta.get_field(relation_name)
    site = model_admin.admin_site
    select = widget(relation, site, choices=getattr(field, "choices", ()))
    select.is_required = False
    if name in _ONLY_CHOSEN:
        return select
    related_admin = site.get_model_admin(relation.remote_field.model)
    return RelatedFieldWidgetWrapper(
        select,
        relation.remote_field,
        site,
        can_add_related=related_admin.has_add_permission(request),
    )
