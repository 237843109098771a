"""Model fields of our own. Migrations see Django's fields in their place: the additions are no part
of a table, and no migration depends on today's code.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db import models

from articles.text.characters import clean_line, clean_paragraphs
from articles.text.markup import clean_html
from articles.text.name_keys import MAX_KEY, name_key


class StockInMigrations(models.Field):
    """A field that migrations see as Django's own, without its validators."""

    def deconstruct(self) -> tuple[str, str, list, dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        stock = next(each for each in type(self).__mro__ if each.__module__.startswith("django."))
        return name, f"django.db.models.{stock.__name__}", args, kwargs


class CleanText(StockInMigrations):
    """A text that is cleaned wherever it comes from: a form, an import, a fixture, a bulk update.
    The instance in memory agrees once it is saved; values in lookups are cleaned too, but keep
    their spaces. `is_relied_on` marks texts whose changes readers are told of.
    """

    cleaned = staticmethod(clean_line)
    is_line, is_html = True, False

    def __init__(self, *args: Any, is_relied_on: bool = False, **kwargs: Any) -> None:
        self.is_relied_on = is_relied_on
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return self.cleaned(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if value and isinstance(value, str):
            clean = self.cleaned(value)
            if clean is not value:
                setattr(model_instance, self.attname, clean)
            return clean
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            # As a form of its own: databases ask for no kind of their own.
            return self.get_db_prep_value(str(self.cleaned(value)), connection, prepared=True)
        return super().get_db_prep_save(value, connection)

    def get_prep_value(self, value: Any) -> Any:
        value = models.Field.get_prep_value(self, value)
        return value if value is None else clean_paragraphs(str(value))


class CleanFormText(forms.Field):
    """A form field that cleans its text likewise, so that a text of meaningless characters counts
    as missing.
    """

    cleaned = staticmethod(clean_line)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return self.cleaned(value) if value else value


class LineFormField(CleanFormText, forms.CharField):
    pass


class ParagraphsFormField(CleanFormText, forms.CharField):
    cleaned = staticmethod(clean_paragraphs)


class WebAddressFormField(CleanFormText, forms.URLField):
    pass


class MailAddressFormField(CleanFormText, forms.EmailField):
    pass


class LineField(CleanText, models.CharField):
    """A text of one line."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        return super().formfield(**{"form_class": LineFormField, **kwargs})


class LongLineField(CleanText, models.TextField):
    """A text of one line that may be long."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        return super().formfield(**{"form_class": LineFormField, **kwargs})


class ParagraphsField(CleanText, models.TextField):
    """A text of several lines, without markup."""

    cleaned = staticmethod(clean_paragraphs)
    is_line = False

    def formfield(self, **kwargs: Any) -> forms.Field:
        return super().formfield(**{"form_class": ParagraphsFormField, **kwargs})


class CleanHTMLField(CleanText, models.TextField):
    """HTML in the vocabulary of `markup`. A stored value is safe to print, whoever wrote it, so
    `markup.trusted` may mark it so.
    """

    cleaned = staticmethod(clean_html)
    is_line, is_html = False, True

    def to_python(self, value: Any) -> Any:
        return models.TextField.to_python(self, value)  # forms show what was typed


class WebAddressField(CleanText, models.URLField):
    """An address on the web: http or https; https if the scheme is missing."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def formfield(self, **kwargs: Any) -> forms.Field:
        ours = {"form_class": WebAddressFormField, "assume_scheme": "https"}
        return super().formfield(**{**ours, **kwargs})


class MailAddressField(CleanText, models.EmailField):
    """An email address."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        return super().formfield(**{"form_class": MailAddressFormField, **kwargs})


class PictureFileField(StockInMigrations, models.ImageField):
    """An image whose file may go missing: its known size stays, so that the texts of the picture
    can still be corrected.
    """

    def update_dimension_fields(
        self, instance: models.Model, force: bool = False, *args: Any, **kwargs: Any
    ) -> None:
        try:
            super().update_dimension_fields(instance, force, *args, **kwargs)
        except FileNotFoundError:
            return


class NameKeyField(StockInMigrations, models.CharField):
    """The key by which the name in the field `of` is compared (see `articles.text.name_keys`),
    computed whenever the row is written.

    It is empty while the row has the name of another, and nobody has said yet whether they are one
    or two; saving such a row leaves it empty. Django does not call `pre_save` for fixtures: see
    `signals`.
    """

    def __init__(self, *args: Any, of: str = "name", **kwargs: Any) -> None:
        self.of = of
        settled = {"max_length": MAX_KEY, "default": "", "db_default": "", "editable": False}
        super().__init__(*args, **{"serialize": False, **settled, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = self.clean(None, model_instance)
        setattr(model_instance, self.attname, key)
        return key

    def clean(self, value: Any, model_instance: models.Model) -> str:
        """Return the key that the row will have."""
        key = name_key(getattr(model_instance, self.of))
        has_namesake = getattr(model_instance, "has_namesake", None)
        waits = not model_instance._state.adding and not getattr(model_instance, self.attname)
        return "" if waits and has_namesake and has_namesake(key) else key
