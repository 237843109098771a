"""Response to people who guess passwords too many times."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_MANY_REQUESTS = 429


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """Return the page of an account that is locked for an address for a while."""
    pause: timedelta = settings.AXES_COOLOFF_TIME
    context = {
        **admin.site.each_context(request),
        "username": (credentials or {}).get("username", ""),
        "minutes": int(pause.total_seconds() // 60),
    }
    answer = render(request, "account/locked_out.html", context, status=TOO_MANY_REQUESTS)
    answer.headers["Retry-After"] = int(pause.total_seconds())
    return answer
