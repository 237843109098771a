"""Form field for times on the newsroom's clocks, correct across changes of daylight saving."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTimeWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.db.date_fields import validate_datetime_range
from articles.text.dates import format_date

#: Choices for an hour that comes twice when clocks go back: PEP 495's `fold`.
FOLDS = [
    ("", "—"),
    ("0", _("the first time it comes (summer time)")),
    ("1", _("the second time it comes (winter time)")),
]


def comes_twice(naive: dt.datetime) -> bool:
    first, second = _instants(naive)
    return first != second and not is_skipped(naive)


def is_skipped(naive: dt.datetime) -> bool:
    """Return True if clocks go forward over this time, so that it never comes."""
    first, _second = _instants(naive)
    return timezone.make_naive(first) != naive


def _instants(naive: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    zone = timezone.get_current_timezone()
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return first.astimezone(dt.UTC), second.astimezone(dt.UTC)


class NewsroomDateTimeWidget(forms.MultiWidget):
    """A day, an hour and, if the hour comes twice, a choice of the two."""

    template_name = "admin/widgets/moment.html"

    def __init__(self, attrs: dict | None = None) -> None:
        parts = [
            AdminDateWidget(attrs={"aria-label": _("Day")}),
            AdminTimeWidget(attrs={"aria-label": _("Hour")}),
            forms.Select(attrs={"aria-label": _("Which of the two")}, choices=FOLDS),
        ]
        super().__init__(parts, attrs)

    def decompress(self, value: dt.datetime | None) -> list:
        if value is None:
            return [None, None, ""]
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        naive = local.replace(tzinfo=None, fold=0)
        return [local.date(), local.time(), str(local.fold) if comes_twice(naive) else ""]

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["asks_which"] = self._comes_twice(value)
        return context

    def _comes_twice(self, value: Any) -> bool:
        """Return True if the hour shown comes twice; only then is there something to ask."""
        if isinstance(value, dt.datetime):
            return bool(self.decompress(value)[2])
        try:
            day = forms.DateField(validators=[validate_datetime_range]).clean(value[0])
            hour = forms.TimeField().clean(value[1])
        except (ValidationError, TypeError, IndexError):
            return False
        return comes_twice(dt.datetime.combine(day, hour))


class NewsroomDateTimeField(forms.MultiValueField):
    """A time in the newsroom's zone. If it comes twice, the person must say which; if it never
    comes, it is refused."""

    widget = NewsroomDateTimeWidget
    default_error_messages = {
        "incomplete": _("Write the day and the hour, or leave both empty."),
        "skipped": _("On %(day)s clocks go forward, and this hour does not come: choose another."),
        "twice": _("On %(day)s this hour comes twice: say which of the two."),
    }

    def __init__(self, **kwargs: Any) -> None:
        fields = (
            forms.DateField(required=False),
            forms.TimeField(required=False),
            forms.ChoiceField(required=False, choices=FOLDS),
        )
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list) -> dt.datetime | None:
        if not data_list or not (data_list[0] or data_list[1]):
            return None
        day, hour, fold = data_list
        if day is None or hour is None:
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        validate_datetime_range(day)
        naive = dt.datetime.combine(day, hour)
        words = {"day": format_date(day)}
        if is_skipped(naive):
            raise ValidationError(self.error_messages["skipped"], code="skipped", params=words)
        if comes_twice(naive) and not fold:
            raise ValidationError(self.error_messages["twice"], code="twice", params=words)
        return naive.replace(tzinfo=timezone.get_current_timezone(), fold=int(fold or 0))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.widget.decompress(initial), data)
