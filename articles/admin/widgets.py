"""Form fields and widgets of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import ForeignKey, Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.db.numbers import whole_number
from articles.models import Tag
from articles.models.merges import absorbed
from articles.models.unique_names import OneName, desk_name
from articles.text.characters import clean_line
from articles.text.name_keys import name_key

_MOST_TAGS = 50


class _ValidKeysOnly:
    """A widget that shows nothing for values that cannot be keys, on which Django's own fails."""

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list:
        keys = [each for each in value if whole_number(str(each)) is not None]
        return super().optgroups(name, keys, attr)


class OneAutocomplete(_ValidKeysOnly, AutocompleteSelect):
    pass


class SeveralAutocomplete(_ValidKeysOnly, AutocompleteSelectMultiple):
    """A field of several choices, each removed by its own button. Select2's button that removes all
    is left out: it stands where a list may only have items, and is pressed by mistake."""

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


class OrderedAutocompleteSelectMultiple(SeveralAutocomplete):
    """An autocomplete that shows its choices in the order in which they were made: bylines have an
    order, and related articles."""

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list:
        groups = super().optgroups(name, value, attr)
        places = {str(key): place for place, key in enumerate(value)}
        for _group, options, _index in groups:
            options.sort(key=lambda option: places.get(str(option["value"]), len(places)))
        return groups


class DeskNames(BaseModelAdmin):
    """An admin whose choices tell apart two rows that bear the same name."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None:
            field.label_from_instance = desk_name
        return field


class NamedModelChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Model) -> str:
        return desk_name(obj)


class NamedModelMultipleChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Model) -> str:
        return desk_name(obj)


class OrderedModelMultipleChoiceField(NamedModelMultipleChoiceField):
    """A field that gives a list in the order of the request, while Django gives a queryset in none.
    A row that was merged into another while the form was open is replaced by that other."""

    def clean(self, value: Any) -> list[Model]:
        chosen = list(map(str, value or ()))
        try:
            found = super().clean(chosen)
        except forms.ValidationError:
            if not issubclass(self.queryset.model, OneName):
                raise
            keys = {whole_number(key) for key in chosen} - {None}
            now = {
                str(key): str(row.pk) for key, row in absorbed(self.queryset.model, keys).items()
            }
            chosen = [now.get(key, key) for key in chosen]
            found = super().clean(chosen)
        rows = {str(row.pk): row for row in found}
        return [rows[key] for key in dict.fromkeys(chosen) if key in rows]


class TagSelectMultiple(SeveralAutocomplete):
    """A choice of tags by name: existing ones from the autocomplete, and new ones, typed."""

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "data-tags": "true", "data-token-separators": '[","]'}

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list:
        options = [
            self.create_option(name, tag, tag, True, index)
            for index, tag in enumerate(value)
            if tag
        ]
        return [(None, options, 0)]


class TagNamesField(forms.Field):
    """A list of tag names, each once however it is written; a name without visible characters is
    dropped."""

    def to_python(self, value: Iterable[str] | None) -> list[str]:
        names = [clean_line(str(name)) for name in value or ()]
        return list({key: name for name in names if (key := name_key(name))}.values())

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > _MOST_TAGS:
            raise forms.ValidationError(
                _("A piece has %(limit)d tags at most, and these are %(count)d: keep the best."),
                code="too_many_tags",
                params={"limit": _MOST_TAGS, "count": len(value)},
            )
        limit = Tag._meta.get_field("name").max_length
        for name in value:
            if len(name) > limit:
                raise forms.ValidationError(
                    _("“%(name)s” is too long for a tag: %(limit)d characters at most."),
                    code="tag_too_long",
                    params={"name": name, "limit": limit},
                )

    def has_changed(self, initial: Iterable[str] | None, data: Iterable[str] | None) -> bool:
        return set(initial or ()) != set(data or ())
