"""System checks for combinations of settings that cannot work."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.http.request import validate_host


@register(Tags.urls)
def check_site_url(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[Error]:
    """Report an error if the paper would refuse requests to its own address."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    name = f"[{host}]" if ":" in host else host
    if validate_host(name, settings.ALLOWED_HOSTS):
        return []
    return [
        Error(
            f"SITE_URL is {settings.SITE_URL}, but ALLOWED_HOSTS refuses {name}.",
            hint=f"Add {name} to ALLOWED_HOSTS, or leave ALLOWED_HOSTS unset.",
            id="articles.E001",
        )
    ]


@register(Tags.files)
def check_media_root(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[Error]:
    """Report an error if uploads lie among the static files, where collectstatic --clear would
    delete them.
    """
    if settings.STATIC_ROOT not in (settings.MEDIA_ROOT, *settings.MEDIA_ROOT.parents):
        return []
    return [
        Error(
            "MEDIA_ROOT lies inside STATIC_ROOT.",
            hint="Set MEDIA_ROOT to a folder of its own.",
            id="articles.E002",
        )
    ]
