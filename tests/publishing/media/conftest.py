"""Callbacks of a committed transaction, run on demand."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def on_commit(django_capture_on_commit_callbacks):
    """Hold back what runs on commit until the test asks for it."""
    return django_capture_on_commit_callbacks
