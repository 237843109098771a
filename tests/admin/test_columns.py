"""The columns of the desk's lists."""

from __future__ import annotations

import pytest
from django.contrib import admin


@pytest.mark.parametrize("desk", admin.site._registry.values(), ids=str)
def test_column_is_not_hidden_by_a_field(desk: admin.ModelAdmin):
    """Django shows the field where a model has one with the name of the desk's column."""
    fields = {field.name for field in desk.opts.get_fields()}
    columns = {name for name in desk.list_display if isinstance(name, str)}
    assert {name for name in columns & fields if hasattr(type(desk), name)} == set()
