"""Model fields of our own."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db import models

from articles.markup import clean_html


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
