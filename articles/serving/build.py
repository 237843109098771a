"""Which build of the paper this is: pages that another one made are not served by this one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings

#: The settings that pages show.
_SHOWN = (
    "DEBUG",
    "SITE_URL",
    "PAPER_NAME",
    "PAPER_TAGLINE",
    "PAPER_POLICIES",
    "WEBSUB_HUB",
    "AI_CRAWLERS",
    "LANGUAGE_CODE",
    "TIME_ZONE",
    "CONTENT_SECURITY_POLICY",
    "SECURE_HSTS_SECONDS",
)
_CODE = {".py", ".html", ".mo", ".txt", ".xml", ".css", ".js"}


def build_mark() -> str:
    """Known by what pages are made from: the code, the templates, the words, the addresses of the
    static files, and the settings that pages show."""
    mark = hashlib.sha256()
    for folder in ("articles", "newsroom", "templates"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in _CODE and path.is_file():
                mark.update(path.read_bytes())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        mark.update(manifest.read_bytes())
    for name in _SHOWN:
        mark.update(repr(getattr(settings, name)).encode())
    return mark.hexdigest()[:8]
