"""Model fields of our own."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db import models

from articles.markup import clean_html
from articles.names import MAX_KEY, name_key


class CleanHTMLField(models.TextField):
    """HTML that is cleaned on its way to the database, whichever way that is: a form, an
    import, a fixture, a bulk update. What is read back is safe to print, so `markup.trusted`
    needs no faith in whoever wrote it."""

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            value = str(clean_html(value))  # databases ask for no kind of their own
        return super().get_db_prep_save(value, connection)


class WebAddressField(models.URLField):
    """An address on the web: http or https, and https where nobody says which."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def formfield(self, **kwargs: Any) -> forms.Field:
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class PictureFileField(models.ImageField):
    """An image whose file may go missing: its size stays what is known of it, so that the
    words of the picture can still be corrected."""

    def update_dimension_fields(
        self, instance: models.Model, force: bool = False, *args: Any, **kwargs: Any
    ) -> None:
        try:
            super().update_dimension_fields(instance, force, *args, **kwargs)
        except FileNotFoundError:
            return


class NameKeyField(models.CharField):
    """The key by which the name in the field `of` is compared (see `articles.names`), worked out
    whenever the row is written.

    It is empty where the row has another's name and nobody has said yet whether they are one or
    two; a row that waits so goes on waiting when it is saved. Of a fixture Django calls no
    `pre_save`: see `signals`.
    """

    def __init__(self, *args: Any, of: str = "name", **kwargs: Any) -> None:
        self.of = of
        settled = {"max_length": MAX_KEY, "default": "", "db_default": "", "editable": False}
        super().__init__(*args, **{"serialize": False, **settled, **kwargs})

    def deconstruct(self) -> tuple[str, str, list, dict]:
        """As Django's own, so that migrations know nothing of us."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = self.clean(None, model_instance)
        setattr(model_instance, self.attname, key)
        return key

    def clean(self, value: Any, model_instance: models.Model) -> str:
        """The key that the row will have."""
        key = name_key(getattr(model_instance, self.of))
        waits = not model_instance._state.adding and not getattr(model_instance, self.attname)
        return "" if waits and model_instance.has_namesake(key) else key
