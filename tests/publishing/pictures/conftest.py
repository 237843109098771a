"""What happens when a transaction is committed, on demand."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def on_commit(django_capture_on_commit_callbacks):
    """What is to happen once a transaction holds happens when the test asks for it."""
    return django_capture_on_commit_callbacks
